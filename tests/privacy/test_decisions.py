"""Promise 16. When a quarter's key is destroyed, what the desk decided joins to no story."""

from __future__ import annotations

import hmac
from hashlib import sha256

import pytest
import time_machine
from django.apps import apps
from django.db import models

from stories.models import Decision, QuarterKey, SealedKey, Step, Submission
from stories.moderation import actions
from stories.privacy.keyfile import keys
from stories.privacy.sealing import about_quarter, about_submission, decision_subject
from stories.privacy.wrapping import derived, unwrap
from stories.publishing.purging import destroy_old_quarter_keys
from tests.factories import make_moderator, make_submission

pytestmark = pytest.mark.django_db

IN_QUARTER, NEXT_QUARTER = "2026-09-30 12:00", "2026-10-01 12:00"


@pytest.fixture
def decided() -> list[Submission]:
    """Stories that were read and approved in the third quarter, and still wait in the fourth."""
    with time_machine.travel(IN_QUARTER):
        reader = make_moderator()
        waiting = [make_submission(f"Story {number}") for number in range(3)]
        for submission in waiting:
            actions.claim(submission=submission, by=reader)
            submission.refresh_from_db()
            actions.approve(submission=submission, version=submission.version, by=reader)
    return waiting


def joined(secrets: list[bytes]) -> set[int]:
    """The stories that somebody finds behind a decision who has these secrets, the whole database, and the code."""
    subjects = set(Decision.objects.values_list("subject", flat=True))
    tried = [*secrets, *(derived(purpose, secret) for secret in secrets for purpose in ("wrap", "receipt", "decision"))]
    return {
        pk
        for pk in Submission.objects.values_list("pk", flat=True)
        if subjects & {str(pk), *(hmac.new(secret, str(pk).encode(), sha256).hexdigest() for secret in tried)}
    }


def all_secrets() -> list[bytes]:
    """Every secret of the key file, and every key that the database holds wrapped, opened."""
    held = keys()
    opened = [unwrap(bytes(row.wrapped), about_submission(row.submission_id), held) for row in SealedKey.objects.all()]
    opened += [unwrap(bytes(row.wrapped), about_quarter(row.quarter), held) for row in QuarterKey.objects.all()]
    return [held.pepper, *held.masters.values(), *opened]


def test_while_the_quarter_lasts_the_team_can_answer_for_its_work(decided: list[Submission]) -> None:
    assert joined(all_secrets()) == {submission.pk for submission in decided}


def test_when_its_key_is_destroyed_no_secret_of_the_site_joins_them(decided: list[Submission]) -> None:
    with time_machine.travel(NEXT_QUARTER):
        assert destroy_old_quarter_keys() == 1
        for submission in decided:
            decision_subject(submission)  # the new quarter's key, which names the same stories otherwise

        assert (Decision.objects.count(), QuarterKey.objects.get().quarter) == (6, "2026Q4")
        assert joined(all_secrets()) == set()


def test_no_column_of_a_decision_stands_in_any_other_table(decided: list[Submission]) -> None:
    subjects = set(Decision.objects.values_list("subject", flat=True))
    keys_of_decisions = set(Decision.objects.values_list("pk", flat=True))
    elsewhere = [model for model in apps.get_app_config("stories").get_models() if model is not Decision]

    for model in elsewhere:
        for row in model.objects.values_list():
            assert not subjects & set(map(str, row)), model
            assert not keys_of_decisions & {value for value in row if isinstance(value, int)}, model


def test_nothing_points_at_a_decision_and_it_points_only_at_who_decided() -> None:
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Decision
    ]
    pointed = [field.name for field in Decision._meta.concrete_fields if field.is_relation]

    assert (pointing, pointed) == ([], ["actor"])


def test_a_decision_says_a_day_and_no_words(decided: list[Submission]) -> None:
    fields = {field.name: type(field) for field in Decision._meta.concrete_fields}

    assert [name for name, kind in fields.items() if issubclass(kind, models.DateTimeField | models.TextField)] == []
    assert {str(row.day) for row in Decision.objects.all()} == {"2026-09-30"}
    assert set(Decision.objects.values_list("reason", flat=True)) == {""}


def test_the_same_story_has_another_name_in_each_quarter(decided: list[Submission]) -> None:
    story = decided[0]
    with time_machine.travel(IN_QUARTER):
        before = decision_subject(story)
    with time_machine.travel(NEXT_QUARTER):
        after = decision_subject(story)

    assert before != after


def test_the_timeline_says_a_week_where_the_decision_says_a_day(decided: list[Submission]) -> None:
    assert set(Step.objects.values_list("week", flat=True)) == {"2026-W40"}
