"""A proof of work in ALTCHA's own protocol: for one form, for one time, for a while, and about nobody."""

import base64
import json
from typing import Any

import altcha
import pytest
import time_machine
from django.utils.crypto import salted_hmac

from stories.privacy.proof import KEY, LENGTH, MOST, SECONDS, Solutions, new_challenge

FORM = "the number of a form"


def solved(challenge: str, /, **changes: Any) -> str:
    """The payload that ALTCHA's own library makes of a challenge."""
    task = json.loads(challenge)
    found = altcha.solve_challenge_v1(task["challenge"], task["salt"], task["algorithm"], task["maxnumber"], 0)
    payload = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")} | {"number": found.number}
    return base64.b64encode(json.dumps(payload | changes).encode()).decode()


def test_a_challenge_is_one_of_altchas() -> None:
    task = json.loads(new_challenge(FORM, number=7))
    key = salted_hmac(KEY, b"", algorithm="sha256")

    assert task.keys() == {"algorithm", "challenge", "maxnumber", "salt", "signature"}
    assert (task["algorithm"], task["maxnumber"]) == ("SHA-256", MOST)
    assert task["challenge"] == altcha.hash_hex("SHA-256", f"{task['salt']}7".encode())
    key.update(task["challenge"].encode())
    assert task["signature"] == key.hexdigest()


def test_a_challenge_holds_the_forms_number_and_when_it_ends_and_nothing_else() -> None:
    with time_machine.travel("2026-11-23 09:00:00", tick=False):
        task = json.loads(new_challenge(FORM))

    assert altcha.extract_params_v1(task) == {"expires": [str(1795424400 + SECONDS)], "form": [FORM]}


def test_a_solution_by_altchas_own_library_is_taken() -> None:
    assert Solutions().take(solved(new_challenge(FORM, number=321)), form=FORM)


def test_the_number_is_by_chance() -> None:
    assert len({json.loads(new_challenge(FORM))["challenge"] for _ in range(3)}) == 3


def test_a_solution_is_taken_once() -> None:
    solutions, payload = Solutions(), solved(new_challenge(FORM, number=1))

    assert [solutions.take(payload, form=FORM) for _ in range(3)] == [True, False, False]


def test_what_was_taken_is_forgotten_when_it_is_too_old() -> None:
    solutions = Solutions()
    with time_machine.travel("2026-11-23 09:00", tick=False) as clock:
        old = solved(new_challenge(FORM, number=1))
        assert solutions.take(old, form=FORM)
        clock.shift(SECONDS + 1)
        assert not solutions.take(old, form=FORM)
        assert solutions.take(solved(new_challenge(FORM, number=2)), form=FORM)
        assert len(solutions._taken) == 1


def test_a_solution_belongs_to_its_form() -> None:
    assert not Solutions().take(solved(new_challenge("another form", number=1)), form=FORM)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 2}, {"number": "1"}, {"number": True}, {"number": 1.0}, {"number": None}, {"signature": "0" * 64},
        {"signature": None}, {"challenge": "0" * 64}, {"challenge": []}, {"algorithm": "SHA-1"}, {"salt": "00?form=a&"},
        {"salt": None}, {"salt": {}}, {"salt": "00?expires=soon&form=a&"}, {"salt": "\ud800"},
        {"salt": "00?expires=9999999999&form=the+number+of+a+form&"}, {"salt": "?" + "a=b&" * 100},
    ],
)  # fmt: skip
def test_a_changed_solution_is_none(changes: dict[str, Any]) -> None:
    assert not Solutions().take(solved(new_challenge(FORM, number=1), **changes), form=FORM)


@pytest.mark.parametrize(
    "said", ["", "5", "[]", "{}", "null", "[" * 1_400, '"altcha"', '{"number": 1}', "1" * 1_400, "1e999"]
)
def test_what_is_no_solution_is_none(said: str) -> None:
    for payload in (said, base64.b64encode(said.encode()).decode()):
        assert not Solutions().take(payload, form=FORM)


@pytest.mark.parametrize("payload", ["é", "\x00", "a" * (LENGTH + 1), "====", "\ud800"])
def test_what_is_no_base_64_is_none(payload: str) -> None:
    assert not Solutions().take(payload, form=FORM)
