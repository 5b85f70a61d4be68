"""Promise 6. Each story has a key of its own, so that destroying it takes that story's words from every backup."""

import pytest

from stories.models import SealedKey, Submission
from stories.privacy.keyfile import keys
from stories.privacy.sealing import about_submission
from stories.privacy.wrapping import CannotOpen, decrypt, unwrap
from tests.factories import make_submission

pytestmark = pytest.mark.django_db


def key_of(submission: Submission) -> bytes:
    row = SealedKey.objects.get(submission=submission)
    return unwrap(bytes(row.wrapped), about_submission(submission.pk), keys())


def test_no_two_stories_share_a_key() -> None:
    held = {key_of(make_submission()) for _ in range(20)}

    assert len(held) == 20
    assert {len(key) for key in held} == {32}


def test_the_key_of_one_story_does_not_open_another() -> None:
    one, other = make_submission(), make_submission()
    about = f"{other.pk} original"

    assert b"slept" in decrypt(key_of(other), bytes(other.sealed_original), about)
    with pytest.raises(CannotOpen):
        decrypt(key_of(one), bytes(other.sealed_original), about)


def test_no_key_can_be_worked_out_from_what_is_known_of_the_story() -> None:
    """Half of all bits are set, give or take what chance does: no counter, no padding, no letters."""
    bits = sum(int.from_bytes(key_of(make_submission()), "big").bit_count() for _ in range(40))

    assert abs(bits - 40 * 128) < 6 * (40 * 256 / 4) ** 0.5
