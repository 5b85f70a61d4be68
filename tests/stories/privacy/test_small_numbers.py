import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.privacy.small_numbers import (
    FLOOR,
    Row,
    TooManyCrossed,
    highest,
    may_cross,
    shown_as,
    smallest_group,
    tell,
    tell_row,
    tell_window,
)

rows = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=6)
forests = st.lists(st.tuples(st.none() | st.integers(0, 7), st.integers(0, 40)), max_size=8)


@pytest.mark.parametrize(("asked_for", "kept"), [(0, 5), (4, 5), (5, 5), (12, 12)])
def test_the_floor_of_five_cannot_be_lowered(settings, asked_for: int, kept: int) -> None:
    settings.CAIRN_SMALLEST_GROUP = asked_for

    assert smallest_group() == kept
    assert [tell(kept - 1), tell(4, least=1), tell(1, least=-3)] == [None, None, None]
    assert tell(kept) == kept


@pytest.mark.parametrize(
    ("number", "told"), [(-1, 0), (0, 0), (1, None), (4, None), (5, 5), (9, 5), (10, 10), (57, 55), (1234, 1230)]
)
def test_under_five_nothing_is_told_and_above_it_only_fives(number: int, told: int | None) -> None:
    assert tell(number, least=FLOOR) == told


def test_a_number_of_people_is_told_from_the_smallest_group_on(settings) -> None:
    settings.CAIRN_SMALLEST_GROUP = 12

    assert [tell(number) for number in (11, 12, 14, 15)] == [None, 12, 12, 15]


@given(st.integers(1, 10_000), st.integers(1, 30))
def test_what_is_told_is_true_and_no_closer_than_fives(number: int, least: int) -> None:
    told = tell(number, least=least)

    if told is None:
        assert number < max(FLOOR, least)
    else:
        assert told <= number <= highest(told)
        assert number >= max(FLOOR, least)


def test_of_none_the_highest_is_none() -> None:
    assert highest(0) == 0


def test_two_attributes_may_be_crossed_and_three_are_a_mistake() -> None:
    assert may_cross(["topic", "helped", "topic"]) is True
    assert may_cross(["topic", "helped", "setting"]) is False
    assert tell(20, crossing=("topic", "helped")) == 20
    for ask in (tell, lambda number, crossing: tell_row({"a": number}, crossing=crossing)):
        with pytest.raises(TooManyCrossed):
            ask(20, crossing=("topic", "helped", "setting"))


@pytest.mark.parametrize(
    ("cells", "told", "total"),
    [
        pytest.param({"a": 20, "b": 30}, {"a": 20, "b": 30}, 50, id="nothing small: all is told"),
        pytest.param({"a": 20, "b": 0}, {"a": 20, "b": 0}, 20, id="none hides nobody"),
        pytest.param({"a": 20, "b": 30, "c": 3}, {"a": None, "b": 30, "c": None}, 50, id="and the next smallest"),
        pytest.param(
            {"a": 20, "b": 30, "c": 1, "d": 2}, {"a": None, "b": 30, "c": None, "d": None}, 50, id="two too few"
        ),
        pytest.param({"a": 4, "b": 4, "c": 30}, {"a": None, "b": None, "c": 30}, 35, id="two that are enough together"),
        pytest.param({"a": 3, "b": 0}, {"a": None, "b": 0}, None, id="a small total"),
        pytest.param({"a": 1, "b": 5}, {"a": None, "b": None}, 5, id="all are hidden, and the total says enough"),
        pytest.param({"a": 4, "b": 4, "c": 4, "d": 4, "e": 4, "f": 4, "g": 4, "h": 4, "i": 7},
                     {**dict.fromkeys("abcdefgh"), "i": 5}, 35, id="many small ones keep each other"),
        pytest.param({}, {}, 0, id="nothing at all"),
    ],
)  # fmt: skip
def test_what_is_hidden_in_a_row_cannot_be_found_from_its_total(cells, told, total) -> None:
    assert tell_row(cells, least=FLOOR) == Row(told, total)


def test_without_a_total_one_cell_is_hidden_alone() -> None:
    assert tell_row({"a": 20, "b": 3}, least=FLOOR, with_total=False) == Row({"a": 20, "b": None}, None)


def test_where_even_all_cells_do_not_hide_each_other_the_total_goes() -> None:
    six_ones_and_five = {**dict.fromkeys("abcdef", 1), "g": 5}

    row = tell_row(six_ones_and_five, least=FLOOR)

    assert (set(row.cells.values()), row.total) == ({None}, 10)
    assert tell_row(dict.fromkeys("abcdefg", 1), least=FLOOR) == Row(dict.fromkeys("abcdefg"), None)


@given(rows, st.integers(0, 20))
def test_nobody_finds_a_small_cell_in_a_row_by_adding_and_subtracting(cells: dict[str, int], least: int) -> None:
    least_told = max(FLOOR, least)
    row = tell_row(cells, least=least)
    visible = {key: told for key, told in row.cells.items() if told is not None}
    hidden = [key for key in cells if key not in visible]

    assert all(cells[key] == 0 or cells[key] >= least_told for key in visible)
    if row.total is not None and hidden:
        lowest_sum = sum(visible.values())
        for several in range(1, len(hidden) + 1):
            # Any hidden cells together: the rest of them are one each at least.
            at_most = highest(row.total) - lowest_sum - (len(hidden) - several)
            assert at_most >= least_told
        assert sum(cells[key] for key in hidden) >= least_told


