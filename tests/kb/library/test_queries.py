import pytest
from django.urls import reverse

from kb.catalogue.filters import Filters
from kb.library import queries
from kb.library.queries import (
    Common,
    about,
    answers_about,
    filtered,
    goes_with,
    how_many,
    newest,
    stories_like,
    story_at,
)
from kb.models import SaidDid
from stories.models import Story, Topic
from stories.topics.vocabulary import Term, load_vocabulary
from tests.factories import make_note, make_story, make_topic, make_work_group


def term(topic: Topic) -> Term:
    return load_vocabulary().topics[topic.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("few", [0, 1000])
def test_about_answers_the_same_for_rare_and_for_common_topics(monkeypatch, few: int) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    nights = make_topic()
    stories = [make_story(f"Night {number}", topics=[nights]) for number in range(3)]
    make_story("Day")

    assert list(about(Story.objects.all(), [term(nights)]).order_by("position")) == stories


@pytest.mark.django_db
def test_the_filters_let_through_what_they_say() -> None:
    nights, asked = make_topic("Night shifts"), make_topic("Asked for help", kind=Topic.Kind.HELPED)
    group, note = make_work_group(), make_note()
    right = make_story("Right", topics=[nights, asked], work_group=group)
    make_story("No topic", topics=[asked], work_group=group)
    make_story("Nothing helped", topics=[nights], work_group=group)
    make_story("Elsewhere", topics=[nights, asked])
    make_story("Heavy", topics=[nights, asked], work_group=group, notes=[note])
    known = load_vocabulary()

    found = filtered(
        Filters(
            topics=(known.topics[nights.pk],),
            helped=(known.topics[asked.pk],),
            settings=(known.groups[group.pk],),
            without=(known.notes[note.pk],),
        )
    )

    assert list(found) == [right]


@pytest.mark.django_db
def test_newest_is_the_last_that_came_out() -> None:
    assert newest() is None
    make_story("First")
    last = make_story("Last")
    assert newest() == last


@pytest.mark.django_db
def test_stories_like_share_the_most_topics_and_then_are_the_newest() -> None:
    nights, grief, new = make_topic("Night shifts"), make_topic("Grief"), make_topic("Being new")
    both = make_story("Both", topics=[nights, grief])
    older = make_story("Older", topics=[nights])
    newer = make_story("Newer", topics=[grief])
    make_story("Oldest of one", topics=[])
    story = make_story("This one", topics=[nights, grief])
    newest_of_all = make_story("Newest", topics=[nights])
    make_story("Other", topics=[new])

    found = stories_like(story, [term(nights), term(grief)])

    assert found == [both, newest_of_all, newer]
    assert older not in found


@pytest.mark.django_db
def test_a_story_without_topics_is_like_no_other(django_assert_num_queries) -> None:
    story = make_story()

    with django_assert_num_queries(0):
        assert stories_like(story, []) == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["", "nonsense!", "0000000000000", "ZZZZZZZZZZZZZ", "1" * 40])
def test_a_code_that_is_no_story_s_finds_none(code: str) -> None:
    make_story()

    assert story_at(code) is None


@pytest.mark.django_db
def test_what_helps_is_told_in_words_and_never_of_fewer_than_five(django_assert_num_queries) -> None:
    nights = make_topic()
    asked = make_topic("Asked for help", kind=Topic.Kind.HELPED)
    rare = make_topic("Said no", kind=Topic.Kind.HELPED)
    grief = make_topic("Grief")
    for number in range(6):
        topics = [nights, grief, *([asked] if number < 5 else []), *([rare] if number < 4 else [])]
        make_story(f"Night {number}", topics=topics)
    vocabulary, chosen = load_vocabulary(), term(nights)

    with django_assert_num_queries(1):
        found = goes_with(chosen, vocabulary)

    url = f"{reverse('stories')}?topic=night-shifts&helped=asked-for-help"
    assert found == [Common("Asked for help", url, "many people")]
    assert [one.name for one in goes_with(term(asked), vocabulary)] == ["Grief", "Night shifts"]
    assert goes_with(term(asked), vocabulary)[1].url == url


@pytest.mark.parametrize(
    ("times", "of", "words"),
    [(5, 5, "many people"), (5, 15, "many people"), (5, 16, "some people"), (5, 50, "some people"),
     (5, 51, "several people")],
)  # fmt: skip
def test_how_many_is_a_share_in_words(times: int, of: int, words: str) -> None:
    assert how_many(times, of) == words


@pytest.mark.django_db
def test_answers_are_those_of_the_topic_s_stories_each_once() -> None:
    nights = make_topic()
    stories = [make_story(f"Night {number}", topics=[nights]) for number in range(2)]
    answer = SaidDid.objects.create(said="A chair.", did="Chairs.", month="2026-02-01", state="done")
    answer.stories.set(stories)
    other = SaidDid.objects.create(said="A lift.", month="2026-03-01")
    other.stories.set([make_story("Day")])

    assert answers_about(term(nights)) == [answer]
