"""Buttons under a story: pressed, undone, counted when the week is over, and told in steps."""

import pytest
import time_machine
from django.test import Client

from kb.library.given import feelings_about
from stories.models import Reaction, ReactionCount, Story
from stories.privacy.form_token import day_token, new_token
from stories.publishing.reactions import count_reactions
from stories.responses import limits
from stories.responses.actions import Gone, react
from tests.factories import make_story
from tests.stories.responses.pages import hidden, send

pytestmark = pytest.mark.django_db


def told(story: Story) -> list[str]:
    return [each.told for each in feelings_about(story)]


def test_a_press_is_thanked_for_and_can_be_undone(client: Client) -> None:
    story = make_story()

    answer = send(client, story, "react/", kind="helped")

    page = answer.content.decode()
    assert (answer.status_code, answer.cookies) == (200, {})
    assert "Thank you" in page
    assert "You said “This helped me” to “The bus home was the worst part”." in page
    assert f'href="{story.get_absolute_url()}"' in page
    assert list(Reaction.objects.values_list("story", "kind")) == [(story.pk, "helped")]

    undone = send(client, story, "undo/", undo=hidden(answer, "undo"))

    assert "It is taken out" in undone.content.decode()
    assert not Reaction.objects.exists()


def test_the_same_form_sent_twice_is_one_press(client: Client) -> None:
    story, token = make_story(), new_token()

    for kind in ("helped", "helped", "thanks"):
        send(client, story, "react/", kind=kind, token=token)

    assert sorted(Reaction.objects.values_list("kind", flat=True)) == ["helped", "thanks"]


def test_the_buttons_on_the_story_are_the_same_for_everybody_and_each_press_is_one(client: Client) -> None:
    story = make_story()
    page = client.get(story.get_absolute_url())

    for _press in range(2):
        assert send(client, story, "react/", kind="thanks", token=hidden(page, "token")).status_code == 200

    assert client.get(story.get_absolute_url()).content == page.content
    assert Reaction.objects.count() == 2


def test_undoing_twice_or_after_the_count_takes_out_nothing_that_others_gave(client: Client) -> None:
    story = make_story()
    with time_machine.travel("2026-11-18"):
        token = hidden(send(client, story, "react/", kind="helped"), "undo")
        send(client, story, "react/", kind="helped")
        for _time in range(3):
            send(client, story, "undo/", undo=token)
        late = hidden(send(client, story, "react/", kind="helped"), "undo")
    with time_machine.travel("2026-11-24 12:00"):
        count_reactions()
        send(client, story, "undo/", undo=late)

    assert ReactionCount.objects.get().number == 2
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("undo", ["", "123", "123:forged"])
def test_an_undo_that_is_not_ours_takes_out_nothing(client: Client, undo: str) -> None:
    story = make_story()
    key = react(story=story, kind="helped", nonce="one")

    answer = send(client, story, "undo/", undo=undo.replace("123", str(key)))

    assert answer["Location"] == f"/respond/{story.code}/"
    assert Reaction.objects.count() == 1


@pytest.mark.parametrize(("release", "waits_for"), [("weekly", "2026-11-23 09:30"), ("at-once", "2026-11-23 00:30")])
def test_presses_are_counted_when_their_week_is_over(client: Client, settings, release: str, waits_for: str) -> None:
    settings.CAIRN_RELEASE = release
    story = make_story()
    with time_machine.travel("2026-11-22 22:00"):
        send(client, story, "react/", kind="helped")
        count_reactions()
        assert told(story) == ["", "", ""]
    with time_machine.travel(waits_for):
        send(client, story, "react/", kind="helped")
        count_reactions()

    assert told(story) == ["A few people", "", ""]
    assert (ReactionCount.objects.get().number, Reaction.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, ""), (1, "A few people"), (9, "A few people"), (10, "10+ people"), (14, "10+ people"), (15, "15+ people")],
)
def test_small_numbers_are_a_few_and_others_come_in_fives(client: Client, number: int, said: str) -> None:
    story = make_story()
    ReactionCount.objects.create(story=story, kind="been_here", number=number)

    assert told(story) == ["", said, ""]
    assert said in client.get(story.get_absolute_url()).content.decode()


def test_a_full_bucket_asks_for_a_minute_and_writes_nothing(client: Client, settings) -> None:
    settings.CAIRN_REACTIONS_PER_MINUTE = 1
    limits.presses.cache_clear()
    story = make_story()

    statuses = [send(client, story, "react/", kind="helped").status_code for _press in range(2)]

    assert statuses == [200, 429]
    assert Reaction.objects.count() == 1
    token = hidden(send(client, story, "react/", kind="helped"), "token")
    limits.presses.cache_clear()
    assert send(client, story, "react/", kind="helped", token=token).status_code == 200


def test_an_old_page_gives_its_buttons_anew(client: Client) -> None:
    story = make_story()
    with time_machine.travel("2026-11-20 12:00"):
        tokens = [day_token(), new_token()]

    with time_machine.travel("2026-11-22 12:00"):
        answers = [send(client, story, "react/", kind="helped", token=token) for token in tokens]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "The page was open for too long. Press it once more." in answers[0].content.decode()
    assert not Reaction.objects.exists()


def test_what_is_no_button_of_ours_or_no_page_of_ours_writes_nothing(client: Client) -> None:
    story = make_story()
    reply = f"/respond/{story.code}/"

    assert send(client, story, "react/", kind="angry")["Location"] == reply
    assert client.get(f"{reply}react/")["Location"] == reply
    foreign = {"token": new_token(), "kind": "helped"}
    assert client.post(f"{reply}react/", foreign, HTTP_ORIGIN="http://evil.example").status_code == 403
    assert not Reaction.objects.exists()


def test_a_story_that_is_gone_takes_no_press(client: Client) -> None:
    story = make_story()
    story.delete()
    story.pk = 7

    assert send(client, story, "react/", kind="helped").status_code == 404
    with pytest.raises(Gone):
        react(story=story, kind="helped", nonce="one")


def test_a_story_erased_in_mid_press_takes_none(client: Client, monkeypatch) -> None:
    story = make_story()
    monkeypatch.setattr("stories.responses.views.reactions.story_or_404", lambda code: story)
    Story.objects.all().delete()

    assert send(client, story, "react/", kind="helped").status_code == 404


def test_an_undo_that_met_a_full_bucket_can_be_pressed_again(client: Client, settings) -> None:
    story = make_story()
    undo = hidden(send(client, story, "react/", kind="helped"), "undo")
    settings.CAIRN_REACTIONS_PER_MINUTE = 0
    limits.presses.cache_clear()

    answer = send(client, story, "undo/", undo=undo)

    assert (answer.status_code, hidden(answer, "undo")) == (429, undo)
    assert Reaction.objects.count() == 1


def test_with_a_host_of_their_own_the_buttons_stand_there(client: Client, settings) -> None:
    settings.CAIRN_SHARE_HOST = "share.example.org"
    story = make_story()

    page = client.get(story.get_absolute_url()).content.decode()

    assert "/react/" not in page
    assert f"/respond/{story.code}/" in page
