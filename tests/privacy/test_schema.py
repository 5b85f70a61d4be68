"""What is kept about a waiting story, and what can be reached from it: the whole list, by column.

A column that is not on it has to be argued for: see docs and the promise it would weaken first.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.models import User
from stories.models import Submission
from stories.models.keys import KeyOf
from stories.moderation import actions
from tests.factories import make_moderator, make_note, make_submission, make_topic, make_work_group
from tests.privacy import dump

# The sealed side. Found by introspection below; a table that is found and not written here fails.
SEALED = {
    "submission": {
        "id", "state", "version", "received_week", "settled_week", "priority", "length", "quarter", "sealed_original",
        "sealed_edit", "sealed_accepted", "language", "work_group_id", "publish_consent", "quote_consent", "story_id",
    },
    "submissionnote": {"id", "submission_id", "note_id"},
    "submissiontopic": {"id", "tag_id", "content_object_id"},
    "sealedkey": {"submission_id", "wrapped"},
    "step": {"id", "submission_id", "number", "move", "state", "week"},
    "message": {"id", "submission_id", "number", "sender", "kind", "sealed_body", "week"},
    "receipt": {"id", "digest", "submission_id", "binding", "form", "ended_week"},
    "claim": {"submission_id", "moderator_id", "until", "from_state"},
    "aside": {"id", "submission_id", "mark"},
    "storyweight": {"submission_id", "risk", "told"},
    "desknote": {"id", "submission_id", "number", "sealed_body"},
    "secondread": {
        "submission_id", "first_reader_id", "second_reader_id", "proposal", "reason", "sealed_reply",
    },
}  # fmt: skip
# What readers send about a story that is out: it hangs on the story alone, and only what is public leads on from there.
GIVEN_BACK = {
    "response": {"id", "story_id", "kind", "version", "priority", "received_week", "settled_week", "sealed_words"},
    "responsekey": {"response_id", "wrapped"},
    "responseaside": {"id", "response_id", "mark"},
    "reaction": {"id", "story_id", "kind", "week"},
    "reactioncount": {"id", "story_id", "kind", "number"},
    "reply": {"id", "story_id", "kind", "text", "link", "quarter"},
}
# Beside the sealed side and linked to it by no column: what the desk answers for, and what was imported.
BESIDE = {
    "decision": {"id", "actor_id", "move", "to_state", "reason", "day", "subject"},
    "quarterkey": {"quarter", "wrapped"},
    "importedrow": {"id", "digest"},
}
# What a sealed row may point at, on and on: the vocabulary, and the public story it became.
REACHED = {
    "story": {
        "id", "position", "title", "happened", "felt", "helped", "advice", "quarter", "work_group_id", "quote_consent",
        "version", "is_pulled",
    },
    "workgroup": None,
    "readernote": None,
    "topic": None,
}  # fmt: skip
# The desk's own: who holds a story now, and who decided. Never the author.
STAFF = {"claim.moderator", "secondread.first_reader", "secondread.second_reader", "decision.actor"}
TIMES = {"claim.until", "decision.day"}
KINDS = (
    models.BigAutoField, models.AutoField, models.BigIntegerField, models.IntegerField, models.PositiveIntegerField,
    models.PositiveSmallIntegerField, models.CharField, models.TextField, models.SlugField, models.BinaryField,
    models.BooleanField, models.ForeignKey, models.OneToOneField, KeyOf,
)  # fmt: skip
FORBIDDEN = {"allauth.usersessions", "axes", "simple_history", "silk", "debug_toolbar", "reversion", "easyaudit"}
FINER_THAN_A_WEEK = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}")


def model(name: str) -> type[models.Model]:
    return apps.get_model("stories", name)


def pointing_at(table: str) -> set[str]:
    """Return the tables that have a foreign key to this one, as the database itself says."""
    return {other for other in dump.tables() if table in {target for target, _ in dump.links(other).values()}}


def sealed_tables() -> set[str]:
    """Return the tables of the sealed side: the submission, and all that hangs on it, and on that."""
    found: set[str] = set()
    new = {Submission._meta.db_table}
    while new:
        found |= new
        new = set().union(*(pointing_at(table) for table in new)) - found
    return found


def reached_from(tables: set[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each foreign key that leads on from these tables, the desk's own apart: table, column, target."""
    waiting, seen = sorted(tables), set(tables)
    for table in waiting:
        for column, (target, _key) in sorted(dump.links(table).items()):
            if f"{table.removeprefix('stories_')}.{column.removesuffix('_id')}" in STAFF:
                continue
            yield table, column, target
            if target not in seen:
                seen.add(target)
                waiting.append(target)


