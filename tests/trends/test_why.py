"""What is unusual: over-represented for certain, and ordered by how sure that is."""

from __future__ import annotations

import pytest

from analytics.trends.why import unusual


def test_the_surest_come_first_and_the_usual_is_left_out() -> None:
    inside = {"outage": 18, "cloud": 12, "agency": 10, "once": 1}
    before = {"cloud": 20, "agency": 100}
    found = unusual(inside, before, n_inside=20, n_before=200)
    assert [each.label for each in found] == ["outage", "cloud"]
    assert found[0].expected == 0
    assert found[1].expected == pytest.approx(2.0)
    assert found[0].q < found[1].q < 0.05


def test_more_articles_alone_make_nothing_unusual() -> None:
    assert unusual({"cloud": 50}, {"cloud": 5}, n_inside=100, n_before=10) == ()


def test_against_nothing_the_most_frequent_are_given() -> None:
    found = unusual({"b": 3, "a": 3, "c": 9}, {}, n_inside=10, n_before=0)
    assert [(each.label, each.expected, each.q) for each in found] == [("c", 0, 1), ("a", 0, 1), ("b", 0, 1)]


@pytest.mark.parametrize(("inside", "n"), [({}, 0), ({"x": 1}, 5), ({}, 5)])
def test_too_little_is_nothing(inside: dict[str, int], n: int) -> None:
    assert unusual(inside, {"x": 3}, n_inside=n, n_before=10) == ()


def test_the_order_of_the_input_does_not_matter() -> None:
    pairs = [("a", 9), ("b", 9), ("c", 8)]
    one = unusual(dict(pairs), {}, n_inside=10, n_before=50)
    assert one == unusual(dict(reversed(pairs)), {}, n_inside=10, n_before=50)
