"""How heavy a story is, and notes from one reader to the next."""

import pytest
from django.db import IntegrityError, transaction

from stories.models import Claim, DeskNote, Story, StoryWeight, Submission
from stories.models.submission import State
from stories.moderation import actions
from stories.moderation.actions.door import NotYours
from stories.privacy.sealing import unseal
from stories.publishing.schedule import release_all
from stories.submission.actions import Stale
from stories.submission.rules import needs_second_read
from tests.factories import make_moderator, make_submission

pytestmark = pytest.mark.django_db
Told, Risk = StoryWeight.Told, StoryWeight.Risk


def url(submission, name):
    return f"/moderation/{submission.code}/{name}/"


def weigh(desk, submission, risk=Risk.REAL, told=Told.SERIOUS, **fields):
    submission.refresh_from_db()
    sent = {"version": submission.version, "risk": risk, "told": told, **fields}
    return desk.post(url(submission, "weight"), sent, follow=True)


def leave(desk, submission, text, **fields):
    submission.refresh_from_db()
    return desk.post(url(submission, "note"), {"version": submission.version, "text": text, **fields}, follow=True)


def test_both_axes_are_kept_and_shown_in_words(desk, claimed):
    text = weigh(desk, claimed).text

    weight = StoryWeight.objects.get()
    assert (weight.risk, weight.told) == (Risk.REAL, Told.SERIOUS)
    for words in ("Real: it could cost them trust or work", "Serious: somebody’s health suffers", "Only the desk"):
        assert words in text


def test_it_can_be_said_anew(desk, claimed):
    weigh(desk, claimed)
    page = desk.get(url(claimed, "weight"))
    assert page.context["form"].initial == {"risk": Risk.REAL, "told": Told.SERIOUS}

    weigh(desk, claimed, Risk.SMALL, Told.HARD)

    weight = StoryWeight.objects.get()
    assert (weight.risk, weight.told) == (Risk.SMALL, Told.HARD)


def test_both_have_to_be_chosen(desk, claimed):
    answer = desk.post(url(claimed, "weight"), {"version": 2})

    assert "<title>Error: " in answer.text
    assert "Choose what it would mean for the author." in answer.text
    assert "Choose how serious it is." in answer.text
    assert not StoryWeight.objects.exists()


def test_who_comes_to_read_it_is_told_how_serious_it_is(desk, senior_desk, claimed):
    weigh(desk, claimed, Risk.GREAT, Told.GRAVE)

    text = senior_desk.get(f"/moderation/{claimed.code}/").text

    assert "Grave: a death, suicide, violence or abuse" in text


def test_a_grave_one_needs_two_readers_and_no_other_does(desk, claimed):
    for told, needs in ((Told.HARD, False), (Told.SERIOUS, False), (Told.GRAVE, True)):
        weigh(desk, claimed, Risk.GREAT, told)
        assert needs_second_read(claimed) is needs


def test_a_grave_one_goes_to_a_second_reader_when_it_is_approved(desk, claimed, moderator):
    weigh(desk, claimed, Risk.SMALL, Told.GRAVE)

    assert actions.approve(submission=claimed, version=claimed.version, by=moderator) == State.SECOND_READ


def test_only_a_second_reader_makes_a_grave_one_less(desk, senior_desk, claimed, moderator, senior):
    weigh(desk, claimed, Risk.SMALL, Told.GRAVE)
    answer = weigh(desk, claimed, Risk.REAL, Told.HARD)
    assert "It stays grave: only a second reader can make it less." in answer.text
    assert (StoryWeight.objects.get().risk, StoryWeight.objects.get().told) == (Risk.REAL, Told.GRAVE)
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    actions.claim(submission=claimed, by=senior)

    weigh(senior_desk, claimed, Risk.REAL, Told.HARD)

    assert StoryWeight.objects.get().told == Told.HARD


@pytest.mark.parametrize("fields", [{"risk": 4, "told": 1}, {"risk": 1, "told": 0}])
def test_the_database_knows_three_of_each(fields):
    submission = make_submission()

    with pytest.raises(IntegrityError), transaction.atomic():
        StoryWeight.objects.create(submission=submission, **fields)


def test_a_note_is_sealed_for_its_row_and_shown_to_the_next_reader(desk, senior_desk, claimed, moderator, senior):
    leave(desk, claimed, "The second part names a ward.")
    note = DeskNote.objects.get()
    assert b"ward" not in bytes(note.sealed_body)
    assert len(note.sealed_body) % 1024 == 0
    assert unseal(claimed, "desk note 1", note.sealed_body) == "The second part names a ward."
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    actions.claim(submission=claimed, by=senior)

    text = senior_desk.get(f"/moderation/{claimed.code}/").text

    assert "The second part names a ward." in text
    assert moderator.name not in text


