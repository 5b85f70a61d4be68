"""`manage.py check --tag privacy`: silent about the site as it ships, loud about each thing that breaks a promise."""

import copy
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as site
from django.core.checks import run_checks
from django.db import connection

from stories.privacy.checks import TAG
from stories.privacy.checks.database import QUIET, _postgresql
from stories.privacy.checks.watchers import watcher_in
from tests.architecture.places import ROOT

INTAKE, HEADERS = "stories.privacy.intake.BlindIntake", "kb.frame.headers.SecurityHeaders"


def ids(*, databases: list[str] | None = None) -> list[str]:
    return sorted({str(message.id) for message in run_checks(tags=[TAG], databases=databases)})


def safe(settings) -> None:
    """A real site's settings, as far as they differ from the demonstration's."""
    settings.PRODUCTION = True
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


def changed_log(change: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The site's LOGGING with some entries added or replaced."""
    log = copy.deepcopy(site.LOGGING)
    for part, entries in change.items():
        log[part] = {**log.get(part, {}), **entries}
    return log


def test_the_site_as_it_ships_is_in_order(settings) -> None:
    assert ids() == []
    safe(settings)
    assert ids() == []


@pytest.mark.parametrize("setting", ["MIDDLEWARE", "CAIRN_BLIND_MIDDLEWARE"])
@pytest.mark.parametrize(
    "path", ["silk.middleware.SilkyMiddleware", "axes.middleware.AxesMiddleware", "request.middle"]
)
def test_a_middleware_that_watches(settings, setting: str, path: str) -> None:
    setattr(settings, setting, [*getattr(settings, setting), path])

    assert ids() == ["privacy.W001"]


def test_an_app_that_watches(monkeypatch) -> None:
    # Not by the settings fixture: it loads all apps anew, and what they patch is patched twice from then on.
    monkeypatch.setattr(site._wrapped, "INSTALLED_APPS", [*site.INSTALLED_APPS, "allauth.usersessions"])
    monkeypatch.delitem(vars(site), "INSTALLED_APPS", raising=False)

    assert ids() == ["privacy.W001"]


@pytest.mark.parametrize("path", ["axes", "silk.apps.SilkAppConfig", "simple_history", "debug_toolbar"])
def test_a_name_that_leads_into_one(path: str) -> None:
    assert watcher_in(path) == path.partition(".")[0]


@pytest.mark.parametrize("path", ["silken", "requests_are_fine", "allauth.account", "axes_of_a_chart"])
def test_a_name_that_only_begins_like_one(settings, path: str) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, path]

    assert ids() == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, ["privacy.W002", "privacy.W003"]),
        (
            {"include_local_variables": True, "send_default_pii": False, "max_request_body_size": "never"},
            ["privacy.W002", "privacy.W003"],
        ),
        (
            {"include_local_variables": False, "send_default_pii": True, "max_request_body_size": "never"},
            ["privacy.W002", "privacy.W003"],
        ),
        (
            {"include_local_variables": False, "send_default_pii": None, "max_request_body_size": "medium"},
            ["privacy.W002", "privacy.W003"],
        ),
        (
            {"include_local_variables": False, "send_default_pii": None, "max_request_body_size": "never"},
            ["privacy.W002"],
        ),
        (None, []),
    ],
)
def test_an_error_collector(monkeypatch, options: dict[str, Any] | None, found: list[str]) -> None:
    client = SimpleNamespace(is_active=lambda: options is not None, options=options)
    monkeypatch.setitem(sys.modules, "sentry_sdk", SimpleNamespace(get_client=lambda: client))

    assert ids() == found


ONCE: list[tuple[str, dict[str, Any]]] = [
    ("privacy.W010", {"ADMINS": [("Ana", "ana@example.org")]}),
    ("privacy.W010", {"MANAGERS": [("Ana", "ana@example.org")]}),
    ("privacy.W011", {"DEBUG": True, "PRODUCTION": True}),
    ("privacy.W020", {"CAIRN_DAYS_UNPUBLISHED": 91}),
    ("privacy.W020", {"CAIRN_DAYS_DECLINED": 31}),
    ("privacy.W024", {"CAIRN_DAYS_OFFER": 13}),
    ("privacy.W024", {"CAIRN_DAYS_OFFER": 61}),
    ("privacy.W024", {"CAIRN_DAYS_OFFER": 30, "CAIRN_DAYS_UNPUBLISHED": 29}),
    ("privacy.W020", {"CAIRN_DAYS_BACKUPS": 15}),
    ("privacy.W021", {"CAIRN_RELEASE": "at-once", "PRODUCTION": True}),
    ("privacy.W022", {"CAIRN_RELEASE_MINIMUM": 2}),
    ("privacy.W023", {"CAIRN_SMALLEST_GROUP": 4}),
    ("privacy.W024", {"CAIRN_STORY_LANGUAGES": {"pl": 9}}),
    ("privacy.W030", {"MIDDLEWARE": [HEADERS, INTAKE]}),
    ("privacy.W030", {"MIDDLEWARE": []}),
    ("privacy.W031", {"CAIRN_BLIND_MIDDLEWARE": ["django.contrib.sessions.middleware.SessionMiddleware"]}),
    ("privacy.W031", {"CAIRN_BLIND_MIDDLEWARE": ["django.middleware.csrf.CsrfViewMiddleware"]}),
    ("privacy.W031", {"CAIRN_BLIND_MIDDLEWARE": ["django.contrib.messages.middleware.MessageMiddleware"]}),
    ("privacy.W031", {"CAIRN_BLIND_MIDDLEWARE": ["django.contrib.auth.middleware.AuthenticationMiddleware"]}),
    ("privacy.W032", {"SESSION_ENGINE": "django.contrib.sessions.backends.db"}),
    ("privacy.W033", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}}),
    ("privacy.W033", {"CACHES": {**site.CACHES, "more": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}}),
    ("privacy.W034", {"SESSION_COOKIE_DOMAIN": ".cairn.example"}),
    ("privacy.W034", {"CSRF_COOKIE_DOMAIN": ".cairn.example"}),
    ("privacy.W035", {"SECURE_REFERRER_POLICY": "unsafe-url"}),
    ("privacy.W035", {"SECURE_REFERRER_POLICY": None}),
    ("privacy.W036", {"SECURE_HSTS_SECONDS": 0}),
    ("privacy.W036", {"SECURE_SSL_REDIRECT": False}),
    ("privacy.W036", {"SECURE_CONTENT_TYPE_NOSNIFF": False}),
    ("privacy.W036", {"SESSION_COOKIE_SECURE": False}),
    ("privacy.W036", {"CSRF_COOKIE_SECURE": False}),
]


