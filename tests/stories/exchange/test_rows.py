"""From a row to a story: which column is what, what is cleaned, what is refused, and no word of it in an error."""

from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from stories.exchange.columns import ColumnError, columns_from
from stories.exchange.labels import Vocabulary, vocabulary
from stories.exchange.rows import Candidate, RowError, RowReader, title_from
from stories.models import Topic, TopicAlias
from tests.factories import make_note, make_topic, make_work_group

SECRET = "Harlow"


@pytest.fixture(autouse=True)
def autumn() -> Any:
    with time_machine.travel("2026-11-23"):
        yield


def read(row: dict[str, Any], words: Vocabulary | None = None, **fields: Any) -> Candidate:
    mapped, topics = fields.pop("mapped", ()), fields.pop("topics", "")
    return RowReader(columns=columns_from(mapped, topics), words=words or Vocabulary(), **fields).read(row)


def test_the_usual_columns_are_known() -> None:
    found = read({
        "id": 7, "title": " Four  alarms ", "what_happened": "I slept.\r\n\r\n\r\n\r\nTwice.", "felt": "Odd\x00.",
        "what_helped": "Two sleeps.", "advice": "Nap\u202e.", "quarter": "2026q2", "quote": "ASK",
    })  # fmt: skip

    assert found == Candidate(
        source_id="7", title="Four alarms", quarter="2026Q2", quote_consent="ask",
        parts={"happened": "I slept.\n\nTwice.", "felt": "Odd.", "helped": "Two sleeps.", "advice": "Nap."},
    )  # fmt: skip


def test_columns_can_be_said() -> None:
    found = read(
        {"Story": "One.", "More": "Two.", "what_happened": "Not this."}, mapped=["Story=happened", "More = happened"]
    )

    assert found.parts["happened"] == "One.\n\nTwo."


@pytest.mark.parametrize("pair", ["Story", "=happened", "Story=plot"])
def test_a_mapping_that_says_nothing_is_refused(pair: str) -> None:
    with pytest.raises(ColumnError, match="--map wants column=part"):
        columns_from([pair])


@pytest.mark.parametrize(
    ("row", "quarter"),
    [
        ({}, "2026Q4"),
        ({"quarter": "2025-Q3"}, "2025Q3"),
        ({"year": 2019}, "2019Q4"),
        ({"year": "2026"}, "2026Q4"),
        ({"year": 2019, "quarter": "2019Q1"}, "2019Q1"),
    ],
)
def test_the_time_is_a_quarter(row: dict[str, Any], quarter: str) -> None:
    assert read({"happened": "x", **row}).quarter == quarter


def test_the_quarter_of_rows_without_one_can_be_said() -> None:
    assert read({"happened": "x"}, quarter="2020Q1").quarter == "2020Q1"


def test_a_year_that_is_not_over_is_this_quarter() -> None:
    with time_machine.travel("2026-05-05"):
        assert read({"happened": "x", "year": 2026}).quarter == "2026Q2"


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"happened": " \n\t", "felt": None, "advice": ""}, "holds no story"),
        ({"happened": [SECRET]}, "happened is not text"),
        ({"happened": "x" * 12_001}, "happened has 12,001 characters, 12,000 at most"),
        ({"happened": "x", "title": SECRET * 30}, "the title has 180 characters, 120 at most"),
        ({"happened": "x", "title": {"a": SECRET}}, "title is neither text nor a whole number"),
        ({"happened": "x", "id": True}, "id is neither text nor a whole number"),
        ({"happened": "x", "topics": 3}, "topics is neither text nor a list of texts"),
        ({"happened": "x", "topics": [[SECRET]]}, "topics is neither text nor a list of texts"),
        ({"happened": "x", "topics": SECRET * 20}, "names a topic of more than 100 characters"),
        (
            {"happened": "x", "topics": "夜勤"},
            "names a topic without a letter from a to z: say with --map-topic which it is",
        ),
        ({"happened": "x", "notes": SECRET}, "names a note for readers that is not here"),
        ({"happened": "x", "quarter": SECRET}, "the quarter is not written like 2026Q2"),
        ({"happened": "x", "quarter": "0026Q2"}, "the quarter is not written like 2026Q2"),
        ({"happened": "x", "quarter": "٢٠٢٥Q2"}, "the quarter is not written like 2026Q2"),
        ({"happened": "x", "quarter": "2027Q1"}, "the time has not come yet"),
        ({"happened": "x", "year": 2027}, "the time has not come yet"),
        ({"happened": "x", "year": SECRET}, "the year is not a year"),
        ({"happened": "x", "year": 1899}, "the year is not a year"),
        ({"happened": "x", "quote": SECRET}, "the consent to quote is not yes, ask or no"),
    ],
)
def test_a_bad_row_says_which_column_and_why(row: dict[str, Any], error: str) -> None:
    with pytest.raises(RowError) as raised:
        read(row)

    assert str(raised.value) == error


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "happened", "felt", "topics", "notes", "setting", "quarter", "year", "quote"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.characters(categories=["Cs"]),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
        ),
    )
)
def test_no_row_whatever_does_more_than_be_refused(row: dict[str, Any]) -> None:
    try:
        found = read(row)
    except RowError:
        return
    assert any(found.parts.values())
    assert 1 <= len(found.title) <= 120


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("I slept. Then I woke.", "I slept"),
        ("Why me? I asked.", "Why me?"),
        ("One line\nand another", "One line"),
        ("1. We were tired. The radio was dead.", "1. We were tired"),
        ("word " * 30, "word word word word word word word word word word word word word word word…"),
        ("x" * 200, "x" * 79 + "…"),
        ("First, he said it, and then said it again, and then he rang up the office, again.",
         "First, he said it, and then said it again, and then he rang up the office…"),
    ],
)  # fmt: skip
def test_a_title_is_made_from_the_first_sentence(text: str, title: str) -> None:
    assert title_from(text) == title
    assert read({"happened": "", "felt": text}).title == title


