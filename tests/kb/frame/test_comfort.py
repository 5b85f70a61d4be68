"""The comfort cookie is one of its few values, or it is nothing."""

import pytest
from django.http import HttpResponse

from kb.frame.comfort import COOKIE, Comfort, read_comfort, write_comfort
from kb.frame.context import frame


@pytest.mark.parametrize(
    ("cookie", "expected"),
    [
        ("dark.large.calm", Comfort("dark", "large", "calm")),
        ("..calm", Comfort("", "", "calm")),
        ("", Comfort()),
        ("dark", Comfort()),
        ("neon..", Comfort()),
        ('"><script>..', Comfort()),
        ("dark.large.calm.more", Comfort()),
    ],
)
def test_a_cookie_is_read_only_when_it_is_one_of_ours(rf, cookie, expected) -> None:
    request = rf.get("/")
    request.COOKIES[COOKIE] = cookie

    assert read_comfort(request) == expected


def test_what_is_written_is_read(rf) -> None:
    response = HttpResponse()
    write_comfort(response, Comfort("light", "", "calm"), secure=False)
    request = rf.get("/")
    request.COOKIES[COOKIE] = response.cookies[COOKIE].value

    assert read_comfort(request) == Comfort("light", "", "calm")


@pytest.mark.parametrize(
    ("path", "section", "has_exit"),
    [
        ("/", "", False),
        ("/stories/", "stories", False),
        ("/topics/nights/", "stories", False),
        ("/guides/x/", "guides", False),
        ("/checklists/", "checklists", False),
        ("/share/write/", "share", True),
        ("/status/", "", True),
        ("/help/now/", "help", True),
    ],
)
def test_the_frame_knows_where_it_is(rf, path, section, has_exit) -> None:
    found = frame(rf.get(path))

    assert (found["section"], found["has_exit"]) == (section, has_exit)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/moderation/4F7K/", True), ("/accounts/desk/", True), ("/accounts/login/", False), ("/stories/", False)],
)
def test_the_desk_is_set_closer_together(rf, path, expected) -> None:
    assert frame(rf.get(path))["is_desk"] is expected


def test_a_blind_page_has_no_comfort(rf) -> None:
    request = rf.get("/share/")
    request.blind = True
    request.COOKIES[COOKIE] = "dark.."

    found = frame(request)

    assert (found["blind"], found["comfort"], found["comfort_form"]) == (True, Comfort(), None)
