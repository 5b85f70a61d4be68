"""A field without a rule in the retention file is an error of `manage.py check`, and so is a rule nobody keeps."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection

from stories.publishing import retention
from stories.publishing.checks import every_field_has_a_rule, key_file_is_this_sites
from stories.publishing.purging import PURGES
from stories.publishing.retention import KEPT, Rule, goes_with


def told() -> set[tuple[str, str]]:
    return {(message.id or "", message.msg) for message in every_field_has_a_rule()}


def test_every_field_of_every_table_has_a_rule() -> None:
    assert every_field_has_a_rule() == []


def test_the_check_runs_with_the_others(monkeypatch) -> None:
    monkeypatch.delitem(KEPT, "stories.Message")

    assert "stories.Message.sealed_body has no rule: how long is it kept?" in {each.msg for each in run_checks()}


@pytest.mark.parametrize(
    ("label", "rules", "message"),
    [
        ("stories.Gone", (), ("stories.E003", "stories.Gone is not a table")),
        (
            "stories.ImportedRow", ((retention.ENTRY, "id"),),
            ("stories.E001", "stories.ImportedRow.digest has no rule: how long is it kept?"),
        ),
        (
            "stories.ImportedRow", ((retention.ENTRY, "id digest day"),),
            ("stories.E002", "stories.ImportedRow.day is no field, or stands there twice"),
        ),
        (
            "stories.ImportedRow", ((retention.ENTRY, "id digest"), (retention.UNUSED, "digest")),
            ("stories.E002", "stories.ImportedRow.digest is no field, or stands there twice"),
        ),
        (
            "stories.ImportedRow", ((Rule("purged", "a day", job="old rows erased"), "id digest"),),
            ("stories.E004", "stories.ImportedRow names a job that nobody does: old rows erased"),
        ),
        (
            "stories.ImportedRow", ((Rule("purged", "a day", job=PURGES[0][0], setting="CAIRN_DAYS_X"), "id digest"),),
            ("stories.E004", "stories.ImportedRow names a setting that there is not: CAIRN_DAYS_X"),
        ),
        (
            "stories.Receipt", ((goes_with("submission"), "id digest submission binding form ended_week"),),
            ("stories.E004", "stories.Receipt would stay when its submission goes"),
        ),
        (
            "stories.Receipt", ((goes_with("digest"), "id digest submission binding form ended_week"),),
            ("stories.E004", "stories.Receipt would stay when its digest goes"),
        ),
    ],
)  # fmt: skip
def test_what_the_check_objects_to(monkeypatch, label: str, rules, message: tuple[str, str]) -> None:
    monkeypatch.setitem(KEPT, label, rules)

    assert told() == {message}


def test_every_job_of_the_purge_is_a_rule_of_the_file() -> None:
    asked = {rule.job for rules in KEPT.values() for rule, _names in rules if rule.how == "purged"}

    # Declined stories have a line of their own in the rule of waiting ones.
    assert {name for name, _job in PURGES} - asked == {"declined stories erased"}


def test_without_a_database_named_the_key_file_is_not_looked_at() -> None:
    assert key_file_is_this_sites(databases=None) == []


@pytest.mark.django_db
def test_before_the_first_migration_there_is_nothing_to_compare() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE stories_keycheck RENAME TO not_made_yet")

    assert key_file_is_this_sites(databases=["default"]) == []


def test_the_check_of_the_command_line_finds_nothing(capsys) -> None:
    call_command("check")

    assert "no issues" in capsys.readouterr().out
