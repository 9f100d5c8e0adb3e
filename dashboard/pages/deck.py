"""The charts collected while exploring, in order, with titles and notes of one's own, as one deck."""

from __future__ import annotations

import streamlit as st

from dashboard.components import collected, deck_editor, deck_shelf, frame

frame.title("Deck", lede="Charts that were added while exploring; each slide stays editable in PowerPoint.")
deck_shelf.show()
slides = collected.slides()
if not slides:
    frame.empty("The deck is empty", "Choose “Add to deck” under any chart; it is kept here in that order.")
    st.stop()

deck_editor.export(slides)
for slide in slides:
    deck_editor.show(slide, first=slide is slides[0], last=slide is slides[-1])
