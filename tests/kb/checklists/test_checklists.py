import re

import pytest
from django.test import Client
from django.urls import reverse

from kb.models import Checklist, ChecklistBand, ChecklistItem, ItemCitation
from stories.publishing.actions import withdraw_story
from tests.factories import make_checklist, make_moderator, make_story, make_topic


def add_band(checklist: Checklist, lowest: int, highest: int, heading: str, **fields) -> ChecklistBand:
    fields = {"advice": "Eat something.", **fields}
    return ChecklistBand.objects.create(
        version=checklist.current, lowest=lowest, highest=highest, heading=heading, **fields
    )


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_three_queries(client: Client, django_assert_num_queries, number: int) -> None:
    story = make_story()
    for each in range(number):
        make_checklist(f"list-{each}", stories=(story,), title=f"List {each:02}")

    with django_assert_num_queries(3):
        response = client.get(reverse("checklists:list"))

    assert [card.title for card in response.context["cards"]] == [f"List {each:02}" for each in range(number)]
    html = response.content.decode()
    assert "1 line, 2 minutes. Led by Teasel, peer lead. Built from a few stories." in html


@pytest.mark.django_db
def test_an_empty_list_points_at_stories(client: Client) -> None:
    assert "No checklists yet. They are built from stories." in client.get(reverse("checklists:list")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["checklist", "print"])
def test_a_checklist_that_nobody_published_is_not_found(client: Client, name: str) -> None:
    checklist = make_checklist()
    Checklist.objects.filter(pk=checklist.pk).update(current=None)

    assert client.get(reverse(f"checklists:{name}", args=[checklist.slug])).status_code == 404
    assert client.get(reverse(f"checklists:{name}", args=["unheard-of"])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("name", ["checklist", "print"])
def test_a_checklist_takes_six_queries(client: Client, django_assert_num_queries, number: int, name: str) -> None:
    stories = tuple(make_story(f"Story {each}") for each in range(number))
    checklist = make_checklist(stories=stories)
    checklist.topics.add(make_topic())
    add_band(checklist, 0, 2, "ordinary tired")
    for each in range(number):
        item = ChecklistItem.objects.create(version=checklist.current, position=each + 2, text=f"Line {each}")
        ItemCitation.objects.create(item=item, story=stories[each])

    with django_assert_num_queries(6):
        response = client.get(reverse(f"checklists:{name}", args=[checklist.slug]))

    assert len(response.context["page"].lines) == number + 1


@pytest.mark.django_db
def test_ticks_have_no_name_and_the_form_no_address(client: Client) -> None:
    checklist = make_checklist()
    add_band(checklist, 0, 2, "ordinary tired")

    html = client.get(checklist.get_absolute_url()).content.decode()

    form = re.search(r'<form class="check".*?</form>', html, re.DOTALL)
    assert form is not None
    assert "name=" not in form.group()
    assert "action=" not in form.group()
    assert 'autocomplete="off"' in form.group()
    assert '<button type="submit" disabled hidden>' in form.group()


@pytest.mark.django_db
def test_a_self_check_shows_why_and_what_ticks_may_mean(client: Client) -> None:
    story = make_story("The kettle")
    checklist = make_checklist(stories=(story,))
    item = ChecklistItem.objects.get()
    ItemCitation.objects.create(item=item, source="Dawson and Reid", source_url="https://example.org/", position=2)
    alone = ChecklistItem.objects.create(version=checklist.current, position=2, text="Awake for 17 hours.")
    ItemCitation.objects.create(item=alone, source="Nature, 1997")
    add_band(checklist, 0, 1, "ordinary tired")
    add_band(checklist, 2, 2, "2: worn out", links_help=True)
    add_band(checklist, 3, 3, "other", advice="Rest.")
    checklist.topics.add(make_topic())

    html = client.get(checklist.get_absolute_url()).content.decode()

    assert "<title>Just tired, or worn out? – Checklists – Cairn</title>" in html
    assert "Led by Teasel, peer lead. Version 1," in html
    assert "February 2026" in html
    assert "Hunger hides. <i>Colleagues say, a few stories</i>" in html
    assert "<i>Research says: Nature, 1997</i>" in html
    assert "<h3>0 to 1: ordinary tired</h3>" in html
    assert "<h3>2: worn out</h3>" in html
    assert "<h3>3: other</h3>" in html
    assert f'Eat something. <a href="{reverse("help:help")}">Get help now</a>' in html
    assert f'<a href="{story.get_absolute_url()}">The kettle</a>' in html
    assert '<a href="https://example.org/" rel="noreferrer"><cite>Dawson and Reid</cite></a>' in html
    assert "kb/js/checklist.js" in html
    assert "occupational health" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["team_run", "handover", "after_event"])
def test_other_kinds_have_lines_and_no_bands(client: Client, kind: str) -> None:
    checklist = make_checklist(kind=kind)
    add_band(checklist, 0, 1, "ordinary tired")

    html = client.get(checklist.get_absolute_url()).content.decode()

    assert "I missed my break." in html
    assert "ordinary tired" not in html
    assert 'type="checkbox"' not in html
    assert "kb/js/checklist.js" not in html
    assert "Your ticks stay" not in html


@pytest.mark.django_db
def test_a_list_without_a_yes_from_occupational_health_says_so(client: Client) -> None:
    checklist = make_checklist()
    Checklist.objects.update(needs_sign_off=True)

    html = client.get(checklist.get_absolute_url()).content.decode()

    assert "This list still needs a yes from occupational health." in html


@pytest.mark.django_db
def test_a_withdrawn_story_is_no_longer_behind_a_line(client: Client) -> None:
    story = make_story("The kettle")
    checklist = make_checklist(stories=(story,))

    withdraw_story(story)
    html = client.get(checklist.get_absolute_url()).content.decode()

    assert "The kettle" not in html
    assert "We are checking the list again." in html
    assert "Not yet built from stories" in html


@pytest.mark.django_db
def test_the_page_to_print_has_a_box_for_each_line(client: Client) -> None:
    checklist = make_checklist()
    add_band(checklist, 0, 1, "ordinary tired")

    html = client.get(reverse("checklists:print", args=[checklist.slug])).content.decode()

    assert "<title>Just tired, or worn out?, to print – Checklists – Cairn</title>" in html
    assert html.count('type="checkbox"') == 1
    assert "0 to 1: ordinary tired" in html
    assert "name=" not in re.search(r'<article class="check.*?</article>', html, re.DOTALL).group()


@pytest.mark.django_db
def test_checklists_are_the_same_for_everybody_and_set_nothing(client: Client) -> None:
    checklist = make_checklist(stories=(make_story(),))
    signed_in = Client()
    signed_in.force_login(make_moderator())

    for url in (reverse("checklists:list"), checklist.get_absolute_url(), f"{checklist.get_absolute_url()}print/"):
        plain, known = client.get(url), signed_in.get(url)
        assert plain.content == known.content
        assert (dict(plain.cookies), dict(known.cookies)) == ({}, {})
