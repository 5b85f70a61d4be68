"""Every answer carries the same safety headers, whoever makes it."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from kb.frame.headers import PERMISSIONS, SecurityHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/privacy/", "/nowhere/", "/share/", "/share/nowhere/", "/leave/", "/health/", "/accounts/login/"]
)
def test_every_answer_carries_the_headers(client, path) -> None:
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Permissions-Policy"] == PERMISSIONS
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Permitted-Cross-Domain-Policies"] == "none"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == ("no-referrer" if path == "/leave/" else "same-origin")


@pytest.mark.django_db
def test_no_store_between_hands_one_readers_comfort_to_another(client) -> None:
    plain = client.get("/privacy/")
    client.cookies["cairn-comfort"] = "dark.large."
    dark = client.get("/privacy/")

    assert plain.content != dark.content
    assert (plain["Vary"], dark["Vary"]) == ("Cookie", "Cookie")
    assert ["Vary" in client.get(path).headers for path in ("/share/", "/health/", "/robots.txt")] == [False] * 3


def test_a_view_that_set_its_own_policy_is_left_alone() -> None:
    own = {"Content-Security-Policy": "default-src 'none'"}

    answer = SecurityHeaders(lambda request: HttpResponse(headers=own))(RequestFactory().get("/"))

    assert answer["Content-Security-Policy"] == "default-src 'none'"
