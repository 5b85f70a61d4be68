"""What each decision does to the story, to its author's messages, and to the record."""

import pytest
from django.test import override_settings

from stories.models import Claim, Decision, Message, Receipt, SecondRead, Story, Submission
from stories.models.submission import Move, Priority, State
from stories.models.times import this_week
from stories.models.transitions import NotAllowed
from stories.moderation import actions
from stories.moderation.actions.claims import NotSecondReader
from stories.moderation.actions.decisions import NotReady, WordsChanged
from stories.moderation.actions.door import Gone, NotYours
from stories.privacy.sealing import unseal, unseal_parts
from stories.submission.actions import Parts, Stale, accept, rewrite
from tests.factories import make_moderator, make_note, make_senior, make_submission

pytestmark = pytest.mark.django_db


def take(submission, by):
    actions.claim(submission=submission, by=by)
    submission.refresh_from_db()
    return submission


def save(submission, by, **words):
    parts = Parts(**{"title": "Four alarms", "happened": "I slept through them.", **words})
    actions.save_edit(submission=submission, version=submission.version, by=by, edit=actions.Edit(parts=parts))
    submission.refresh_from_db()


def heavy(by, **fields):
    return take(make_submission(notes=[make_note("suicide", name="suicide", weight="heavy")], **fields), by)


def state_of(submission):
    submission.refresh_from_db()
    return submission.state


def said(submission):
    messages = submission.messages.all()
    return [(one.sender, one.kind, unseal(submission, f"message {one.number}", one.sealed_body)) for one in messages]


def test_approve_settles_the_story_and_ends_the_claim(claimed, moderator):
    actions.approve(submission=claimed, version=claimed.version, by=moderator)

    assert state_of(claimed) == State.APPROVED
    assert claimed.settled_week == this_week()
    assert not Claim.objects.exists()
    decisions = Decision.objects.values_list("actor", "move", "to_state", "reason")
    assert set(decisions) == {
        (moderator.pk, Move.CLAIM, State.IN_REVIEW, ""),
        (moderator.pk, Move.APPROVE, State.APPROVED, ""),
    }


@override_settings(CAIRN_RELEASE="at-once")
def test_approve_releases_at_once_where_the_site_is_set_so(claimed, moderator):
    actions.approve(submission=claimed, version=claimed.version, by=moderator)

    assert state_of(claimed) == State.PUBLISHED
    assert claimed.story.title == "Four alarms"


def test_approve_needs_a_title(moderator):
    submission = take(make_submission(title=""), moderator)

    with pytest.raises(NotReady):
        actions.approve(submission=submission, version=submission.version, by=moderator)
    assert state_of(submission) == State.IN_REVIEW


def test_what_was_shared_for_patterns_only_never_comes_out(moderator):
    submission = take(make_submission(publish_consent="no"), moderator)
    save(submission, moderator)

    for decision, words in ((actions.approve, {}), (actions.offer, {"text": "Will this do?"})):
        with pytest.raises(NotReady):
            decision(submission=submission, version=submission.version, by=moderator, **words)
    assert (state_of(submission), said(submission)) == (State.IN_REVIEW, [])


@pytest.mark.parametrize("words_of_risk", [True, False])
def test_a_heavy_story_goes_to_a_second_reader_first(moderator, senior, words_of_risk):
    if words_of_risk:
        submission = take(make_submission(needs_reading_first=True), moderator)
        assert submission.priority == Priority.READ_FIRST
    else:
        submission = heavy(moderator)

    actions.approve(submission=submission, version=submission.version, by=moderator)
    assert state_of(submission) == State.SECOND_READ
    assert submission.second_read.proposal == SecondRead.Proposal.APPROVE

    take(submission, senior)
    actions.approve(submission=submission, version=submission.version, by=senior)
    assert state_of(submission) == State.APPROVED
    assert not SecondRead.objects.exists()


def test_a_question_reaches_the_author_sealed(claimed, moderator):
    actions.ask(submission=claimed, version=claimed.version, by=moderator, text="Was it at night?")

    assert state_of(claimed) == State.QUESTION
    assert said(claimed) == [("team", Message.Kind.QUESTION, "Was it at night?")]
    assert b"night" not in bytes(claimed.messages.get().sealed_body)
    assert Decision.objects.filter(move=Move.ASK, to_state=State.QUESTION, actor=moderator).count() == 1


