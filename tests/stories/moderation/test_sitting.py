"""When it is enough: known to the moderator's own browser, said before the next story, and never in the middle."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from stories.models import Claim, Submission
from stories.models.submission import State
from stories.moderation import actions
from stories.moderation.sitting import COOKIE, MINUTES, STORIES, read_sitting
from stories.moderation.turns import only_light
from tests.factories import make_moderator, make_note, make_submission, make_weight

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 4, 9, 0, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock, client, moderator) -> Client:
    client.force_login(moderator)
    return client


def read_one(desk, moderator, **fields):
    """Take a new story in hand, open it, put it back, and return the answer to opening it."""
    submission = make_submission(**fields)
    actions.claim(submission=submission, by=moderator)
    answer = desk.get(f"/moderation/{submission.code}/")
    Claim.objects.all().delete()
    return answer


def sitting(desk):
    return desk.get("/moderation/pause/").context["sitting"]


def test_the_ninth_story_waits_for_a_word_in_between(desk, moderator):
    for _number in range(STORIES):
        assert read_one(desk, moderator).status_code == 200
    submission = make_submission()
    actions.claim(submission=submission, by=moderator)

    answer = desk.get(f"/moderation/{submission.code}/", follow=True)

    assert answer.redirect_chain == [("/moderation/enough/", 302)]
    assert "That is enough for one sitting." in answer.text
    assert "Take a break, hand over, or carry on." in answer.text
    assert submission.reference in answer.text
    assert "I slept through three of them." not in answer.text


def test_carrying_on_begins_a_new_sitting(desk, moderator):
    for _number in range(STORIES):
        read_one(desk, moderator)
    submission = make_submission()
    actions.claim(submission=submission, by=moderator)

    answer = desk.post("/moderation/enough/", follow=True)

    assert answer.redirect_chain == [(f"/moderation/{submission.code}/", 302)]
    assert "I slept through three of them." in answer.text
    assert sitting(desk).stories == 1


def test_carrying_on_with_nothing_in_hand_leads_to_the_queue(desk):
    assert desk.post("/moderation/enough/").url == "/moderation/"
    assert "hand over" in desk.get("/moderation/enough/").text
    assert "Hand over</button>" not in desk.get("/moderation/enough/").text


def test_handing_over_puts_the_story_back_and_rests(desk, claimed):
    page = desk.get("/moderation/enough/").text
    assert f'action="/moderation/{claimed.code}/put-back/"' in page

    assert desk.post(f"/moderation/{claimed.code}/put-back/", {"then": "pause"}).url == "/moderation/pause/"


@pytest.mark.parametrize(("minutes", "is_enough"), [(MINUTES - 1, False), (MINUTES, True)])
def test_after_so_many_minutes_it_is_enough_too(desk, moderator, clock, minutes, is_enough):
    read_one(desk, moderator)
    clock.shift(timedelta(minutes=20))
    read_one(desk, moderator)
    clock.shift(timedelta(minutes=minutes - 20))

    assert (read_one(desk, moderator).status_code == 302) is is_enough


def test_the_story_that_is_open_stays_open(desk, claimed, clock):
    desk.get(f"/moderation/{claimed.code}/")
    for _time in range(3):
        clock.shift(timedelta(minutes=20))
        Claim.objects.update(until=START + timedelta(hours=3))
        assert desk.get(f"/moderation/{claimed.code}/").status_code == 200
    assert sitting(desk).minutes == 60


def test_opening_one_again_counts_once(desk, claimed):
    for _time in range(3):
        desk.get(f"/moderation/{claimed.code}/")

    assert sitting(desk).stories == 1
    assert "In this sitting you opened 1 story." in desk.get("/moderation/pause/").text


@pytest.mark.parametrize(("minutes", "stories"), [(29, 1), (30, 0)])
def test_who_was_away_so_long_that_a_claim_lapses_begins_anew(desk, moderator, clock, minutes, stories):
    read_one(desk, moderator)
    clock.shift(timedelta(minutes=minutes))

    assert sitting(desk).stories == stories


def test_a_clock_that_went_back_begins_anew(desk, moderator, clock):
    read_one(desk, moderator)
    clock.shift(timedelta(minutes=-5))

    assert sitting(desk).stories == 0


def test_two_heavy_ones_in_a_row_want_a_lighter_one(desk, moderator):
    heavy = [{"needs_reading_first": True}, {"notes": [make_note(weight="heavy")]}]
    seen = []
    for fields in [*heavy, {}]:
        read_one(desk, moderator, **fields)
        seen.append((sitting(desk).heavy, sitting(desk).wants_light))

    assert seen == [(1, False), (2, True), (0, False)]


def test_the_next_in_line_is_never_a_third_heavy_one(desk, moderator):
    heavy = [make_submission(needs_reading_first=True) for _number in range(3)]
    for submission in heavy[:2]:
        actions.claim(submission=submission, by=moderator)
        desk.get(f"/moderation/{submission.code}/")
        submission.delete()

    rest = desk.get("/moderation/next/", follow=True)
    assert rest.redirect_chain == [("/moderation/pause/", 302)]
    assert "You read two heavy stories in a row, and only heavy ones wait here." in rest.text
    light = make_submission()
    assert desk.get("/moderation/next/").url == f"/moderation/{light.code}/"
    desk.cookies.clear()
    desk.force_login(moderator)
    assert desk.get("/moderation/next/").url == f"/moderation/{heavy[2].code}/"


def test_a_story_that_turns_out_to_be_grave_counts_with_the_heavy_ones_before_it(desk, moderator):
    read_one(desk, moderator, needs_reading_first=True)
    submission = make_submission()
    actions.claim(submission=submission, by=moderator)
    desk.get(f"/moderation/{submission.code}/")
    assert sitting(desk).heavy == 0

    submission.refresh_from_db()
    for told in ("2", "3", "3"):
        fields = {"version": submission.version, "risk": "1", "told": told}
        desk.post(f"/moderation/{submission.code}/weight/", fields)

    assert (sitting(desk).heavy, sitting(desk).stories, sitting(desk).wants_light) == (2, 2, True)


def test_a_third_heavy_one_cannot_be_taken_past_the_line_either(desk, moderator):
    for _number in range(2):
        read_one(desk, moderator, needs_reading_first=True)
    third, light = make_submission(needs_reading_first=True), make_submission()
    several = {"do": "claim", "confirmed": "1"}
    ticked = [f"{each.code}.{each.version}" for each in (third, light)]

    for address, fields in ((f"/moderation/{third.code}/claim/", {}), ("/moderation/several/", {"chosen": ticked[:1]})):
        answer = desk.post(address, several | fields, follow=True)
        assert answer.redirect_chain == [("/moderation/pause/", 302)]
        assert "Rest first, or take a lighter one." in answer.text
    assert not Claim.objects.filter(submission=third).exists()
    assert desk.post("/moderation/several/", several | {"chosen": ticked}).url == f"/moderation/{light.code}/"


def test_what_is_escalated_does_not_wait_for_a_rest(clock, client, senior):
    client.force_login(senior)
    for _number in range(2):
        read_one(client, senior, needs_reading_first=True)
    Submission.objects.all().delete()
    urgent = make_submission(needs_reading_first=True)
    Submission.objects.update(state=State.ESCALATED)

    assert client.get("/moderation/next/?tab=escalated").url == f"/moderation/{urgent.code}/"
    assert client.post(f"/moderation/{urgent.code}/claim/").url == f"/moderation/{urgent.code}/"
    assert Claim.objects.get().submission == urgent


def test_a_grave_weight_is_heavy(desk, moderator):
    submission = make_submission()
    make_weight(submission)
    actions.claim(submission=submission, by=moderator)
    desk.get(f"/moderation/{submission.code}/")

    assert sitting(desk).heavy == 1


def test_carrying_on_forgets_no_heavy_one(desk, moderator):
    for _number in range(2):
        read_one(desk, moderator, needs_reading_first=True)
    desk.post("/moderation/enough/")

    assert (sitting(desk).stories, sitting(desk).wants_light) == (0, True)


def test_it_is_known_to_the_persons_own_browser_and_to_nothing_else(desk, moderator):
    session = Session.objects.get().session_data
    answer = read_one(desk, moderator)

    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/moderation/", True, "Strict")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert Session.objects.get().session_data == session


def test_another_person_at_the_same_browser_begins_anew(desk, moderator):
    read_one(desk, moderator)
    desk.force_login(make_moderator())

    assert sitting(desk).stories == 0


@pytest.mark.parametrize("value", ["", "x", "W10:xyz", "\x00", "a" * 5000])
def test_a_cookie_that_is_not_ours_is_no_sitting(rf, moderator, value):
    request = rf.get("/moderation/")
    request.user = moderator
    request.COOKIES[COOKIE] = value

    assert read_sitting(request).stories == 0


def test_a_secure_site_sends_it_over_tls_alone(desk, moderator, settings):
    settings.SESSION_COOKIE_SECURE = True

    assert read_one(desk, moderator).cookies[COOKIE]["secure"]


def test_how_are_you_has_no_form_but_the_way_out(desk, claimed):
    page = desk.get("/moderation/after/").text
    main = page.partition("<main")[2].partition("</main>")[0]

    assert "How are you after this?" in main
    assert "<input" not in main.replace('<input type="hidden" name="csrfmiddlewaretoken"', "")
    assert main.count("<form") == 2
    assert claimed.reference in main


@pytest.mark.parametrize("name", ["pause", "enough", "after"])
def test_whom_to_talk_to_is_named_where_the_site_names_somebody(desk, settings, name):
    assert "Talk it over" not in desk.get(f"/moderation/{name}/").text.replace("talk it over", "")

    settings.CAIRN_SUPERVISION_CONTACT = "Dr <Alder>, extension 12"
    assert "Talk it over: Dr &lt;Alder&gt;, extension 12." in desk.get(f"/moderation/{name}/").text


def test_no_page_of_one_person_says_how_much_another_read(desk, moderator, senior_desk):
    for _number in range(3):
        read_one(desk, moderator)

    for name in ("", "pause/", "enough/", "after/"):
        assert moderator.name not in senior_desk.get(f"/moderation/{name}").text


def test_the_light_ones_are_all_but_the_heavy():
    light = make_submission(notes=[make_note("tears", weight="some")])
    make_submission(needs_reading_first=True)
    make_submission(notes=[make_note(weight="heavy")])
    make_weight(make_submission())

    assert list(only_light(Submission.objects.all())) == [light]
