"""What every test may rely on: keys, an empty cache, and being run only where it makes sense."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from kb.frame import help_file
from stories.models import DeclineReason, MessageTemplate
from stories.privacy.keyfile import make_key_file

# The same examples on every run, and no failure because a machine was busy.
hypothesis_settings.register_profile("cairn", deadline=None, derandomize=True)
hypothesis_settings.load_profile("cairn")


@pytest.fixture(scope="session", autouse=True)
def key_file() -> Path:
    """Make the key file that seals stories, so that sealing needs no database, and return where it is."""
    make_key_file(settings.CAIRN_KEY_FILE)
    return settings.CAIRN_KEY_FILE


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Leave nothing cached or counted to the next test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def no_help_kept() -> Iterator[None]:
    """Leave no copy of the help entries to the next test: pages read it while it is fresh, and ask no database."""
    yield
    help_file.path().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def shipped_words(request: pytest.FixtureRequest) -> None:
    """Put back the words that a new database is born with, should an earlier test have emptied it."""
    if not asks_a_database(request.node):
        return
    request.getfixturevalue("_django_db_helper")
    if not DeclineReason.objects.exists():
        import_module("stories.migrations.0009_words_of_the_team").ship_words(apps, None)
    if not MessageTemplate.objects.exists():
        import_module("stories.migrations.0011_messages_to_start_from").ship_messages(apps, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other database; a skipped test would only look like work undone.

    What asks no database is run once, on SQLite.
    """
    sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    here = [item for item in items if not item.get_closest_marker("postgres_only" if sqlite else "sqlite_only")]
    if not sqlite:
        here = [item for item in here if asks_a_database(item)]
    staying = set(here)
    config.hook.pytest_deselected(items=[item for item in items if item not in staying])
    items[:] = here


def asks_a_database(item: pytest.Item) -> bool:
    """Tell whether a test, or a fixture that it uses, was given a database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "live_server"})
