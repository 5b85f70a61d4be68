from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from kb.models import Claim, Evidence, Guide
from stories.publishing.actions import withdraw_story
from tests.factories import make_guide, make_moderator, make_story, make_topic, make_work_group

QUOTE = "put the kettle on"


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_two_queries(client: Client, django_assert_num_queries, number: int) -> None:
    story = make_story()
    for each in range(number):
        make_guide(f"guide-{each}", stories=(story,), title=f"Guide {each:02}")

    with django_assert_num_queries(2):
        response = client.get(reverse("guides:list"))

    assert [revision.title for _guide, revision, _built in response.context["cards"]] == [
        f"Guide {each:02}" for each in range(number)
    ]
    assert "Built from a few stories." in response.content.decode()


@pytest.mark.django_db
@travel("2026-06-01")
def test_the_list_says_when_each_was_reviewed_or_that_it_is_due(client: Client) -> None:
    make_guide("current")
    make_guide("overdue", review_due=date(2026, 5, 1))

    html = client.get(reverse("guides:list")).content.decode()

    assert html.count("Reviewed March 2026.") == 1
    assert html.count("Due a review.") == 1


@pytest.mark.django_db
def test_an_empty_list_points_at_stories(client: Client) -> None:
    assert "No guides yet. They are built from stories." in client.get(reverse("guides:list")).content.decode()


@pytest.mark.django_db
def test_a_guide_that_nobody_published_is_not_found(client: Client) -> None:
    guide = make_guide()
    Guide.objects.filter(pk=guide.pk).update(current=None)

    assert client.get(guide.get_absolute_url()).status_code == 404
    assert client.get(reverse("guides:guide", args=["unheard-of"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_a_guide_takes_five_queries(client: Client, django_assert_num_queries, number: int) -> None:
    stories = tuple(make_story(f"Story {each}", work_group=make_work_group()) for each in range(number))
    guide = make_guide(stories=stories, quote=QUOTE)
    guide.topics.add(make_topic())
    for kind in ("step", "do", "dont", "work"):
        for each in range(number):
            claim = Claim.objects.create(
                revision=guide.current, kind=kind, position=each + 2, heading=f"Head {each}", body="Body."
            )
            Evidence.objects.create(claim=claim, story=stories[each])

    with django_assert_num_queries(5):
        response = client.get(guide.get_absolute_url())

    assert len(response.context["page"].work) == number


@pytest.mark.django_db
@travel("2026-06-01")
def test_a_guide_says_what_each_line_stands_on(client: Client) -> None:
    story = make_story("The kettle", work_group=make_work_group())
    guide = make_guide(stories=(story,), quote=QUOTE)
    guide.topics.add(make_topic())
    step = Claim.objects.get(revision=guide.current)
    Evidence.objects.create(claim=step, source="The Highway Code", source_url="https://example.org/code", position=5)
    for kind, body in (
        ("do", "Eat before *four*."),
        ("dont", "Count the hours."),
        ("work", "No more than four nights."),
    ):
        claim = Claim.objects.create(revision=guide.current, kind=kind, position=1, body=body)
        Evidence.objects.create(claim=claim, story=story)

    html = client.get(guide.get_absolute_url()).content.decode()

    assert "<title>The way home after nights – Guides – Cairn</title>" in html
    assert '<a href="#stories">Built from a few stories</a>. Kept by Marram, peer lead.' in html
    assert '<time datetime="2026-03-03">3 March 2026</time>' in html
    assert '<time datetime="2027-03-03">3 March 2027</time>' in html
    assert "Ten <em>minutes</em>." in html
    assert "Colleagues say, a few stories" in html
    assert f"“{QUOTE}”" in html
    assert "Quoted with a yes." in html
    assert '<a href="https://example.org/code" rel="noreferrer"><cite>The Highway Code</cite></a>' in html
    assert "Eat before <em>four</em>." in html
    assert "Count the hours." in html
    assert "No more than four nights." in html
    assert f'<a href="{story.get_absolute_url()}">The kettle</a>' in html
    assert '<a href="/topics/night-shifts/">Night shifts</a>' in html
    assert "due a review" not in html
    assert "checking the guide again" not in html


@pytest.mark.django_db
@travel("2027-03-03")
def test_an_overdue_guide_says_so(client: Client) -> None:
    html = client.get(make_guide().get_absolute_url()).content.decode()

    assert "This guide is due a review. Parts may be out of date." in html
    assert "Not yet built from stories" in html


@pytest.mark.django_db
def test_a_withdrawn_story_takes_its_quotation_along(client: Client) -> None:
    story = make_story("The kettle")
    guide = make_guide(stories=(story,), quote=QUOTE)

    withdraw_story(story)
    html = client.get(guide.get_absolute_url()).content.decode()

    assert QUOTE not in html
    assert "The kettle" not in html
    assert "We are checking the guide again." in html


@pytest.mark.django_db
def test_a_guide_without_lists_has_none(client: Client) -> None:
    html = client.get(make_guide().get_absolute_url()).content.decode()

    assert "Do and don’t" not in html
    assert "What work should change" not in html


@pytest.mark.django_db
def test_guides_are_the_same_for_everybody_and_set_nothing(client: Client) -> None:
    guide = make_guide(stories=(make_story(),))
    signed_in = Client()
    signed_in.force_login(make_moderator())

    for url in (reverse("guides:list"), guide.get_absolute_url()):
        plain, known = client.get(url), signed_in.get(url)
        assert plain.content == known.content
        assert (dict(plain.cookies), dict(known.cookies)) == ({}, {})
