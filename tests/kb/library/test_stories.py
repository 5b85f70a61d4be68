from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from stories.models import Topic
from tests.factories import make_moderator, make_note, make_story, make_topic, make_work_group


def fill(number: int) -> None:
    """Publish so many stories that have everything a card shows."""
    topics = [make_topic(), make_topic("Asked for help", kind=Topic.Kind.HELPED)]
    for each in range(number):
        make_story(f"Story {each}", topics=topics, notes=[make_note()], work_group=make_work_group())


def titles(response: Any) -> list[str]:
    return [card.title for card in response.context["cards"]]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_three_queries(client: Client, django_assert_num_queries, number: int) -> None:
    fill(number)

    with django_assert_num_queries(3):
        response = client.get(reverse("stories"))

    assert len(response.context["cards"]) == min(number, 20)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_every_filter_at_once_takes_three_queries(client: Client, django_assert_num_queries, number: int) -> None:
    fill(number)
    make_note("illness", name="illness")

    with django_assert_num_queries(3):
        response = client.get(
            reverse("stories"),
            {"topic": "night-shifts", "helped": "asked-for-help", "setting": "patient-care", "without": "illness"},
        )

    assert len(response.context["cards"]) == min(number, 20)


@pytest.mark.django_db
def test_the_newest_story_comes_first_and_the_next_page_follows(client: Client) -> None:
    for number in range(25):
        make_story(f"Story {number}")

    first = client.get(reverse("stories"))
    second = client.get(reverse("stories") + first.context["page"].older_url)

    assert titles(first) + titles(second) == [f"Story {number}" for number in range(24, -1, -1)]


@pytest.mark.django_db
def test_the_heading_and_the_title_say_what_is_listed(client: Client) -> None:
    make_story("Right", topics=[make_topic()])
    make_story("Wrong")

    response = client.get(reverse("stories"), {"topic": "night-shifts"})

    assert titles(response) == ["Right"]
    html = response.content.decode()
    assert "<h1>Stories about night shifts</h1>" in html
    assert "<title>Stories about night shifts – Cairn</title>" in html
    assert '<option value="night-shifts" selected>Night shifts</option>' in html


@pytest.mark.django_db
def test_an_empty_site_points_at_what_is_ready(client: Client) -> None:
    response = client.get(reverse("stories"))

    assert response.status_code == 200
    assert "No stories here yet. Guides and help are ready to use." in response.content.decode()


@pytest.mark.django_db
def test_filters_that_let_nothing_through_can_be_taken_off(client: Client) -> None:
    make_story("Wrong", topics=[make_topic("Grief")])
    make_topic()

    html = client.get(reverse("stories"), {"topic": "night-shifts"}).content.decode()

    assert "So far there are no stories about night shifts." in html
    assert f'<a href="{reverse("stories")}">Take off your filters (1)</a>' in html
    assert "You could be the first to share" in html
    assert "a few stories" in html  # the topics to pick from


@pytest.mark.django_db
def test_words_of_a_story_are_never_markup(client: Client) -> None:
    story = make_story("<script>alert(1)</script>", helped="<img src=x onerror=alert(1)> **bold**")

    for url in (reverse("stories"), story.get_absolute_url(), reverse("home")):
        html = client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        "before=%00",
        "after='; --",
        "before=%F0%9F%98%80",
        "topic=%ED%A0%80",
        "helped=" + "x" * 5000,
        "?=&&&",
        "&".join(f"x{n}={n}" for n in range(2000)),
    ],
)
def test_bad_addresses_show_the_first_page(client: Client, query: str) -> None:
    make_story("Only")

    response = client.get(f"{reverse('stories')}?{query}")

    assert (response.status_code, titles(response)) == (200, ["Only"])


@pytest.mark.django_db
def test_readers_pages_are_the_same_for_everybody_and_set_nothing(client: Client) -> None:
    story = make_story(topics=[make_topic()], work_group=make_work_group())
    signed_in = Client()
    signed_in.force_login(make_moderator())

    for url in (
        reverse("stories"),
        story.get_absolute_url(),
        reverse("topics"),
        reverse("topic", args=["night-shifts"]),
    ):
        plain, known = client.get(url), signed_in.get(url)
        assert plain.content == known.content
        assert (dict(plain.cookies), dict(known.cookies)) == ({}, {})
        assert "csrfmiddlewaretoken" not in plain.content.decode()


@pytest.mark.django_db
def test_where_reading_asks_for_an_account_the_list_does(client: Client, settings) -> None:
    settings.CAIRN_READING = "signed-in"

    response = client.get(reverse("stories"))

    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={reverse('stories')}"
