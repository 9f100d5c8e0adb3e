from __future__ import annotations

import pytest

from ingest.normalize.authorship import publication_name, split_authors


@pytest.mark.parametrize(
    ("bylines", "expected"),
    [
        (["By Ann Lee, Bo Ek and C. Dietz"], ("Ann Lee", "Bo Ek", "C. Dietz")),
        (["Sam Hall, Jr., Ann Lee, Ph.D."], ("Sam Hall, Jr.", "Ann Lee, Ph.D.")),
        (["ann@news.example (Ann Lee)"], ("Ann Lee",)),
        (["Ann Lee <ann@news.example>", "ann lee"], ("Ann Lee",)),
        (["ann@news.example"], ("ann",)),
        (["Yeagle, P.", "Lavine, M. S."], ("Yeagle, P", "Lavine, M. S")),
        (["Delterme, Jean"], ("Jean Delterme",)),
        (["By Delterme, Jean; van der Ek, Bo A."], ("Jean Delterme", "Bo A. van der Ek")),
        (["Dietz, Carla and Ann Lee"], ("Carla Dietz", "Ann Lee")),
        (["Reuters, Staff"], ("Reuters", "Staff")),
        (["Ann Lee, Bo"], ("Ann Lee", "Bo")),
        (["Ann, Bo, Carla"], ("Ann", "Bo", "Carla")),
        (["AP, Reuters"], ("AP", "Reuters")),
        (["admin"], ()),
        (["<a href='/ann'>Ann Lee</a>; Bo Ek"], ("Ann Lee", "Bo Ek")),
        ([""], ()),
    ],
)
def test_bylines(bylines: list[str], expected: tuple[str, ...]) -> None:
    assert split_authors(bylines) == expected


@pytest.mark.parametrize(
    ("label", "url", "expected"),
    [
        ("AdPulse - AI", "https://adpulse.example/x", "AdPulse"),
        ("Search Gazette | Paid", "https://www.searchgazette.example/", "Search Gazette"),
        ("The North Star Review - Tech", "https://northstarreview.example/", "The North Star Review"),
        ("Mixed feelings - a diary", "https://other.example/", "Mixed feelings - a diary"),
        ("AdPulse - AI", None, "AdPulse - AI"),
    ],
)
def test_publication_behind_a_label(label: str, url: str | None, expected: str) -> None:
    assert publication_name(label, url) == expected
