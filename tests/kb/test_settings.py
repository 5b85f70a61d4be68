"""What operators write into the environment, as people write it."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from stories.privacy.keyfile import make_key_file
from tests.architecture.places import ROOT


def settings_with(folder: Path, monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, Any]:
    """Return the settings of a real site with these variables."""
    make_key_file(folder / "cairn.key")
    needed = {
        "CAIRN_MODE": "production", "CAIRN_SECRET_KEY": "x" * 60, "CAIRN_HOSTS": "cairn.example",
        "CAIRN_KEY_FILE": str(folder / "cairn.key"), "CAIRN_DATA_DIR": str(folder),
    }  # fmt: skip
    for name, value in {**needed, **variables}.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "kb/settings.py"))


def test_a_space_behind_a_comma_is_no_part_of_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = settings_with(tmp_path, monkeypatch, CAIRN_HOSTS="cairn.example, www.cairn.example ,")

    assert told["ALLOWED_HOSTS"] == ["cairn.example", "www.cairn.example"]
    assert told["CSRF_TRUSTED_ORIGINS"] == ["https://cairn.example", "https://www.cairn.example"]


def test_domains_that_may_sign_up_are_known_whatever_their_capitals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = settings_with(tmp_path, monkeypatch, CAIRN_SIGN_UP_DOMAINS="Example.org, hospital.example")

    assert told["CAIRN_SIGN_UP_DOMAINS"] == ["example.org", "hospital.example"]


def test_languages_are_named_with_how_many_people_write_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = settings_with(tmp_path, monkeypatch, CAIRN_STORY_LANGUAGES="pl=420, PT = 60,")

    assert told["CAIRN_STORY_LANGUAGES"] == {"pl": 420, "pt": 60}


def test_a_language_without_a_number_of_people_is_a_slip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="as in pl=420,pt=60"):
        settings_with(tmp_path, monkeypatch, CAIRN_STORY_LANGUAGES="pl=many")
