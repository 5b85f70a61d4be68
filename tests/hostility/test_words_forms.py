"""The forms of the team's words against what no editor types."""

from typing import Any

import pytest

from stories.models import WordChange
from stories.models.wording import Wording
from stories.wording.lists import LISTS
from tests.factories import make_note
from tests.hostility.conftest import Browser, rows
from tests.hostility.inputs import CANARY, FEW, WORDS, bodies, broken

pytestmark = pytest.mark.whole_site

RIGHT = {
    "templates": {"name": "More", "use": "question", "body": "Tell us more."},
    "reasons": {"name": "Too raw", "counts_as": "not-a-story", "body": "Thank you."},
    "replacements": {"name": "a neighbour", "instead_of": "a name"},
    "notes": {"name": "a fire", "weight": "some"},
}


def address(kind: str, name: str = "") -> str:
    """The address of the first entry of a list."""
    entry: Wording | None = LISTS[kind].model.objects.first() or make_note()
    return f"/moderation/words/{kind}/entry/{entry.slug}/{name}"


@pytest.mark.parametrize("kind", RIGHT)
def test_hostile_words(moderator: Browser, kind: str) -> None:
    """Of a version that no entry has, so that nothing may be written, and with nothing typed lost."""
    fields: dict[str, Any] = {**RIGHT[kind], "position": "2", "version": "999"}
    for words in FEW:
        for name in (*fields, "is_retired", "then", "number"):
            answer = moderator.writes_nothing(address(kind), {**fields, name: WORDS[words]})
            assert answer.status_code in {200, 409}
            assert name not in {"name", "body"} or CANARY not in WORDS[words] or CANARY in answer.content.decode()
        moderator.writes_nothing(address(kind, "history/"), {"number": WORDS[words], "version": WORDS[words]})


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_added_is_shown_as_text_wherever_it_stands(moderator: Browser, kind: str) -> None:
    for words in WORDS:
        moderator.post(f"/moderation/words/{kind}/new/", {**RIGHT[kind], "position": "2", "name": WORDS[words]})
    for path in ("", *(f"{kind}/entry/{one.slug}/" for one in WordChange.objects.filter(kind=kind))):
        for end in ("", "history/") if path else ("",):
            assert moderator.ask("GET", f"/moderation/words/{path}{end}").status_code == 200


@pytest.mark.parametrize("name", ["", "history/"])
def test_bodies_that_are_no_form(moderator: Browser, name: str) -> None:
    fields = {**RIGHT["templates"], "position": "2", "version": "999", "number": "1"}
    before = rows()
    for kind, body in bodies(fields).values():
        moderator.ask("POST", address("templates", name), data=body, content_type=kind)
    for field in fields:
        moderator.post(address("templates", name), {**fields, field: [CANARY, CANARY]})
        for body in broken(fields, field):
            moderator.ask(
                "POST", address("templates", name), data=body, content_type="application/x-www-form-urlencoded"
            )
    assert rows() == before


@pytest.mark.parametrize("path", ["stories/new/", "templates/entry/" + "a" * 4_000 + "/", "notes/entry/%00/", "-/new/"])
def test_addresses_of_no_words(moderator: Browser, path: str) -> None:
    for method in ("GET", "POST"):
        assert moderator.ask(method, f"/moderation/words/{path}").status_code == 404
