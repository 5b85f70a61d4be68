"""What is counted of a quarter: each thing once, never less by a taking back, and nothing while its week runs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from stories.models import CountedWeek, Decision, DeclineReason, Receipt, Submission, Total
from stories.models.submission import Move, State
from stories.models.times import this_quarter
from stories.moderation import actions
from stories.moderation.rules import EscalateReason
from stories.publishing.actions import release
from stories.publishing.totals import (
    LONGEST_WAIT,
    Line,
    add,
    count_weeks,
    happenings,
    quarter_of_week,
    week_after,
)
from stories.submission.actions import Draft, Parts, submit_story, take_back
from stories.submission.receipt import digest_of
from tests.factories import make_moderator, make_senior, make_submission

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 2)
Kind = Total.Kind


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def weeks(clock) -> Callable[[int], None]:
    """Return a function that lets so many weeks go by."""
    return lambda number: clock.shift(timedelta(weeks=number))


def totals() -> dict[Any, int]:
    rows = Total.objects.values_list("kind", "detail", "number")
    return {(kind, detail) if detail else kind: number for kind, detail, number in rows}


def sent(number: int = 1) -> Receipt:
    draft = Draft(parts=Parts(title="Nights", happened="It was."), publish_consent="yes", quote_consent="no")
    return Receipt.objects.get(digest=digest_of(submit_story(draft=draft, nonce=str(number))))


def taken(submission: Submission, by: Any) -> dict[str, Any]:
    actions.claim(submission=submission, by=by)
    submission.refresh_from_db()
    return {"submission": submission, "version": submission.version, "by": by}


def declined(reason: str = DeclineReason.Counts.BLAMES) -> Submission:
    submission = make_submission()
    actions.decline(**taken(submission, make_moderator()), reason=reason, text="Sorry.")
    actions.decline(**taken(submission, make_senior()), reason=reason, text="Sorry.")
    return submission


def released(approved: Callable[..., Submission], count: int = 1) -> list[Submission]:
    for _each in range(count):
        approved()
    rows = list(Submission.objects.select_for_update().filter(state=State.APPROVED))
    release(rows)
    return rows


def test_nothing_is_counted_while_the_week_runs_and_all_of_it_once_when_it_is_over(approved, weeks) -> None:
    make_submission()
    released(approved, 2)
    declined()
    count_weeks()
    assert totals() == {}

    weeks(1)
    count_weeks()
    found = totals()
    count_weeks()

    assert found == totals() == {
        Kind.RECEIVED: 4, Kind.PUBLISHED: 2, (Kind.DECIDED, "0"): 3, (Kind.DECLINED, "blames-someone"): 1,
    }  # fmt: skip
    assert CountedWeek.objects.get().week == "2026-W45"


def test_a_story_that_came_in_and_a_decision_weeks_later_are_counted_each_in_its_week(approved, weeks) -> None:
    weeks(-6)
    submission = make_submission()
    weeks(1)
    count_weeks()
    assert {(row.quarter, row.kind): row.number for row in Total.objects.all()} == {("2026Q3", Kind.RECEIVED): 1}

    weeks(4)
    actions.approve(**taken(submission, make_moderator()))
    weeks(1)
    count_weeks()

    assert {(row.quarter, row.kind, row.detail): row.number for row in Total.objects.all()} == {
        ("2026Q3", Kind.RECEIVED, ""): 1, ("2026Q4", Kind.RECEIVED, ""): 0, ("2026Q4", Kind.DECIDED, "5"): 1,
    }  # fmt: skip


def test_the_first_time_all_is_counted_that_is_still_there(approved, weeks) -> None:
    weeks(-60)
    released(approved)
    declined()
    weeks(60)

    count_weeks()

    assert totals()[Kind.PUBLISHED] == 1
    assert totals()[Kind.DECLINED, "blames-someone"] == 1
    quarters = Total.objects.filter(kind=Kind.RECEIVED).order_by("quarter").values_list("quarter", "number")
    assert dict(quarters) == {"2025Q3": 2, "2025Q4": 0, "2026Q1": 0, "2026Q2": 0, "2026Q3": 0, "2026Q4": 0}


def test_a_site_on_which_nothing_ever_happened_counts_no_quarter_before_it() -> None:
    count_weeks()

    assert (totals(), CountedWeek.objects.get().week) == ({}, "2026-W44")


@pytest.mark.parametrize("after", [0, 1])
def test_taking_back_takes_nothing_from_what_came_in(weeks, after: int) -> None:
    receipt = sent()
    weeks(after)
    count_weeks()
    take_back(receipt=receipt)
    receipt.refresh_from_db()
    take_back(receipt=receipt)
    weeks(1)
    count_weeks()

    assert (totals()[Kind.RECEIVED], totals()[Kind.TAKEN_BACK]) == (1, 1)


@pytest.mark.parametrize("after", [0, 1])
def test_a_published_story_that_is_taken_back_was_published(weeks, after: int) -> None:
    receipt = sent()
    actions.approve(**taken(Submission.objects.get(), make_moderator()))
    release(list(Submission.objects.select_for_update()))
    weeks(after)
    count_weeks()
    take_back(receipt=receipt)
    weeks(1)
    count_weeks()

    assert totals() == {Kind.RECEIVED: 1, (Kind.DECIDED, "0"): 1, Kind.PUBLISHED: 1, Kind.TAKEN_BACK: 1}


def test_a_story_erased_by_the_clock_is_not_taken_back_and_its_decline_stays_counted(weeks) -> None:
    from stories.publishing.purging import DECLINED, purge

    declined(DeclineReason.Counts.ROUTE)
    weeks(6)
    assert purge(DECLINED) == 1
    count_weeks()

    assert totals() == {Kind.RECEIVED: 1, (Kind.DECIDED, "0"): 1, (Kind.DECLINED, "another-route"): 1,
                        }  # fmt: skip


@pytest.mark.parametrize(("weeks_later", "told"), [(0, {}), (1, {(Kind.DECLINED, "blames-someone"): 1})])
def test_a_no_that_is_taken_back_before_its_week_is_counted_was_none(weeks, weeks_later, told) -> None:
    submission = declined()
    other = declined("not-a-story")
    weeks(weeks_later)
    if weeks_later:
        count_weeks()
    submission.refresh_from_db()
    actions.reopen(submission=submission, version=submission.version, by=make_senior())
    weeks(1)

    count_weeks()

    assert other.pk
    found = {name: number for name, number in totals().items() if isinstance(name, tuple) and name[0] == Kind.DECLINED}
    assert found == {(Kind.DECLINED, "not-a-story"): 1, **told}


def test_what_is_passed_on_is_counted(weeks) -> None:
    submission = make_submission()
    actions.escalate(**taken(submission, make_moderator()), reason=EscalateReason.DANGER, text="Call.")
    weeks(1)
    count_weeks()

    assert totals() == {Kind.RECEIVED: 1, Kind.ESCALATED: 1}


def test_a_story_whose_words_came_out_other_than_they_were_sent_is_changed(approved) -> None:
    def edited(**parts: str) -> None:
        submission = make_submission(happened="The ward on floor three.", helped="Tea.")
        given = taken(submission, make_moderator())
        whole = {"title": "Four alarms", "happened": "The ward on floor three.", "helped": "Tea.", **parts}
        actions.save_edit(**given, edit=edit_of(submission, **whole))
        submission.refresh_from_db()
        actions.approve(**{**given, "version": submission.version})

    approved()
    edited(title="Alarms")
    edited(happened="The ward on floor.")
    release(list(Submission.objects.select_for_update()))

    assert totals() == {Kind.CHANGED: 1}


def edit_of(submission: Submission, **parts: str) -> actions.Edit:
    return actions.Edit(parts=Parts(**parts), topics=[], notes=[])


def test_who_made_it_their_own_after_a_no_is_received_and_decided_once(weeks) -> None:
    from stories.submission.actions import rewrite

    submission = declined()
    submission.refresh_from_db()
    rewrite(submission=submission, version=submission.version, parts=Parts(title="Other", happened="Other."))
    weeks(2)
    submission.refresh_from_db()
    actions.approve(**taken(submission, make_moderator()))
    weeks(1)
    count_weeks()

    assert totals() == {Kind.RECEIVED: 1, (Kind.DECIDED, "0"): 1, (Kind.DECLINED, "blames-someone"): 1}


def test_a_total_has_no_moment_and_no_row_of_a_story(weeks) -> None:
    sent()
    weeks(1)
    count_weeks()

    row = Total.objects.values().get()
    assert {**row, "id": 0} == {"id": 0, "quarter": "2026Q4", "kind": "received", "detail": "", "number": 1}
    assert str(Total.objects.get()) == "2026Q4 received"
    assert str(CountedWeek.objects.get()) == "2026-W45"
    assert not [field.name for field in Total._meta.get_fields() if field.is_relation]


def test_no_number_is_written_for_nothing() -> None:
    add(Kind.CHANGED, 0)
    assert totals() == {}
    add(Kind.CHANGED, 2)
    add(Kind.CHANGED)
    assert [(row.quarter, row.number) for row in Total.objects.all()] == [(this_quarter(), 3)]


@pytest.mark.parametrize(
    ("week", "quarter"),
    [("2026-W01", "2026Q1"), ("2026-W14", "2026Q2"), ("2026-W53", "2026Q4"), ("2025-W01", "2025Q1")],
)
def test_a_week_belongs_to_the_quarter_in_which_most_of_it_lies(week: str, quarter: str) -> None:
    assert quarter_of_week(week) == quarter
    assert week_after("2026-W53") == "2027-W01"


lines = st.lists(
    st.builds(Line, st.sampled_from(["", *Move]), st.sampled_from(list(State)), st.just("2026-W10")), min_size=1
)


@given(lines)
def test_a_timeline_is_received_once_and_decided_once_at_most(timeline: list[Line]) -> None:
    kinds = [one.kind for one in happenings(timeline)]

    assert kinds.count(Kind.RECEIVED) == 1
    assert kinds.count(Kind.DECIDED) <= 1


def test_a_very_long_wait_is_counted_with_the_longest() -> None:
    timeline = [Line("", State.RECEIVED, "2025-W01"), Line(Move.APPROVE, State.APPROVED, "2026-W10")]

    assert [one.detail for one in happenings(timeline)] == ["", str(LONGEST_WAIT)]


def test_a_decision_is_counted_in_the_week_of_its_day(weeks) -> None:
    declined()
    weeks(1)
    count_weeks()
    Decision.objects.filter(move=Move.DECLINE).update(day=timezone.localdate() - timedelta(days=1))
    weeks(1)
    count_weeks()

    assert totals()[Kind.DECLINED, "blames-someone"] == 1, "Sunday's was counted with its week"
