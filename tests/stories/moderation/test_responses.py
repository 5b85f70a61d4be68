"""Replies and reports on the desk: what lies there, who decides, and what is left of what does not come out."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from stories.models import Decision, Reply, Response, ResponseAside, ResponseKey, Story, Total
from stories.moderation.actions import responses as actions
from stories.moderation.actions.door import Gone
from stories.publishing.purging import purge_responses
from stories.publishing.replies import release_replies
from stories.submission.actions import Stale
from tests.factories import make_moderator, make_response, make_senior, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_moderator())
    return client


def press(desk: Client, row: Response, what: str, **fields: str) -> str:
    """Press a button of a reply's page, and return what the desk says then."""
    data = {"version": str(row.version), **fields}
    return desk.post(f"/moderation/responses/{row.code}/{what}/", data, follow=True).content.decode()


def test_reports_come_first_then_words_of_risk_then_the_oldest(desk: Client) -> None:
    story = make_story()
    with time_machine.travel("2026-11-09"):
        old = make_response(story)
    with time_machine.travel("2026-11-23"):
        new = make_response(story, text="Later.")
        risk = make_response(story, text="I want to kill myself.")
        report = make_response(story, kind="points", text="")
        page = desk.get("/moderation/responses/")

    assert [row["response"] for row in page.context["rows"]] == [report, risk, old, new]
    assert "Replies and reports, 4, oldest 2 weeks" in page.content.decode()
    assert "Something may be wrong with a story" in page.content.decode()


def test_the_list_costs_the_same_and_goes_on_by_the_last_row(desk: Client) -> None:
    story = make_story()
    make_response(story)
    queries = []
    for wanted in (1, 30):
        for number in range(wanted - Response.objects.count()):
            make_response(story, text=f"Words {number}.")
        with CaptureQueriesContext(connection) as seen:
            first = desk.get("/moderation/responses/")
        queries.append(len(seen))

    second = desk.get(first.context["after_url"])

    shown = [row["response"].pk for page in (first, second) for row in page.context["rows"]]
    assert sorted(shown) == sorted(Response.objects.values_list("pk", flat=True))
    assert queries[0] == queries[1]
    assert (second.context["first_url"], second.context["after_url"]) == ("/moderation/responses/", "")


def test_a_reply_is_shown_with_what_the_checks_say(desk: Client) -> None:
    row = make_response(kind="useful", text="Ring Brenda Thompson.", link="https://example.org/sleep")

    page = desk.get(f"/moderation/responses/{row.code}/").content.decode()

    assert "<b>Brenda Thompson</b>" in page
    assert "https://example.org/sleep" in page
    assert 'href="https://example.org' not in page


def test_a_published_reply_waits_for_the_release_and_comes_out_as_another_row(desk: Client, settings) -> None:
    settings.CAIRN_RELEASE, settings.CAIRN_RELEASE_MINIMUM = "weekly", 2
    story = make_story()
    with time_machine.travel("2026-11-18"):
        rows = [make_response(story, text=f"Words {number}.") for number in range(2)]
        assert "It comes out with the next release." in press(desk, rows[0], "publish")
        assert release_replies() == 0
    with time_machine.travel("2026-11-23 12:00"):
        press(desk, rows[1], "publish")
        assert release_replies() == 0  # one of last week is fewer than two
    with time_machine.travel("2026-11-30 12:00"):
        assert release_replies() == 2

    assert not Response.objects.exists() | ResponseKey.objects.exists()
    assert sorted(Reply.objects.values_list("text", "quarter")) == [("Words 0.", "2026Q4"), ("Words 1.", "2026Q4")]
    assert {row.pk for row in rows}.isdisjoint(Reply.objects.values_list("pk", flat=True))
    assert Total.objects.get(kind="reply_out").number == 2


def test_where_stories_come_out_at_once_replies_do_too_and_stand_under_the_story(desk: Client, settings) -> None:
    settings.CAIRN_RELEASE = "at-once"
    story = make_story()
    row = make_response(story, kind="useful", text="It <b>helped</b>.", link="https://example.org/sleep")

    press(desk, row, "publish")

    page = Client().get(story.get_absolute_url()).content.decode()
    assert "It &lt;b&gt;helped&lt;/b&gt;." in page
    assert "Something useful, " in page
    assert '<a href="https://example.org/sleep" rel="noopener noreferrer nofollow">' in page
    assert "A page on example.org:" in page


def test_a_declined_reply_is_gone_and_its_reason_is_a_number(desk: Client) -> None:
    row = make_response()
    assert "Choose why it does not come out." in press(desk, row, "decline", reason="boring")

    press(desk, row, "decline", reason="hurts")

    assert not Response.objects.exists() | ResponseKey.objects.exists()
    assert list(Total.objects.values_list("kind", "detail", "number")) == [("reply_no", "hurts", 1)]


