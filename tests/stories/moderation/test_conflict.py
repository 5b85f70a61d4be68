"""Two moderators, or two windows, at one story: both versions are shown, nothing typed is lost, and one chooses."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from stories.models import Receipt, Submission, SubmissionTopic
from stories.moderation import actions
from stories.moderation.actions.door import Gone
from stories.submission.actions import Draft, Parts, submit_story, take_back
from stories.submission.receipt import digest_of
from tests.factories import make_moderator, make_note, make_topic
from tests.stories.moderation.test_views import WORDS, change, edited, save, url


@pytest.mark.django_db
def test_both_versions_are_shown_against_the_authors_words_and_either_can_be_taken(desk, claimed, moderator, senior):
    seen = claimed.version
    actions.put_back(submission=claimed, by=senior)
    actions.claim(submission=claimed, by=senior)
    claimed.refresh_from_db()
    change(claimed, senior, happened="I slept through some of them.")
    actions.put_back(submission=claimed, by=senior)
    actions.claim(submission=claimed, by=moderator)
    claimed.refresh_from_db()

    answer = save(desk, claimed, version=seen, happened="I slept through all of them.")

    assert answer.status_code == 409
    (clash,) = answer.context["clashes"]
    assert [(change.kind, change.text) for change in clash.kept[1:3]] == [("removed", "three "), ("added", "some ")]
    assert [(change.kind, change.text) for change in clash.typed[1:3]] == [("removed", "three "), ("added", "all ")]
    assert "I slept through all of them.</textarea>" in answer.text
    assert f'<a class="btn" href="{url(claimed)}">Take theirs, drop yours</a>' in answer.text
    assert '<button type="submit" class="btn" form="review">Keep yours</button>' in answer.text
    assert '<a class="btn main" href="#edit">Work on yours</a>' in answer.text
    assert "data-keep " not in answer.text  # the script keeps nothing before its writer has chosen

    save(desk, claimed, happened="I slept through all of them.")
    assert edited(claimed)["happened"] == "I slept through all of them."


@pytest.mark.django_db
def test_other_topics_and_notes_are_named(desk, claimed):
    SubmissionTopic.objects.create(content_object=claimed, tag=make_topic())

    answer = save(desk, claimed, version=1, notes=make_note().slug)

    assert [(str(each.label), each.kept, each.typed) for each in answer.context["other_ticks"]] == [
        ("Topics", "Night shifts", ""),
        ("Notes for readers", "", "a death"),
    ]
    assert "The words are the same." in answer.text


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_a_save_and_the_author_taking_it_back_at_the_same_moment():
    draft = Draft(parts=Parts(title="Nights", happened="It was."), publish_consent="yes", quote_consent="no")
    receipt = Receipt.objects.get(digest=digest_of(submit_story(draft=draft, nonce="1")))
    submission, moderator = receipt.submission, make_moderator()
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()
    edit = actions.Edit(parts=Parts(**WORDS))
    barrier = threading.Barrier(2)

    def at_once(act):
        barrier.wait()
        try:
            act()
        except Gone:
            return "gone"
        else:
            return "done"
        finally:
            connection.close()

    def keep():
        actions.save_edit(submission=submission, version=submission.version, by=moderator, edit=edit)

    with ThreadPoolExecutor(2) as pool:
        kept, taken_back = pool.map(at_once, (keep, lambda: take_back(receipt=receipt)))

    assert (kept in {"done", "gone"}, taken_back) == (True, "done")
    assert not Submission.objects.exists()
