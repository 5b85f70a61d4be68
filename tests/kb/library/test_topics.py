import pytest
from django.test import Client
from django.urls import reverse

from kb.models import SaidDid
from stories.models import Topic
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic, make_work_group


@pytest.mark.django_db
def test_the_index_shows_both_kinds_with_their_meaning(client: Client, django_assert_num_queries) -> None:
    nights = make_topic()
    Topic.objects.filter(pk=nights.pk).update(description="Working while others sleep.")
    make_topic("Asked for help", kind=Topic.Kind.HELPED)
    gone = make_topic("Overnight")
    Topic.objects.filter(pk=gone.pk).update(merged_into=nights)
    for number in range(5):
        make_story(f"Night {number}", topics=[nights])

    with django_assert_num_queries(1):
        response = client.get(reverse("topics"))

    html = response.content.decode()
    assert [entry.name for entry in response.context["stressors"]] == ["Night shifts"]
    assert [entry.name for entry in response.context["helped"]] == ["Asked for help"]
    assert [entry.stories for entry in response.context["stressors"]] == ["5+ stories"]
    assert "Working while others sleep." in html
    assert "no stories yet" in html


@pytest.mark.django_db
def test_a_site_without_topics_says_so(client: Client) -> None:
    assert "No topics yet." in client.get(reverse("topics")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_a_topic_takes_ten_queries(client: Client, django_assert_num_queries, number: int) -> None:
    nights = make_topic()
    stories = tuple(
        make_story(f"Night {each}", topics=[nights], notes=[make_note()], work_group=make_work_group())
        for each in range(number)
    )
    for each in range(number):
        make_guide(f"guide-{each}", stories=stories).topics.add(nights)
        make_checklist(f"list-{each}", stories=stories).topics.add(nights)
        SaidDid.objects.create(said=f"Said {each}", month="2026-02-01").stories.set(stories)

    with django_assert_num_queries(10):
        response = client.get(reverse("topic", args=["night-shifts"]))

    page = response.context["page"]
    assert (len(page.cards), len(page.guides), len(page.checklists)) == (min(number, 20), number, number)
    assert len(page.answers) == min(number, 3)


@pytest.mark.django_db
def test_a_topic_shows_everything_about_it(client: Client) -> None:
    nights, asked = make_topic(), make_topic("Asked for help", kind=Topic.Kind.HELPED)
    stories = [make_story(f"Night {each}", topics=[nights, asked]) for each in range(5)]
    guide = make_guide(stories=tuple(stories), title="The way home")
    guide.topics.add(nights)
    make_story("Day")

    html = client.get(reverse("topic", args=["night-shifts"])).content.decode()

    assert "What people here say helps" in html
    assert "many people" in html
    assert "Built from 5+ stories." in html
    assert "Stories about night shifts" in html
    assert "Day" not in html
    assert f'href="{reverse("stories")}?topic=night-shifts"' in html


@pytest.mark.django_db
def test_a_topic_that_helped_is_worded_as_one(client: Client) -> None:
    asked = make_topic("Asked for help", kind=Topic.Kind.HELPED)
    nights = make_topic()
    for each in range(5):
        make_story(f"Night {each}", topics=[nights, asked])

    html = client.get(reverse("topic", args=["asked-for-help"])).content.decode()

    assert "Stories where this helped: asked for help" in html
    assert "Where people here say it helps" in html
    assert f'href="{reverse("stories")}?helped=asked-for-help"' in html


@pytest.mark.django_db
def test_a_topic_without_stories_invites(client: Client) -> None:
    make_topic()

    html = client.get(reverse("topic", args=["night-shifts"])).content.decode()

    assert "No stories about this yet." in html
    assert "What people here say helps" not in html


@pytest.mark.django_db
def test_a_topic_s_stories_turn_pages(client: Client) -> None:
    nights = make_topic()
    for each in range(25):
        make_story(f"Night {each}", topics=[nights])
    url = reverse("topic", args=["night-shifts"])

    first = client.get(url)
    second = client.get(url + first.context["page"].page.older_url)

    titles = [card.title for response in (first, second) for card in response.context["page"].cards]
    assert titles == [f"Night {each}" for each in range(24, -1, -1)]


@pytest.mark.django_db
def test_a_merged_topic_leads_to_the_one_it_went_into(client: Client) -> None:
    nights, gone = make_topic(), make_topic("Overnight")
    Topic.objects.filter(pk=gone.pk).update(merged_into=nights)

    response = client.get(reverse("topic", args=["overnight"]))

    assert (response.status_code, response.headers["Location"]) == (301, reverse("topic", args=["night-shifts"]))


@pytest.mark.django_db
def test_an_unknown_topic_is_not_found(client: Client) -> None:
    assert client.get(reverse("topic", args=["unheard-of"])).status_code == 404
