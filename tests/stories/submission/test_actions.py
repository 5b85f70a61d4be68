"""The author's half of the door for state."""

import pytest

from stories.models import Decision, Receipt, SealedKey, SecondRead, Step, Story, Submission
from stories.models.submission import Move, Priority, State
from stories.models.times import this_week
from stories.models.transitions import NotAllowed
from stories.privacy.sealing import decision_subject, unseal, unseal_parts
from stories.publishing.schedule import release_all
from stories.submission.actions import Parts, Stale, accept, answer, rewrite, rounded, take_back
from tests.factories import make_moderator, make_note, make_submission, make_topic
from tests.stories.submission.desk import asked, behind, moved, offered, row
from tests.stories.submission.pages import sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("words", "kept"), [(0, 0), (9, 0), (11, 20), (220, 220), (229, 220), (231, 240)])
def test_a_length_is_kept_to_the_nearest_twenty(words: int, kept: int) -> None:
    assert rounded(words) == kept


def test_an_import_has_no_receipt() -> None:
    submission = make_submission()

    assert submission.state == State.RECEIVED
    assert Receipt.objects.count() == 0


def test_the_same_words_from_two_forms_are_two_stories() -> None:
    first, second = sent(), sent()

    assert first != second
    assert Submission.objects.count() == 2


def test_answer_is_sealed_and_moves_on() -> None:
    submission = asked(behind(sent()))

    answer(submission=submission, version=submission.version, text="In March.")

    submission.refresh_from_db()
    last = submission.messages.last()
    assert last is not None
    assert submission.state == State.ANSWERED
    assert unseal(submission, f"message {last.number}", last.sealed_body) == "In March."
    assert (last.number, last.sender, last.kind) == (2, "author", "answer")


def test_answer_with_words_of_risk_is_read_first() -> None:
    submission = asked(behind(sent()))

    answer(submission=submission, version=submission.version, text="I want to die.")

    submission.refresh_from_db()
    assert submission.priority == Priority.READ_FIRST


def test_answer_without_a_question_is_refused() -> None:
    submission = behind(sent())

    with pytest.raises(NotAllowed):
        answer(submission=submission, version=submission.version, text="In March.")

    assert submission.messages.count() == 0


def test_stale_versions_change_nothing() -> None:
    submission = asked(behind(sent()))

    for act in (
        lambda: answer(submission=submission, version=1, text="In March."),
        lambda: accept(submission=submission, version=1),
        lambda: rewrite(submission=submission, version=1, parts=Parts(happened="New.")),
    ):
        with pytest.raises(Stale):
            act()

    assert behind_state(submission) == State.QUESTION
    assert submission.messages.count() == 1


