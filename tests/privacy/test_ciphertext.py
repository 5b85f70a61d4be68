"""Promise 7. Every sealed column holds noise: no Fernet token, whole steps, and two equal texts differ.

The columns are found in the models: each binary field of ours has to be filled below, so that none can be forgotten.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, models

from stories.models import DeskNote, Message, SecondRead, Submission
from stories.models.submission import Move
from stories.privacy.sealing import STEP, decision_subject, seal, seal_parts
from stories.privacy.wrapping import NONCE, TAG
from stories.submission.actions import add_message
from tests.factories import make_response, make_senior, make_submission
from tests.stories.submission.desk import moved

pytestmark = pytest.mark.django_db

ROOMS = ("accounts", "stories", "kb")
WORDS = "Nobody asked for Quillonthistle. " * 9
WRAPPED = 1 + NONCE + 32 + TAG  # the master's number, then a key
Fill = Callable[[Submission], object]


def second_read(submission: Submission) -> SecondRead:
    reply = seal(submission, "reply", WORDS)
    return SecondRead.objects.create(submission=submission, first_reader=make_senior(), sealed_reply=reply)


def edit(submission: Submission) -> None:
    submission.sealed_edit = seal_parts(submission, "edit", {"happened": WORDS})
    submission.save()


def accepted(submission: Submission) -> None:
    submission.sealed_accepted = seal_parts(submission, "accepted", {"happened": WORDS})
    submission.save()


# How each sealed text comes about; the wrapped keys come by themselves.
TEXTS: dict[str, Fill] = {
    "stories.Submission.sealed_original": lambda submission: None,
    "stories.Submission.sealed_edit": edit,
    "stories.Submission.sealed_accepted": accepted,
    "stories.Message.sealed_body": lambda submission: add_message(
        submission, sender=Message.Sender.AUTHOR, kind=Message.Kind.ANSWER, text=WORDS
    ),
    "stories.SecondRead.sealed_reply": second_read,
    "stories.DeskNote.sealed_body": lambda submission: DeskNote.objects.create(
        submission=submission, number=1, sealed_body=seal(submission, "desk note 1", WORDS)
    ),
    "stories.Response.sealed_words": lambda submission: make_response(text=WORDS),
}
KEYS: dict[str, Fill] = {
    "stories.SealedKey.wrapped": lambda submission: None,
    "stories.QuarterKey.wrapped": decision_subject,
    "stories.ResponseKey.wrapped": lambda submission: make_response(),
}


def binary_columns() -> set[str]:
    """Every binary field of our own models."""
    return {
        f"{model._meta.label}.{field.name}"
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField)
    }


def values_of(column: str) -> list[bytes]:
    label, _dot, name = column.rpartition(".")
    return [bytes(value) for value in apps.get_model(label).objects.values_list(name, flat=True)]


def entropy(noise: bytes) -> float:
    """Bits a byte, by how often each byte stands there (Shannon 1948)."""
    return -sum(n / len(noise) * math.log2(n / len(noise)) for n in Counter(noise).values())


def test_every_binary_column_is_looked_at_here() -> None:
    assert binary_columns() == TEXTS.keys() | KEYS.keys()


def test_no_other_column_of_a_waiting_story_can_hold_words() -> None:
    """Text of any length, or of more than a few letters, has to be sealed: then it stands in a binary column."""
    around = (
        "Submission", "SubmissionNote", "SubmissionTopic", "Step", "Message", "SecondRead", "Claim",
        "Receipt", "SealedKey", "Decision", "QuarterKey", "Aside", "StoryWeight", "DeskNote", "Response",
        "ResponseKey", "ResponseAside",
    )  # fmt: skip
    wide = {
        f"{name}.{field.name}"
        for name in around
        for field in apps.get_model("stories", name)._meta.concrete_fields
        if isinstance(field, models.TextField | models.JSONField) or (getattr(field, "max_length", 0) or 0) > 20
    }

    # Slugs of the desk's own list of reasons, and digests.
    assert wide == {
        "SecondRead.reason", "Decision.reason", "Decision.subject", "Receipt.digest", "Receipt.binding", "Receipt.form",
        "Aside.mark", "ResponseAside.mark",
    }  # fmt: skip


@pytest.mark.parametrize("column", TEXTS)
def test_a_sealed_text_is_noise_in_whole_steps(column: str) -> None:
    submissions = [make_submission("The same title", happened=WORDS) for _number in range(2)]
    for submission in submissions:
        TEXTS[column](submission)

    values = values_of(column)

    assert len(values) == 2
    assert [len(value) % STEP for value in values] == [0, 0]
    assert values[0] != values[1]
    # No nonce twice, and no byte where the other has the same more often than chance would have it.
    assert values[0][:NONCE] != values[1][:NONCE]
    assert sum(a == b for a, b in zip(*values, strict=True)) < STEP // 20
    for value in values:
        assert b"gAAAA" not in value
        assert b"Quillonthistle" not in value
        assert entropy(value) > 7.5


@pytest.mark.parametrize("column", KEYS)
def test_a_wrapped_key_is_as_long_as_any_other_and_noise(column: str) -> None:
    submission = make_submission(happened=WORDS)
    KEYS[column](submission)

    (value,) = values_of(column)

    assert len(value) == WRAPPED
    assert (value[0], b"gAAAA" in value) == (1, False)
    assert submission.open_key not in value


def test_a_text_of_one_word_and_one_of_a_hundred_are_as_long() -> None:
    make_submission("", happened="Yes.")
    make_submission("", happened="Yes. " * 100)

    assert {len(value) for value in values_of("stories.Submission.sealed_original")} == {STEP}


def test_the_whole_database_holds_no_word_of_what_waits() -> None:
    submission = make_submission("Quillonthistle", happened=WORDS)
    for fill in (*TEXTS.values(), *KEYS.values()):
        fill(submission)
    moved(submission, Move.CLAIM)

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                assert "quillon" not in repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).lower(), table