def test_of_two_who_decide_at_once_the_first_is_heard(desk: Client) -> None:
    approved, declined, report = make_response(), make_response(), make_response(kind="points")
    actions.publish_reply(response=approved, version=1)
    actions.decline_reply(response=declined, version=1, reason="other")
    actions.keep_story(response=report, version=1)

    pressed = [(approved, "decline"), (approved, "publish"), (declined, "publish"), (report, "keep"), (report, "leave")]
    for row, what in pressed:
        assert "That one is settled" in press(desk, row, what, reason="hurts")

    assert list(Response.objects.all()) == [approved]
    assert Total.objects.get(kind="reply_no").number == 1


def test_a_page_that_is_out_of_date_decides_nothing(desk: Client) -> None:
    row = make_response()
    for version in ("0", "2", "x"):
        assert "That one is settled" in press(desk, row, "publish", version=version)
    with pytest.raises(Stale):
        actions.publish_reply(response=row, version=2)

    assert Response.objects.waiting().count() == 1


def test_a_report_is_no_reply_and_a_reply_no_report() -> None:
    reply, report = make_response(), make_response(kind="harms")

    for act, row in ((actions.publish_reply, report), (actions.keep_story, reply)):
        with pytest.raises(Gone):
            act(response=row, version=1)
    with pytest.raises(Gone):
        actions.decline_reply(response=report, version=1, reason="other")
    assert Response.objects.waiting().count() == 2


def test_who_leaves_one_to_others_does_not_see_it_again_and_is_not_named(desk: Client) -> None:
    row = make_response()

    press(desk, row, "leave")

    assert "Replies and reports, 0" in desk.get("/moderation/responses/").content.decode()
    assert "That one is settled" in press(desk, row, "publish")
    assert len(ResponseAside.objects.get().mark) == 64
    other = Client()
    other.force_login(make_moderator())
    assert len(other.get("/moderation/responses/").context["rows"]) == 1


def test_buttons_are_posts_and_strange_codes_are_not_found(desk: Client) -> None:
    row = make_response()

    led = desk.get(f"/moderation/responses/{row.code}/publish/")

    assert led["Location"] == f"/moderation/responses/{row.code}/"
    assert [desk.get(f"/moderation/responses/{code}/").status_code for code in ("x", "ZZZZZZZZZZZZZ", "u" * 13)] == [
        404, 404, 404,
    ]  # fmt: skip


def test_a_reader_does_not_see_the_desk(client: Client) -> None:
    row = make_response()
    client.force_login(make_user(Role.CURATOR))

    assert client.get("/moderation/responses/").status_code == 403
    assert client.post(f"/moderation/responses/{row.code}/publish/", {"version": "1"}).status_code == 403
    assert Response.objects.waiting().count() == 1


def test_what_nobody_decides_on_is_erased(settings) -> None:
    settings.CAIRN_DAYS_UNPUBLISHED = 90
    story = make_story()
    with time_machine.travel("2026-08-03"):
        make_response(story)
        approved = make_response(story, text="Approved.")
        actions.publish_reply(response=approved, version=1)
    with time_machine.travel("2026-11-23"):
        kept = make_response(story, text="New.")
        assert purge_responses() == 1

    assert set(Response.objects.all()) == {approved, kept}


def test_a_report_pulls_the_story_and_a_second_reader_takes_it_off(desk: Client) -> None:
    story = make_story(title="The quagga")
    report, again = make_response(story, kind="harms"), make_response(story, kind="points")

    assert "The story is out of sight: no page, list, search or guide has it." in press(desk, report, "pull")
    assert Client().get(story.get_absolute_url()).status_code == 404
    report.refresh_from_db()
    assert "That one is settled" in press(desk, again, "pull")
    assert "That one is settled" in press(desk, report, "keep")
    assert desk.post(f"/moderation/responses/{report.code}/remove/", {"version": "2", "text": "No."}).status_code == 403

    senior, second = make_senior(), Client()
    second.force_login(senior)
    assert "Write a few words to the author." in press(second, report, "remove", text=" ")
    assert "The story is off the site." in press(second, report, "remove", text="It would harm.")

    assert not Story.every.exists() | Response.objects.exists()
    moves = Decision.objects.order_by("move").values_list("move", "to_state")
    assert list(moves) == [("pull", "published"), ("remove", "declined")]


def test_who_pulled_it_cannot_take_it_off_but_can_put_it_back(client: Client) -> None:
    client.force_login(make_senior())
    story = make_story()
    report, _again, reply = (
        make_response(story, kind="harms"),
        make_response(story, kind="points"),
        make_response(story),
    )
    press(client, report, "pull")
    report.refresh_from_db()

    assert "You pulled it. Somebody else has to agree." in press(client, report, "remove", text="It would harm.")
    assert "The story is back." in press(client, report, "put-back")

    assert Client().get(story.get_absolute_url()).status_code == 200
    assert list(Response.objects.all()) == [reply]


@pytest.mark.parametrize("what", ["pull", "put-back", "remove"])
def test_a_reply_pulls_nothing(client: Client, what: str) -> None:
    client.force_login(make_senior())

    assert "That one is settled" in press(client, make_response(), what, text="It would harm.")
    assert Story.objects.count() == 1
