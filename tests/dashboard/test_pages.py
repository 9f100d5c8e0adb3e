"""Every page in every state: nothing raises, and what is there is said."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from analytics import questions, settings
from analytics.filters import Filters
from analytics.store import decisions, open_store, sources
from ingest.article import Rejection
from tests.dashboard.press import NOW

Open = Callable[..., AppTest]
PAGES = ("overview", "topics", "topic", "statistics", "entities", "compare", "articles", "sources", "deck")


def words(app: AppTest) -> str:
    """All that the page says in its own words: HTML without the stylesheet, plain text, links."""
    bodies = [element.proto.body for element in app.get("html")]
    links = [element.proto.label for element in app.get("page_link")]
    return " ".join(
        [body for body in bodies if not body.startswith("<style>")] + [text.value for text in app.text] + links
    )


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["empty_home", "one_home", "press_home"])
def test_a_page_opens(open_page: Open, request: pytest.FixtureRequest, state: str, page: str) -> None:
    app = open_page(request.getfixturevalue(state), page)
    assert not app.exception
    assert not app.error
    assert words(app).count("<h1") == 1


def test_an_empty_store_says_what_to_do(open_page: Open, empty_home: Path) -> None:
    assert "Nothing is collected yet" in words(open_page(empty_home, "overview"))


@pytest.mark.parametrize(("page", "about"), [("topic", "topic"), ("articles", "article")])
def test_a_link_into_an_empty_store_has_a_heading(open_page: Open, empty_home: Path, page: str, about: str) -> None:
    said = words(open_page(empty_home, page, **{about: "gone"}))
    assert said.count("<h1") == 1
    assert "Nothing is collected yet" in said


def test_the_overview_names_what_rose_and_fell(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "overview"))
    assert "Kite parcels" in said
    assert "Paper vouchers" in said
    assert 'class="up-rise"' in said
    assert 'class="up-fall"' in said


def test_a_topic_shows_its_sentences_with_marks(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "topic", topic="t-rising"))
    assert "<mark>kite parcels</mark>" in said


def opened(app: AppTest, key: str) -> AppTest:
    """The page with a popover open."""
    app.session_state[key] = True
    return app.run()


@pytest.mark.parametrize(
    "part", ["Evidence", "Key insights", "Why", "Verdict", "Who and what", "Outlook", "Life of the topic"]
)
def test_each_part_of_a_topic_opens(open_page: Open, press_home: Path, part: str) -> None:
    app = open_page(press_home, "topic", topic="t-rising", part=part)
    assert not app.exception
    assert not app.error


def test_a_topic_tells_its_terms_and_its_most_typical_articles(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topic", topic="t-rising", part="Life of the topic")
    assert "Terms: kite parcels, tethered delivery." in words(app)
    assert "Most typical articles:" in words(app)
    assert sum(element.proto.label.startswith("Kite parcels") for element in app.get("page_link")) >= 3


def test_an_article_says_how_much_it_belongs_to_its_topics(open_page: Open, press_home: Path) -> None:
    link = open_page(press_home, "articles", query="kite").get("page_link")[0].proto.query_string
    article = parse_qs(link)["article"][0]
    assert "Kite parcels, 90%" in words(open_page(press_home, "articles", article=article)).replace("\\", "")


def test_an_outlook_is_off_until_it_is_asked_for(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topic", topic="t-rising", part="Outlook")
    assert "Off until asked for" in words(app)
    app.toggle(key="outlook.on").set_value(True).run()
    assert not app.exception
    assert "Off until asked for" not in words(app)


@pytest.mark.parametrize(
    ("page", "query", "key", "expected"),
    [
        ("topic", {"topic": "t-rising", "part": "Why"}, "topic.parts", "Why"),
        ("topic", {"topic": "t-rising", "part": "<b>nonsense</b>"}, "topic.parts", "Evidence"),
        ("entities", {"part": "Named together"}, "entity.parts", "Named together"),
        ("entities", {"find": "mar", "kinds": ["Person", "Planet"]}, "entities.kinds", ["Person"]),
        ("topics", {"order": "Name", "theme": "Street trade"}, "topics.order", "Name"),
        ("topics", {"order": "by magic"}, "topics.order", "Largest"),
        ("articles", {"order": "newest", "page": "3"}, "articles.page", 3),
        ("articles", {"page": "99999999999999999999"}, "articles.page", 1),
        ("articles", {"page": "9999"}, "articles.page", 160),
        ("articles", {"page": "-1"}, "articles.page", 1),
        ("statistics", {"units": ["percent", "parsecs"]}, "statistics.units", ["percent"]),
        ("overview", {"since": "Week"}, "news.since", "Week"),
        ("overview", {"since": "Aeon"}, "news.since", None),
        ("topic", {"topic": "t-rising", "point": ["t-rising", "2025-01-07T00:00:00+00:00"]}, "topic.point", None),
    ],
)
def test_what_is_open_on_a_page_is_in_its_address(
    open_page: Open, press_home: Path, page: str, query: dict[str, str], key: str, expected: object
) -> None:
    app = open_page(press_home, page, **query)
    assert not app.exception
    assert app.session_state[key] == expected


def test_what_stopped_is_told_apart_from_what_fades(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "overview"))
    assert "No topic falls beyond what chance explains" in said
    assert "beyond chance, 1 stopped" in said
    assert "none left, where about" in said


def test_one_of_a_thing_is_told_in_the_singular(open_page: Open, one_home: Path) -> None:
    assert ">1 item<" in words(open_page(one_home, "articles"))
    said = words(open_page(one_home, "statistics"))
    assert "1 figure." in said
    assert "1 figures" not in said


@pytest.mark.parametrize(
    ("kept", "said"), [(0, "Every item of every source was read"), (3, "3 items"), (501, "the latest 500 of 501 items")]
)
def test_what_could_not_be_read_says_of_how_many(open_page: Open, own_home: Path, kept: int, said: str) -> None:
    store = open_store(settings.load({"UPSWELL_HOME": str(own_home)}))
    source = sources.registered(store)[0]
    with store.write() as connection:
        lost = [Rejection(source.id, "feed.xml", str(at), "no title", "") for at in range(kept)]
        sources.reject(connection, store, lost, now=datetime.now(UTC))
    store.close()
    assert said in words(open_page(own_home, "sources"))


def test_a_read_only_desk_says_why_nothing_can_be_added(
    open_page: Open, press_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSWELL_READ_ONLY", "1")
    app = open_page(press_home, "sources")
    assert not app.exception
    assert "This desk is read-only: sources are added" in words(app)
    assert "Refresh" not in [button.label for button in app.button]


def test_topics_are_searched_and_put_in_order(open_page: Open, press_home: Path) -> None:
    named = open_page(press_home, "topics", order="Name").dataframe[0].value
    assert list(named["Topic"]) == sorted(named["Topic"])
    found = open_page(press_home, "topics", find="TETHERED").dataframe[0].value
    assert list(found["Topic"]) == ["Kite parcels"]
    assert "Nothing matches" in words(open_page(press_home, "topics", find="zeppelin"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"find": "kite parcels"}, True),
        ({"find": "zeppelins"}, False),
        ({"units": "percent"}, True),
        ({"by": "Third Signal"}, True),
    ],
)
def test_statistics_are_searched_by_subject_unit_and_source(
    open_page: Open, press_home: Path, query: dict[str, str], *, found: bool
) -> None:
    app = open_page(press_home, "statistics", **query)
    assert not app.exception
    assert ("No figure here" not in words(app)) == found
    if "by" in query:
        (seen,) = app.dataframe[0].value["Seen"]
        assert 0 < seen < open_page(press_home, "statistics").dataframe[0].value["Seen"][0]


def test_a_facet_narrows_the_articles_and_widens_them_again(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "articles", page="2")
    facet = next(group for group in app.button_group if group.key == "facet.sources")
    facet.set_value("Third Signal").run()
    assert app.query_params["sources"] == "Third Signal"
    assert "page" not in app.query_params
    next(group for group in app.button_group if group.key == "facet.sources").set_value(None).run()
    assert "sources" not in app.query_params


def test_two_periods_stand_side_by_side(open_page: Open, press_home: Path) -> None:
    chosen = {"start": "2025-10-06", "compare_start": "2025-05-05", "compare_end": "2025-09-01"}
    said = words(open_page(press_home, "compare", topics=["t-rising", "t-fading"], **chosen))
    assert "Articles before" in said
    assert "95% interval" in said
    assert "before: 5 May 2025 – 31 Aug 2025." in said


def test_the_coverage_calendar_tells_what_was_not_collected(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "sources"))
    assert "3 weeks not collected; not collected " in said
    assert re.search(r'class="up-gaps">not collected \d+ \w+ 20\d\d to \d+ \w+ 20\d\d<', said)
    assert re.search(r'class="up-axis".*>\w{3} 20\d\d</span>', said)
    assert 'class="up-gap" style="flex-grow:3"' in said
    assert "Every item of every source was read" in said


@pytest.mark.parametrize("change", ["Pin", "Hide"])
def test_a_topic_is_pinned_and_hidden(open_page: Open, press_home: Path, tmp_path: Path, change: str) -> None:
    home = tmp_path / "home"
    shutil.copytree(press_home, home)
    app = open_page(home, "topic", topic="t-fading", part="Life of the topic")
    next(button for button in app.button if button.label == change).click().run()
    assert not app.exception
    topics = open_page(home, "topics")
    shown = list(topics.dataframe[0].value["Topic"])
    assert ("Pinned and therefore first: Paper vouchers." in words(topics)) == (change == "Pin")
    assert "Paper vouchers" not in shown
    assert (shown[0] == "★ Paper vouchers") == (change == "Pin")


def test_a_missing_topic_is_a_friendly_page(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topic", topic="no-such-topic")
    assert not app.exception
    assert "There is no topic at this address" in words(app)


def test_a_statistic_shows_value_origin_and_sentence(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "statistics"))
    assert "measured by Corner Survey" in said
    assert "of shopkeepers want kite parcels" in said


def test_filters_in_the_address_restrict_the_page(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "articles", sources=["Third Signal"], start="2025-03-03", end="2025-03-10")
    assert app.multiselect(key="f.sources").value == ["Third Signal"]
    titles = [element.proto.body for element in app.get("html") if element.proto.body.startswith("<article")]
    assert titles
    assert all("Third Signal" in title for title in titles)


def test_a_filter_that_is_chosen_is_in_the_address(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "overview")
    app.multiselect(key="f.sources").select("Third Signal").run()
    assert app.query_params["sources"] == "Third Signal"
    assert not app.exception


def test_the_reading_view_marks_figures(open_page: Open, press_home: Path) -> None:
    found = open_page(press_home, "articles", query="Corner Survey")
    link = found.get("page_link")[0].proto.query_string
    said = words(open_page(press_home, "articles", article=parse_qs(link)["article"][0]))
    assert re.search(r"<mark>\d+%</mark> of shopkeepers", said)


def test_an_article_that_is_not_there_is_a_friendly_page(open_page: Open, press_home: Path) -> None:
    assert "There is no article at this address" in words(open_page(press_home, "articles", article="nope"))


def test_splitting_a_topic_off_leaves_the_rest_where_it_was(open_page: Open, press_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(press_home, home)
    app = open_page(home, "topic", topic="t-rising", part="Life of the topic")
    fields = {field.label: field for field in app.text_input}
    fields["Split off its articles that hold"].set_value("Tilda")
    fields["Name of the new topic"].set_value("Tilda’s kites")
    next(button for button in app.button if button.label == "Split").click().run()
    assert not app.exception
    said = words(open_page(home, "topics", view="table"))
    labels = open_page(home, "topics").selectbox(key="topics.open").options
    assert "Tilda’s kites" in labels
    assert "Kite parcels" in labels
    assert "5 topics" not in said


def test_words_that_split_nothing_off_are_refused(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topic", topic="t-rising", part="Life of the topic")
    fields = {field.label: field for field in app.text_input}
    fields["Split off its articles that hold"].set_value("zeppelin")
    fields["Name of the new topic"].set_value("Airships")
    next(button for button in app.button if button.label == "Split").click().run()
    assert "0 articles of" in app.error[0].value


def test_an_idea_of_ones_own_is_followed(open_page: Open, press_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(press_home, home)
    app = open_page(home, "topics")
    app.text_input[-1].set_value("Quay talk")
    app.text_area[0].set_value("on the quay")
    next(button for button in app.button if button.label == "Follow").click().run()
    assert not app.exception
    assert "Quay talk" in open_page(home, "topics").selectbox(key="topics.open").options


def test_an_idea_is_followed_by_an_article_and_a_sentence(open_page: Open, press_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(press_home, home)
    link = open_page(home, "articles").get("page_link")[0].proto.query_string
    article = parse_qs(link)["article"][0]
    app = open_page(home, "articles", article=article)
    app.text_input[-1].set_value("More of this")
    app.text_area[1].set_value("Parcels come by kite.")
    next(button for button in app.button if button.label == "Follow").click().run()
    assert not app.exception
    assert "More of this" in open_page(home, "topics").selectbox(key="topics.open").options
    (made,) = decisions.kept(open_store(settings.load({"UPSWELL_HOME": str(home)})))
    assert made.details["examples"] == [article]
    assert made.details["sentences"] == ["Parcels come by kite."]


def test_an_idea_without_anything_to_go_by_is_refused(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "topics")
    app.text_input[-1].set_value("Nothing")
    next(button for button in app.button if button.label == "Follow").click().run()
    assert "Give the topic a name" in app.error[0].value


def test_what_emerges_has_its_first_articles(open_page: Open, press_home: Path) -> None:
    said = words(open_page(press_home, "topics", view="emerging"))
    emerging = questions.emerging_topics(
        open_store(settings.load({"UPSWELL_HOME": str(press_home)})), Filters(), now=NOW
    )
    assert all(each.line.topic.label in said for each in emerging)
    assert "Nothing emerges here" in said or emerging


@pytest.mark.parametrize(("asked", "weeks"), [("4", 4), ("26", 26), ("5", 13), ("soon", 13)])
def test_how_young_an_emerging_topic_is_can_be_chosen(
    open_page: Open, press_home: Path, asked: str, weeks: int
) -> None:
    said = words(open_page(press_home, "topics", view="emerging", weeks=asked))
    assert f"First seen within {weeks} weeks" in said


def test_a_name_that_is_typed_is_compared(open_page: Open, press_home: Path) -> None:
    app = open_page(press_home, "compare")
    app.multiselect(key="c.entities").set_value(["marrow"]).run()
    assert not app.exception
    assert app.query_params["entities"] == "Marrow Foods"


def test_a_rating_is_kept(open_page: Open, press_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(press_home, home)
    link = open_page(home, "articles").get("page_link")[0].proto.query_string
    article = parse_qs(link)["article"][0]
    open_page(home, "articles", article=article).selectbox(key=f"rating.{article}").set_value(8).run()
    assert open_page(home, "articles", article=article).selectbox(key=f"rating.{article}").value == 8


def test_a_read_only_desk_offers_nothing_that_changes_something(
    open_page: Open, press_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSWELL_READ_ONLY", "1")
    taken = {"Rename", "Merge", "Split", "Pin", "Hide", "Follow", "Save view", "Note event", "Refresh", "Add"}
    for page, query in (
        ("overview", {}),
        ("topics", {}),
        ("topic", {"topic": "t-rising", "part": "Life of the topic"}),
        ("sources", {}),
    ):
        app = open_page(press_home, page, **query)
        for key in ("f.more", "views"):
            opened(app, key)
        assert not app.exception
        assert not taken & {button.label for button in app.button}
