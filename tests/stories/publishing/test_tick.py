"""What the clock does, and that one failing job does not stop the others."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from stories.management.commands import tick
from stories.models import Claim, Decision, QuarterKey, Receipt, Submission
from stories.models.submission import State
from stories.models.times import week_of
from stories.moderation import actions
from stories.privacy.keyfile import make_key_file
from stories.publishing.purging import DECLINED, UNPUBLISHED, destroy_old_quarter_keys, purge
from tests.factories import make_moderator, make_story, make_submission

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def ran() -> list[str]:
    out = StringIO()
    call_command("tick", stdout=out)
    return out.getvalue().splitlines()


def aged(state, *, received=0, settled=None):
    """A story in this state, whose weeks began so many days ago."""
    submission = make_submission()
    fields = {"state": state, "received_week": week_of(TODAY - timedelta(days=received))}
    if settled is not None:
        fields["settled_week"] = week_of(TODAY - timedelta(days=settled))
    Submission.objects.filter(pk=submission.pk).update(**fields)
    return submission.pk


def left() -> set[int]:
    return set(Submission.objects.values_list("pk", flat=True))


def test_tick_says_a_line_a_job_it_did_and_is_silent_the_second_time(settings):
    settings.CAIRN_RELEASE = "at-once"
    reader = make_moderator()
    approved, idle = make_submission(), make_submission()
    settings.CAIRN_RELEASE = "weekly"
    actions.claim(submission=approved, by=reader)
    approved.refresh_from_db()
    actions.approve(submission=approved, version=approved.version, by=reader)
    actions.claim(submission=idle, by=reader)
    Claim.objects.update(until=timezone.now())
    QuarterKey.objects.create(quarter="2020Q1", wrapped=b"x")
    settings.CAIRN_RELEASE = "at-once"

    assert ran() == ["idle claims put back: 1", "stories released: 1", "keys of past quarters destroyed: 1"]
    assert ran() == []


def test_a_failing_job_does_not_stop_the_others(monkeypatch, caplog):
    done = []

    def fail():
        raise RuntimeError("the words of a story")

    def work():
        done.append(True)
        return 3

    monkeypatch.setattr(tick, "JOBS", [("first", fail), ("second", work)])
    out = StringIO()

    with pytest.raises(CommandError, match=r"Failed: first\."):
        call_command("tick", stdout=out)

    assert (done, out.getvalue()) == ([True], "second: 3\n")
    assert [record.getMessage() for record in caplog.records] == ["first: RuntimeError"]
    assert "words" not in caplog.text


@time_machine.travel(TODAY)
def test_declined_stories_go_within_the_days_promised():
    kept = aged(State.DECLINED, settled=23)
    waiting = aged(State.RECEIVED, received=89 - 7)
    aged(State.DECLINED, settled=30)

    assert purge(DECLINED) == 1
    assert left() == {kept, waiting}


@time_machine.travel(TODAY)
def test_unpublished_stories_go_whatever_their_state():
    gone = [state for state in State if state not in {State.PUBLISHED, State.DECLINED, State.APPROVED}]
    for state in gone:
        aged(state, received=90)
    kept = {aged(state, received=83) for state in gone}
    kept |= {aged(State.APPROVED, received=400), aged(State.DECLINED, received=400, settled=1)}

    assert purge(UNPUBLISHED) == len(gone)
    assert left() == kept


@time_machine.travel(TODAY)
def test_what_is_published_stays():
    make_story()
    aged(State.PUBLISHED, received=4000, settled=4000)

    assert sum(purge(rule) for rule in (DECLINED, UNPUBLISHED)) == 0


@time_machine.travel(TODAY)
def test_a_purged_story_keeps_its_receipt_that_points_nowhere():
    key = aged(State.RECEIVED, received=90)
    Receipt.objects.create(digest="d" * 64, submission_id=key, binding="b" * 64)

    purge(UNPUBLISHED)

    assert Receipt.objects.get().submission is None


@time_machine.travel(TODAY)
def test_a_declined_story_without_a_week_waits_for_one():
    kept = aged(State.DECLINED)

    purge(DECLINED)

    assert left() == {kept}


def test_the_keys_of_past_quarters_are_destroyed():
    reader = make_moderator()
    with time_machine.travel("2026-09-30 12:00"):
        actions.claim(submission=make_submission(), by=reader)
    with time_machine.travel("2026-10-01 12:00"):
        submission = make_submission()
        actions.lapse_claims()
        actions.claim(submission=submission, by=make_moderator())
        assert set(QuarterKey.objects.values_list("quarter", flat=True)) == {"2026Q3", "2026Q4"}

        assert destroy_old_quarter_keys() == 1
        assert destroy_old_quarter_keys() == 0

    assert list(QuarterKey.objects.values_list("quarter", flat=True)) == ["2026Q4"]
    assert Decision.objects.count() == 3


def test_another_key_file_is_noticed(tmp_path, settings, caplog):
    make_submission()
    settings.CAIRN_KEY_FILE = tmp_path / "other.key"
    make_key_file(settings.CAIRN_KEY_FILE)

    with pytest.raises(CommandError, match=r"^Failed: the key file tried\."):
        call_command("tick", stdout=StringIO())

    assert [record.getMessage() for record in caplog.records] == ["the key file tried: WrongKeyFile"]
