"""What is kept about a waiting story: the whole list. A column that is not on it has to be argued for."""

from django.apps import apps
from django.conf import settings
from django.db import models

from accounts.models import User

COLUMNS = {
    "submission": {
        "id", "state", "version", "received_week", "settled_week", "priority", "length", "quarter", "sealed_original",
        "sealed_edit", "work_group_id", "publish_consent", "quote_consent", "story_id",
    },
    "submissionnote": {"id", "submission_id", "note_id"},
    "submissiontopic": {"id", "tag_id", "content_object_id"},
    "sealedkey": {"submission_id", "wrapped"},
    "step": {"id", "submission_id", "number", "move", "state", "week"},
    "message": {"id", "submission_id", "number", "sender", "kind", "sealed_body", "week"},
    "receipt": {"id", "digest", "submission_id"},
    "claim": {"submission_id", "moderator_id", "until", "from_state"},
    "secondread": {
        "submission_id", "first_reader_id", "second_reader_id", "proposal", "reason", "sealed_reply",
    },
    "decision": {"id", "actor_id", "move", "to_state", "reason", "day", "subject"},
    "quarterkey": {"quarter", "wrapped"},
}  # fmt: skip
# The desk's own: who holds a story now, and who decided. Never the author.
STAFF = {"claim.moderator", "secondread.first_reader", "secondread.second_reader", "decision.actor"}
TIMES = {"claim.until", "decision.day"}
FORBIDDEN = {"allauth.usersessions", "axes", "simple_history", "silk", "debug_toolbar", "reversion", "easyaudit"}


def sealed_models() -> list[type[models.Model]]:
    return [apps.get_model("stories", name) for name in COLUMNS]


def test_columns_of_the_sealed_tables_are_as_written() -> None:
    found = {model._meta.model_name: {field.column for field in model._meta.local_fields} for model in sealed_models()}

    assert found == COLUMNS


def test_every_table_that_hangs_on_a_submission_is_on_the_list() -> None:
    submission = apps.get_model("stories", "submission")
    hanging = {
        relation.related_model._meta.model_name
        for relation in submission._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.is_relation
    }

    assert hanging <= COLUMNS.keys() | {"submission_topics"}, hanging - COLUMNS.keys()


def test_only_the_desk_points_at_people() -> None:
    pointing = {
        f"{model._meta.model_name}.{field.name}"
        for model in sealed_models()
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is User
    }

    assert pointing == STAFF


def test_no_time_finer_than_the_week_but_the_desks_own() -> None:
    timed = {
        f"{model._meta.model_name}.{field.name}"
        for model in sealed_models()
        for field in model._meta.local_fields
        if isinstance(field, models.DateField | models.TimeField | models.DurationField)
    }

    assert timed == TIMES


def test_no_key_counts_upward() -> None:
    counting = [
        model._meta.model_name
        for model in sealed_models()
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField) and not model._meta.pk.has_default()
    ]

    assert counting == []


def test_nothing_that_watches_people_is_installed() -> None:
    installed = set(settings.INSTALLED_APPS)

    assert installed & FORBIDDEN == set()
    assert not [name for name in settings.MIDDLEWARE if any(watcher in name for watcher in FORBIDDEN)]
    assert settings.MIDDLEWARE[0] == "stories.privacy.intake.BlindIntake"
    assert not [name for name in settings.CAIRN_BLIND_MIDDLEWARE if "session" in name.lower() or "auth" in name.lower()]