def every_model() -> dict[str, type[models.Model]]:
    return {name: model(name) for name in (*SEALED, *BESIDE, *GIVEN_BACK)}


@pytest.mark.django_db
def test_the_sealed_side_is_the_tables_that_are_written_here_and_no_other() -> None:
    assert sealed_tables() == {model(name)._meta.db_table for name in SEALED}


@pytest.mark.django_db
def test_columns_of_the_sealed_tables_are_as_written() -> None:
    found = {name: dump.columns(each._meta.db_table) for name, each in every_model().items()}

    assert found == {**SEALED, **BESIDE, **GIVEN_BACK}


@pytest.mark.django_db
def test_the_sealed_side_leads_to_the_vocabulary_and_the_public_story_and_to_nobody() -> None:
    reached = {target for _table, _column, target in reached_from(sealed_tables())}

    assert reached - sealed_tables() == {model(name)._meta.db_table for name in REACHED}
    for name, written in REACHED.items():
        assert written is None or dump.columns(model(name)._meta.db_table) == written


@pytest.mark.django_db
def test_what_readers_give_back_leads_to_its_story_and_nowhere_else() -> None:
    tables = {model(name)._meta.db_table for name in GIVEN_BACK}

    assert {target for table in tables for target, _key in dump.links(table).values()} - tables == {"stories_story"}
    assert not [table for table in tables if dump.has_hidden_order(table)]


def test_nothing_that_is_reached_holds_a_time_an_address_or_a_person() -> None:
    strange = {
        f"{name}.{field.name}": type(field).__name__
        for name in (*SEALED, *BESIDE, *GIVEN_BACK, *REACHED)
        for field in model(name)._meta.local_fields
        if type(field) not in KINDS
    }

    assert strange == {"claim.until": "DateTimeField", "decision.day": "DateField"}


def test_only_the_desk_points_at_people() -> None:
    pointing = {
        f"{name}.{field.name}"
        for name in (*SEALED, *BESIDE, *GIVEN_BACK, *REACHED)
        for field in model(name)._meta.local_fields
        if field.is_relation and field.related_model is User
    }

    assert pointing == STAFF


def test_no_relation_hides_its_target() -> None:
    """A generic foreign key is a join that no constraint shows."""
    hidden = [f"{name}.{field.name}" for name in every_model() for field in model(name)._meta.private_fields]

    assert hidden == []


def test_no_key_counts_upward() -> None:
    counting = [
        name
        for name, each in every_model().items()
        if isinstance(each._meta.pk, models.AutoField | models.BigAutoField) and not each._meta.pk.has_default()
    ]

    assert counting == []


def test_no_story_waits_in_the_admin() -> None:
    """Its log keeps who, when and what."""
    from django.contrib import admin

    shown = {each._meta.db_table for each in admin.site._registry}

    assert shown & {each._meta.db_table for each in every_model().values()} == set()


@pytest.mark.django_db
def test_a_filled_row_holds_no_moment() -> None:
    submission = make_submission(topics=[make_topic()], notes=[make_note()], work_group=make_work_group())
    moderator = make_moderator()
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()
    actions.ask(submission=submission, version=submission.version, by=moderator, text="When did it begin?")

    held = [
        f"{table}.{column}: {value}"
        for table in sealed_tables()
        for row in dump.rows(table)
        for column, value in row.items()
        if FINER_THAN_A_WEEK.search(str(value)) and not isinstance(value, bytes | memoryview)
    ]

    assert held == []
    assert Submission.objects.filter(received_week__regex=r"^\d{4}-W\d{2}$").count() == 1


def test_nothing_that_watches_people_is_installed() -> None:
    installed = set(settings.INSTALLED_APPS)

    assert installed & FORBIDDEN == set()
    assert not [name for name in settings.MIDDLEWARE if any(watcher in name for watcher in FORBIDDEN)]
    assert settings.MIDDLEWARE[0] == "stories.privacy.intake.BlindIntake"
    assert not [name for name in settings.CAIRN_BLIND_MIDDLEWARE if "session" in name.lower() or "auth" in name.lower()]
