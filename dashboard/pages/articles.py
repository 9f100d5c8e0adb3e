"""Full-text search with facets, and a reading view of one article."""

from __future__ import annotations

import streamlit as st

from dashboard import address, cached
from dashboard.components import article_search, filters, frame, reader, welcome

article_id = address.own("article")
if article_id is None or cached.is_empty():
    frame.title("Articles", lede="Everything that was collected, copies included, searched in full text.")
welcome.stop_if_empty()
if article_id is not None:
    view = cached.read_article(address.read(), article_id=article_id)
    reader.show(view)
    st.stop()

filters.bar()
article_search.show(address.current(), key="articles")
