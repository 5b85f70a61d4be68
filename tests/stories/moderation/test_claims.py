"""Taking a story in hand: one at a time, one person a story, and not for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stories.models import Claim, Decision, SecondRead
from stories.models.submission import Move, State
from stories.models.transitions import NotAllowed
from stories.moderation import actions
from stories.moderation.actions.claims import HasAnother, NotSecondReader
from stories.moderation.actions.door import Gone, NotYours
from stories.privacy.sealing import decision_subject
from tests.factories import make_moderator, make_senior, make_submission

pytestmark = pytest.mark.django_db


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_claim_says_who_reads_it_and_until_when(moderator):
    submission = make_submission()
    with later(0):
        actions.claim(submission=submission, by=moderator)
        until = timezone.now() + timedelta(minutes=30)

    submission.refresh_from_db()
    assert (submission.state, submission.claim.moderator) == (State.IN_REVIEW, moderator)
    assert (submission.claim.until, submission.claim.from_state) == (until, State.RECEIVED)


def test_claim_writes_a_decision_without_a_link_to_the_story(moderator):
    submission = make_submission()

    actions.claim(submission=submission, by=moderator)

    decision = Decision.objects.get()
    assert (decision.actor, decision.move, decision.to_state) == (moderator, Move.CLAIM, State.IN_REVIEW)
    assert (decision.reason, decision.subject) == ("", decision_subject(submission))
    assert str(submission.pk) not in decision.subject


def test_claim_twice_by_one_person_is_one_claim(moderator, claimed):
    actions.claim(submission=claimed, by=moderator)

    claimed.refresh_from_db()
    assert (Claim.objects.count(), claimed.version) == (1, 2)


def test_claim_refuses_what_another_moderator_has(claimed):
    with pytest.raises(NotAllowed):
        actions.claim(submission=claimed, by=make_moderator())


def test_claim_refuses_a_second_story(moderator, claimed):
    with pytest.raises(HasAnother):
        actions.claim(submission=make_submission(), by=moderator)


def test_a_story_that_was_taken_back_is_not_taken_in_hand_nor_put_back(moderator):
    submission = make_submission()
    key = submission.pk
    submission.delete()
    submission.pk = key

    with pytest.raises(Gone):
        actions.claim(submission=submission, by=moderator)
    with pytest.raises(Gone):
        actions.put_back(submission=submission, by=moderator)


def test_the_database_holds_one_claim_a_moderator(moderator, claimed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(submission=make_submission(), moderator=moderator, until=timezone.now())


def test_a_claim_left_idle_is_put_back_when_the_next_one_is_taken(claimed, moderator):
    with later(31):
        actions.claim(submission=make_submission(), by=make_moderator())

    claimed.refresh_from_db()
    assert claimed.state == State.RECEIVED
    assert not Claim.objects.filter(submission=claimed).exists()


def test_lapse_counts_what_it_puts_back_and_names_nobody(claimed):
    with later(29):
        assert actions.lapse_claims() == 0
    with later(31):
        assert actions.lapse_claims() == 1
        assert actions.lapse_claims() == 0

    assert Decision.objects.get(move=Move.LAPSE).actor is None


def test_lapse_puts_a_second_read_back_among_the_second_reads(moderator, senior, claimed):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    actions.claim(submission=claimed, by=senior)

    with later(31):
        actions.lapse_claims()

    claimed.refresh_from_db()
    assert claimed.state == State.SECOND_READ
    assert claimed.second_read.second_reader is None


def test_put_back_by_the_one_who_has_it(claimed, moderator):
    actions.put_back(submission=claimed, by=moderator)

    claimed.refresh_from_db()
    assert claimed.state == State.RECEIVED
    assert Decision.objects.get(move=Move.LAPSE).actor == moderator


def test_put_back_by_a_senior_moderator(claimed, senior):
    actions.put_back(submission=claimed, by=senior)

    claimed.refresh_from_db()
    assert claimed.state == State.RECEIVED


def test_put_back_refuses_another_moderator_and_an_unclaimed_story(claimed, moderator):
    with pytest.raises(NotYours):
        actions.put_back(submission=claimed, by=make_moderator())
    with pytest.raises(NotYours):
        actions.put_back(submission=make_submission(), by=moderator)


def test_a_second_read_is_for_second_readers(claimed, moderator):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)

    with pytest.raises(NotSecondReader):
        actions.claim(submission=claimed, by=make_moderator())


def test_nobody_is_their_own_second_reader(senior):
    submission = make_submission()
    actions.claim(submission=submission, by=senior)
    submission.refresh_from_db()
    actions.send_for_second_read(submission=submission, version=submission.version, by=senior)

    with pytest.raises(NotSecondReader):
        actions.claim(submission=submission, by=senior)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondRead.objects.update(second_reader=senior)


def test_an_escalated_story_is_for_another_senior_moderator(claimed, moderator, senior):
    actions.escalate(submission=claimed, version=claimed.version, by=moderator, reason="threat", text="We are here.")

    with pytest.raises(NotSecondReader):
        actions.claim(submission=claimed, by=moderator)
    actions.claim(submission=claimed, by=senior)
    assert SecondRead.objects.get().second_reader == senior


def test_a_second_read_without_a_known_first_reader_can_be_taken(senior):
    submission = make_submission()
    submission.state = State.SECOND_READ
    submission.save()

    actions.claim(submission=submission, by=senior)

    assert Claim.objects.get().from_state == State.SECOND_READ


def at_the_same_moment(*claims):
    """Take each story for its person, all in threads of their own, and return how it went, in alphabetical order."""
    barrier = threading.Barrier(len(claims))

    def take(submission, person):
        barrier.wait()
        try:
            actions.claim(submission=submission, by=person)
        except (HasAnother, NotAllowed) as refusal:
            return type(refusal).__name__
        else:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(claims)) as pool:
        return sorted(pool.map(lambda claim: take(*claim), claims))


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_the_same_moment():
    submission = make_submission()

    assert at_the_same_moment((submission, make_moderator()), (submission, make_senior())) == ["NotAllowed", "taken"]


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_one_moderator_in_two_tabs_at_the_same_moment():
    person = make_moderator()

    assert at_the_same_moment((make_submission(), person), (make_submission(), person)) == ["HasAnother", "taken"]


def test_a_story_is_read_on_when_its_readers_account_was_deleted(claimed, moderator, senior):
    moderator.delete()
    claimed.refresh_from_db()
    assert claimed.state == State.IN_REVIEW

    assert actions.free_unclaimed() == 1

    claimed.refresh_from_db()
    assert claimed.state == State.RECEIVED
    assert actions.free_unclaimed() == 0
    actions.claim(submission=claimed, by=senior)


def test_a_story_in_somebodys_hands_stays_there(claimed):
    assert actions.free_unclaimed() == 0
    claimed.refresh_from_db()
    assert claimed.state == State.IN_REVIEW


def test_a_second_read_stays_one_when_the_second_readers_account_was_deleted(claimed, moderator, senior):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    actions.claim(submission=claimed, by=senior)
    senior.delete()

    assert actions.free_unclaimed() == 1

    claimed.refresh_from_db()
    assert claimed.state == State.SECOND_READ
    with pytest.raises(NotSecondReader):
        actions.claim(submission=claimed, by=moderator)
