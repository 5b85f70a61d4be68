"""The demonstration as a whole: what it puts where, that it does so once, and that it is whole or nothing."""

import functools
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from kb.demo.actions import demo_receipts, load_demo
from kb.demo.people import PASSWORD, PEOPLE
from kb.demo.reading import CONTENT, ContentError
from kb.models import Guide, IdentityRequests
from stories.models import Story, Submission, Total
from stories.models.submission import State
from stories.publishing.pulling import pull_story

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site, pytest.mark.once]


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    models = [model for room in ("accounts", "stories", "kb") for model in apps.get_app_config(room).get_models()]
    return {model.__name__: model._default_manager.count() for model in models}


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def content_with(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of the content in which one text stands in place of another."""
    copy = folder / "content"
    shutil.copytree(CONTENT, copy)
    text = (copy / name).read_text()
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1))
    return copy


@pytest.fixture
def demo() -> dict[str, int]:
    return load_demo()


def test_a_second_time_changes_nothing(demo: dict[str, int]) -> None:
    pull_story(Story.objects.all()[0])
    before = rows()

    again = load_demo()

    assert set(again.values()) == {0}
    assert rows() == before


def test_what_is_missing_comes_back(demo: dict[str, int]) -> None:
    Guide.objects.all()[0].delete()

    assert {name: number for name, number in load_demo().items() if number} == {"guides": 1}


def test_receipts_open_the_stories_they_are_said_to(demo: dict[str, int]) -> None:
    before = rows()

    found = demo_receipts()

    assert set(found) == {"Waiting for the author", "Changes offered", "Not published"}
    assert {len(receipt) for receipt in found.values()} == {24}
    assert rows() == before


def test_a_story_that_was_taken_back_does_not_return(demo: dict[str, int]) -> None:
    Submission.objects.in_state(State.OFFERED).get().delete()

    assert load_demo()["waiting stories"] == 0
    assert "Changes offered" not in demo_receipts()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("guides.toml", 'quote = "', 'quote = "not their words ', "holds a quotation that cannot stand"),
        ("guides.toml", "due = 2027", "due = 2020", "due has to come after reviewed"),
        ("topics.toml", 'kind = "stressor"', 'kind = "sad"', "kind is 'sad', and has to be one of helped, stressor"),
        ("checklists.toml", "from = ", "form = ", "from has to be a number from 0 to 50"),
        ("stories/care.toml", 'quarter = "2025Q1"', 'quarter = "2025"', "quarter has to be a quarter such as 2026Q2"),
        ("stories/care.toml", 'key = "care-', 'key = "desk-the-board" #', "key is there in another file too"),
        ("numbers.toml", "could-identify 6", "six of them", "holds 'six of them', which has to be a known name"),
        ("numbers.toml", "ago = 4", "ago = 5", "ago has to be a number from 1 to 4"),
        ("submissions.toml", 'setting = "warehouse"', 'setting = "moon"', "setting names moon, which does not exist"),
    ],
)
def test_a_slip_in_a_file_is_named_and_nothing_is_saved(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    folder = content_with(tmp_path, name, old, new)
    before = rows()

    with pytest.raises(ContentError, match=message):
        load_demo(folder=folder)

    assert rows() == before


def test_no_stories_at_all_is_an_error(tmp_path: Path) -> None:
    folder = content_with(tmp_path, "topics.toml", "kind", "kind")
    shutil.rmtree(folder / "stories")

    with pytest.raises(ContentError, match="holds no stories"):
        load_demo(folder=folder)


def test_the_command_says_what_was_added_and_who_can_sign_in() -> None:
    first, second, third = command(), command(), command("--if-empty")

    assert first.startswith("Added ")
    assert second == "The demonstration was here already: nothing was added.\n"
    assert third == "There are stories here already: nothing was added.\n"
    said = command("--sign-ins")
    assert [person.email for person in PEOPLE if person.email not in said] == []
    assert PASSWORD in said
    assert "Receipts to try at /status/" in said


def test_the_command_fills_an_empty_site() -> None:
    assert "Receipts" not in command("--sign-ins")
    assert command("--if-empty").startswith("Added ")


def test_the_command_names_the_slip(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    elsewhere = functools.partial(load_demo, folder=tmp_path)
    monkeypatch.setattr("kb.management.commands.load_demo.load_demo", elsewhere)

    with pytest.raises(CommandError, match=r"topics\.toml is missing\."):
        command()


def test_a_real_site_gets_no_demonstration_by_accident(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="only with --yes-in-production"):
        command()
    with pytest.raises(CommandError, match="has no demonstration accounts"):
        command("--sign-ins", "--yes-in-production")

    assert not Story.objects.exists()


def test_a_real_site_gets_no_account_with_a_known_password(settings: Any) -> None:
    settings.PRODUCTION = True

    command("--yes-in-production")

    assert Story.objects.exists()
    assert not User.objects.exists()
    assert not Submission.objects.exists()
    assert not Total.objects.exists()
    assert not IdentityRequests.objects.exists()