def test_where_nobody_holds_a_receipt_a_second_reader_answers_for_changed_words(claimed, moderator, senior):
    save(claimed, moderator, happened="I slept soundly.")

    assert actions.approve(submission=claimed, version=claimed.version, by=moderator) == State.SECOND_READ
    take(claimed, senior)
    assert actions.approve(submission=claimed, version=claimed.version, by=senior) == State.APPROVED


def test_where_somebody_holds_one_a_second_reader_cannot_answer_for_the_author(claimed, moderator, senior):
    Receipt.objects.create(digest="d", binding="b", submission=claimed)
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    take(claimed, senior)
    save(claimed, senior, happened="I slept soundly.")

    with pytest.raises(WordsChanged):
        actions.approve(submission=claimed, version=claimed.version, by=senior)


def test_an_offer_needs_a_change_and_a_title(claimed, moderator):
    with pytest.raises(NotReady):
        actions.offer(submission=claimed, version=claimed.version, by=moderator, text="Will this do?")
    save(claimed, moderator, title="")
    with pytest.raises(NotReady):
        actions.offer(submission=claimed, version=claimed.version, by=moderator, text="Will this do?")


def test_an_offer_waits_for_the_author(claimed, moderator):
    save(claimed, moderator)

    actions.offer(submission=claimed, version=claimed.version, by=moderator, text="Will this do?")

    assert state_of(claimed) == State.OFFERED
    assert said(claimed) == [("team", Message.Kind.OFFER, "Will this do?")]
    assert SecondRead.objects.get().first_reader == moderator


def test_an_offer_for_a_heavy_story_remembers_who_read_it_first(moderator):
    submission = heavy(moderator)
    save(submission, moderator)
    actions.save_edit(
        submission=submission,
        version=submission.version,
        by=moderator,
        edit=actions.Edit(Parts(title="Four", happened="Less."), notes=[make_note("suicide")]),
    )
    submission.refresh_from_db()

    actions.offer(submission=submission, version=submission.version, by=moderator, text="Will this do?")

    second = SecondRead.objects.get()
    assert (second.first_reader, second.proposal) == (moderator, SecondRead.Proposal.APPROVE)


def test_a_decline_is_a_sealed_proposal_until_a_second_reader_agrees(claimed, moderator, senior):
    actions.decline(
        submission=claimed, version=claimed.version, by=moderator, reason="blames-someone", text="Not as it stands."
    )
    assert (state_of(claimed), said(claimed)) == (State.SECOND_READ, [])
    second = claimed.second_read
    assert (second.proposal, second.reason) == (SecondRead.Proposal.DECLINE, "blames-someone")
    assert b"stands" not in bytes(second.sealed_reply)
    assert unseal(claimed, "second read", second.sealed_reply) == "Not as it stands."

    take(claimed, senior)
    actions.decline(
        submission=claimed, version=claimed.version, by=senior, reason="blames-someone", text="Not as it stands now."
    )
    assert (state_of(claimed), claimed.settled_week) == (State.DECLINED, this_week())
    assert said(claimed) == [("team", Message.Kind.DECLINE, "Not as it stands now.")]
    assert Decision.objects.get(move=Move.DECLINE).reason == "blames-someone"
    assert not SecondRead.objects.exists()


def test_a_second_reader_may_disagree(claimed, moderator, senior):
    actions.decline(submission=claimed, version=claimed.version, by=moderator, reason="not-a-story", text="No.")
    take(claimed, senior)

    actions.send_back(submission=claimed, version=claimed.version, by=senior)

    assert state_of(claimed) == State.RECEIVED
    assert not SecondRead.objects.exists()


def test_a_first_reader_has_nothing_to_send_back(claimed, moderator):
    with pytest.raises(NotAllowed):
        actions.send_back(submission=claimed, version=claimed.version, by=moderator)


def test_a_second_reader_decides_what_the_first_was_unsure_of(claimed, moderator, senior):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    assert SecondRead.objects.get().proposal == SecondRead.Proposal.NONE
    take(claimed, senior)

    actions.decline(submission=claimed, version=claimed.version, by=senior, reason="not-a-story", text="Sorry.")

    assert state_of(claimed) == State.DECLINED


def test_patterns_only_is_thanked_and_settled_by_one_reader(moderator):
    submission = take(make_submission(publish_consent="no"), moderator)

    actions.keep_for_patterns(submission=submission, version=submission.version, by=moderator, text="Thank you.")

    assert (state_of(submission), submission.settled_week) == (State.DECLINED, this_week())
    assert said(submission) == [("team", Message.Kind.DECLINE, "Thank you.")]
    assert Decision.objects.get(move=Move.DECLINE).reason == "patterns-only"


