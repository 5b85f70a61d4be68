"""What is escalated, and what stands first where somebody may be in danger."""

import pytest

from stories.models import DeclineReason, Submission
from stories.models.submission import State
from stories.moderation import actions
from tests.factories import make_moderator, make_senior, make_submission
from tests.stories.moderation.test_views import url

pytestmark = pytest.mark.django_db
TAB = "/moderation/?tab=escalated"


@pytest.fixture
def escalated(claimed, moderator) -> Submission:
    given = {"submission": claimed, "version": claimed.version, "by": moderator}
    actions.escalate(**given, reason="danger-now", text="We are <glad> that you wrote.")
    claimed.refresh_from_db()
    return claimed


def test_a_senior_sees_why_by_whom_since_when_and_what_the_author_got(settings, escalated, senior, senior_desk) -> None:
    settings.CAIRN_DUTY_CONTACT = "On-call <manager>, extension 40"

    page = senior_desk.get(TAB).text

    for words in (
        "On duty: On-call &lt;manager&gt;, extension 40.",
        "Do not try to work out who wrote this.",
        "Somebody is in danger now",
        "this week, by Ana",
        "Nobody yet",
        "We are &lt;glad&gt; that you wrote.",
    ):
        assert words in page
    assert "slept" not in page
    actions.claim(submission=escalated, by=senior)
    assert "With Bo" in senior_desk.get(TAB).text


def test_a_moderator_sees_that_theirs_is_with_a_senior_and_no_more(escalated, desk, senior) -> None:
    actions.claim(submission=escalated, by=senior)

    page = desk.get(TAB).text

    assert "These are with the senior moderators." in page
    assert escalated.reference in page
    assert "With Bo" in page
    for words in ("Somebody is in danger now", "glad", "by Ana"):
        assert words not in page


def test_who_stands_aside_sees_nothing_of_it(escalated, senior, senior_desk) -> None:
    actions.step_aside(submission=escalated, by=senior)

    assert escalated.reference not in senior_desk.get(TAB).text


def test_without_a_contact_it_says_whom_to_ask_and_without_a_story_nothing_is_listed(senior_desk) -> None:
    page = senior_desk.get(TAB).text

    assert "Nobody is named here as being on duty." in page
    assert "Each of them" not in page


def test_one_and_ten_cost_the_same(senior_desk, django_assert_num_queries) -> None:
    def escalate() -> None:
        row, by = make_submission(), make_moderator()
        actions.claim(submission=row, by=by)
        row.refresh_from_db()
        actions.escalate(submission=row, version=row.version, by=by, reason="threat", text="Here.")

    escalate()
    senior_desk.get(TAB)
    with django_assert_num_queries(16) as one:
        senior_desk.get(TAB)
    for _number in range(9):
        escalate()
    with django_assert_num_queries(len(one)):
        assert senior_desk.get(TAB).text.count("What the author got") == 10


def test_where_there_are_words_of_risk_duty_and_support_stand_first(settings, desk, moderator) -> None:
    settings.CAIRN_DUTY_CONTACT = "On-call manager, extension 40"
    calm, risky = make_submission(), make_submission(happened="I want to kill myself.", needs_reading_first=True)
    pages = []
    for row in (calm, risky):
        actions.claim(submission=row, by=moderator)
        pages.append(desk.get(url(row)).text)
        actions.put_back(submission=row, by=moderator)

    assert "Somebody may be in danger" not in pages[0]
    words = [
        "Somebody may be in danger",
        "extension 40",
        "You can talk to someone at any hour.",
        "Could point to someone",
    ]
    assert [pages[1].index(each) for each in words] == sorted(pages[1].index(each) for each in words)


def test_a_no_to_words_of_risk_starts_from_kind_words_and_needs_a_second_person(desk, moderator, senior_desk) -> None:
    row = make_submission(needs_reading_first=True)
    actions.claim(submission=row, by=moderator)
    row.refresh_from_db()
    reason = DeclineReason.objects.get(counts_as=DeclineReason.Counts.CRISIS)

    page = desk.get(url(row, "decline")).text
    assert "This is not a judgement of you." in page
    assert f'value="{reason.slug}" ' in page.partition("checked")[0].rpartition("<input")[2]
    desk.post(url(row, "decline"), {"version": row.version, "reason": reason.slug, "text": "Our own words."})
    row.refresh_from_db()
    assert (row.state, row.messages.count()) == (State.SECOND_READ, 0)

    senior_desk.post(url(row, "claim"))
    assert "Our own words.</textarea>" in senior_desk.get(url(row, "decline")).text


def test_a_no_to_an_escalated_story_starts_from_nothing_of_the_escalation(escalated, senior, senior_desk) -> None:
    actions.claim(submission=escalated, by=senior)

    page = senior_desk.get(url(escalated, "decline")).text

    assert "danger-now" not in page
    assert " checked" not in page


def test_nobody_reads_their_own_escalation_second(escalated) -> None:
    again = make_senior()
    actions.claim(submission=escalated, by=again)
    escalated.refresh_from_db()
    actions.escalate(submission=escalated, version=escalated.version, by=again, reason="threat", text="Here.")

    with pytest.raises(actions.claims.NotSecondReader):
        actions.claim(submission=escalated, by=again)
