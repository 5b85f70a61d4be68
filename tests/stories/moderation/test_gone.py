"""A story that is erased while the desk is at it: every page says so, and nothing is written about it."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from stories.models import Decision, Message, ReaderNote, SecondRead, Submission
from stories.moderation import actions
from stories.moderation.rules import Check
from stories.moderation.views import desk as frame
from stories.moderation.views import review
from stories.privacy.wrapping import CannotOpen
from tests.factories import make_note
from tests.stories.moderation.test_views import WORDS, url

pytestmark = pytest.mark.django_db

DECISIONS = ("approve", "offer", "ask", "second-read", "send-back", "decline", "patterns", "escalate")
BUTTONS = ("claim", "put-back", "reopen")
# What is right for every form of the desk but the reason, of which each form has its own.
RIGHT = {**WORDS, "text": "Was it at night?", "checks": [check.value for check in Check]}
REASONS = {"decline": "not-a-story", "escalate": "threat"}


def ask(client, method, submission, page):
    given = {"version": submission.version, "reason": REASONS.get(page, ""), **RIGHT} if method == "post" else {}
    return getattr(client, method)(url(submission, page), given, follow=True)


def written():
    return Decision.objects.count(), Message.objects.count(), SecondRead.objects.count()


def says_gone(answer):
    return answer.redirect_chain == [(reverse("moderation:queue"), 302)] and "That story is gone." in answer.text


@pytest.fixture
def taken_back_once_read(monkeypatch):
    """Authors take their story back just after a page of the desk has fetched its row."""
    fetch = frame.submission_or_404

    def fetch_and_erase(code):
        submission = fetch(code)
        Submission.objects.filter(pk=submission.pk).delete()
        return submission

    monkeypatch.setattr(frame, "submission_or_404", fetch_and_erase)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ["", *DECISIONS])
def test_a_page_of_a_story_without_its_key(desk, claimed, page, method):
    claimed.sealed_key.delete()
    before = written()

    assert says_gone(ask(desk, method, claimed, page))
    assert written() == before


@pytest.mark.parametrize("page", BUTTONS)
def test_a_button_of_a_story_without_its_key(desk, claimed, page):
    claimed.sealed_key.delete()
    before = written()

    assert says_gone(ask(desk, "post", claimed, page))
    assert written() == before


@pytest.mark.parametrize("page", ["", *DECISIONS, "claim", "put-back"])
def test_a_form_that_meets_the_taking_back(desk, claimed, taken_back_once_read, page):
    before = written()

    assert says_gone(ask(desk, "post", claimed, page))
    assert written() == before


@pytest.mark.parametrize("page", ["", "approve"])
def test_a_page_with_the_storys_words_that_meets_the_taking_back(desk, claimed, taken_back_once_read, page):
    assert says_gone(ask(desk, "get", claimed, page))


def test_words_that_do_not_open_are_not_called_gone(desk, claimed):
    """Another key file or a damaged byte is for the operator to find, and no message that all is well."""
    Submission.objects.filter(pk=claimed.pk).update(sealed_original=b"damaged")

    with pytest.raises(CannotOpen):
        desk.get(url(claimed))


@pytest.mark.django_db(transaction=True)
def test_a_note_that_is_deleted_once_it_was_ticked(desk, claimed, monkeypatch):
    note = make_note()
    save = actions.save_edit

    def save_without_the_note(**given):
        ReaderNote.objects.all().delete()
        return save(**given)

    monkeypatch.setattr(review.actions, "save_edit", save_without_the_note)

    # The key is asked for twice: by the saving, and for the page that says what came of it.
    with zeal_ignore([{"model": "stories.SealedKey"}]):
        answer = desk.post(url(claimed), {"version": claimed.version, **WORDS, "felt": "Cold.", "notes": note.slug})

    assert (answer.status_code, answer.context["form"].errors.keys()) == (200, {"notes"})
    assert "Cold.</textarea>" in answer.text
    claimed.refresh_from_db()
    assert (bytes(claimed.sealed_edit), claimed.version) == (b"", 2)
