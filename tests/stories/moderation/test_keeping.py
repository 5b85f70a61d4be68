"""The edit that the script keeps by itself: the same checks as the button's, and a small answer."""

import pytest

from stories.models import Submission
from stories.models.story import LONGEST_PART
from stories.moderation import actions
from tests.stories.moderation.test_views import WORDS, change, edited, url

pytestmark = pytest.mark.django_db
TYPED = "Typed just now."


def keep(client, submission, **fields):
    return client.post(
        url(submission),
        {"version": submission.version, **WORDS, "happened": TYPED, **fields},
        headers={"Accept": "application/json"},
    )


def test_the_words_are_kept_and_the_new_version_is_told(desk, claimed):
    answer = keep(desk, claimed)

    assert answer.json() == {"version": claimed.version + 1, "said": f"Kept, version {claimed.version + 1}."}
    assert "no-store" in answer["Cache-Control"]
    assert edited(claimed)["happened"] == TYPED
    assert keep(desk, claimed, happened="And more.").status_code == 200
    assert "Saved." not in desk.get(url(claimed)).text  # nothing waits to be said on the next page


def test_an_older_version_is_told_apart_and_overwrites_nothing(desk, claimed, moderator):
    old = claimed.version
    change(claimed, moderator, happened="Kept meanwhile.")

    answer = keep(desk, claimed, version=old)

    assert answer.status_code == 409
    assert "This story changed while you were typing." in answer.json()["said"]
    assert edited(claimed)["happened"] == "Kept meanwhile."


@pytest.mark.parametrize("words", [TYPED, "x" * (LONGEST_PART + 1)])
def test_a_story_that_is_no_longer_in_hand_is_not_written_to(desk, claimed, senior, words):
    actions.put_back(submission=claimed, by=senior)

    answer = keep(desk, claimed, happened=words)

    assert answer.status_code == 409
    assert "no longer in your hands" in answer.json()["said"]
    assert edited(claimed) is None


def test_words_that_cannot_be_kept_say_why_and_where(desk, claimed):
    answer = keep(desk, claimed, felt="x" * (LONGEST_PART + 12))
    assert answer.status_code == 200
    assert answer.json() == {"said": "Not kept yet. What it was like: Shorten this by 12 characters."}

    nothing = keep(desk, claimed, happened="", helped="", felt="")
    assert nothing.json()["said"].startswith("Not kept yet. Nothing is left of the story.")
    assert edited(claimed) is None


def test_a_story_that_was_taken_back_meanwhile_is_gone(desk, claimed):
    claimed.sealed_key.delete()
    answer = keep(desk, claimed)
    assert answer.status_code == 410
    assert "This story is gone." in answer.json()["said"]

    Submission.objects.all().delete()
    assert keep(desk, claimed).status_code == 404


def test_somebody_who_is_signed_out_is_refused_and_nothing_is_kept(desk, claimed):
    desk.logout()

    assert keep(desk, claimed).status_code == 403
    assert edited(claimed) is None