def test_handing_over_with_a_note_puts_both_where_the_next_reader_finds_them(desk, senior_desk, claimed, senior):
    fields = {"version": claimed.version, "text": "The second part is done.", "then": "hand-over"}

    answer = desk.post(f"/moderation/{claimed.code}/note/", fields, follow=True)

    assert answer.redirect_chain == [("/moderation/", 302)]
    assert "whoever takes it next finds your note." in answer.text
    assert not Claim.objects.exists()
    actions.claim(submission=claimed, by=senior)
    assert "The second part is done." in senior_desk.get(f"/moderation/{claimed.code}/").text


def test_notes_stand_in_the_order_they_were_left(desk, claimed):
    for text in ("First <b>thing</b>.", "Second thing."):
        leave(desk, claimed, text)

    page = desk.get(f"/moderation/{claimed.code}/")

    assert page.context["desk_notes"] == ["First <b>thing</b>.", "Second thing."]
    assert "<b>thing</b>" not in page.text


def test_who_has_it_not_in_hand_sees_no_note(desk, senior_desk, claimed):
    leave(desk, claimed, "The second part names a ward.")

    assert "names a ward" not in senior_desk.get(f"/moderation/{claimed.code}/").text


def test_a_note_has_words(desk, claimed):
    answer = leave(desk, claimed, " \x07 ")

    assert "Write a few words." in answer.text
    assert not DeskNote.objects.exists()


@pytest.mark.parametrize("name", ["weight", "note"])
def test_without_the_story_in_hand_the_page_leads_to_it(desk, name):
    submission = make_submission()

    assert desk.get(url(submission, name)).url == f"/moderation/{submission.code}/"


@pytest.mark.parametrize("text", ["Mind the ward.", ""])
def test_a_note_about_a_story_that_is_no_longer_in_hand_is_given_back(desk, text):
    answer = leave(desk, make_submission(), text)

    assert answer.status_code == 409
    assert (text in answer.text, "is no longer in your hands" in answer.text) == (True, True)
    assert not DeskNote.objects.exists()


@pytest.mark.parametrize("fields", [{}, {"risk": ""}])
def test_a_weight_for_a_story_that_is_no_longer_in_hand_is_not_kept(desk, fields):
    answer = weigh(desk, make_submission(), **fields)

    assert answer.status_code == 409
    assert not StoryWeight.objects.exists()


def test_a_story_that_changed_is_looked_at_again_first(desk, claimed):
    weighed = weigh(desk, claimed, version=1)
    noted = leave(desk, claimed, "Mind the ward.", version=1)

    assert (weighed.status_code, noted.status_code) == (409, 409)
    assert "This story changed while you were here." in weighed.text
    assert "Mind the ward." in noted.text
    assert (StoryWeight.objects.count(), DeskNote.objects.count()) == (0, 0)


def test_others_can_neither_weigh_nor_note(claimed):
    other = make_moderator()
    with pytest.raises(NotYours):
        actions.weigh(submission=claimed, version=claimed.version, by=other, risk=1, told=1)
    with pytest.raises(NotYours):
        actions.leave_note(submission=claimed, version=claimed.version, by=other, text="Words.")
    with pytest.raises(Stale):
        actions.leave_note(submission=claimed, version=99, by=claimed.claim.moderator, text="Words.")


@pytest.mark.parametrize("then", ["weight", "note"])
def test_what_was_typed_is_kept_on_the_way_there(desk, claimed, then):
    sent = {"version": claimed.version, "title": "A new title", "happened": "Three of them.", "then": then}

    answer = desk.post(f"/moderation/{claimed.code}/", sent)

    assert answer.url == url(claimed, then)
    assert "A new title" in desk.get(f"/moderation/{claimed.code}/").text


def test_both_go_when_the_story_comes_out(desk, claimed, moderator):
    weigh(desk, claimed)
    leave(desk, claimed, "Mind the ward.")
    claimed.refresh_from_db()
    actions.approve(submission=claimed, version=claimed.version, by=moderator)

    release_all()

    assert (Story.objects.count(), StoryWeight.objects.count(), DeskNote.objects.count()) == (1, 0, 0)


def test_both_go_when_the_story_is_erased(desk, claimed):
    weigh(desk, claimed)
    leave(desk, claimed, "Mind the ward.")

    Submission.objects.get().delete()

    assert (StoryWeight.objects.count(), DeskNote.objects.count()) == (0, 0)