def behind_state(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


def test_accept_approves_and_waits_for_the_release() -> None:
    submission = offered(behind(sent()), happened="Safe words.")

    accept(submission=submission, version=submission.version)

    submission.refresh_from_db()
    assert (submission.state, submission.settled_week, submission.story) == (State.APPROVED, this_week(), None)


def test_accept_publishes_where_stories_come_out_at_once(settings) -> None:
    settings.CAIRN_RELEASE = "at-once"
    submission = offered(behind(sent()), happened="Safe words.")

    accept(submission=submission, version=submission.version)

    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED
    assert submission.story is not None
    assert submission.story.happened == "Safe words."


def test_accept_of_a_heavy_story_goes_to_a_second_reader() -> None:
    moderator = make_moderator()
    submission = offered(behind(sent(notes=[make_note("suicide", name="suicide", weight="heavy")])), happened="Safe.")
    Decision.objects.create(
        actor=moderator, move=Move.OFFER, to_state=State.OFFERED, subject=decision_subject(submission)
    )

    accept(submission=submission, version=submission.version)

    submission.refresh_from_db()
    second = SecondRead.objects.get(submission=submission)
    assert (submission.state, submission.settled_week) == (State.SECOND_READ, "")
    assert (second.first_reader, second.second_reader, second.proposal) == (moderator, None, "approve")


def test_accept_of_a_story_with_words_of_risk_too_also_when_nobody_knows_who_offered() -> None:
    submission = offered(behind(sent(needs_reading_first=True)), happened="Safe.")

    accept(submission=submission, version=submission.version)

    assert behind_state(submission) == State.SECOND_READ
    assert SecondRead.objects.count() == 0


def test_accept_of_what_may_not_be_published_is_refused() -> None:
    submission = offered(behind(sent(publish_consent="no")), happened="Safe.")

    with pytest.raises(NotAllowed):
        accept(submission=submission, version=submission.version)

    assert behind_state(submission) == State.OFFERED


def test_accept_without_an_offer_is_refused() -> None:
    submission = behind(sent())

    with pytest.raises(NotAllowed):
        accept(submission=submission, version=submission.version)


@pytest.mark.parametrize(
    ("moves", "after"),
    [
        ((), State.RECEIVED),
        ((Move.CLAIM, Move.OFFER), State.ANSWERED),
        ((Move.CLAIM, Move.ASK), State.ANSWERED),
        ((Move.CLAIM, Move.DECLINE), State.ANSWERED),
        ((Move.CLAIM, Move.APPROVE), State.ANSWERED),
        ((Move.CLAIM, Move.SEND_FOR_SECOND_READ), State.ANSWERED),
    ],
)
def test_rewrite_puts_new_words_in_place_of_the_old(moves: tuple[Move, ...], after: State) -> None:
    submission = moved(behind(sent(happened="Old words, and many of them.")), *moves)
    submission.sealed_edit = b"old edit"
    submission.settled_week, submission.received_week = "2026-W40", "2026-W01"
    submission.save()
    SecondRead.objects.create(submission=submission, first_reader=make_moderator())

    rewrite(submission=submission, version=submission.version, parts=Parts(title="New", happened="a " * 41))

    row = Submission.objects.get(pk=submission.pk)
    assert (row.state, bytes(row.sealed_edit), row.settled_week, row.length) == (after, b"", "", 40)
    assert row.received_week == (this_week() if Move.DECLINE in moves else "2026-W01")
    assert unseal_parts(row, "original", row.sealed_original)["title"] == "New"
    assert SecondRead.objects.count() == 0
    assert row.version == submission.version + 1


@pytest.mark.parametrize("moves", [(Move.CLAIM,), (Move.CLAIM, Move.ESCALATE)])
def test_rewrite_waits_while_somebody_reads_it(moves: tuple[Move, ...]) -> None:
    submission = moved(behind(sent()), *moves)

    with pytest.raises(NotAllowed):
        rewrite(submission=submission, version=submission.version, parts=Parts(happened="New."))


def test_rewrite_with_words_of_risk_is_read_first() -> None:
    submission = behind(sent())

    rewrite(submission=submission, version=submission.version, parts=Parts(happened="I want to die."))

    submission.refresh_from_db()
    assert submission.priority == Priority.READ_FIRST


def test_rewrite_never_takes_a_story_out_of_the_first_place() -> None:
    submission = behind(sent(needs_reading_first=True))

    rewrite(submission=submission, version=submission.version, parts=Parts(happened="Calm words."))

    submission.refresh_from_db()
    assert submission.priority == Priority.READ_FIRST


def test_take_back_erases_what_waits() -> None:
    receipt = sent(topics=[make_topic()], notes=[make_note()])
    asked(behind(receipt))

    take_back(receipt=row(receipt))

    left = (Submission, SealedKey, Step, Submission.topics.through, Submission.notes.through)
    assert [model.objects.count() for model in left] == [0] * 5
    assert row(receipt).submission is None


def test_take_back_erases_what_is_published() -> None:
    receipt = sent()
    moved(behind(receipt), Move.CLAIM, Move.APPROVE)
    release_all()

    take_back(receipt=row(receipt))

    assert (Story.objects.count(), Submission.objects.count()) == (0, 0)
    assert row(receipt).submission is None


def test_take_back_twice_is_as_good_as_once() -> None:
    receipt = sent()

    take_back(receipt=row(receipt))
    take_back(receipt=row(receipt))

    assert Submission.objects.count() == 0