def test_a_group_that_few_share_is_shown_as_the_broader_one() -> None:
    nurses, nights, chapel, boats, harbour = 1, 2, 3, 4, 5

    found = shown_as(
        [(nurses, None, 40), (nights, nurses, 4), (chapel, None, 3), (boats, harbour, 2), (harbour, None, 9)], least=10
    )

    assert found == {nurses: nurses, nights: nurses, chapel: None, boats: None, harbour: None}


def test_a_broader_name_that_would_point_at_the_few_left_over_is_not_used() -> None:
    nurses, nights, days = 1, 2, 3

    assert shown_as([(nurses, None, 12), (nights, nurses, 10), (days, nurses, 2)], least=10) == {
        nurses: None, nights: nights, days: None,
    }  # fmt: skip
    assert shown_as([(nurses, None, 22), (nights, nurses, 10), (days, nurses, 2)], least=10) == {
        nurses: nurses, nights: nights, days: nurses,
    }  # fmt: skip


def test_a_broader_name_all_of_whose_people_have_a_narrower_one_can_still_be_chosen() -> None:
    assert shown_as([(1, None, 30), (2, 1, 10), (3, 1, 20)], least=10) == {1: 1, 2: 2, 3: 3}


def test_a_head_count_that_cannot_be_right_shows_nothing() -> None:
    assert shown_as([(1, None, 15), (2, 1, 10), (3, 1, 20)], least=10) == {1: None, 2: 2, 3: 3}


def test_groups_in_a_circle_are_not_shown() -> None:
    assert shown_as([(1, 2, 90), (2, 1, 90), (3, 3, 90), (4, 1, 90)], least=10) == dict.fromkeys((1, 2, 3, 4))


def test_a_broader_group_that_is_not_there_counts_as_none() -> None:
    assert shown_as([(1, 99, 20)], least=10) == {1: 1}


@given(forests, st.integers(0, 20))
def test_no_name_is_shared_by_fewer_than_the_smallest_group(rows, least: int) -> None:
    least = max(FLOOR, least)
    # Each group is part of one before it, so that there is no circle; its people are among the broader one's.
    parents = {
        key: (broader if broader is not None and broader < key else None) for key, (broader, _) in enumerate(rows)
    }
    own = {key: people for key, (_broader, people) in enumerate(rows)}
    whole = dict(own)
    for key in reversed(range(len(rows))):
        if parents[key] is not None:
            whole[parents[key]] += whole[key]
    found = shown_as([(key, parents[key], whole[key]) for key in own], least=least)

    # Everybody is called by the name of their narrowest group, as far as that is shown.
    called = {name: sum(own[key] for key in own if found[key] == name) for name in set(found.values()) - {None}}
    assert [name for name, people in called.items() if 0 < people < least] == []
    assert [key for key, name in found.items() if name is not None and whole[name] < least] == []
    for key, name in found.items():
        assert name is None or name in itertools.islice(_upward(key, parents), 99)


def _upward(key, parents):
    while key is not None:
        yield key
        key = parents[key]


@pytest.mark.parametrize(
    ("cells", "told", "total"),
    [
        pytest.param({"a": 20, "b": 31}, {"a": 20, "b": 30}, 50, id="nothing small: all is told"),
        pytest.param({"a": 20, "b": 3}, {"a": 20, "b": None}, None, id="a small one beside a told one: no total"),
        pytest.param({"a": 9, "b": 9, "c": 0}, {"a": None, "b": None, "c": 0}, 15, id="small ones alone: the total"),
        pytest.param({"a": 3, "b": 0}, {"a": None, "b": 0}, None, id="a small total"),
        pytest.param({"a": 0, "b": 0}, {"a": 0, "b": 0}, 0, id="none"),
        pytest.param({}, {}, 0, id="nothing at all"),
    ],
)
def test_in_a_window_that_moves_on_none_but_the_small_ones_is_hidden(cells, told, total) -> None:
    assert tell_window(cells, least=10) == Row(told, total)


def test_a_total_that_would_show_each_hidden_cell_to_be_more_than_one_is_not_told() -> None:
    assert tell_window(dict.fromkeys("abcd", 4), least=FLOOR) == Row(dict.fromkeys("abcd"), None)
    assert tell_window(dict.fromkeys("abcd", 3), least=FLOOR) == Row(dict.fromkeys("abcd"), 10)


@given(st.lists(st.integers(0, 30), min_size=5, max_size=8), st.integers(5, 12))
def test_what_a_window_hides_every_window_hides(numbers: list[int], least: int) -> None:
    windows = [dict(enumerate(numbers))] + [
        {place: numbers[place] for place in range(start, start + 4)} for start in range(len(numbers) - 3)
    ]
    told = [{key: cell is None for key, cell in tell_window(one, least=least).cells.items()} for one in windows[1:]]

    assert all(one[key] == (0 < numbers[key] < least) for one in told for key in one)
