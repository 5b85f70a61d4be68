"""Sealing: only the key file opens, only in the same place, and a length says no more than its kilobyte."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from stories.models import Decision, QuarterKey, SealedKey, Submission
from stories.privacy import keyfile
from stories.privacy.sealing import (
    STEP,
    add_key,
    decision_subject,
    seal,
    seal_parts,
    unseal,
    unseal_parts,
)  # fmt: skip
from stories.privacy.wrapping import CannotOpen, derived
from tests.factories import make_submission

CANARY = "The bus home was 🚌 the worst part."


def loose() -> Submission:
    """A submission with an open key and no row."""
    submission = Submission(pk=12)
    submission.open_key = b"k" * 32
    return submission


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_sealed_opens_again(text: str) -> None:
    submission = loose()

    assert unseal(submission, "original", seal(submission, "original", text)) == text


@pytest.mark.parametrize("length", [0, 1, 990, 991, 992, 993, 2000, 6000])
def test_every_cipher_text_is_a_multiple_of_the_step(length: int) -> None:
    sealed = seal(loose(), "original", "a" * length)

    assert len(sealed) % STEP == 0
    assert len(sealed) == STEP * -(-(length + 32) // STEP)


def test_equal_texts_differ_when_sealed() -> None:
    submission = loose()

    assert len({seal(submission, "original", CANARY) for _ in range(20)}) == 20


def test_words_are_not_in_what_is_stored() -> None:
    sealed = seal(loose(), "original", CANARY)

    assert CANARY.encode() not in sealed
    assert not sealed.startswith(b"gAAAA")


def test_moved_to_another_field_or_row_it_does_not_open() -> None:
    submission, other = loose(), loose()
    other.pk = 13
    sealed = seal(submission, "original", CANARY)

    for row, field in ((submission, "edit"), (other, "original")):
        with pytest.raises(CannotOpen) as error:
            unseal(row, field, sealed)
        assert str(error.value) == ""


@pytest.mark.parametrize("damage", [lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]), lambda sealed: sealed[:5]])
def test_a_damaged_byte_does_not_open(damage) -> None:
    submission = loose()

    with pytest.raises(CannotOpen):
        unseal(submission, "original", damage(seal(submission, "original", CANARY)))


def test_keys_of_two_purposes_differ() -> None:
    assert derived("wrap", b"s" * 32) != derived("receipt", b"s" * 32)


@pytest.mark.django_db
def test_parts_come_back_from_the_database() -> None:
    submission = make_submission("Four alarms", happened=CANARY)

    row = Submission.objects.get(pk=submission.pk)

    assert unseal_parts(row, "original", row.sealed_original) == {
        "title": "Four alarms", "happened": CANARY, "felt": "", "helped": "Two sleeps a day.", "advice": "",
    }  # fmt: skip


@pytest.mark.django_db
def test_without_its_key_a_row_is_noise() -> None:
    submission = make_submission()
    SealedKey.objects.filter(submission=submission).delete()
    row = Submission.objects.get(pk=submission.pk)

    with pytest.raises(SealedKey.DoesNotExist):
        unseal(row, "original", row.sealed_original)


@pytest.mark.django_db
def test_another_key_file_does_not_open_it(tmp_path, monkeypatch) -> None:
    submission = make_submission()
    other = tmp_path / "other.key"
    keyfile.make_key_file(other)
    monkeypatch.setattr(settings, "CAIRN_KEY_FILE", other)
    row = Submission.objects.get(pk=submission.pk)

    with pytest.raises(CannotOpen):
        unseal(row, "original", row.sealed_original)


@pytest.mark.django_db
def test_a_newer_master_key_seals_and_the_older_still_opens(tmp_path, monkeypatch) -> None:
    submission = make_submission(happened=CANARY)
    newer = tmp_path / "newer.key"
    fresh = tmp_path / "fresh.key"
    keyfile.make_key_file(fresh)
    added = fresh.read_text().splitlines()[1].replace("master 1", "master 2")
    newer.write_text(settings.CAIRN_KEY_FILE.read_text() + added + "\n")
    monkeypatch.setattr(settings, "CAIRN_KEY_FILE", newer)
    row = Submission.objects.get(pk=submission.pk)

    assert unseal_parts(row, "original", row.sealed_original)["happened"] == CANARY
    assert bytes(make_submission("Another").sealed_key.wrapped)[0] == 2


@pytest.mark.django_db
def test_a_master_key_that_is_gone_opens_nothing() -> None:
    submission = make_submission()
    wrapped = bytes(submission.sealed_key.wrapped)
    SealedKey.objects.update(wrapped=bytes([9]) + wrapped[1:])
    row = Submission.objects.get(pk=submission.pk)

    with pytest.raises(CannotOpen):
        seal_parts(row, "original", {})


@pytest.mark.django_db
def test_add_key_keeps_the_key_at_hand() -> None:
    submission = Submission.objects.create(
        publish_consent="yes", quote_consent="no", quarter="2026Q4", sealed_original=b""
    )
    add_key(submission)

    assert len(submission.open_key) == 32


@pytest.mark.django_db
def test_decisions_name_a_story_by_the_quarters_key() -> None:
    submission = make_submission()

    subject = decision_subject(submission)

    assert (subject, len(subject)) == (decision_subject(submission), 64)
    assert str(submission.pk) not in subject
    QuarterKey.objects.all().delete()
    assert decision_subject(submission) != subject
    assert Decision.objects.count() == 0
