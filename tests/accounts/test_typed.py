"""What somebody typed is given back when they were signed out, or signed in anew, while they wrote."""

import io
import logging
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.typed import typed_in
from kb.models import HelpEntry
from stories.models import Decision, Message
from stories.moderation import actions
from tests.factories import PASSWORD, make_moderator, make_submission, make_user
from tests.hostility.inputs import FEW, WORDS

pytestmark = pytest.mark.django_db
OURS = {"origin": "http://testserver"}
SIGN_IN = reverse("account_login")


@pytest.fixture
def address() -> str:
    """Where a moderator writes to the author of the story that they have in hand."""
    moderator, submission = make_moderator(), make_submission()
    actions.claim(submission=submission, by=moderator)
    return reverse("moderation:ask", args=[submission.code])


@pytest.fixture
def heard() -> Iterator[io.StringIO]:
    """All that is said about requests, at every level and in full."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    children = [logging.getLogger(name) for name in ("django.request", "django.security.csrf")]
    before = [(child, child.level) for child in children]
    for child in children:
        child.addHandler(handler)
        child.setLevel(logging.DEBUG)
    yield said
    for child, level in before:
        child.removeHandler(handler)
        child.setLevel(level)


def given_back(answer) -> list[str]:
    """Return what stands in the page's boxes, each with its label."""
    box = r'<label for="(typed-\d+)">.+?</label><textarea id="\1" rows="6" readonly [^>]*>(.*?)</textarea>'
    return [unescape(text) for _name, text in re.findall(box, answer.text, re.DOTALL)]


def heading(answer) -> str:
    return re.search(r"<h1>(.*?)</h1>", answer.text)[1]


# --- what counts as typed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "is_typed"),
    [
        ("Was it at night?", True),
        ("Zuspät", True),
        ("夜勤のあとで", True),
        ("two\nlines", True),
        ("https://example.org/a-study", True),
        ("http://example.org/", True),
        ("x" * 201, True),
        ("", False),
        (" \t\r\n ", False),
        ("12", False),
        ("2026-03-03", False),
        ("blames-someone", False),
        ("asked-for-help", False),
        ("on", False),
        ("/moderation/?tab=mine", False),
        ("eyJhIjoxfQ:1tX0Qz:Zm9v_b-Ry", False),
        ("x" * 64, False),
    ],
)
def test_a_run_of_plain_signs_may_be_ours_and_anything_else_was_typed(rf, value, is_typed) -> None:
    assert typed_in(rf.post("/", {"text": value})) == ([value] if is_typed else [])


def test_passwords_and_tokens_are_never_given_back(rf) -> None:
    secret = "three stones on a hill"
    names = ("password", "password1", "oldpassword", "new-Password", "csrfmiddlewaretoken")

    assert typed_in(rf.post("/", dict.fromkeys(names, secret))) == []


def test_what_was_typed_comes_in_the_order_of_the_form(rf) -> None:
    fields = {"version": "3", "b": ["second to none", "x", "the same box"], "a": "first of all"}

    assert typed_in(rf.post("/", fields)) == ["second to none", "the same box", "first of all"]


# --- signed out ----------------------------------------------------------------------------------------------


def test_a_message_sent_after_signing_out_is_given_back(client, address, heard) -> None:
    text = "Was it at night?\r\n\r\n<b>Or</b> & early?"

    answer = client.post(f"{address}?template=when", {"version": "2", "reason": "threat", "text": text})

    assert (answer.status_code, heading(answer)) == (403, "You were signed out")
    assert given_back(answer) == [text]
    assert "<title>You were signed out – Cairn</title>" in answer.text
    assert "threat" not in answer.text
    assert (Message.objects.count(), Decision.objects.count()) == (0, 1)
    assert heard.getvalue() == f"Forbidden: {address}\n"


def test_its_link_leads_to_the_form_by_way_of_signing_in(client, address) -> None:
    answer = client.post(f"{address}?template=when", {"text": "Was it at night?"})
    way_back = unescape(re.search(r'<a class="btn main" href="([^"]*)"', answer.text)[1])

    sign_in_form = client.get(way_back).text.split("<main")[1].split("<footer")[0]

    assert way_back == f"{SIGN_IN}?next={address}%3Ftemplate%3Dwhen"
    assert re.findall(r'name="next" value="([^"]*)"', sign_in_form) == [f"{address}?template=when"]