def test_patterns_only_is_refused_for_a_story_that_may_come_out(claimed, moderator):
    with pytest.raises(NotReady):
        actions.keep_for_patterns(submission=claimed, version=claimed.version, by=moderator, text="Thank you.")


def test_escalating_supports_the_author_and_leaves_it_to_somebody_senior(claimed, moderator, senior):
    actions.escalate(
        submission=claimed, version=claimed.version, by=moderator, reason="danger-now", text="You can talk to someone."
    )
    assert state_of(claimed) == State.ESCALATED
    assert said(claimed) == [("team", Message.Kind.SUPPORT, "You can talk to someone.")]
    assert Decision.objects.get(move=Move.ESCALATE).reason == "danger-now"

    take(claimed, senior)
    actions.approve(submission=claimed, version=claimed.version, by=senior)
    assert state_of(claimed) == State.APPROVED


def test_escalating_again_asks_for_yet_another_senior(claimed, moderator, senior):
    actions.escalate(submission=claimed, version=claimed.version, by=moderator, reason="threat", text="Here.")
    take(claimed, senior)
    actions.escalate(submission=claimed, version=claimed.version, by=senior, reason="threat", text="Here.")

    take(claimed, make_senior())

    assert SecondRead.objects.get().first_reader == senior


def test_an_approval_can_be_taken_back_before_release(claimed, moderator):
    actions.approve(submission=claimed, version=claimed.version, by=moderator)
    Submission.objects.update(received_week="2026-W01")
    claimed.refresh_from_db()

    actions.reopen(submission=claimed, version=claimed.version, by=moderator)

    assert (state_of(claimed), claimed.settled_week) == (State.RECEIVED, "")
    # Its time starts again, or it could be erased before anybody reads it.
    assert claimed.received_week == this_week()
    undone = Decision.objects.filter(move=Move.REOPEN).values_list("actor", "to_state", "reason")
    assert list(undone) == [(moderator.pk, State.RECEIVED, "")]
    with pytest.raises(NotAllowed):
        actions.reopen(submission=claimed, version=claimed.version, by=moderator)


def test_a_no_can_be_taken_back_by_a_second_reader_until_it_is_erased(claimed, moderator, senior):
    actions.decline(submission=claimed, version=claimed.version, by=moderator, reason="not-a-story", text="No.")
    take(claimed, senior)
    actions.decline(submission=claimed, version=claimed.version, by=senior, reason="not-a-story", text="No.")
    claimed.refresh_from_db()

    with pytest.raises(NotSecondReader):
        actions.reopen(submission=claimed, version=claimed.version, by=moderator)
    with pytest.raises(Stale):
        actions.reopen(submission=claimed, version=claimed.version - 1, by=senior)
    actions.reopen(submission=claimed, version=claimed.version, by=senior)

    assert (state_of(claimed), claimed.settled_week) == (State.RECEIVED, "")
    assert said(claimed) == [("team", Message.Kind.DECLINE, "No.")]
    assert Decision.objects.get(move=Move.REOPEN).reason == "decline-undone"


def test_a_senior_moderator_releases_now(moderator, senior):
    for _number in range(2):
        submission = take(make_submission(), moderator)
        actions.approve(submission=submission, version=submission.version, by=moderator)

    stories = actions.release_now(by=senior)

    assert len(stories) == Story.objects.count() == 2
    assert Decision.objects.filter(move=Move.RELEASE, actor=senior, to_state=State.PUBLISHED).count() == 2
    assert actions.release_now(by=senior) == []


DECISIONS = {
    "approve": {},
    "offer": {"text": "Will this do?"},
    "ask": {"text": "When?"},
    "send_for_second_read": {},
    "send_back": {},
    "decline": {"reason": "not-a-story", "text": "No."},
    "keep_for_patterns": {"text": "Thank you."},
    "escalate": {"reason": "threat", "text": "We are here."},
}


