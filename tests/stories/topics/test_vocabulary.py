"""The vocabulary in one query."""

import pytest

from stories.models import ReaderNote, Topic
from stories.topics.vocabulary import load_vocabulary
from tests.factories import make_note, make_topic, make_work_group

pytestmark = pytest.mark.django_db


def test_everything_comes_in_one_query(django_assert_num_queries) -> None:
    hard, helped = make_topic(aliases=("nights",)), make_topic("Said no", kind=Topic.Kind.HELPED)
    group, note = make_work_group(), make_note()
    make_work_group("lighthouse", name="Lighthouse", head_count=2)

    with django_assert_num_queries(1):
        vocabulary = load_vocabulary()

    assert [term.id for term in vocabulary.stressors] == [hard.pk]
    assert [term.id for term in vocabulary.helped] == [helped.pk]
    assert list(vocabulary.groups) == [group.pk]
    assert list(vocabulary.notes) == [note.pk]
    assert [(name, term.id) for name, term in vocabulary.names] == [
        ("Night shifts", hard.pk),
        ("nights", hard.pk),
        ("Said no", helped.pk),
    ]


def test_a_kind_of_work_that_few_share_is_shown_as_the_broader_one() -> None:
    care = make_work_group()
    nights = make_work_group("nights", name="Nights", head_count=12, parent=care)
    chapel = make_work_group("chapel", name="Chapel", head_count=2, parent=nights)
    boats = make_work_group("boats", name="Boats", head_count=3)

    vocabulary = load_vocabulary()

    shown = {group.name: vocabulary.group_shown(group.pk) for group in (care, nights, chapel, boats)}
    names = {name: term and term.name for name, term in shown.items()}
    assert names == {"Patient care": "Patient care", "Nights": "Nights", "Chapel": "Nights", "Boats": None}
    assert [vocabulary.group_shown(key) for key in (None, 99)] == [None, None]
    within = vocabulary.groups_within(vocabulary.groups[care.pk])
    assert sorted(within) == sorted(group.pk for group in (care, nights, chapel))


def test_notes_keep_their_order_and_topics_are_sorted_by_name() -> None:
    for place, slug in ((2, "a"), (1, "b")):
        ReaderNote.objects.create(slug=slug, name=slug, position=place)
    make_topic("mistakes")
    make_topic("Grief")

    vocabulary = load_vocabulary()

    assert [term.slug for term in vocabulary.notes.values()] == ["b", "a"]
    assert [term.name for term in vocabulary.topics.values()] == ["Grief", "mistakes"]


def test_a_merged_topic_leads_to_the_one_in_use() -> None:
    used, merged, twice = make_topic("Nights"), make_topic("Late work", aliases=("lates",)), make_topic("Dark hours")
    Topic.objects.filter(pk=merged.pk).update(merged_into=used)
    Topic.objects.filter(pk=twice.pk).update(merged_into=merged)

    vocabulary = load_vocabulary()

    assert list(vocabulary.topics) == [used.pk]
    assert vocabulary.topic("dark-hours") == vocabulary.topics[used.pk]
    assert {name: term.id for name, term in vocabulary.names} == dict.fromkeys(
        ("Dark hours", "Late work", "lates", "Nights"), used.pk
    )


def test_topics_merged_in_a_circle_lead_nowhere() -> None:
    one, other = make_topic("One"), make_topic("Other")
    Topic.objects.filter(pk=one.pk).update(merged_into=other)
    Topic.objects.filter(pk=other.pk).update(merged_into=one)

    assert (load_vocabulary().topic("one"), load_vocabulary().names) == (None, [])


def test_an_unknown_address_is_no_topic() -> None:
    assert load_vocabulary().topic("nowhere") is None
