"""Who is named: people, organisations, products and places, how they move, and in whose company."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analytics.types import Subject
from dashboard import cached, charted
from dashboard.components import chart_card, company, entity_table, evidence, filters, frame, parts, points, welcome

frame.title("Entities", lede="Who the coverage names, how that moved, and who is named together.")
welcome.stop_if_empty()
chosen = filters.bar()
lines = entity_table.find(chosen, key="entities")
if not lines:
    frame.empty("No name here", "Choose other kinds, search for fewer letters, or widen the filters.")
    st.stop()

name = entity_table.show(lines, key="entities")
subject = Subject("entity", name, name)
known = next((line.trend for line in lines if line.name == name), None)
chart = charted.trend(subject, chosen, known=known, evidence=evidence.read(chosen, subject))
chart_card.show(chart, key="entity", points=points.of_trends(chart, cached.asker(chosen, [subject])))

parts.tabs(
    {
        "Evidence": partial(evidence.paged, chosen, subject, key="entity"),
        "Named together": partial(company.show, chosen, subject),
    },
    key="entity.parts",
)
