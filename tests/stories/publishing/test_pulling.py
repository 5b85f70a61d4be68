"""A story out of sight: nobody finds it, it comes back whole, or goes for good and is its author's again."""

import pytest
from django.test import Client

from kb.models import Evidence, Guide
from stories.models import Message, Reply, Response, Story, Submission, Topic
from stories.models.submission import State
from stories.moderation.actions.responses import pull as pull_by_report
from stories.moderation.actions.responses import remove
from stories.publishing.actions import withdraw_story
from stories.publishing.pulling import NotThere, pull_story, remove_story, return_story
from stories.publishing.purging import purge_responses
from stories.publishing.schedule import release_all
from stories.publishing.vocabulary import merge_topic
from stories.publishing.work_groups import coarsen_work_groups
from stories.responses.actions import Gone, react
from stories.submission.actions import Parts, rewrite, take_back
from tests.factories import (
    make_guide,
    make_moderator,
    make_reply,
    make_response,
    make_senior,
    make_story,
    make_submission,
    make_topic,
    make_work_group,
)
from tests.stories.submission.pages import filled, post, sent

pytestmark = pytest.mark.django_db

FINDS = ("/", "/stories/", "/topics/night-shifts/", "/search/?q=quagga", "/guides/the-way-home/", "/stories/{code}/x/")


def published(**fields) -> Story:
    return make_story("The quagga", topics=[make_topic()], **fields)


def pages(story: Story) -> dict[str, bool]:
    """Each page that can show the story, and whether it does."""
    found = {path: Client().get(path.format(code=story.code), follow=True).content.decode() for path in FINDS}
    return {path: "The quagga" in text or "kettle on and asked" in text for path, text in found.items()}


def test_out_of_sight_it_is_nowhere_and_back_it_is_where_it_was() -> None:
    story = published()
    make_reply(story)
    guide = make_guide(stories=(story,), quote="kettle on and asked")
    assert set(pages(story).values()) == {True}

    pull_story(story)

    assert set(pages(story).values()) == {False}
    assert Client().get(story.get_absolute_url()).status_code == 404
    assert (Topic.objects.get().story_count, Guide.objects.get().being_checked) == (0, True)
    with pytest.raises(Gone):
        react(story=story, kind="helped", nonce="one")

    return_story(story)

    assert pages(story) == {path: path != "/guides/the-way-home/" for path in FINDS}
    assert (Topic.objects.get().story_count, Reply.objects.count()) == (1, 1)
    assert Story.objects.get().get_absolute_url() == story.get_absolute_url()
    assert not Evidence.objects.filter(claim__revision__guide=guide).exists()


def test_the_second_who_pulls_or_puts_back_finds_it_done() -> None:
    story = published()
    for act in (return_story, remove_story):
        with pytest.raises(NotThere):
            act(story)
    pull_story(story)
    with pytest.raises(NotThere):
        pull_story(story)

    assert Topic.objects.get().story_count == 0


def test_what_moves_topics_and_kinds_of_work_keeps_it_out_of_sight() -> None:
    group = make_work_group(head_count=3)
    story = published(work_group=group)
    pull_story(story)

    merge_topic(topic=Topic.objects.get(), into=make_topic("Nights"))
    coarsen_work_groups()

    assert Topic.objects.get(name="Nights").story_count == 0
    assert Story.every.get().work_group is None
    assert not pages(story)["/search/?q=quagga"]


def test_taken_back_while_out_of_sight_it_is_gone_and_counted_once() -> None:
    story, other = published(), published()
    pull_story(story)

    withdraw_story(Story.every.get(pk=story.pk))

    assert list(Story.every.all()) == [other]
    assert Topic.objects.get().story_count == 1


def shared() -> tuple[Story, str, Response]:
    """A story that was sent, approved and released, its receipt, and a report about it."""
    receipt = sent(title="The quagga", happened="It hid behind the kettle.", topics=[make_topic()])
    submission = Submission.objects.get()
    Submission.objects.update(state=State.APPROVED)
    (story,) = release_all()
    submission.refresh_from_db()
    return story, receipt, make_response(story, kind="points", text="Everybody knows who that is.")


def status(receipt: str) -> str:
    return post(Client(), "/status/", {**filled(), "receipt": receipt}).content.decode()


def test_the_author_is_told_at_each_step_and_gets_the_words_back() -> None:
    _story, receipt, report = shared()
    assert "It is published." in status(receipt)

    pull_by_report(response=report, version=1, by=make_moderator())
    assert "It is out of sight for now." in status(receipt)
    assert "Out of sight while we check it" in status(receipt)

    remove(response=report, version=2, by=make_senior(), text="People here would know who it is about.")
    page = status(receipt)
    assert "We took it off the site." in page
    assert "People here would know who it is about." in page
    assert "It hid behind the kettle." in page
    assert (Story.every.count(), Response.objects.count(), Message.objects.count()) == (0, 0, 1)

    submission = Submission.objects.get()
    assert (submission.state, submission.settled_week != "", submission.topics.count()) == (State.DECLINED, True, 1)
    rewrite(submission=submission, version=submission.version, parts=Parts(happened="Other words."))
    assert Submission.objects.get().state == State.ANSWERED


def test_its_author_can_take_it_back_while_it_is_checked() -> None:
    _story, _receipt, report = shared()
    pull_by_report(response=report, version=1, by=make_moderator())

    take_back(receipt=Submission.objects.get().receipt)

    assert (Story.every.count(), Submission.objects.count(), Response.objects.count()) == (0, 0, 0)


def test_a_report_about_a_story_out_of_sight_is_not_purged(settings) -> None:
    story = published()
    make_response(story, kind="harms")
    make_response(make_story(), kind="harms")
    pull_story(story)
    Response.objects.update(received_week="2026-W01")

    assert purge_responses() == 1
    assert Response.objects.get().story_id == story.pk


def test_a_submission_that_waits_is_left_alone() -> None:
    waiting = make_submission()
    story = published()
    pull_story(story)

    assert remove_story(story) is None
    assert list(Submission.objects.all()) == [waiting]
