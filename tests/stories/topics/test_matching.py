"""Topics that a text names."""

import pytest

from stories.models import Topic
from stories.topics.matching import suggested_terms, terms_named
from stories.topics.vocabulary import load_vocabulary
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


def named_in(text: str) -> list[str]:
    return [term.name for term in terms_named(text, load_vocabulary())]


def suggested_in(text: str) -> list[str]:
    return [term.name for term in suggested_terms(text, load_vocabulary())]


@pytest.mark.parametrize(
    "text", ["night shift", "I hate my NIGHTS.", "on the rota again", "too many shift works", "the nightshift: nights"]
)
def test_a_topic_is_named_by_its_name_and_its_other_words(text: str) -> None:
    topic = make_topic(aliases=("nights", "rota", "shift work"))
    make_topic("Mistakes", aliases=("blame",))

    assert named_in(text) == [topic.name]


@pytest.mark.parametrize("text", ["", "the night", "shift", "rotating", "🙂"])
def test_part_of_a_name_is_not_the_name(text: str) -> None:
    make_topic(aliases=("rota",))

    assert named_in(text) == []


def test_topics_come_in_reading_order_each_once() -> None:
    make_topic("Mistakes")
    make_topic()

    assert named_in("A mistake on a night shift, then another mistake.") == ["Mistakes", "Night shifts"]


def test_the_longest_name_at_a_place_counts() -> None:
    make_topic("Emails")
    longer = make_topic("Never switching off", aliases=("emails at night",))

    assert named_in("emails at night") == [longer.name]


def test_a_merged_topic_stands_for_the_one_in_use() -> None:
    used, merged = make_topic("Too much work"), make_topic("Overtime")
    Topic.objects.filter(pk=merged.pk).update(merged_into=used)

    assert named_in("overtime") == [used.name]


def test_suggestions_are_the_topics_named_most_a_phrase_before_a_word() -> None:
    once, phrase, often = make_topic("Change"), make_topic("Night shifts"), make_topic("Mistakes")
    for number in range(4):
        make_topic(f"Never{number}")

    text = "A change. On night shifts. A mistake, a mistake and one more mistake."

    assert suggested_in(text) == [often.name, phrase.name, once.name]


def test_no_more_than_four_are_suggested() -> None:
    for name in ("alpha", "bravo", "charlie", "delta", "echo"):
        make_topic(name)

    assert suggested_in("alpha bravo charlie delta echo") == [
        "alpha",
        "bravo",
        "charlie",
        "delta",
    ]
