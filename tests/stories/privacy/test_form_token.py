"""The token of a blind form: ours, recent, not too quick, and the same for everybody."""

import pytest
import time_machine
from django.core import signing

from stories.privacy.form_token import SALT, TokenError, TooQuick, new_token, read_token


def test_a_token_gives_its_forms_number() -> None:
    with time_machine.travel("2026-11-23 09:00"):
        token = new_token("number")
    with time_machine.travel("2026-11-23 09:10"):
        assert read_token(token) == "number"


def test_two_forms_have_two_numbers() -> None:
    assert read_token(new_token(), at_least=0) != read_token(new_token(), at_least=0)


def test_too_quick_is_told_apart() -> None:
    with pytest.raises(TooQuick):
        read_token(new_token())


def test_a_day_later_it_is_too_old() -> None:
    with time_machine.travel("2026-11-23 09:00"):
        token = new_token()
    with time_machine.travel("2026-11-24 09:01"), pytest.raises(TokenError) as error:
        read_token(token)
    assert not isinstance(error.value, TooQuick)


@pytest.mark.parametrize(
    "token", ["", "a:b:c", "\x00", "🙂", "x" * 5000, signing.dumps(["n", 1]), signing.dumps("n", salt=SALT),
              signing.dumps({"n": 1}, salt=SALT)],
    ids=["nothing", "three parts", "a null byte", "a smile", "long", "other salt", "a text", "a dictionary"],
)  # fmt: skip
def test_what_we_did_not_make_is_refused(token: str) -> None:
    with pytest.raises(TokenError):
        read_token(token, at_least=0)