def test_the_page_is_kept_nowhere_and_sets_no_cookie(client, address) -> None:
    answer = client.post(address, {"text": "Was it at night?"})

    assert given_back(answer) == ["Was it at night?"]
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert not answer.cookies
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("name", ["accounts:desk", "moderation:release"])
def test_every_door_of_ours_gives_back(client, name) -> None:
    assert given_back(client.post(reverse(name), {"text": "Was it at night?"})) == ["Was it at night?"]


@pytest.mark.parametrize("fields", [{}, {"version": "2", "then": "pause"}, {"text": " \n "}])
def test_a_button_pressed_after_signing_out_asks_to_sign_in(client, address, fields) -> None:
    answer = client.post(address, fields)

    assert (answer.status_code, answer["Location"]) == (302, f"{SIGN_IN}?next={address}")


# --- a role that was taken away ------------------------------------------------------------------------------


def test_who_lost_the_role_while_writing_gets_their_words(client, address, heard) -> None:
    person = make_user("moderator", "curator")
    client.force_login(person)
    client.get(address)
    person.grants.get(role="moderator").delete()

    answer = client.post(address, {"version": "2", "reason": "threat", "text": "Was it at night?"})

    assert (answer.status_code, heading(answer)) == (403, "This room is somebody else’s")
    assert given_back(answer) == ["Was it at night?"]
    assert f'<a class="btn main" href="{reverse("accounts:desk")}">Go to your desk</a>' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert (Message.objects.count(), heard.getvalue()) == (0, f"Forbidden: {address}\n")


@pytest.mark.parametrize("left", [["moderator"], []])
def test_who_lost_the_role_while_writing_in_the_admin_gets_their_words(client, left) -> None:
    person = make_user("programme_lead", *left)
    client.force_login(person)
    address = reverse("admin:kb_helpentry_add")
    assert client.get(address).status_code == 200
    person.grants.get(role="programme_lead").delete()

    answer = client.post(address, {"name": "The night desk", "kind": "talk_now"})

    assert (answer.status_code, heading(answer)) == (403, "This room is somebody else’s")
    assert given_back(answer) == ["The night desk"]


def test_a_button_pressed_without_the_role_is_refused_as_before(client, address) -> None:
    client.force_login(make_user("curator"))

    answers = [client.post(where, {"version": "2"}) for where in (address, reverse("admin:accounts_user_add"))]

    assert [(answer.status_code, given_back(answer)) for answer in answers] == [(403, [])] * 2


# --- an entry that was deleted -------------------------------------------------------------------------------


def test_a_change_to_an_entry_that_somebody_deleted_is_given_back(client) -> None:
    client.force_login(make_user("programme_lead"))
    entry = HelpEntry.objects.create(kind="talk_now", name="The night desk", about="They listen.", contact="0800 1")
    address = reverse("admin:kb_helpentry_change", args=[entry.pk])
    entry.delete()

    answer = client.post(
        address, {"name": "The night desk", "about": "They listen, also at night.", "kind": "talk_now"}
    )

    assert (answer.status_code, heading(answer)) == (409, "This entry is gone")
    assert given_back(answer) == ["The night desk", "They listen, also at night."]
    assert f'href="{reverse("admin:kb_helpentry_changelist")}">See what is there</a>' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not HelpEntry.objects.exists()


@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_where_nothing_was_typed_about_it_the_admin_leads_on(client, page) -> None:
    client.force_login(make_user("programme_lead"))
    address = reverse(f"admin:kb_helpentry_{page}", args=[2**40])

    answers = [client.get(address), *([client.post(address, {"post": "yes"})] if page != "history" else [])]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, reverse("admin:index"))}


def test_somebody_switched_off_while_writing_gets_their_words(client, address) -> None:
    person = make_moderator()
    client.force_login(person)
    person.is_active = False
    person.save()

    assert given_back(client.post(address, {"text": "Was it at night?"})) == ["Was it at night?"]


# --- the admin -----------------------------------------------------------------------------------------------