@pytest.mark.parametrize("name", DECISIONS)
def test_no_decision_without_the_claim_the_version_and_the_story(claimed, moderator, name):
    def decide(by, version):
        getattr(actions, name)(submission=claimed, version=version, by=by, **DECISIONS[name])

    with pytest.raises(NotYours):
        decide(make_moderator(), claimed.version)
    with pytest.raises(Stale):
        decide(moderator, claimed.version - 1)
    assert state_of(claimed) == State.IN_REVIEW
    assert (Message.objects.count(), Decision.objects.count()) == (0, 1)
    key = claimed.pk
    claimed.delete()
    claimed.pk = key
    with pytest.raises(Gone):
        decide(moderator, claimed.version)


def test_save_keeps_the_edit_sealed_and_the_original_as_it_was(claimed, moderator):
    before = bytes(claimed.sealed_original)
    topic_edit = actions.Edit(parts=Parts(title="Alarms", happened="I slept."), notes=[make_note()])

    version = actions.save_edit(submission=claimed, version=claimed.version, by=moderator, edit=topic_edit)

    claimed.refresh_from_db()
    assert version == claimed.version == 3
    assert bytes(claimed.sealed_original) == before
    assert unseal_parts(claimed, "edit", claimed.sealed_edit)["happened"] == "I slept."
    assert b"slept" not in bytes(claimed.sealed_edit)
    assert list(claimed.notes.all()) == [make_note()]


def test_saving_the_authors_own_words_keeps_no_second_copy(claimed, moderator):
    save(claimed, moderator)
    parts = Parts(**unseal_parts(claimed, "original", claimed.sealed_original))

    actions.save_edit(submission=claimed, version=claimed.version, by=moderator, edit=actions.Edit(parts=parts))

    claimed.refresh_from_db()
    assert bytes(claimed.sealed_edit) == b""


def test_save_refuses_without_claim_or_with_an_old_version(claimed, moderator):
    edit = actions.Edit(parts=Parts(title="Mine now", happened="Nothing."))

    with pytest.raises(NotYours):
        actions.save_edit(submission=claimed, version=claimed.version, by=make_moderator(), edit=edit)
    with pytest.raises(Stale):
        actions.save_edit(submission=claimed, version=1, by=moderator, edit=edit)
    claimed.refresh_from_db()
    assert bytes(claimed.sealed_edit) == b""


def test_a_first_reader_cannot_take_off_the_note_that_asks_for_a_second(moderator, senior):
    submission = heavy(moderator)
    light = make_note("death")
    words = Parts(title="Four alarms", happened="I slept through three of them.", helped="Two sleeps a day.")
    edit = actions.Edit(parts=words, notes=[light])
    actions.save_edit(submission=submission, version=submission.version, by=moderator, edit=edit)
    assert set(submission.notes.values_list("slug", flat=True)) == {"suicide", "death"}

    submission.refresh_from_db()
    actions.approve(submission=submission, version=submission.version, by=moderator)
    assert state_of(submission) == State.SECOND_READ

    take(submission, senior)
    actions.save_edit(submission=submission, version=submission.version, by=senior, edit=edit)
    submission.refresh_from_db()
    assert set(submission.notes.values_list("slug", flat=True)) == {"death"}
    actions.approve(submission=submission, version=submission.version, by=senior)
    assert state_of(submission) == State.APPROVED


def test_whoever_offered_last_is_the_first_reader_also_after_another_offer_of_the_same_day(senior):
    other = make_senior()
    submission = take(make_submission(needs_reading_first=True), other)
    save(submission, other, happened="Offered first.")
    actions.offer(submission=submission, version=submission.version, by=other, text="Will this do?")
    submission.refresh_from_db()
    rewrite(submission=submission, version=submission.version, parts=Parts(title="Mine", happened="My own."))
    take(submission, senior)
    save(submission, senior, happened="Offered last.")
    actions.offer(submission=submission, version=submission.version, by=senior, text="Will this do?")
    # As a database may order rows of one day: the other one's first.
    Decision.objects.filter(move=Move.OFFER, actor=senior).update(day="2026-01-01")
    submission.refresh_from_db()

    accept(submission=submission, version=submission.version)

    assert state_of(submission) == State.SECOND_READ
    with pytest.raises(NotSecondReader):
        actions.claim(submission=submission, by=senior)


def test_nothing_of_the_offer_is_left_once_its_author_said_yes(claimed, moderator):
    save(claimed, moderator, happened="Other words.")
    actions.offer(submission=claimed, version=claimed.version, by=moderator, text="Will this do?")
    claimed.refresh_from_db()

    accept(submission=claimed, version=claimed.version)

    assert state_of(claimed) == State.APPROVED
    assert not SecondRead.objects.exists()
