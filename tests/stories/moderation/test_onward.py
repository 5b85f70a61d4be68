"""Where a moderator is led on to, what is said once only, and what is held back before it is sent."""

import pytest

from stories.models import MessageTemplate, StoryWeight
from stories.moderation import actions
from stories.moderation.opened import open_story
from stories.moderation.turns import is_heavy, only_light
from tests.factories import make_submission, make_weight

pytestmark = pytest.mark.django_db


def test_who_has_one_in_hand_is_led_to_it_by_next_in_line(desk, claimed):
    make_submission("Another")

    answer = desk.get("/moderation/next/", follow=True)

    assert answer.redirect_chain == [(f"/moderation/{claimed.code}/", 302)]
    assert "You have this one in hand. Finish it or put it back first." in answer.text


def test_the_one_that_was_asked_for_comes_next_once_the_other_is_put_back(desk, claimed, moderator):
    wanted = make_submission("Another")
    page = desk.post(f"/moderation/{wanted.code}/claim/")

    assert f'name="wanted" value="{wanted.code}"' in page.text
    assert f"Put {claimed.reference} back and take {wanted.reference}" in page.text
    back = desk.post(f"/moderation/{claimed.code}/put-back/", {"wanted": wanted.code})
    assert back.url == f"/moderation/{wanted.code}/"
    assert not hasattr(type(claimed).objects.get(pk=claimed.pk), "claim")


@pytest.mark.parametrize("wanted", ["nonsense", "//elsewhere.example", "\x00"])
def test_nobody_is_led_to_what_is_no_story(desk, claimed, wanted):
    assert desk.post(f"/moderation/{claimed.code}/put-back/", {"wanted": wanted}).status_code == 404


def test_who_skips_before_reading_is_led_on_to_the_next_and_not_to_the_same(desk):
    first, second = sorted((make_submission(), make_submission("Another")), key=lambda each: each.pk)
    page = desk.get(f"/moderation/{first.code}/aside/")
    onward = page.text.partition('<p class="row"><a class="btn" href="')[2].partition('"')[0].replace("&amp;", "&")

    assert desk.get(onward).url == f"/moderation/{second.code}/"


def test_the_same_words_are_explained_once(desk, moderator):
    submission = make_submission(happened="We told Quillon. Later Quillon rang, and Zadoc did.")
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()

    finds = [(each.find.phrase, each.like) for each in open_story(submission).finds]

    assert finds == [("Quillon", 0), ("Quillon", 1), ("Zadoc", 0)]
    said = desk.get(f"/moderation/{submission.code}/").text
    assert said.count("as number 1.") == 1


@pytest.mark.parametrize(
    ("told", "weighs"),
    [(StoryWeight.Told.HARD, False), (StoryWeight.Told.SERIOUS, False), (StoryWeight.Told.GRAVE, True)],
)
def test_words_of_risk_weigh_until_a_reader_says_that_it_is_not_grave(told, weighs):
    submission = make_submission(needs_reading_first=True)
    assert is_heavy(submission)

    make_weight(submission, told=told)

    assert is_heavy(submission) is weighs
    assert only_light(type(submission).objects.all()).exists() is not weighs


def test_a_gap_of_a_template_is_not_sent_to_an_author(desk, claimed):
    MessageTemplate.objects.create(slug="more", name="More", use="question", body="Tell us about [the part], kindly.")
    page = f"/moderation/{claimed.code}/ask/"
    sent = {"version": claimed.version}

    refused = desk.post(page, {**sent, "text": "Tell us about [the part], kindly."})
    assert "Put your own words for [the part], or take it out." in refused.text
    assert not claimed.messages.exists()

    desk.post(page, {**sent, "text": "Tell us about the shift [detail changed to protect someone], kindly."})
    assert claimed.messages.count() == 1
