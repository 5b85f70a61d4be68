"""The queue: what lies under each tab, in which order, and what it costs."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format

from accounts.roles import Role
from stories.models import Claim, Submission
from stories.models.submission import Priority, State
from stories.models.times import this_week, week_of
from stories.moderation import actions
from stories.moderation.cursor import Cursor, cursor_at, read_cursor
from stories.moderation.rules import age_and_due, age_in_words, due_of, length_in_words
from stories.moderation.tabs import TABS, tab_named
from stories.moderation.waiting import queue_page, tab_numbers
from stories.publishing.schedule import last_slot
from tests.factories import make_moderator, make_note, make_submission, make_topic, make_user

pytestmark = pytest.mark.django_db
QUEUE = "/moderation/"


def references(response):
    return [row["submission"].reference for row in response.context["rows"]]


def put(state, **fields):
    submission = make_submission(**fields)
    Submission.objects.filter(pk=submission.pk).update(state=state)
    return submission


def test_risk_first_then_the_oldest_then_by_key(desk):
    weeks = ["2026-W10", "2026-W09", "2026-W10"]
    calm = [make_submission() for _week in weeks]
    for submission, week in zip(calm, weeks, strict=True):
        Submission.objects.filter(pk=submission.pk).update(received_week=week)
    risky = make_submission(needs_reading_first=True)
    tied = sorted((calm[0], calm[2]), key=lambda one: one.pk)

    shown = references(desk.get(QUEUE))

    assert shown == [one.reference for one in (risky, calm[1], *tied)]


def test_each_state_lies_under_its_tab(desk):
    placed = {state: put(state).reference for state in State if state != State.IN_REVIEW}

    found = {tab.slug: set(references(desk.get(QUEUE, {"tab": tab.slug}))) for tab in TABS}

    assert found == {
        "ready": {placed[State.RECEIVED], placed[State.ANSWERED]},
        "mine": set(),
        "second": {placed[State.SECOND_READ]},
        "author": {placed[State.QUESTION], placed[State.OFFERED]},
        "approved": {placed[State.APPROVED]},
        "declined": {placed[State.DECLINED]},
        "escalated": {placed[State.ESCALATED]},
    }


def test_what_others_have_in_hand_is_hidden_unless_asked_for(desk, moderator):
    submission = make_submission()
    other = make_moderator(name="Cleo")
    actions.claim(submission=submission, by=other)

    assert references(desk.get(QUEUE)) == []
    shown = desk.get(QUEUE, {"all": "1"})
    assert references(shown) == [submission.reference]
    assert "With Cleo" in shown.text


def test_mine_holds_what_is_in_hand(desk, claimed):
    make_submission()

    shown = desk.get(QUEUE, {"tab": "mine"})

    assert references(shown) == [claimed.reference]
    assert "Open" in shown.text


def test_a_row_says_in_words_how_long_and_how_old(desk):
    with time_machine.travel(timezone.now() - timedelta(weeks=52)):
        make_submission(
            happened="word " * 220, helped="", topics=[make_topic()], notes=[make_note()], needs_reading_first=True
        )

    text = desk.get(QUEUE).text

    for words in ("Short, 220 words", "52 weeks", "Night shifts", "a death", "Read first: words of risk"):
        assert words in text


def test_pages_follow_each_other_without_gap_or_double(desk):
    every = {make_submission(needs_reading_first=number % 9 == 0).reference for number in range(60)}
    seen = []
    url = QUEUE
    while url:
        page = desk.get(url)
        seen += references(page)
        url = page.context["page_after_url"]

    assert (len(seen), set(seen)) == (60, every)


def test_pages_lead_back_the_way_they_came(desk):
    for number in range(60):
        make_submission(needs_reading_first=number % 9 == 0)
    first = desk.get(QUEUE)
    second = desk.get(first.context["page_after_url"])
    third = desk.get(second.context["page_after_url"])
    assert [page.context["page_before_url"] == "" for page in (first, second, third)] == [True, False, False]

    back = desk.get(third.context["page_before_url"])
    front = desk.get(back.context["page_before_url"])

    assert [references(back), references(front)] == [references(second), references(first)]
    assert (front.context["page_before_url"], back.context["page_after_url"] == "") == ("", False)
    assert references(desk.get(back.context["page_after_url"])) == references(third)


@pytest.mark.parametrize("side", ["after", "before"])
def test_a_place_with_nothing_beside_it_any_more_shows_the_first_page(desk, side):
    submission = make_submission()

    page = desk.get(QUEUE, {side: str(cursor_at(submission))})

    assert references(page) == [submission.reference]
    assert "Page before" not in page.text


@pytest.mark.parametrize(
    "cursor", ["", "x", "0.2026-W10", "7.2026-W10.0000000000001", "0.2026-W10.UUUUUUUUUUUUU", "0.W.1", "\x00"]
)
def test_a_tampered_cursor_shows_the_first_page(desk, cursor):
    submission = make_submission()

    assert references(desk.get(QUEUE, {"after": cursor})) == [submission.reference]


def test_a_cursor_survives_the_address():
    cursor = Cursor(1, "2026-W10", 2**63 - 1)

    assert read_cursor(str(cursor)) == cursor


def test_an_unknown_tab_is_the_first(desk):
    assert desk.get(QUEUE, {"tab": "'; drop table"}).context["tab"] == tab_named("ready")


def test_numbers_stop_at_a_page(moderator):
    for _number in range(26):
        make_submission()

    numbers = {slug: str(pile) for slug, pile in tab_numbers(moderator).items()}

    others = ("mine", "second", "author", "approved", "declined", "escalated", "responses")
    assert numbers == {"ready": "25+", **dict.fromkeys(others, "0")}


def test_a_tab_says_since_when_its_oldest_waits_in_one_query(desk, moderator, claimed, django_assert_num_queries):
    with time_machine.travel(timezone.now() - timedelta(weeks=3)):
        make_submission(needs_reading_first=True)
        waits = put(State.SECOND_READ)
    with time_machine.travel(timezone.now() - timedelta(weeks=5)):
        make_submission()

    with django_assert_num_queries(1):
        piles = tab_numbers(moderator)

    weeks = {slug: pile.oldest for slug, pile in piles.items()}
    ready = week_of(timezone.localdate() - timedelta(weeks=5))
    assert weeks == {
        "ready": ready, "mine": this_week(), "second": waits.received_week, "author": "", "approved": "",
        "declined": "", "escalated": "", "responses": "",
    }  # fmt: skip
    page = desk.get(QUEUE).text
    for words in ("Ready to read, 2, oldest 5 weeks", "Mine, 1, oldest this week", "Escalated, 0<"):
        assert words in page


def test_nothing_waiting(desk):
    assert "Nothing waiting. Good time for a break." in desk.get(QUEUE).text


@pytest.mark.parametrize("tab", [tab.slug for tab in TABS])
def test_one_row_and_five_and_fifty_cost_the_same(desk, moderator, django_assert_num_queries, tab):
    states = tab_named(tab).states or (State.IN_REVIEW,)
    fields = {"topics": [make_topic(), make_topic("Being new")], "notes": [make_note()]}
    first = put(states[0], **fields)
    if tab == "mine":
        Claim.objects.create(submission=first, moderator=moderator, until=timezone.now() + timedelta(hours=1))
    desk.get(QUEUE, {"tab": tab})
    number = 14 if tab == "escalated" else 10  # that one says more of each
    with django_assert_num_queries(number):
        desk.get(QUEUE, {"tab": tab})

    for total in (5, 50):
        for _number in range(total - Submission.objects.count()):
            put(states[0], **fields)
        with django_assert_num_queries(number):
            desk.get(QUEUE, {"tab": tab})


def test_ten_thousand_wait(desk, django_assert_num_queries):
    weeks = [week_of(timezone.localdate() - timedelta(weeks=age)) for age in range(40)]
    rows = Submission.objects.bulk_create(
        Submission(
            received_week=weeks[number % 40], priority=Priority.READ_FIRST if number % 500 == 0 else Priority.READY,
            state=State.ANSWERED if number % 2 else State.RECEIVED, quarter="2026Q2", publish_consent="yes",
            quote_consent="no", sealed_original=b"x" * 100,
        )
        for number in range(10_000)
    )  # fmt: skip
    in_order = sorted(rows, key=lambda row: (-row.priority, row.received_week, row.pk))

    desk.get(QUEUE)
    with django_assert_num_queries(10):
        first = desk.get(QUEUE)
    with django_assert_num_queries(10):
        deep = desk.get(QUEUE, {"after": str(cursor_at(in_order[7_999]))})
    with django_assert_num_queries(10):
        back = desk.get(deep.context["page_before_url"])

    assert references(first) == [row.reference for row in in_order[:25]]
    assert references(deep) == [row.reference for row in in_order[8_000:8_025]]
    assert references(back) == [row.reference for row in in_order[7_975:8_000]]
    assert "Ready to read, 25+, oldest 39 weeks" in first.text


def test_the_queue_reads_no_sealed_words(moderator, django_assert_num_queries):
    make_submission()
    with django_assert_num_queries(4) as captured:
        queue_page(tab_named("ready"), user=moderator)

    assert not any("sealed_" in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.MODERATOR, Role.SENIOR_MODERATOR}])
def test_the_desk_is_closed_to_other_roles(client, role):
    submission = make_submission()
    client.force_login(make_user(role))

    for url in (QUEUE, f"{QUEUE}pause/", f"{QUEUE}release/", f"{QUEUE}{submission.code}/"):
        assert client.get(url).status_code == 403


def test_the_desk_asks_a_stranger_to_sign_in(client):
    assert client.get(QUEUE).url == "/accounts/login/?next=/moderation/"


def test_opening_the_queue_puts_idle_claims_back(desk, claimed):
    Claim.objects.update(until=timezone.now())

    assert references(desk.get(QUEUE)) == [claimed.reference]


def test_a_second_read_is_offered_to_second_readers_only(desk, senior_desk, claimed, moderator):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    address = f"/moderation/{claimed.code}/claim/"

    own = desk.get(QUEUE, {"tab": "second"}).text
    assert address not in own
    assert "You read it first" in own
    assert address in senior_desk.get(QUEUE, {"tab": "second"}).text


def test_release_is_offered_to_seniors_when_something_waits(desk, senior_desk):
    assert "Release now" not in senior_desk.get(QUEUE, {"tab": "approved"}).text
    put(State.APPROVED)

    assert "Release now" in senior_desk.get(QUEUE, {"tab": "approved"}).text
    assert "Release now" not in desk.get(QUEUE, {"tab": "approved"}).text


def test_release_says_how_many_and_warns_when_few(senior_desk):
    put(State.APPROVED)
    asked = senior_desk.get("/moderation/release/").text

    assert "1 story comes out at once" in asked
    assert "safer for the authors" in asked
    answer = senior_desk.post("/moderation/release/", follow=True)
    assert "1 story is out." in answer.text
    assert "Nothing is waiting for release." in senior_desk.get("/moderation/release/").text
    assert "Nothing was waiting." in senior_desk.post("/moderation/release/", follow=True).text


def test_release_says_when_they_would_come_out_by_themselves(senior_desk, settings):
    put(State.APPROVED)
    page = senior_desk.get("/moderation/release/").text
    settings.CAIRN_RELEASE = "at-once"
    at_once = senior_desk.get("/moderation/release/").text

    day = date_format(last_slot(timezone.localtime()) + timedelta(days=7), "l j F")
    assert f"By themselves they come out on {day}, when 3 or more were approved before that week." in page
    assert "None waits longer than 4 weeks." in page
    assert "By themselves" not in at_once


def test_release_is_for_seniors(desk):
    put(State.APPROVED)

    assert desk.post("/moderation/release/").status_code == 403
    assert Submission.objects.get().state == State.APPROVED


def test_releasing_many_costs_the_same_reads(senior):
    for _number in range(5):
        put(State.APPROVED, topics=[make_topic()], notes=[make_note()])

    assert len(actions.release_now(by=senior)) == 5


def test_pause_says_what_is_in_hand(desk, claimed):
    assert claimed.reference in desk.get("/moderation/pause/").text


def test_pause_without_a_story(desk):
    assert "Back to the queue" in desk.get("/moderation/pause/").text


@pytest.mark.parametrize(
    ("words", "said"),
    [(0, "Short, 0 words"), (1, "Short, 1 word"), (320, "Middling, 320 words"), (1100, "Long, 1,100 words")],
)
def test_length_in_words(words, said):
    assert length_in_words(words) == said


@pytest.mark.parametrize(
    ("week", "said"),
    [("2026-W47", "this week"), ("2026-W46", "1 week"), ("2026-W45", "2 weeks"), ("2026-W50", "this week")],
)
def test_age_in_words(week, said):
    with time_machine.travel(date(2026, 11, 20)):
        assert age_in_words(week) == said


@pytest.mark.parametrize(
    ("today", "said"),
    [
        # A story of the week that began on Monday 9 November was sent on the 15th at the latest.
        (date(2026, 11, 9), "this week, in time"),
        (date(2026, 11, 14), "this week, in time"),
        (date(2026, 11, 15), "this week, about due"),
        (date(2026, 11, 20), "1 week, about due"),
        (date(2026, 11, 21), "1 week, late"),
    ],
)
def test_a_story_is_late_when_its_whole_week_is(desk, settings, today, said):
    settings.CAIRN_REVIEW_DAYS = 5
    submission = Submission(received_week="2026-W46", state=State.RECEIVED)

    with time_machine.travel(today):
        assert age_and_due(submission) == said
        assert str(due_of(submission).label) == said.partition(", ")[2]


def test_who_waits_for_the_author_is_never_late():
    with time_machine.travel(date(2026, 12, 28)):
        waiting = Submission(received_week="2026-W46", state=State.QUESTION)
        assert (age_and_due(waiting), due_of(waiting)) == ("7 weeks", None)


def test_a_light_stands_beside_the_age_of_what_waits_for_the_desk(desk):
    make_submission()

    assert '<span class="due in-time">this week, in time</span>' in desk.get("/moderation/").text


def test_what_was_taken_from_a_tab_is_shown_under_that_tab(desk, senior, claimed, moderator):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    actions.claim(submission=claimed, by=senior)

    shown = {tab: references(desk.get(QUEUE, {"tab": tab, "all": "1"})) for tab in ("ready", "second", "escalated")}

    assert shown == {"ready": [], "second": [claimed.reference], "escalated": []}
    assert references(desk.get(QUEUE, {"tab": "second"})) == []


def test_next_in_line_leads_to_the_page_before_the_words(desk):
    make_submission()
    first = make_submission(needs_reading_first=True)

    page = desk.get(desk.get(QUEUE).context["next_url"], follow=True)

    assert page.redirect_chain == [(f"/moderation/{first.code}/", 302)]
    assert "Before you read" in page.text
    assert not Claim.objects.exists()


def test_skipping_goes_round_and_never_stays(desk, moderator):
    rows = sorted((make_submission() for _number in range(3)), key=lambda row: row.pk)
    seen = []
    row = rows[1]
    for _turn in rows:
        desk.post(f"/moderation/{row.code}/claim/")
        answer = desk.post(f"/moderation/{row.code}/put-back/", {"then": "next"}, follow=True)
        code = answer.redirect_chain[-1][0].split("/")[2]
        row = next(each for each in rows if each.code == code)
        seen.append(row)

    assert seen == [rows[2], rows[0], rows[1]]


def test_the_skip_button_leads_to_the_next(desk, claimed):
    page = desk.get(f"/moderation/{claimed.code}/").text

    assert re.search(r'<button [^>]*name="then" value="next">Skip this one</button>', page)


def test_skipping_the_only_one_is_a_time_for_a_break(desk, claimed):
    answer = desk.post(f"/moderation/{claimed.code}/put-back/", {"then": "next"}, follow=True)

    assert answer.redirect_chain[-1][0] == QUEUE
    assert "There is no other one just now. Good time for a break." in answer.text


def test_a_skipped_second_read_leads_to_the_next_second_read(senior_desk):
    one, other = put(State.SECOND_READ), put(State.SECOND_READ)
    make_submission()
    senior_desk.post(f"/moderation/{one.code}/claim/")

    answer = senior_desk.post(f"/moderation/{one.code}/put-back/", {"then": "next"}, follow=True)

    assert answer.redirect_chain[-1][0] == f"/moderation/{other.code}/"


def test_next_in_line_is_nobodys_own_second_read_and_nothing_in_hand(desk, senior_desk, claimed, moderator):
    assert senior_desk.get(f"{QUEUE}next/", {"all": "1"}).url == f"{QUEUE}?all=1"
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)

    assert "Next in line" not in desk.get(QUEUE, {"tab": "second"}).text
    assert desk.get(f"{QUEUE}next/", {"tab": "second"}).url == f"{QUEUE}?tab=second"
    assert senior_desk.get(f"{QUEUE}next/", {"tab": "second"}).url == f"/moderation/{claimed.code}/"
    assert senior_desk.get(f"{QUEUE}next/", {"tab": "approved"}).url == f"{QUEUE}?tab=approved"


def test_seniors_see_second_reads_of_escalated_stories(senior_desk):
    submission = put(State.ESCALATED)

    assert f"/moderation/{submission.code}/claim/" in senior_desk.get(QUEUE, {"tab": "escalated"}).text
