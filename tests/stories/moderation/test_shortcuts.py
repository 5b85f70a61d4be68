"""Single keys: off until a person switches them on in their own browser."""

import pytest

from stories.moderation.shortcuts import COOKIE, SHORTCUTS
from tests.stories.moderation.test_views import url

pytestmark = pytest.mark.django_db
PAGE = "/moderation/keys/"


def test_they_are_off_and_the_page_lists_them(desk, claimed):
    page = desk.get(PAGE).text

    assert [f"<kbd>{key}</kbd>" in page for key, _ in SHORTCUTS] == [True] * len(SHORTCUTS)
    assert "They are off in this browser." in page
    assert f'<a href="{PAGE}">Keys</a>' in desk.get("/moderation/").text
    assert "desk-keys" not in desk.get(url(claimed)).text


def test_they_are_switched_on_for_the_desk_alone_and_off_again(desk, claimed):
    cookie = desk.post(PAGE, {"keys": "on"}, follow=True).client.cookies[COOKIE]

    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        "on",
        "/moderation/",
        True,
        "Strict",
    )
    assert "They are on in this browser." in desk.get(PAGE).text
    for address in (url(claimed), "/moderation/"):
        page = desk.get(address).text
        assert "desk-keys" in page
        assert '<dialog class="sheet" id="keys"' in page

    desk.post(PAGE, {"keys": "off"})
    assert "desk-keys" not in desk.get(url(claimed)).text


def test_anything_else_in_the_cookie_leaves_them_off(desk):
    desk.cookies[COOKIE] = "ON"

    assert "They are off in this browser." in desk.get(PAGE).text
