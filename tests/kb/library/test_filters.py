import pytest
from django.http import QueryDict

from kb.library.filters import Chosen, Filters, read_filters
from kb.library.queries import filtered
from kb.library.vocabulary import load_vocabulary
from stories.models import Topic
from tests.factories import make_note, make_story, make_topic, make_work_group


def filters(query: str) -> Filters:
    return read_filters(QueryDict(query), load_vocabulary())


@pytest.fixture
def words(db) -> None:
    make_topic("Night shifts")
    make_topic("Grief")
    make_topic("Asked for help", kind=Topic.Kind.HELPED)
    make_topic("Said no", kind=Topic.Kind.HELPED)
    make_note("death", name="a death")
    make_work_group()
    make_work_group("chapel", name="Chapel", head_count=2)


@pytest.mark.usefixtures("words")
def test_nothing_chosen() -> None:
    none = filters("")

    assert (none.count, none.pairs, none.chosen, none.heading) == (0, [], [], "Stories")


@pytest.mark.usefixtures("words")
def test_everything_chosen_reads_as_a_sentence_and_each_can_be_taken_off() -> None:
    every = filters("without=death&setting=patient-care&helped=said-no&helped=asked-for-help&topic=night-shifts")

    assert every.heading == (
        "Stories from patient care about night shifts where this helped: asked for help and said no"
    )
    assert every.chosen[0] == Chosen(
        "Night shifts", "?helped=asked-for-help&helped=said-no&setting=patient-care&without=death"
    )
    assert [one.label for one in every.chosen] == [
        "Night shifts", "Helped: asked for help", "Helped: said no", "Patient care", "Leave out a death",
    ]  # fmt: skip


@pytest.mark.usefixtures("words")
def test_the_last_filter_is_taken_off_by_the_plain_address() -> None:
    assert filters("topic=grief").chosen == [Chosen("Grief", "?")]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    "query",
    [
        "topic=unheard-of&helped=nope&setting=nope&without=nope",
        "topic=%00&helped=<script>&setting='; drop table&without=\ud800",
        "helped=night-shifts",  # what was hard is not what helped
        "setting=chapel",  # too few people work there
        "&".join("helped=" + "x" * 200 for _ in range(100)),
    ],
)
def test_what_is_not_a_word_of_ours_counts_for_nothing(query: str) -> None:
    assert filters(query).pairs == []


@pytest.mark.usefixtures("words")
def test_the_form_offers_what_can_be_chosen() -> None:
    chosen = filters("topic=said-no&without=death")

    assert [(one.name, one.chosen) for one in chosen.topics] == [
        ("Said no", True), ("Grief", False), ("Night shifts", False),
    ]  # fmt: skip
    assert [(one.name, one.chosen) for one in chosen.all_settings] == [("Patient care", False)]
    assert [(one.name, one.chosen) for one in chosen.all_without] == [("a death", True)]
    assert [one.name for one in chosen.all_helped] == ["Asked for help", "Said no"]


@pytest.mark.usefixtures("words")
def test_the_filters_let_through_what_they_say() -> None:
    nights, asked = make_topic("Night shifts"), make_topic("Asked for help")
    group, note = make_work_group(), make_note()
    right = make_story("Right", topics=[nights, asked], work_group=group)
    make_story("No topic", topics=[asked], work_group=group)
    make_story("Nothing helped", topics=[nights], work_group=group)
    make_story("Elsewhere", topics=[nights, asked])
    make_story("Heavy", topics=[nights, asked], work_group=group, notes=[note])

    found = filtered(filters("topic=night-shifts&helped=asked-for-help&setting=patient-care&without=death"))

    assert list(found) == [right]
