"""A form is taken only from a page of this site."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from stories.privacy.decorators import blind, is_from_here


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "https://testserver"}, True),
        ({"HTTP_ORIGIN": "http://elsewhere.example"}, False),
        ({"HTTP_ORIGIN": "http://testserver.elsewhere.example", "HTTP_SEC_FETCH_SITE": "same-origin"}, False),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({}, False),
    ],
)
def test_where_a_post_comes_from(headers: dict[str, str], ours: bool) -> None:
    assert is_from_here(RequestFactory().post("/share/send/", **headers)) is ours


def test_a_blind_view_refuses_a_strangers_post_and_lets_reading_be() -> None:
    view = blind(lambda request: HttpResponse("in"))

    assert view(RequestFactory().get("/share/")).content == b"in"
    with pytest.raises(PermissionDenied):
        view(RequestFactory().post("/share/", HTTP_ORIGIN="http://elsewhere.example"))
    assert (view.cairn_access, view.csrf_exempt) == ("blind", True)
