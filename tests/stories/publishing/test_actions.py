"""What comes out, what is destroyed on the way, and what is erased when it is taken back."""

import threading

import pytest
from django.db import connection

from stories.models import (
    Message,
    PublicationState,
    SealedKey,
    Step,
    Story,
    Submission,
    SubmissionNote,
    SubmissionTopic,
    Topic,
)
from stories.models.submission import State
from stories.models.transitions import NotAllowed
from stories.privacy.sealing import seal_parts
from stories.publishing import actions, listeners
from stories.publishing.schedule import release_all
from tests.factories import make_note, make_story, make_submission, make_topic, make_work_group

pytestmark = pytest.mark.django_db


class Listener:
    """Remembers what it is told, and fails when asked to."""

    told: list = []
    fails = False

    def published(self, stories):
        self.told.append(("published", [story.title for story in stories]))
        if self.fails:
            raise RuntimeError

    def changed(self, story):
        self.told.append(("changed", story.title))

    def withdrawn(self, story):
        self.told.append(("withdrawn", Story.objects.get(pk=story.pk).title))
        if self.fails:
            raise RuntimeError


class FailingListener(Listener):
    fails = True


@pytest.fixture
def told(settings):
    Listener.told = []
    settings.CAIRN_PUBLICATION_LISTENERS = (f"{__name__}.Listener",)
    listeners._made.cache_clear()
    yield Listener.told
    listeners._made.cache_clear()


@pytest.fixture
def failing(settings, told):
    settings.CAIRN_PUBLICATION_LISTENERS = (f"{__name__}.FailingListener",)
    return told


def test_release_makes_a_story_of_the_version_to_publish(approved):
    topic, note, group = make_topic(), make_note(), make_work_group()
    submission = approved(felt="Buzzing.", topics=[topic], notes=[note], work_group=group, quote_consent="yes")

    [story] = actions.release([submission])

    assert (story.title, story.happened, story.felt) == ("Four alarms", "I slept through three of them.", "Buzzing.")
    assert (story.quarter, story.quote_consent, story.work_group) == (submission.quarter, "yes", group)
    assert (list(story.topics.all()), list(story.notes.all())) == ([topic], [note])
    assert story.pk != submission.pk


def test_release_publishes_the_edited_words_where_there_are_some(approved):
    submission = approved()
    words = {"title": "Four alarms", "happened": "I slept through [detail changed]."}
    submission.sealed_edit = seal_parts(submission, "edit", words)
    submission.save()

    [story] = actions.release([submission])

    assert (story.happened, story.felt) == ("I slept through [detail changed].", "")


def test_release_does_not_even_store_a_small_group(approved):
    submission = approved(work_group=make_work_group("boats", name="Boats", head_count=9))

    assert actions.release([submission])[0].work_group is None


def test_release_stores_the_broader_kind_of_work_in_place_of_a_small_one(approved):
    boats = make_work_group("boats", name="Boats", head_count=9, parent=make_work_group())

    [story] = actions.release([approved(work_group=boats)])

    assert story.work_group == boats.parent


def test_release_destroys_what_was_sealed(approved):
    submission = approved(topics=[make_topic()], notes=[make_note()])
    Message.objects.create(submission=submission, number=1, sender="team", kind="question", sealed_body=b"x")

    [story] = actions.release([submission])

    submission.refresh_from_db()
    assert (submission.state, submission.story) == (State.PUBLISHED, story)
    assert (bytes(submission.sealed_original), bytes(submission.sealed_edit)) == (b"", b"")
    for model in (SealedKey, Message, SubmissionTopic, SubmissionNote):
        assert model.objects.count() == 0
    assert list(Step.objects.values_list("state", flat=True))[-1] == State.PUBLISHED


def test_release_is_all_or_nothing(approved):
    good, waiting = approved(), make_submission()

    with pytest.raises(NotAllowed):
        actions.release([good, waiting])

    good.refresh_from_db()
    assert (good.state, Story.objects.count()) == (State.APPROVED, 0)
    assert SealedKey.objects.filter(submission=good).exists()


def test_release_of_nothing_changes_nothing():
    assert actions.release([]) == []
    assert not PublicationState.objects.exists()


def test_a_batch_is_shuffled_over_places_of_its_own():
    first = make_story("First")
    orders = set()
    for _round in range(8):
        batch = actions.publish_stories([actions.NewStory(title=f"{n}", quarter="2026Q4") for n in range(6)])
        places = [story.position for story in batch]
        orders.add(tuple(place - min(places) for place in places))
        assert sorted(places) == list(range(min(places), min(places) + 6))
        assert min(places) > first.position

    assert len(orders) > 1
    assert PublicationState.objects.get().last_position == 49


def test_topics_count_their_stories():
    topic = make_topic()
    stories = [make_story(f"Story {number}", topics=[topic]) for number in range(3)]
    actions.withdraw_story(stories[0])

    topic.refresh_from_db()
    assert (topic.story_count, Topic.objects.get().story_items.count()) == (2, 2)


def test_every_change_starts_a_new_generation():
    story = make_story()
    before = PublicationState.objects.get().generation

    actions.withdraw_story(story)

    assert PublicationState.objects.get().generation == before + 1


def test_listeners_hear_of_it_inside_the_transaction(told):
    story = make_story("Kettle")
    actions.withdraw_story(story)

    assert told == [("published", ["Kettle"]), ("withdrawn", "Kettle")]


def test_a_failing_listener_undoes_the_release(approved, failing):
    submission = approved()

    with pytest.raises(RuntimeError):
        actions.release([submission])

    submission.refresh_from_db()
    assert (submission.state, Story.objects.count()) == (State.APPROVED, 0)
    assert SealedKey.objects.filter(submission=submission).exists()


def test_a_failing_listener_undoes_the_withdrawal(told, settings):
    story = make_story()
    settings.CAIRN_PUBLICATION_LISTENERS = (f"{__name__}.FailingListener",)

    with pytest.raises(RuntimeError):
        actions.withdraw_story(story)

    assert Story.objects.filter(pk=story.pk).exists()


def test_withdrawal_takes_the_row_that_the_receipt_pointed_to(approved):
    submission = approved()
    [story] = actions.release([submission])

    actions.withdraw_story(story)

    assert (Story.objects.count(), Submission.objects.count(), Step.objects.count()) == (0, 0, 0)


def test_erasing_a_waiting_story_takes_key_messages_and_timeline():
    submission = make_submission()
    Message.objects.create(submission=submission, number=1, sender="team", kind="question", sealed_body=b"x")

    actions.erase_submission(submission)

    for model in (Submission, SealedKey, Message, Step):
        assert model.objects.count() == 0


def test_the_generation_moves_only_with_what_it_counts(transactional_db):
    from django.db.transaction import TransactionManagementError

    with pytest.raises(TransactionManagementError):
        PublicationState.moved()


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_releases_at_the_same_moment_publish_once(approved):
    for _number in range(4):
        approved()
    barrier = threading.Barrier(2)
    released = []

    def run():
        barrier.wait()
        try:
            released.append(len(release_all()))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(released) == [0, 4]
    assert Story.objects.count() == 4