@pytest.mark.django_db
class TestLabels:
    """What the labels of a file stand for."""

    def test_names_slugs_and_other_words_are_known(self) -> None:
        nights = make_topic("Night shifts", aliases=("rota",))
        walk = make_topic("A walk", kind=Topic.Kind.HELPED)
        note, group = make_note(), make_work_group()

        found = read(
            {
                "happened": "x", "topics": "NIGHT SHIFTS; rota;night-shifts ;", "helped_by": ["a-walk"],
                "notes": "a death;death", "setting": "Patient Care",
            },
            vocabulary(),
        )  # fmt: skip

        assert found.topics == [nights, walk]
        assert found.notes == [note]
        assert (found.work_group, found.lost_setting) == (group, False)

    def test_columns_of_topics_can_be_named(self) -> None:
        nights = make_topic()

        assert read({"happened": "x", "tags": ["night shifts"]}, vocabulary(), topics="tags").topics == [nights]

    def test_labels_can_be_mapped_or_left_out(self) -> None:
        nights = make_topic()
        words = vocabulary(["Fatigue=night-shifts", "Other="])

        assert read({"happened": "x", "topics": ["fatigue", "OTHER"]}, words).topics == [nights]

    def test_a_merged_topic_is_the_one_it_became(self) -> None:
        nights, lates = make_topic(), make_topic("Lates")
        Topic.objects.filter(pk=lates.pk).update(merged_into=nights)
        TopicAlias.objects.create(topic=nights, name="late shifts")

        assert read({"happened": "x", "topics": "lates;late shifts"}, vocabulary()).topics == [nights]

    @pytest.mark.parametrize(
        ("pair", "message"),
        [("Fatigue", "label=slug"), ("=nights", "label=slug"), ("Fatigue=moon", "no topic has the slug moon")],
    )
    def test_a_mapping_to_nowhere_is_refused(self, pair: str, message: str) -> None:
        with pytest.raises(ColumnError, match=message):
            vocabulary([pair])

    def test_a_new_label_is_a_topic_to_be_made(self) -> None:
        words = vocabulary()

        found = read({"happened": "x", "topics": "Radio calls;radio-calls"}, words)

        assert words.to_be_made == {"radio-calls"}
        assert not Topic.objects.exists()
        (made,) = words.made(found.topics)
        assert (made.name, made.slug, made.kind) == ("radio-calls", "radio-calls", Topic.Kind.STRESSOR)

    def test_a_new_label_can_be_refused(self) -> None:
        with pytest.raises(RowError, match="names a topic that is not here"):
            read({"happened": "x", "topics": SECRET}, vocabulary(may_grow=False))

    def test_an_unknown_kind_of_work_is_lost_and_said_so(self) -> None:
        found = read({"happened": "x", "setting": "the moon"}, vocabulary())

        assert (found.work_group, found.lost_setting) == (None, True)
