"""Nothing that watches people is in the house: neither switched on nor lying ready to be."""

import re
from importlib.metadata import distributions
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.conf import settings

from stories.privacy.checks.watchers import WATCHERS, watcher_in
from tests.architecture.places import ROOT

BY_NAME = {name for name in WATCHERS.values() if name}
# Not apps, so the site's own check cannot see them in a list; no library that sees a request may be installed either.
COLLECTORS = {"sentry-sdk", "raven", "bugsnag", "airbrake", "honeybadger", "logfire", "ddtrace", "loguru", "posthog"}


def same(name: str) -> str:
    """The name as the package index compares it (PyPA, name normalisation)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_none_is_installed() -> None:
    installed = {same(each.metadata["Name"]) for each in distributions()}

    assert {"django", "pytest"} <= installed
    assert installed & (BY_NAME | COLLECTORS) == set()


def test_none_is_asked_for() -> None:
    lines = "\n".join((ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    asked = {same(name) for name in re.findall(r"^([A-Za-z][\w.-]*)", lines, re.MULTILINE)}

    assert {"django", "pytest"} <= asked
    assert asked & (BY_NAME | COLLECTORS) == set()


@pytest.mark.parametrize("name", [name for name, installed_by in WATCHERS.items() if installed_by])
def test_none_can_be_imported(name: str) -> None:
    assert find_spec(name) is None


def test_none_is_switched_on() -> None:
    named = [*settings.INSTALLED_APPS, *settings.MIDDLEWARE, *settings.CAIRN_BLIND_MIDDLEWARE]
    loaded = [config.name for config in apps.get_app_configs()]

    assert [path for path in (*named, *loaded) if watcher_in(path)] == []


def test_the_intake_is_first_and_its_own_stack_knows_nobody() -> None:
    assert settings.MIDDLEWARE[0] == "stories.privacy.intake.BlindIntake"
    assert settings.CAIRN_BLIND_MIDDLEWARE == (
        "kb.frame.headers.SecurityHeaders",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    )