def test_the_admin_gives_back_too(client) -> None:
    address = reverse("admin:kb_helpentry_add")

    answer = client.post(
        address, {"name": "The night desk", "kind": "talk_now", "_save": "Save it now", "position": "0"}
    )

    assert (answer.status_code, heading(answer)) == (403, "You were signed out")
    assert "The night desk" in given_back(answer)
    assert f'href="{SIGN_IN}?next={address}"' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_admin_gives_no_password_back(client) -> None:
    secret = "three stones on a hill"

    answer = client.post(
        reverse("admin:accounts_user_add"), {"name": "Juniper Green", "password1": secret, "password2": secret}
    )

    assert given_back(answer) == ["Juniper Green"]
    assert secret not in answer.text


def test_the_admin_without_a_word_typed_asks_to_sign_in(client) -> None:
    answer = client.post(reverse("admin:kb_helpentry_add"), {"kind": "talk_now"})

    assert answer["Location"].startswith(reverse("admin:login"))


# --- signed in again in another tab --------------------------------------------------------------------------


def sign_in(client, person) -> str:
    """Sign in as a browser does, and return the token that the pages then carry."""
    page = client.get(SIGN_IN)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    client.post(SIGN_IN, {"login": person.email, "password": PASSWORD, "csrfmiddlewaretoken": token}, headers=OURS)
    desk = client.get(reverse("moderation:queue"))
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', desk.text)[1]


def test_the_first_tab_after_signing_in_anew_in_a_second(address, heard) -> None:
    browser, person = Client(enforce_csrf_checks=True), make_moderator()
    old = sign_in(browser, person)
    browser.cookies.pop("sessionid")
    sign_in(browser, person)

    answer = browser.post(address, {"csrfmiddlewaretoken": old, "text": "Was it at night?"}, headers=OURS)

    assert (answer.status_code, heading(answer)) == (403, "This form was too old to send")
    assert given_back(answer) == ["Was it at night?"]
    assert f'<a class="btn main" href="{address}">Open the form again</a>' in answer.text
    assert old not in answer.text
    assert "night" not in heard.getvalue()
    assert f"Forbidden (CSRF token from POST incorrect.): {address}\n" in heard.getvalue()
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert not Message.objects.exists()


def test_the_first_tab_of_the_admin_after_signing_in_anew_in_a_second() -> None:
    browser, person = Client(enforce_csrf_checks=True), make_user("moderator", "programme_lead")
    old = sign_in(browser, person)
    browser.cookies.pop("sessionid")
    sign_in(browser, person)

    answer = browser.post(
        reverse("admin:kb_helpentry_add"), {"csrfmiddlewaretoken": old, "name": "The night desk"}, headers=OURS
    )

    assert heading(answer) == "This form was too old to send"
    assert given_back(answer) == ["The night desk"]


# --- what nobody types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [*FEW, "controls", "end of the box", "a header", "only marks"])
@pytest.mark.parametrize("door", ["desk", "admin", "token"])
def test_hostile_words_are_given_back_as_text(address, words, door) -> None:
    browser = Client(enforce_csrf_checks=door == "token")
    where = reverse("admin:kb_helpentry_add") if door == "admin" else address

    answer = browser.post(where, {WORDS[words][:50] or "name": WORDS[words], "text": "Typed by hand."}, headers=OURS)

    assert answer.status_code == 403
    assert given_back(answer)[-1] == "Typed by hand."
    assert "<script>alert" not in answer.text
    assert not answer.cookies


@pytest.mark.parametrize("door", ["desk", "token"])
def test_as_many_and_as_long_as_a_form_may_be(address, settings, door) -> None:
    browser = Client(enforce_csrf_checks=door == "token")
    many = {f"box{number}": f"Words {number} é" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)}
    long = "& " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2 - 200)

    full = browser.post(address, many, headers=OURS)
    large = browser.post(address, {"text": long}, headers=OURS)

    assert given_back(full) == list(many.values())
    assert given_back(large) == [long]


@pytest.mark.parametrize("door", ["desk", "token"])
def test_more_than_any_form_of_ours_holds(address, settings, door) -> None:
    browser = Client(enforce_csrf_checks=door == "token", raise_request_exception=False)
    many = {f"box{number}": "Some words" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}

    answer = browser.post(address, many, headers=OURS)

    assert (answer.status_code, heading(answer)) == (400, "We could not read that")
