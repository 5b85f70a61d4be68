"""The pages that say how this place works, and the small doors."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.urls import reverse

from kb.frame.comfort import COOKIE
from kb.pages.promises import watchers
from stories.publishing.purging import DECLINED, UNPUBLISHED
from stories.publishing.retention import KEPT
from tests.factories import make_story, make_user

PAGES = ["pages:how_we_work", "pages:privacy", "pages:staying_private", "pages:accessibility"]


def title(text: str) -> str:
    return re.search("<title>(.*?)</title>", text)[1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pages:how_we_work", "How we work – Cairn"),
        ("pages:privacy", "Privacy – Cairn"),
        ("pages:staying_private", "Staying private – Cairn"),
        ("pages:accessibility", "Accessibility – Cairn"),
    ],
)
def test_each_page_asks_no_database_and_sets_no_cookie(client, name, expected) -> None:
    answer = client.get(reverse(name))

    assert title(answer.text) == expected
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*PAGES, "pages:said_did"])
def test_a_page_is_the_same_for_everybody(client, name) -> None:
    anonymous = client.get(reverse(name))
    client.force_login(make_user("admin"))

    assert client.get(reverse(name)).content == anonymous.content


PROMISE = (
    "What we store does not say who you are. Whoever runs the server could still watch it live; if that worries you,"
    " use your own phone, away from the work network."
)
# What stands on the page for each field that is kept beside a story, whether it waits or is out.
SAID = {
    "Your words, sealed with a key that is not in the database": (
        "sealed_original sealed_edit sealed_accepted wrapped sealed_reply"
    ),
    "The topics, the notes for readers, the season, and whether it may be published and quoted.": (
        "tag note quarter publish_consent quote_consent"
    ),
    "The kind of work, if you chose one.": "work_group",
    "The language, until the story comes out: only one that many people here write in": "language",
    "The week it came in, the week of each step on its way, and about how long it is.": (
        "received_week settled_week week state move number version length from_state until ended_week"
    ),
    "A mark that says “read this first”, when your words speak of danger.": "priority",
    "Messages between you and the team, sealed too.": "sealed_body sender kind",
    "Notes that moderators write for each other, sealed as well.": "sealed_body number",
    "How heavy it is to read, and what it would mean if you were known: one of three words each.": "risk told",
    "A mark when a moderator should not judge it. It does not say who that is.": "mark",
    "A fingerprint of your receipt, one of it with your story, and one of the form": "digest binding form",
    "Which moderators read it, until they are done.": "moderator first_reader second_reader proposal reason",
}
POINTERS = {"id", "submission", "content_object", "story"}
BESIDE_A_STORY = (
    "Submission", "SubmissionNote", "SubmissionTopic", "SealedKey", "Message", "SecondRead", "Step", "Claim", "Receipt",
    "Aside", "StoryWeight", "DeskNote",
)  # fmt: skip


@pytest.mark.parametrize("name", ["pages:privacy", "pages:staying_private"])
def test_the_promise_is_said_word_for_word(client, name) -> None:
    assert f'<p class="lead">{PROMISE}</p>' in client.get(reverse(name)).text


def test_each_who_might_want_to_know_has_a_row(client) -> None:
    page = client.get(reverse("pages:privacy")).text

    assert len(re.findall('<tr role="row"><th role="rowheader"', page)) == 6


def test_every_field_kept_beside_a_story_is_said(client, settings) -> None:
    assert "The language, until the story" not in client.get(reverse("pages:privacy")).text
    settings.CAIRN_STORY_LANGUAGES = {"pl": 40}
    page = client.get(reverse("pages:privacy")).text
    kept = {
        field for table in BESIDE_A_STORY for _rule, names in KEPT[f"stories.{table}"] for field in names.split()
    } - POINTERS

    assert {field for fields in SAID.values() for field in fields.split()} == kept
    assert [words for words in SAID if words not in page] == []


def test_privacy_says_every_number_of_days_that_the_retention_file_names(client, settings) -> None:
    """A new one has to be said: this finds it by its name."""
    named = {
        rule.setting for rules in KEPT.values() for rule, _fields in rules if rule.setting.startswith("CAIRN_DAYS")
    }
    named |= {DECLINED.setting, UNPUBLISHED.setting, "CAIRN_DAYS_BACKUPS", "CAIRN_DAYS_OFFER"}
    days = {name: 61 + number for number, name in enumerate(sorted(named))}
    for name, number in days.items():
        setattr(settings, name, number)

    page = client.get(reverse("pages:privacy")).text

    assert sorted(int(number) for number in re.findall(r"(\d+) days", page)) == sorted(days.values())


def test_each_number_of_days_stands_where_it_belongs(client, settings) -> None:
    settings.CAIRN_DAYS_DECLINED, settings.CAIRN_DAYS_UNPUBLISHED, settings.CAIRN_DAYS_RECEIPTS = 40, 41, 42
    settings.CAIRN_DAYS_BACKUPS, settings.CAIRN_DAYS_DECISIONS, settings.CAIRN_DAYS_ADMIN_LOG = 43, 44, 45

    page = client.get(reverse("pages:privacy")).text

    assert "that we do not publish is erased within 40 days of our answer." in page
    assert "nobody has decided on is erased within 41 days of the time it came in." in page
    assert "the fingerprint of its receipt stays for 42 days more." in page
    assert "are to be gone within 43 days." in page
    assert "The list itself is kept for 44 days." in page
    assert "help and accounts are kept for 45 days with who made them and when." in page


def test_one_day_is_one_day(client, settings) -> None:
    for name in ("BACKUPS", "OFFER", "DECLINED", "UNPUBLISHED", "RECEIPTS", "DECISIONS", "ADMIN_LOG"):
        setattr(settings, f"CAIRN_DAYS_{name}", 1)

    page = client.get(reverse("pages:privacy")).text

    assert len(re.findall(r"\b1 day\b", page)) == 7
    assert "days" not in re.sub(r"<[^>]*>|\s+", " ", page).partition("How long we keep it")[2].replace("some days", "")


def test_privacy_says_how_many_people_share_a_kind_of_work(client, settings) -> None:
    settings.CAIRN_SMALLEST_GROUP = 17

    assert "only where at least 17 people do it" in client.get(reverse("pages:privacy")).text


def test_privacy_speaks_of_the_house_word_where_one_is_asked_for(client, settings) -> None:
    assert "The house word as you typed it" not in client.get(reverse("pages:privacy")).text

    settings.CAIRN_HOUSE_WORDS = ["heron"]
    page = client.get(reverse("pages:privacy")).text

    assert "The house word as you typed it" in page
    assert "heron" not in page


@pytest.mark.parametrize(
    ("how", "said", "unsaid"),
    [
        ("weekly", "Stories most often come out together", "And the day: on this site"),
        ("at-once", "And the day: on this site", "Stories most often come out together"),
    ],
)
def test_privacy_promises_no_order_where_stories_come_out_at_once(client, settings, how, said, unsaid) -> None:
    settings.CAIRN_RELEASE = how

    page = client.get(reverse("pages:privacy")).text

    assert said in page
    assert unsaid not in page


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("", "That your device came to this site, and when."),
        ("share.example.org", "That your device came to the pages for sharing, and when."),
    ],
)
def test_privacy_says_what_the_network_sees_of_a_host_of_its_own(host, said) -> None:
    network = watchers(weekly=True, share_host=bool(host))[4]

    assert str(network.not_promised).startswith(said)


def test_privacy_says_whether_reading_asks_for_an_account(client, settings) -> None:
    assert "On this site you sign in to read" not in client.get(reverse("pages:privacy")).text

    settings.CAIRN_READING = "signed-in"
    assert "On this site you sign in to read" in client.get(reverse("pages:privacy")).text


def test_how_we_work_says_how_stories_come_out_here(client, settings) -> None:
    settings.CAIRN_RELEASE = "weekly"
    assert "Stories come out together, most often once a week" in client.get(reverse("pages:how_we_work")).text

    settings.CAIRN_RELEASE = "at-once"
    assert "stories come out as soon as they are approved" in client.get(reverse("pages:how_we_work")).text


# --- leave ---------------------------------------------------------------------------------------------------


def test_leaving_leads_away_and_leaves_no_page_behind(client) -> None:
    answer = client.get(reverse("leave"))

    assert answer.status_code == 302
    assert answer["Location"] == settings.CAIRN_LEAVE_URL
    assert answer["Clear-Site-Data"] == '"cache"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_leaving_leads_nowhere_that_an_address_names(client) -> None:
    answer = client.get(reverse("leave") + "?next=https://evil.example/")

    assert answer["Location"] == settings.CAIRN_LEAVE_URL


# --- comfort -------------------------------------------------------------------------------------------------

HERE = {"HTTP_ORIGIN": "http://testserver"}


def test_comfort_is_kept_in_its_own_cookie_and_shown_on_the_next_page(client) -> None:
    answer = client.post(
        reverse("comfort"), {"theme": "dark", "text": "largest", "motion": "calm", "next": "/privacy/"}, **HERE
    )

    assert answer["Location"] == "/privacy/"
    assert list(answer.cookies) == [COOKIE]
    assert answer.cookies[COOKIE].value == "dark.largest.calm"
    assert answer.cookies[COOKIE]["httponly"]
    assert answer.cookies[COOKIE]["samesite"] == "Lax"
    page = client.get("/privacy/").text
    assert '<html lang="en-gb" data-theme="dark" data-text="largest" data-motion="calm">' in page
    assert re.findall(r'<option value="(\w*)" selected', page) == ["dark", "largest", "calm"]


def test_choosing_nothing_takes_the_cookie_away(client) -> None:
    client.cookies[COOKIE] = "dark.."

    answer = client.post(reverse("comfort"), {"theme": "", "text": "", "motion": "", "next": "/"}, **HERE)

    assert answer.cookies[COOKIE].value == ""
    assert answer.cookies[COOKIE]["max-age"] == 0


def test_the_way_back_keeps_what_was_asked(client) -> None:
    page = client.get("/privacy/?x=1&y=2").text

    assert 'name="next" value="/privacy/?x=1&amp;y=2"' in page


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "privacy/",
        "",
        "\x00//evil.example",
        "/\t/evil.example",
    ],
)
def test_the_way_back_never_leads_to_another_site(client, target) -> None:
    answer = client.post(reverse("comfort"), {"theme": "dark", "next": target}, **HERE)

    assert answer["Location"] == "/"


@pytest.mark.parametrize("target", ["/privacy/\r\nSet-Cookie: a=b", "/\ud83e/", "/" + "a" * 20_000])
def test_a_strange_way_back_breaks_nothing(client, target) -> None:
    body = f"theme=dark&next={target}".encode("utf-8", "surrogatepass")

    answer = client.generic("POST", reverse("comfort"), body, content_type="application/x-www-form-urlencoded", **HERE)

    assert answer.status_code == 302
    assert list(answer.cookies) == [COOKIE]
    assert "\n" not in answer["Location"]


@pytest.mark.parametrize(
    "fields",
    [
        {"theme": "neon", "next": "/help/"},
        {"text": "x" * 5_000, "next": "/help/"},
        {"motion": "\x00", "next": "/help/"},
    ],
)
def test_what_is_no_choice_changes_nothing(client, fields) -> None:
    answer = client.post(reverse("comfort"), fields, **HERE)

    assert answer["Location"] == "/help/"
    assert not answer.cookies


def test_of_a_repeated_field_the_last_counts(client) -> None:
    answer = client.post(reverse("comfort"), {"theme": ["dark", "light"], "next": "/"}, **HERE)

    assert answer.cookies[COOKIE].value == "light.."


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_comfort_is_not_another_sites_to_set(client, origin) -> None:
    answer = client.post(reverse("comfort"), {"theme": "dark"}, HTTP_ORIGIN=origin)

    assert answer.status_code == 403
    assert not answer.cookies


def test_opening_the_address_of_comfort_leads_home_and_sets_nothing(client) -> None:
    answer = client.get(reverse("comfort") + "?theme=dark&next=/privacy/")

    assert answer["Location"] == "/"
    assert not answer.cookies


def test_the_comfort_cookie_is_for_secure_connections_where_the_site_has_one(client) -> None:
    answer = client.post(reverse("comfort"), {"theme": "dark"}, secure=True, HTTP_ORIGIN="https://testserver")

    assert answer.cookies[COOKIE]["secure"]


# --- health, robots, icon ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_health_says_ok(client) -> None:
    answer = client.get(reverse("health"))

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_health_says_down_and_not_why(client) -> None:
    def gone(execute, sql, params, many, context):
        raise OperationalError("canary: the server at 10.0.0.5")

    with connection.execute_wrapper(gone):
        answer = client.get(reverse("health"))

    assert (answer.status_code, answer.json()) == (503, {"status": "down"})


def test_search_engines_are_asked_to_stay_away(client) -> None:
    answer = client.get("/robots.txt")

    assert answer.text == "User-agent: *\nDisallow: /\n"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_the_old_name_of_the_icon_leads_to_the_drawing(client) -> None:
    assert client.get("/favicon.ico")["Location"] == "/static/kb/img/cairn.svg"


# --- you said, we did ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_said_yet(client) -> None:
    assert "Nothing here yet." in client.get(reverse("pages:said_did")).text


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 30])
def test_said_did_takes_two_queries_however_long(client, django_assert_num_queries, said, count) -> None:
    story = make_story()
    for number in range(count):
        said(number).stories.add(story)

    with django_assert_num_queries(2):
        client.get(reverse("pages:said_did"))


@pytest.mark.django_db
def test_said_did_shows_what_stories_said_and_leads_to_them(client, said) -> None:
    story = make_story("No <chairs> at night")
    said(2, said="Nowhere to sit <b>", did="A room with chairs.", state="done").stories.add(story)
    said(0, said="Too dark", why_not="No money.", state="not_yet")

    page = client.get(reverse("pages:said_did")).text

    assert re.findall(r'<p class="voice">(.*?)</p>', page) == ["Nowhere to sit &lt;b&gt;", "Too dark"]
    assert f'<a href="{story.get_absolute_url()}">No &lt;chairs&gt; at night</a>' in page
    assert "A room with chairs." in page
    assert "No money." in page


@pytest.mark.django_db
def test_older_and_newer_pages_lead_to_each_other(client, said) -> None:
    for number in range(45):
        said(number, said=f"Said {number}")

    def shown(url: str) -> tuple[list[str], list[str]]:
        page = client.get(reverse("pages:said_did") + url).text
        return re.findall(r'<p class="voice">Said (\d+)</p>', page), re.findall(r'href="(\?[^"]+)"', page)

    first, (older,) = shown("")
    second, (newer_from_second, older_from_second) = shown(older)
    third, (newer_from_third,) = shown(older_from_second)

    assert [int(number) for number in first + second + third] == list(range(44, -1, -1))
    assert shown(newer_from_third)[0] == second
    assert shown(newer_from_second) == (first, [older])
