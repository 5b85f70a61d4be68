"""The last look before an approval: what the check still finds, and what was taken out in one place only."""

import pytest

from stories.models import Receipt
from stories.moderation import actions
from stories.moderation.lastlook import last_look
from stories.submission.actions import Parts
from tests.factories import make_note, make_submission

pytestmark = pytest.mark.django_db


def claim_for(by, **fields):
    submission = make_submission(**fields)
    actions.claim(submission=submission, by=by)
    submission.refresh_from_db()
    return submission


def save(submission, by, **words):
    parts = Parts(**{"title": "Four alarms", "helped": "Two sleeps a day.", **words})
    actions.save_edit(submission=submission, version=submission.version, by=by, edit=actions.Edit(parts=parts))
    submission.refresh_from_db()


def test_a_detail_that_stays_in_another_place_is_named(moderator):
    happened = (
        "Marta Kowalski rang me at night. Then Mr Kowalski rang. We told Quillon. We lit a fire at Corral Fire camp."
        " The fire was small."
    )
    submission = claim_for(moderator, happened=happened)
    assert last_look(submission).left_over == []

    left = happened.replace("Marta Kowalski", "A colleague").replace("Corral Fire camp", "a camp")
    save(submission, moderator, happened=left)

    # "Fire" is also an everyday word here, Marta is gone everywhere, and Quillon nowhere.
    assert last_look(submission).left_over == [("Kowalski", 1)]
    assert ("Mr Kowalski", 1) in last_look(submission).found


def test_the_page_of_the_approval_says_what_it_found(desk, moderator):
    submission = claim_for(moderator, happened="Marta Kowalski rang me. Then Mr Kowalski rang.")
    save(submission, moderator, happened="A colleague rang me. Then Mr Kowalski rang.")

    said = desk.get(f"/moderation/{submission.code}/approve/").content.decode()

    assert "it still stands in another:" in said
    assert "<b>Kowalski</b>" in said
    assert "Our check still points at 1 thing<" in said
    assert "It comes out with the next release. Until then" in said


def test_who_proposes_is_told_that_a_second_reader_decides(desk, moderator):
    submission = claim_for(moderator, notes=[make_note("suicide", name="suicide", weight="heavy")])

    said = desk.get(f"/moderation/{submission.code}/approve/").content.decode()

    assert "A second reader looks at it next, and decides." in said
    assert "Until then you can take the approval back." not in said


@pytest.mark.parametrize(("is_imported", "says"), [(True, 1), (False, 0)])
def test_a_story_that_nobody_can_answer_for_says_so_before_it_is_asked(desk, moderator, is_imported, says):
    submission = claim_for(moderator)
    if not is_imported:
        Receipt.objects.create(digest="d", binding="b", submission=submission)
    save(submission, moderator, happened="I lay awake through all three.")

    for page in ("", "ask/", "offer/", "approve/"):  # approving leads to the offer, as a sentence is new
        said = desk.get(f"/moderation/{submission.code}/{page}").content.decode()
        assert said.count("Nobody holds a receipt for this story") == says, page


def test_the_words_that_ask_the_author_are_named(desk, moderator):
    submission = claim_for(moderator, happened="Marta Kowalski rang me. I did not sleep.")
    Receipt.objects.create(digest="d", binding="b", submission=submission)
    save(submission, moderator, happened="A colleague rang me. I did sleep.")

    said = desk.get(f"/moderation/{submission.code}/approve/").content.decode()

    assert "A word went that turns the meaning" in said
    assert said.count("<del>") == 1
    assert '<del><span class="vh">removed: </span>not</del>' in said
