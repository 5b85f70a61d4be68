import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from kb.help import snapshot
from kb.models import Guide, HelpEntry, PeerSupporter, SaidDid
from stories.models import Topic
from tests.factories import (
    make_checklist,
    make_guide,
    make_moderator,
    make_note,
    make_story,
    make_topic,
    make_work_group,
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings) -> None:
    """The help file of no other test."""
    settings.DATA_DIR = tmp_path
    snapshot.breaker.reset()


def fill(number: int) -> None:
    HelpEntry.objects.create(kind=HelpEntry.Kind.TALK_NOW, name="A listening line")
    stories = []
    for each in range(number):
        topics = [make_topic(f"Topic {each}"), make_topic("Asked for help", kind=Topic.Kind.HELPED)]
        stories.append(make_story(f"Story {each}", topics=topics, notes=[make_note()], work_group=make_work_group()))
        make_guide(f"guide-{each}", stories=tuple(stories))
        make_checklist(f"list-{each}", stories=tuple(stories))
        SaidDid.objects.create(said=f"Said {each}", did="Done.", month="2026-02-01", state="done")
        PeerSupporter.objects.create(alias=f"Peer {each}", listens_to="Nights", from_hour=0, to_hour=23)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
@travel("2026-06-01T12:00:00Z")
def test_home_takes_as_many_queries_with_one_of_each_as_with_thirty(
    client: Client, django_assert_num_queries, number: int
) -> None:
    fill(number)

    client.get(reverse("home"))  # which writes the help file

    with django_assert_num_queries(9):
        response = client.get(reverse("home"))

    page = response.context["page"]
    assert page.newest.card.title == f"Story {number - 1}"
    assert (len(page.topics), len(page.peers)) == (min(number, 12), number)


@pytest.mark.django_db
@travel("2026-06-01T12:00:00Z")
def test_home_shows_one_of_each_thing(client: Client) -> None:
    fill(1)

    html = client.get(reverse("home")).content.decode()

    assert "The newest story, from patient care" in html
    assert "“Somebody put the kettle on and asked what he was like.”" in html
    assert "Mentions a death" in html
    assert "A guide. Built from a few stories." in html
    assert "A checklist. 1 line, 2 minutes. Your ticks stay on your screen." in html
    assert "a few stories" in html
    assert "You said, we did" in html
    assert "Until 11 p.m." in html
    assert f'action="{reverse("search")}"' in html
    assert 'preserveAspectRatio="xMaxYMax slice"' in html


@pytest.mark.django_db
def test_an_empty_site_says_what_is_ready(client: Client) -> None:
    response = client.get(reverse("home"))

    html = response.content.decode()
    assert response.status_code == 200
    assert "No stories yet. Guides and help are ready to use." in html
    for missing in ("Built from stories", "What people tell about", "Peer supporters on now", "The newest story"):
        assert missing not in html


@pytest.mark.django_db
def test_home_shows_neither_a_draft_nor_what_is_not_done(client: Client) -> None:
    make_guide()
    Guide.objects.update(current=None)
    make_checklist(kind="handover")
    SaidDid.objects.create(said="A lift.", why_not="No money.", month="2026-02-01", state="not_yet")

    page = client.get(reverse("home")).context["page"]

    assert (page.guide, page.checklist, page.answer) == (None, None, None)


@pytest.mark.django_db
def test_a_story_without_a_shown_group_comes_from_nowhere(client: Client) -> None:
    make_story(work_group=make_work_group("chapel", name="Chapel", head_count=3), helped="")

    html = client.get(reverse("home")).content.decode()

    assert '<p class="label">The newest story</p>' in html
    assert "chapel" not in html.lower()


@pytest.mark.django_db
@travel("2026-06-01T12:00:00Z")
def test_home_is_the_same_for_everybody_and_sets_nothing(client: Client) -> None:
    fill(1)
    signed_in = Client()
    signed_in.force_login(make_moderator())

    plain, known = client.get(reverse("home")), signed_in.get(reverse("home"))

    assert plain.content == known.content
    assert (dict(plain.cookies), dict(known.cookies)) == ({}, {})
    assert "csrfmiddlewaretoken" not in plain.content.decode()
