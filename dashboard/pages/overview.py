"""What rose, what fell, what is new, and how far to trust it."""

from __future__ import annotations

import streamlit as st

from analytics.charts import formats
from dashboard import cached, charted, links
from dashboard.components import chart_card, filters, findings, frame, news, points, welcome

frame.title("Overview", lede="What moved in the coverage of these sources, and how sure one may be.")
welcome.stop_if_empty()
chosen = filters.bar()
found = cached.overview(chosen)
fading, stopped = findings.ended(found.fading)

frame.warnings(found.warnings)
frame.key_figures(
    [
        ("Articles", f"{found.n_articles:,}", f"{formats.counted(found.n_copies, 'copy')} left out"),
        ("Stories", f"{found.n_stories:,}", "events, however often told"),
        ("Topics rising", f"{len(found.rising):,}", "beyond chance"),
        ("Topics fading", f"{len(found.fading):,}", f"beyond chance, {len(stopped) or 'none'} stopped"),
        ("Statistics", f"{found.n_statistics:,}", "each with its sentence"),
        ("Sources", str(found.n_sources), frame.collected(found.as_of)),
    ]
)
lead = charted.lead(found, chosen)
behind = points.of_trends(lead, cached.asker(chosen, [lead.trends[0].subject]))
chart_card.show(lead, key="lead", points=behind)

left, right = st.columns(2, gap="large")
with left:
    findings.column("Rising", found.rising, key="rising", none="No topic rises beyond what chance explains.")
    findings.column("New", found.appeared, key="new", none="No topic appeared in this period.", new_in=chosen)
    links.to_emerging(label="What emerges, with its first articles")
with right:
    findings.column("Fading", fading, key="fading", none="No topic falls beyond what chance explains.")
    findings.column("Stopped", stopped, key="stopped", none="No topic ended: each that fades still has articles.")
findings.column(
    "Too early to tell", found.undecided, key="undecided", none="Nothing moved on too little data.", most=3, abreast=3
)

news.show(chosen)
