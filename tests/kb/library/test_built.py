import pytest
from django.urls import reverse

from kb.library.built import Built, helped_to_build
from kb.models import Checklist, Claim, Evidence, Guide, SaidDid
from tests.factories import make_checklist, make_guide, make_story


@pytest.mark.django_db
def test_a_story_says_what_it_helped_to_build(django_assert_num_queries) -> None:
    story = make_story()
    guide = make_guide(stories=(story,), title="The way home")
    make_checklist(stories=(story,), title="Worn out?")
    answer = SaidDid.objects.create(said="Ten minutes before home", did="Six wards.", month="2026-03-01", state="done")
    answer.stories.add(story)

    with django_assert_num_queries(1):
        built = helped_to_build(story)

    assert built == [
        Built("The way home", guide.get_absolute_url(), "Guide, step 1: stop before you leave.", "stone"),
        Built("Worn out?", "/checklists/worn-out/", "Checklist, line 1 came from this story.", "stone"),
        Built("Ten minutes before home", reverse("pages:said_did"), "You said, we did: done.", "kettle"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "words"),
    [("work", "Guide: what work should change."), ("do", "Guide: do and don’t."), ("dont", "Guide: do and don’t.")],
)
def test_other_places_in_a_guide_have_names(kind: str, words: str) -> None:
    story = make_story()
    guide = make_guide()
    claim = Claim.objects.create(revision=guide.current, kind=kind, position=1, body="Peg the curtains.")
    Evidence.objects.create(claim=claim, story=story)

    assert [built.place for built in helped_to_build(story)] == [words]


@pytest.mark.django_db
def test_a_guide_is_named_once_and_by_its_step() -> None:
    story = make_story()
    guide = make_guide(stories=(story,))
    claim = Claim.objects.create(revision=guide.current, kind="do", position=1, body="Peg the curtains.")
    Evidence.objects.create(claim=claim, story=story)

    assert [built.place for built in helped_to_build(story)] == ["Guide, step 1: stop before you leave."]


@pytest.mark.django_db
def test_an_older_revision_or_version_counts_for_nothing() -> None:
    story = make_story()
    make_guide(stories=(story,))
    make_checklist(stories=(story,))
    Guide.objects.update(current=None)
    Checklist.objects.update(current=None)

    assert helped_to_build(story) == []
