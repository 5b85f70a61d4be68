"""Narrowing the queue: by the desk's own words for a story, never by the story's."""

import pytest

from stories.models import Submission
from stories.models.submission import State
from stories.moderation import actions
from stories.moderation.filters import Filters, read_filters
from stories.topics.vocabulary import load_vocabulary
from tests.factories import make_moderator, make_note, make_submission, make_topic

pytestmark = pytest.mark.django_db
QUEUE = "/moderation/"


def references(response):
    return {row["submission"].reference for row in response.context["rows"]}


@pytest.fixture
def stories(db):
    """Four stories that differ in everything the queue can be narrowed by."""
    nights, new = make_topic("Night shifts"), make_topic("Being new")
    return {
        "plain": make_submission(),
        "nights": make_submission(topics=[nights, new], happened="word " * 299, helped=""),
        "new": make_submission(topics=[new], notes=[make_note()], happened="word " * 320, helped=""),
        "risk": make_submission(notes=[make_note()], needs_reading_first=True, happened="word " * 900, helped=""),
    }


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, {"plain", "nights", "new", "risk"}),
        ({"topic": "night-shifts"}, {"nights"}),
        ({"topic": "being-new"}, {"nights", "new"}),
        ({"note": "death"}, {"new", "risk"}),
        ({"note": "-"}, {"plain", "nights"}),
        ({"length": "short"}, {"plain"}),
        ({"length": "middling"}, {"nights", "new"}),
        ({"length": "long"}, {"risk"}),
        ({"priority": "1"}, {"risk"}),
        ({"priority": "0"}, {"plain", "nights", "new"}),
        ({"topic": "being-new", "note": "-", "length": "middling", "priority": "0"}, {"nights"}),
        ({"topic": "\x00", "note": "x", "length": "0", "priority": "7"}, {"plain", "nights", "new", "risk"}),
    ],
)  # fmt: skip
def test_the_queue_narrows(desk, stories, chosen, left):
    Submission.objects.filter(pk=stories["nights"].pk).update(length=300)  # the first that is not short

    assert references(desk.get(QUEUE, chosen)) == {stories[name].reference for name in left}


def test_what_was_chosen_stays_chosen_on_the_next_page_and_can_be_taken_off(desk):
    topic = make_topic()
    for _number in range(26):
        make_submission(topics=[topic])
    make_submission()

    first = desk.get(QUEUE, {"topic": topic.slug})
    second = desk.get(first.context["page_after_url"])

    assert (len(references(first)), len(references(second))) == (25, 1)
    assert '<option value="night-shifts" selected>' in second.text
    assert second.context["all_url"] == QUEUE


def test_nothing_that_fits_is_told_from_nothing_waiting(desk):
    make_submission()

    page = desk.get(QUEUE, {"length": "long"}).text

    assert "Nothing here fits what you chose." in page
    assert "Nothing waiting" not in page
    assert f'href="{QUEUE}"' in page


def test_an_address_and_its_filters_are_the_same():
    topic, note = make_topic(), make_note()
    query = {"topic": topic.slug, "note": note.slug, "length": "long", "priority": "1", "language": "", "all": "1"}

    filters = read_filters(query, load_vocabulary())

    assert (filters.query, filters.number) == (query, 5)
    assert (Filters().number, set(Filters().query.values())) == (0, {""})


def test_a_topic_that_was_merged_finds_those_of_its_new_name(desk):
    old, new = make_topic("Nights"), make_topic("Night shifts")
    old.merged_into = new
    old.save()
    submission = make_submission(topics=[new])

    assert references(desk.get(QUEUE, {"topic": old.slug})) == {submission.reference}


def test_filters_cost_no_query_more(desk, stories, django_assert_num_queries):
    desk.get(QUEUE)
    with django_assert_num_queries(10):
        desk.get(QUEUE, {"topic": "being-new", "note": "death", "length": "middling", "priority": "0", "all": "1"})


def test_the_next_in_line_fits_the_filters(desk, stories):
    page = desk.get(QUEUE, {"topic": "being-new", "note": "death"})

    assert desk.get(page.context["next_url"]).url == f"/moderation/{stories['new'].code}/"


def test_filters_and_the_switch_go_together(desk):
    taken, free = make_submission(topics=[make_topic()]), make_submission()
    actions.claim(submission=taken, by=make_moderator())

    assert references(desk.get(QUEUE, {"all": "1"})) == {taken.reference, free.reference}
    assert references(desk.get(QUEUE, {"all": "1", "topic": "night-shifts"})) == {taken.reference}
    assert Submission.objects.get(pk=taken.pk).state == State.IN_REVIEW


def test_a_language_that_enough_people_share_can_be_chosen_and_is_said(desk, settings):
    own = make_submission()
    assert "language" not in [question["name"] for question in desk.get(QUEUE).context["questions"]]
    settings.CAIRN_STORY_LANGUAGES = {"pl": 40, "pt": 9}
    polish = make_submission(happened="Nie spałam już i było mi wstyd, ale to nie jest moja wina.", helped="")

    page = desk.get(QUEUE, {"language": "pl"})

    (question,) = [question for question in page.context["questions"] if question["name"] == "language"]
    assert question["options"] == [("-", "English, or not known"), ("pl", "Polish")]
    assert references(page) == {polish.reference}
    assert "Short, 20 words, Polish" in page.text
    assert references(desk.get(QUEUE, {"language": "-"})) == {own.reference}
    assert references(desk.get(QUEUE, {"language": "pt"})) == {own.reference, polish.reference}
