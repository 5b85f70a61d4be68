import pytest
from django.test import Client
from django.urls import reverse

from kb.models.guide import DRAWINGS
from stories.models import Story, Topic, WorkGroup
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic, make_work_group


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_a_story_takes_seven_queries(client: Client, django_assert_num_queries, number: int) -> None:
    topics = [make_topic(f"Topic {each}") for each in range(min(number, 6))]
    notes = [make_note(f"note-{each}", name=f"note {each}") for each in range(min(number, 6))]
    story = make_story(topics=topics, notes=notes, work_group=make_work_group())
    for each in range(number):
        make_story(f"Other {each}", topics=topics)
        make_guide(f"guide-{each}", stories=(story,), title=f"Guide {each}")

    with django_assert_num_queries(7):
        response = client.get(story.get_absolute_url())

    assert len(response.context["page"].built) == number


@pytest.mark.django_db
def test_the_story_says_who_when_what_and_how_it_goes_on(client: Client) -> None:
    story = make_story(
        topics=[make_topic(), make_topic("Asked for help", kind=Topic.Kind.HELPED)],
        notes=[make_note("death", name="a death"), make_note("illness", name="illness")],
        work_group=make_work_group(),
        happened="One.\n\nTwo [detail changed to protect someone] three.",
    )
    make_checklist(stories=(story,))

    html = client.get(story.get_absolute_url()).content.decode()

    assert "<title>The bus home was the worst part – Stories – Cairn</title>" in html
    assert "Shared by someone in patient care, spring 2026." in html
    assert 'This story mentions: a death and illness. <a href="#helped">Go to what helped</a>' in html
    assert '<span class="changed">[detail changed to protect someone]</span>' in html
    assert '<a href="/topics/night-shifts/">Stories about night shifts</a>' in html
    assert "Checklist, line 1 came from this story." in html
    for heading in ("What happened", "What it was like", "What helped", "What I’d tell a colleague"):
        assert heading in html
    assert "Talk to someone now" in html


@pytest.mark.django_db
def test_a_bare_story_shows_only_what_there_is(client: Client) -> None:
    story = make_story(felt="", helped="", advice=" ", notes=[make_note()])

    response = client.get(story.get_absolute_url())

    html = response.content.decode()
    assert [part.name for part in response.context["page"].parts] == ["happened"]
    assert "Shared by someone here, spring 2026." in html
    assert "Go to what helped" not in html
    assert "Stories like this one" not in html
    assert "helped to build" not in html
    assert f'<a href="{reverse("stories")}">All stories</a>' in html


@pytest.mark.django_db
def test_a_group_that_few_people_share_is_not_named(client: Client) -> None:
    story = make_story(work_group=make_work_group("chapel", name="Chapel", head_count=9))

    html = client.get(story.get_absolute_url()).content.decode()

    assert "Shared by someone here, spring 2026." in html
    assert "chapel" not in html.lower()


@pytest.mark.django_db
def test_the_broader_kind_of_work_is_named_from_the_moment_on_in_which_too_few_share_it(client: Client) -> None:
    chapel = make_work_group("chapel", name="Chapel", head_count=40, parent=make_work_group())
    story = make_story(work_group=chapel)
    WorkGroup.objects.filter(pk=chapel.pk).update(head_count=9)

    html = client.get(story.get_absolute_url()).content.decode()

    assert "Shared by someone in patient care, spring 2026." in html
    assert "chapel" not in html.lower()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "large"), [("It was.", True), ("I was.", True), ("I’m.", False), ("“No.”", False), ("1", False)]
)
def test_only_a_plain_letter_stands_large(client: Client, text: str, large: bool) -> None:
    story = make_story(happened=text)

    part = client.get(story.get_absolute_url()).context["page"].parts[0]

    assert part.opens_large is large


@pytest.mark.django_db
@pytest.mark.parametrize("change", ["slug", "case"])
def test_an_old_or_mistyped_address_leads_to_the_right_one(client: Client, change: str) -> None:
    story = make_story()
    url = reverse("story", args=[story.code, "old-title" if change == "slug" else story.slug])

    response = client.get(url if change == "slug" else url.replace(story.code, story.code.lower()))

    assert (response.status_code, response.headers["Location"]) == (301, story.get_absolute_url())


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["nope", "0000000000000", "ZZZZZZZZZZZZZ", "%00", "ü", "1" * 300])
def test_an_unknown_story_is_not_found(client: Client, code: str) -> None:
    make_story()

    response = client.get(f"/stories/{code}/x/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.django_db
def test_the_drawing_of_a_story_stays_the_same(client: Client) -> None:
    story = make_story()

    pages = [client.get(story.get_absolute_url()).context["page"] for _time in range(2)]

    assert pages[0].drawing == pages[1].drawing
    assert pages[0].drawing in dict(DRAWINGS)


@pytest.mark.django_db
def test_a_title_without_letters_has_an_address(client: Client) -> None:
    story = make_story("☕☕☕")

    assert client.get(story.get_absolute_url()).status_code == 200
    assert Story.objects.get().slug == "-"
