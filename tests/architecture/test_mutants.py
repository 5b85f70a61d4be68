"""The list of mutants keeps up with the code: each still finds what it takes out, and no promise goes without one."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.places import ROOT
from tests.privacy.mutants.listing import LIST, PROMISES, Mutant, chosen, mutants

MUTANTS = mutants()
README = (ROOT / "tests/privacy/README.md").read_text()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_what_a_mutant_takes_out_stands_once_in_its_file(mutant: Mutant) -> None:
    assert mutant.times_found() == 1
    assert mutant.old != mutant.new


def test_each_promise_has_a_mutant_and_each_mutant_a_promise() -> None:
    assert {mutant.promise for mutant in MUTANTS} == set(PROMISES)


def test_no_two_mutants_have_one_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_the_tests_that_have_to_notice_are_there() -> None:
    assert [test for mutant in MUTANTS for test in mutant.tests if not (ROOT / test).is_file()] == []
    assert [mutant.name for mutant in MUTANTS if not mutant.tests] == []


def test_the_table_of_promises_names_every_test_and_every_mutant() -> None:
    rows = re.findall(r"^\| (\d+) \|.*\| (.+) \| (.+) \|$", README, re.MULTILINE)
    told = {
        int(number): (set(re.findall(r"\(([\w./]+)\)", tests)), set(re.findall(r"`([\w-]+)`", names)))
        for number, tests, names in rows
    }

    assert sorted(told) == list(PROMISES)
    for number, (tests, names) in told.items():
        own = [mutant for mutant in MUTANTS if mutant.promise == number]
        assert names == {mutant.name for mutant in own}
        paths = {str((LIST.parents[1] / test).resolve().relative_to(ROOT)) for test in tests}
        assert paths >= {test for mutant in own for test in mutant.tests}
        assert [path for path in paths if not (ROOT / path).is_file()] == []


def test_mutants_are_chosen_by_name_or_by_promise() -> None:
    assert chosen([], MUTANTS) == MUTANTS
    assert [one.promise for one in chosen(["17"], MUTANTS)] == [17, 17]
    assert [one.name for one in chosen(["no-padding"], MUTANTS)] == ["no-padding"]
    assert chosen(["no-such-mutant"], MUTANTS) == []


def test_a_field_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "mutants.toml"
    path.write_text('[[mutant]]\nname = "a"\npromises = 1\ntests = []\n')

    with pytest.raises(TypeError):
        mutants(path)
    assert tomllib.loads(LIST.read_text())["mutant"]