@pytest.mark.parametrize(("found", "change"), ONCE, ids=[f"{found} {next(iter(change))}" for found, change in ONCE])
def test_a_setting_that_breaks_a_promise(settings, found: str, change: dict[str, Any]) -> None:
    safe(settings)
    for name, value in change.items():
        setattr(settings, name, value)

    assert ids() == [found]


def test_a_demonstration_may_release_at_once_and_do_without_https(settings) -> None:
    settings.CAIRN_RELEASE = "at-once"
    settings.CAIRN_RELEASE_MINIMUM = 1
    settings.SECURE_HSTS_SECONDS = 0

    assert ids() == []


@pytest.mark.parametrize(
    ("found", "change"),
    [
        (
            ["privacy.W012"],
            {"handlers": {"mail": {"class": "django.utils.log.AdminEmailHandler", "formatter": "plain"}}},
        ),
        (["privacy.W012"], {"handlers": {"file": {"class": "logging.FileHandler", "formatter": "plain"}}}),
        (["privacy.W012", "privacy.W013"], {"handlers": {"far": {"()": "logging.handlers.SysLogHandler"}}}),
        (["privacy.W013"], {"handlers": {"stderr": {"class": "logging.StreamHandler"}}}),
        (["privacy.W013"], {"formatters": {"plain": {"format": "%(message)s"}}}),
        (["privacy.W014"], {"loggers": {"django.db.backends": {"level": "DEBUG"}}}),
        (["privacy.W014"], {"loggers": {"django.request": {"level": "NOTSET"}}}),
        (["privacy.W014"], {"root": {"level": "DEBUG"}}),
        ([], {"handlers": {"none": {"class": "logging.NullHandler"}}}),
        ([], {"loggers": {"cairn.blind": {"level": "DEBUG"}}}),
    ],
)
def test_a_log_that_tells(settings, found: list[str], change: dict[str, Any]) -> None:
    settings.LOGGING = changed_log(change)

    assert ids() == found


def test_djangos_own_logs(settings) -> None:
    settings.LOGGING = {}

    assert ids() == ["privacy.W015"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GRANIAN_LOG_ACCESS_ENABLED", "true"), ("GRANIAN_LOG_ACCESS_ENABLED", "1"), ("GRANIAN_LOG_LEVEL", "debug"),
        ("GRANIAN_LOG_CONFIG", "log.json"), ("GUNICORN_CMD_ARGS", "--access-logfile -"),
        ("GUNICORN_CMD_ARGS", "--statsd-host=localhost:8125"),
    ],
)  # fmt: skip
def test_a_server_that_is_told_to_log(monkeypatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)

    assert ids() == ["privacy.W040"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [("GRANIAN_LOG_ACCESS_ENABLED", "false"), ("GRANIAN_LOG_LEVEL", "warning"), ("GUNICORN_CMD_ARGS", "--workers 2")],
)
def test_a_server_that_is_told_other_things(monkeypatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)

    assert ids() == []


def shipped() -> dict[str, str]:
    """What deploy/postgresql.conf sets."""
    lines = (line.partition("#")[0] for line in (ROOT / "deploy/postgresql.conf").read_text().splitlines())
    return {name.strip(): value.strip() for name, sign, value in (line.partition("=") for line in lines) if sign}


def test_the_shipped_configuration_of_the_database_is_in_order() -> None:
    assert QUIET.keys() - shipped().keys() == set()
    assert list(_postgresql(shipped())) == []


@pytest.mark.parametrize("name", QUIET)
def test_a_database_that_writes_words_down(name: str) -> None:
    messages = list(_postgresql({**shipped(), name: "everything"}))

    assert [message.id for message in messages] == ["privacy.W050"]
    assert name in messages[0].msg


@pytest.mark.parametrize("loaded", ["pgaudit", "pg_stat_statements", "pg_prewarm,auto_explain"])
def test_an_extension_that_reads_along(loaded: str) -> None:
    assert [message.id for message in _postgresql({**shipped(), "shared_preload_libraries": loaded})] == [
        "privacy.W051"
    ]


def test_the_database_is_left_alone_unless_it_is_to_be_asked(django_assert_num_queries, db) -> None:
    with django_assert_num_queries(0):
        assert ids() == []


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_sqlite_overwrites_what_is_deleted() -> None:
    assert ids(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        try:
            assert ids(databases=["default"]) == ["privacy.W052"]
        finally:
            cursor.execute("PRAGMA secure_delete=ON")


@pytest.mark.postgres_only
@pytest.mark.django_db
def test_postgresql_is_asked_what_it_is_set_to() -> None:
    assert ids(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_statement = 'all'")
    assert ids(databases=["default"]) == ["privacy.W050"]
