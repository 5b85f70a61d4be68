import pytest
from django.http import QueryDict

from kb.catalogue.filters import Chosen, Filters, chosen, read_filters
from stories.models import Topic, WorkGroup
from stories.topics.vocabulary import load_vocabulary
from tests.factories import make_note, make_topic, make_work_group


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

    assert (none, none.picked, chosen(none.picked)) == (Filters(), [], [])


@pytest.mark.usefixtures("words")
def test_each_filter_can_be_taken_off() -> None:
    every = filters("without=death&setting=patient-care&helped=said-no&helped=asked-for-help&topic=night-shifts")

    assert chosen(every.picked) == [
        Chosen("Night shifts", "?helped=asked-for-help&helped=said-no&setting=patient-care&without=death"),
        Chosen("Helped: asked for help", "?topic=night-shifts&helped=said-no&setting=patient-care&without=death"),
        Chosen("Helped: said no", "?topic=night-shifts&helped=asked-for-help&setting=patient-care&without=death"),
        Chosen("Patient care", "?topic=night-shifts&helped=asked-for-help&helped=said-no&without=death"),
        Chosen("Leave out a death", "?topic=night-shifts&helped=asked-for-help&helped=said-no&setting=patient-care"),
    ]


@pytest.mark.usefixtures("words")
def test_what_else_the_address_says_stays_when_a_filter_is_taken_off() -> None:
    assert chosen(filters("topic=grief").picked) == [Chosen("Grief", "?")]
    assert chosen(filters("topic=grief").picked, keep=[("q", "a & b")]) == [Chosen("Grief", "?q=a+%26+b")]


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    "query",
    [
        "topic=unheard-of&helped=nope&setting=nope&without=nope",
        "topic=%00&helped=<script>&setting='; drop table&without=\ud800",
        "setting=chapel",  # too few people work there
        "&".join("helped=" + "x" * 200 for _ in range(100)),
        "&".join(["helped=nope"] * 20 + ["helped=said-no"]),  # more than count
    ],
)
def test_what_is_not_a_word_of_ours_counts_for_nothing(query: str) -> None:
    assert filters(query) == Filters()


@pytest.mark.usefixtures("words")
def test_a_kind_of_work_takes_those_that_are_part_of_it_with_it() -> None:
    care = make_work_group()
    WorkGroup.objects.filter(slug="chapel").update(parent=care)
    nights = make_work_group("nights", name="Nights", head_count=20, parent=care)

    found = filters("setting=patient-care&setting=chapel")

    assert [term.name for term in found.settings] == ["Patient care"]
    assert found.work_groups == sorted([care.pk, nights.pk, WorkGroup.objects.get(slug="chapel").pk])
    assert filters("setting=nights").work_groups == [nights.pk]


@pytest.mark.usefixtures("words")
def test_a_topic_counts_as_what_it_is() -> None:
    swapped = filters("topic=said-no&helped=night-shifts")

    assert [(one.name, one.value) for one in swapped.picked] == [("topic", "night-shifts"), ("helped", "said-no")]


@pytest.mark.usefixtures("words")
def test_the_form_offers_what_can_be_chosen() -> None:
    questions = filters("topic=grief&without=death").questions(load_vocabulary())

    assert [(one.name, one.one_of) for one in questions] == [
        ("topic", True), ("helped", False), ("setting", False), ("without", False),
    ]  # fmt: skip
    assert [[(option.label, option.chosen) for option in one.options] for one in questions] == [
        [("Grief", True), ("Night shifts", False)],
        [("Asked for help", False), ("Said no", False)],
        [("Patient care", False)],
        [("a death", True)],
    ]


@pytest.mark.django_db
def test_a_question_with_nothing_to_choose_is_not_asked() -> None:
    make_note("death", name="a death")

    assert [one.name for one in filters("").questions(load_vocabulary())] == ["without"]
