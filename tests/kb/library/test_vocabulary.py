import pytest

from kb.library.vocabulary import load_vocabulary
from stories.models import ReaderNote, Topic
from tests.factories import make_note, make_topic, make_work_group


@pytest.mark.django_db
def test_the_vocabulary_is_one_query(django_assert_num_queries) -> None:
    make_topic("Night shifts")
    make_topic("Asked for help", kind=Topic.Kind.HELPED)
    make_note()
    make_work_group()
    make_work_group("chapel", name="Chapel", head_count=3)

    with django_assert_num_queries(1):
        vocabulary = load_vocabulary()

    assert [term.name for term in vocabulary.stressors] == ["Night shifts"]
    assert [term.name for term in vocabulary.helped] == ["Asked for help"]
    assert [term.name for term in vocabulary.notes.values()] == ["a death"]
    assert [term.detail for term in vocabulary.groups.values()] == ["patient care"]


@pytest.mark.django_db
def test_notes_keep_their_order_and_topics_are_sorted_by_name() -> None:
    for place, slug in ((2, "a"), (1, "b")):
        ReaderNote.objects.create(slug=slug, name=slug, position=place)
    make_topic("mistakes")
    make_topic("Grief")

    vocabulary = load_vocabulary()

    assert [term.slug for term in vocabulary.notes.values()] == ["b", "a"]
    assert [term.name for term in vocabulary.topics.values()] == ["Grief", "mistakes"]


@pytest.mark.django_db
def test_a_merged_topic_leads_to_the_last_one_of_the_row() -> None:
    last = make_topic("Nights")
    middle = make_topic("Late shifts")
    first = make_topic("Overnight")
    Topic.objects.filter(pk=middle.pk).update(merged_into=last)
    Topic.objects.filter(pk=first.pk).update(merged_into=middle)

    found = load_vocabulary().topic("overnight")

    assert found is not None
    assert found.slug == "nights"
    assert [term.slug for term in load_vocabulary().topics.values()] == ["nights"]


@pytest.mark.django_db
def test_a_ring_of_merges_leads_nowhere() -> None:
    one, other = make_topic("One"), make_topic("Other")
    Topic.objects.filter(pk=one.pk).update(merged_into=other)
    Topic.objects.filter(pk=other.pk).update(merged_into=one)

    assert load_vocabulary().topic("one") is None
    assert load_vocabulary().topic("unheard-of") is None
