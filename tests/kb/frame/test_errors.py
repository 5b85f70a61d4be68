"""When something went wrong: plain words, the right status, help, and no database."""

import re

import pytest
from django.test import Client

from kb.frame import errors, help_file
from kb.frame.help_file import Entry, Help

HEADINGS = {
    "/unreadable/": (400, "We could not read that"),
    "/refused/": (403, "This room is somebody else’s"),
    "/nowhere/": (404, "Page not found"),
    "/broken/": (500, "Something went wrong here"),
    "/share/nowhere/": (404, "Page not found"),
}


@pytest.fixture(autouse=True)
def broken_site(settings, tmp_path):
    """A site with addresses that fail."""
    settings.ROOT_URLCONF = "tests.kb.frame.broken_urls"
    settings.DATA_DIR = tmp_path


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def heading(text: str) -> str:
    return re.search("<h1>(.*?)</h1>", text)[1]


@pytest.mark.parametrize("path", HEADINGS)
def test_an_error_has_its_status_plain_words_and_help(client, path) -> None:
    """No mark for the database: asking it anything would fail the test."""
    answer = client.get(path)

    assert (answer.status_code, heading(answer.text)) == HEADINGS[path]
    assert 'href="/help/now/"' in answer.text
    assert "Ring your emergency number" in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies
    assert not re.search(r"\b(please|invalid|oops|error code)\b|\b(4\d\d|500)\b", answer.text.split("<main")[1], re.I)


def test_a_form_without_its_token_is_told_kindly(settings) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/form/", {"words": "canary"})

    assert (answer.status_code, heading(answer.text)) == (403, "We cleared this page to protect you")
    assert "canary" not in answer.text


@pytest.mark.parametrize(
    "sent_from",
    [
        {"origin": "http://testserver"},
        {"sec-fetch-site": "same-origin"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
    ],
)
def test_a_form_of_ours_that_is_too_old_gives_back_what_was_typed(sent_from) -> None:
    """Without the database, as with any error."""
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(
        "/form/?from=here", {"words": "A canary <b>sang</b>.", "token": "canary-token"}, headers=sent_from
    )

    assert (answer.status_code, heading(answer.text)) == (403, "This form was too old to send")
    assert 'readonly autocomplete="off">A canary &lt;b&gt;sang&lt;/b&gt;.</textarea>' in answer.text
    assert '<a class="btn main" href="/form/?from=here">' in answer.text
    assert "canary-token" not in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "sent_from",
    [
        {"origin": "https://evil.example"},
        {"origin": "https://testserver.evil.example"},
        {"origin": "http://["},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"referer": "http://testserver/form/"},
    ],
)
def test_no_other_site_puts_its_words_on_a_page_of_ours(sent_from) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/form/", {"words": "Ring this canary now."}, headers=sent_from)

    assert (answer.status_code, heading(answer.text)) == (403, "We cleared this page to protect you")
    assert "canary" not in answer.text


def test_a_host_that_is_not_ours_is_not_read(client) -> None:
    answer = client.get("/privacy/", headers={"host": "evil.example"})

    assert (answer.status_code, heading(answer.text)) == (400, "We could not read that")
    assert "evil.example" not in answer.text


def test_a_body_larger_than_any_form_of_ours_is_not_read(client, settings) -> None:
    answer = client.post(
        "/comfort/", {"theme": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}, HTTP_ORIGIN="http://testserver"
    )

    assert (answer.status_code, heading(answer.text)) == (400, "We could not read that")


def test_more_fields_than_any_form_of_ours_has_are_not_read(client, settings) -> None:
    fields = {f"field{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}

    answer = client.post("/comfort/", fields, HTTP_ORIGIN="http://testserver")

    assert (answer.status_code, heading(answer.text)) == (400, "We could not read that")


def test_too_many_tries(client, rf) -> None:
    answer = errors.error_page(rf.get("/"), 429, "429.html")

    assert (answer.status_code, heading(answer.text)) == (429, "Too many tries")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "We could not read that"),
        (403, "We cleared this page to protect you"),
        (404, "Page not found"),
        (500, "Something went wrong here"),
        (418, "Something went wrong here"),
    ],
)
def test_blind_pages_have_the_same_errors(rf, status, words) -> None:
    answer = errors.blind_error(rf.get("/share/"), status)

    assert (answer.status_code, heading(answer.text)) == (status, words)


def test_an_error_page_names_whom_to_ring(client) -> None:
    help_file.save(
        Help(
            [
                Entry(kind="emergency", name="Site desk", contact="Ring <0>", contact_url="tel:0"),
                Entry(kind="talk_now", name="A line", contact="Kept by the door", is_example=True),
                Entry(kind="talk_now", name="No way to reach it"),
                Entry(kind="assistance", name="Employee assistance", contact="x"),
            ],
            [],
        )
    )

    page = client.get("/broken/").text

    assert re.findall(r"<li>(\w[^:<]*):", page) == ["Site desk", "A line"]
    assert '<a href="tel:0">Ring &lt;0&gt;</a>' in page


def test_an_error_page_says_nothing_about_forms_and_cookies(client) -> None:
    assert "This page sets no cookies" not in client.get("/nowhere/").text
