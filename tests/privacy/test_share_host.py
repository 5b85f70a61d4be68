"""The share pages on a host of their own: a stranger's host, where no cookie is ever set or read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.signals import template_rendered
from django.urls import URLPattern, URLResolver, get_urlconf, reverse
from django.urls import get_resolver as resolver_of

from stories.privacy.form_token import new_token
from stories.privacy.hosts import link
from tests.factories import PASSWORD, make_moderator
from tests.stories.submission.pages import HAPPENED, filled, sent, shown_receipt

pytestmark = pytest.mark.django_db
MAIN, SHARE = "cairn.example", "share.cairn.example"
STAYING = {"now", "leave", "health", "robots", "favicon"}


@pytest.fixture(autouse=True)
def two_hosts(settings) -> None:
    settings.CAIRN_SHARE_HOST = SHARE
    settings.CAIRN_ORIGIN, settings.CAIRN_SHARE_ORIGIN = f"https://{MAIN}", f"https://{SHARE}"
    settings.ALLOWED_HOSTS = [MAIN, SHARE]
    settings.CAIRN_BLIND_MIDDLEWARE = (
        *settings.CAIRN_BLIND_MIDDLEWARE, "whitenoise.middleware.WhiteNoiseMiddleware",
    )  # fmt: skip
    settings.CAIRN_FORM_SECONDS = 0


@pytest.fixture
def browser(two_hosts: None) -> Client:
    """A browser that is signed in on the main host and, against all sense, sends its cookies to the other one too."""
    browser = Client()
    moderator = make_moderator(email="canary@example.org")
    assert browser.login(email=moderator.email, password=PASSWORD)
    browser.cookies["csrftoken"] = "canary-cookie"
    return browser


def ask(browser: Client, path: str, *, host: str = SHARE, data: dict[str, Any] | None = None, **extra: Any) -> Any:
    heard = {"HTTP_HOST": host, "HTTP_ORIGIN": f"https://{host}", "REMOTE_ADDR": "198.51.100.77", **extra}
    return browser.get(path, **heard) if data is None else browser.post(path, data, **heard)


def views(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every address below the resolver, with its route."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


def test_a_story_goes_its_whole_way_without_a_cookie_set_or_read(browser: Client) -> None:
    requests: list[HttpRequest] = []
    answers: list[HttpResponse] = []

    def look(context: Any, **_rest: Any) -> None:
        request = context.flatten().get("request")
        requests.extend([request] if isinstance(request, HttpRequest) else [])

    def step(path: str, data: dict[str, Any] | None = None) -> HttpResponse:
        answers.append(ask(browser, path, data=data))
        return answers[-1]

    template_rendered.connect(look)
    try:
        for path in ("/", "/share/", "/share/write/", "/help/now/", "/leave/", "/health/", "/robots.txt", "/nowhere/"):
            step(path)
        step("/share/check/", filled())
        receipt = shown_receipt(step("/share/send/", filled()))
        step("/share/finish/", {"receipt": receipt, "last": receipt[-4:]})
        step("/share/sent/")
        step("/status/", {"receipt": receipt})
        step("/status/edit/", {"receipt": receipt, "token": new_token()})
        step("/status/take-back/", {"receipt": receipt, "token": new_token(), "confirm": "1"})
        step("/comfort/", {"theme": "dark"})
    finally:
        template_rendered.disconnect(look)

    assert [answer.status_code for answer in answers] == [302, 200, 200, 200, 302, 200, 200, 404, *[200] * 2, 302,
                                                          *[200] * 4, 405]  # fmt: skip
    assert [answer.headers.get("Set-Cookie") for answer in answers if answer.cookies or "Set-Cookie" in answer] == []
    assert [request.COOKIES for request in requests if request.COOKIES] == []
    assert [request for request in requests if hasattr(request, "session") or hasattr(request, "user")] == []
    assert {request.META["REMOTE_ADDR"] for request in requests} == {""}
    assert [answer["Cache-Control"] for answer in answers if "no-store" not in answer["Cache-Control"]] == []
    assert [answer for answer in answers if "Vary" in answer] == []


@pytest.mark.parametrize("host", [SHARE, f"{SHARE}:443", f"{SHARE}.", SHARE.upper()])
@pytest.mark.parametrize("path", ["/stories/", "/accounts/login/", "/admin/", "/help/", "/moderation/", "/search/"])
def test_every_other_page_is_on_the_main_host(browser: Client, host: str, path: str) -> None:
    answer = ask(browser, f"{path}?q=canary", host=host)

    assert (answer.status_code, answer["Location"], answer.cookies) == (302, f"https://{MAIN}{path}", {})
    assert ask(browser, path, host=host, data={"a": "b"}).status_code == 405


@pytest.mark.parametrize("path", ["/share", "/status", "/share/write", "/stories"])
def test_an_address_without_its_last_slash_leads_to_the_page(browser: Client, path: str) -> None:
    answer = ask(browser, f"{path}?q=canary")

    assert (answer.status_code, answer["Location"], answer.cookies) == (302, f"{path}/", {})
    assert ask(browser, path, data={"happened": HAPPENED}).status_code == 404
    assert ask(browser, f"{path}/nowhere").status_code == 404


def test_a_share_page_without_its_last_slash_is_found_on_a_site_of_one_host(settings) -> None:
    settings.CAIRN_SHARE_HOST = ""

    answer = ask(Client(), "/share/write", host=MAIN)

    assert (answer.status_code, answer["Location"]) == (302, "/share/write/")


def test_what_this_host_serves_is_blind_or_on_the_short_list() -> None:
    resolver = resolver_of("kb.share_urls")
    all_of_them = list(views(resolver))

    served = {view for _route, view in all_of_them if view.callback.__name__ not in {"to_main_site", "door"}}
    blind = {view for view in served if getattr(view.callback, "cairn_access", "") == "blind"}
    assert {view.name for view in served - blind} == STAYING
    assert {route for route, view in all_of_them if view in blind} == {
        route
        for route, _view in views(resolver_of("kb.urls"))
        if route.startswith(("/share/", "/status/", "/respond/"))
    }


def test_every_address_has_its_name_here_too() -> None:
    assert reverse("guides:list", urlconf="kb.share_urls") == "/guides/"
    names = {view.name for _route, view in views(resolver_of("kb.urls"))}
    assert names <= {view.name for _route, view in views(resolver_of("kb.share_urls"))}


@pytest.mark.parametrize("path", ["/share/", "/share/write/", "/status/", "/respond/0000000000001/"])
def test_the_main_host_leads_there(browser: Client, path: str) -> None:
    answer = ask(browser, f"{path}?next=canary", host=MAIN)

    assert (answer.status_code, answer["Location"], answer.cookies) == (302, f"https://{SHARE}{path}", {})
    assert answer["Cache-Control"] == "no-store"


def test_a_form_sent_to_the_main_host_is_not_taken_and_not_led_over(browser: Client) -> None:
    answer = ask(browser, "/share/send/", host=MAIN, data=filled())

    assert answer.status_code == 403
    assert "Go back, copy what you wrote" in answer.content.decode()
    assert HAPPENED not in answer.content.decode()


def test_a_post_from_the_main_host_is_from_elsewhere(browser: Client) -> None:
    answers = [
        ask(browser, "/share/send/", data=filled(), HTTP_ORIGIN=f"https://{MAIN}"),
        ask(browser, "/share/send/", data=filled(), HTTP_ORIGIN="null", HTTP_SEC_FETCH_SITE="same-site"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


def links(answer: HttpResponse, name: str = "href") -> set[str]:
    """The addresses on a page, without files and places on it."""
    found = {piece.partition('"')[0] for piece in answer.content.decode().split(f'{name}="')[1:]}
    return {each for each in found if not each.startswith(("/static/", "#", "tel:", "mailto:"))}


def test_links_lead_to_the_right_host_without_a_detour(browser: Client) -> None:
    there = links(ask(browser, "/share/"))
    here = links(ask(browser, "/", host=MAIN))

    assert {each for each in there if each.startswith("/")} == {"/share/", "/share/write/", "/status/", "/leave/"}
    assert {f"https://{MAIN}/", f"https://{MAIN}/stories/", f"https://{MAIN}/help/"} <= there
    assert {each for each in here if each.startswith("https")} == {
        f"https://{SHARE}/share/",
        f"https://{SHARE}/status/",
    }
    assert "/stories/" in here


def test_forms_post_to_the_host_they_are_on(browser: Client) -> None:
    assert links(ask(browser, "/share/write/"), "action") == {"/share/check/"}
    assert links(ask(browser, "/status/", data={"receipt": sent()}), "action") <= {
        "/status/take-back/",
        "/status/edit/",
    }


def test_an_error_page_links_from_the_host_it_is_on(browser: Client) -> None:
    there = links(ask(browser, "/share/nowhere/"))

    assert f"https://{MAIN}/" in there
    assert "/help/now/" in there


def test_after_a_page_of_one_host_the_other_is_itself_again(browser: Client) -> None:
    ask(browser, "/share/")

    assert get_urlconf() is None
    assert link("/share/") == f"https://{SHARE}/share/"


def test_files_are_the_same_for_everybody_and_may_be_kept(settings) -> None:
    path = settings.STATIC_ROOT / "canary.css"
    path.write_text("main { color: inherit }")
    try:
        answer = ask(Client(), "/static/canary.css")
    finally:
        path.unlink()

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"main { color: inherit }")
    assert "no-store" not in answer["Cache-Control"]
    assert answer.cookies == {}
    answer.close()


def test_a_host_that_is_none_of_ours_is_refused(browser: Client) -> None:
    assert ask(browser, "/share/", host="elsewhere.example").status_code == 400


def test_both_hosts_are_https_alone_and_bind_forms_to_themselves(browser: Client, settings) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 100
    fresh = Client()

    plain = ask(fresh, "/share/")
    secure = fresh.get("/share/", HTTP_HOST=SHARE, secure=True)

    assert (plain.status_code, plain["Location"]) == (301, f"https://{SHARE}/share/")
    assert secure["Strict-Transport-Security"].startswith("max-age=100")
    assert "form-action 'self'" in secure["Content-Security-Policy"]


def test_where_no_host_is_set_nothing_changes(settings) -> None:
    settings.CAIRN_SHARE_HOST = ""

    assert (link("/share/"), link("/stories/"), link("")) == ("/share/", "/stories/", "")
    assert Client().get("/share/", HTTP_HOST=MAIN).status_code == 200
