"""What is collected and what is missed: health, coverage, rejections; adding and refreshing."""

from __future__ import annotations

import streamlit as st

from dashboard import address, cached
from dashboard.components import coverage, filters, frame, source_table, source_tools

frame.title("Sources", lede="Where articles come from, which weeks are covered, and what could not be read.")
read_only = cached.configuration().read_only
if read_only:
    frame.note("This desk is read-only: sources are added and refreshed where the store is kept.")
else:
    source_tools.show()
lines = cached.list_sources(address.read())
if not lines:
    frame.empty(
        "No source is registered", "Nothing was collected yet." if read_only else "Add a feed, a site or a file above."
    )
    st.stop()

source_table.show(lines)
chosen = filters.bar()
coverage.show(chosen)
source_table.show_rejections(chosen, total=sum(line.n_rejections for line in lines))
