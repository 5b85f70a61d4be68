"""Standing aside: no reason, for good, hidden from one person everywhere and from nobody else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from zeal import zeal_ignore

from stories.models import Aside, Claim, Decision, DeskNote, SecondRead, Story, StoryWeight, Submission
from stories.models.submission import State
from stories.models.transitions import NotAllowed
from stories.moderation import actions
from stories.moderation.actions.door import Gone, NotYours
from stories.moderation.asides import mark_of
from stories.privacy.keyfile import make_key_file
from stories.publishing.schedule import release_all
from tests.factories import make_aside, make_desk_note, make_moderator, make_senior, make_submission, make_weight
from tests.privacy import dump
from tests.same_moment import at_the_same_moment

pytestmark = pytest.mark.django_db
TABS = {State.RECEIVED: "ready", State.SECOND_READ: "second", State.ESCALATED: "escalated"}


def page(desk, submission, name=""):
    return desk.get(f"/moderation/{submission.code}/{name}")


def stand_aside(desk, submission):
    return desk.post(f"/moderation/{submission.code}/aside/")


def put(state):
    submission = make_submission()
    Submission.objects.filter(pk=submission.pk).update(state=state)
    submission.refresh_from_db()
    return submission


def shown(desk, tab):
    return [row["submission"].reference for row in desk.get("/moderation/", {"tab": tab, "all": "1"}).context["rows"]]


@pytest.mark.parametrize("state", list(TABS))
def test_it_is_in_no_tab_and_no_count_of_that_person_and_in_all_of_the_others(state):
    one, other = make_senior(), make_senior()
    submission = put(state)
    desk, others = Client(), Client()
    desk.force_login(one)
    others.force_login(other)
    stand_aside(desk, submission)

    assert shown(desk, TABS[state]) == []
    assert shown(others, TABS[state]) == [submission.reference]
    named = {room["url"]: room["name"] for room in desk.get("/moderation/pause/").context["rooms"]}
    address = "/moderation/" if TABS[state] == "ready" else f"/moderation/?tab={TABS[state]}"
    assert named[address].endswith(", 0")


def test_asking_keeps_nothing_and_offers_both_ways(desk):
    submission = make_submission()

    text = page(desk, submission, "aside/").text

    assert "Not now" in text
    assert "I should not judge this" in text
    assert not Aside.objects.exists()


def test_while_reading_it_goes_back_to_where_it_came_from(desk, claimed, moderator):
    asked = page(desk, claimed, "aside/").text
    assert f"/moderation/{claimed.code}/put-back/" in asked

    answer = stand_aside(desk, claimed)

    claimed.refresh_from_db()
    assert answer.url == "/moderation/aside/"
    assert (claimed.state, Claim.objects.count()) == (State.RECEIVED, 0)


@pytest.mark.parametrize("name", ["", "approve/", "ask/", "decline/", "weight/", "note/", "aside/"])
def test_its_addresses_say_so_and_offer_nothing_else(desk, claimed, name):
    stand_aside(desk, claimed)

    answer = page(desk, claimed, name)

    assert answer.status_code == 403
    assert f"You stand aside from {claimed.reference}" in answer.text
    assert "I slept through three of them." not in answer.text
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    assert (main.count("<a "), main.count("<form"), claimed.code in main) == (1, 0, False)


def test_posting_to_it_does_nothing(desk, claimed):
    stand_aside(desk, claimed)

    for name in ("", "claim/", "put-back/", "reopen/", "decline/", "note/"):
        assert desk.post(f"/moderation/{claimed.code}/{name}").status_code == 403
    claimed.refresh_from_db()
    assert (claimed.state, Claim.objects.count()) == (State.RECEIVED, 0)


def test_who_stands_aside_cannot_claim(moderator):
    submission = make_submission()
    actions.step_aside(submission=submission, by=moderator)

    with pytest.raises(NotAllowed):
        actions.claim(submission=submission, by=moderator)
    actions.claim(submission=submission, by=make_moderator())


def test_twice_is_once(moderator):
    submission = make_submission()
    for _time in range(2):
        actions.step_aside(submission=submission, by=moderator)

    assert Aside.objects.count() == 1


def test_what_the_first_reader_proposed_is_dropped(claimed, moderator):
    actions.decline(submission=claimed, version=claimed.version, by=moderator, reason="method-detail", text="Words.")
    claimed.refresh_from_db()

    actions.step_aside(submission=claimed, by=moderator)

    claimed.refresh_from_db()
    assert (claimed.state, SecondRead.objects.count()) == (State.SECOND_READ, 0)
    senior = make_senior()
    actions.claim(submission=claimed, by=senior)
    claimed.refresh_from_db()
    moved = actions.decline(submission=claimed, version=claimed.version, by=senior, reason="method-detail", text="No.")
    assert moved == State.SECOND_READ


def test_a_second_reader_stands_aside_and_the_proposal_stays(claimed, moderator, senior):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    actions.claim(submission=claimed, by=senior)

    actions.step_aside(submission=claimed, by=senior)

    claimed.refresh_from_db()
    second = SecondRead.objects.get()
    assert (claimed.state, second.first_reader, second.second_reader) == (State.SECOND_READ, moderator, None)


def test_somebody_elses_reading_goes_on(claimed, senior):
    actions.step_aside(submission=claimed, by=senior)

    claimed.refresh_from_db()
    assert (claimed.state, Claim.objects.count()) == (State.IN_REVIEW, 1)


@pytest.mark.parametrize("state", [State.QUESTION, State.OFFERED, State.APPROVED, State.DECLINED])
def test_there_has_to_be_something_to_judge(desk, moderator, state):
    submission = put(state)

    with pytest.raises(NotAllowed):
        actions.step_aside(submission=submission, by=moderator)
    assert "Nothing is left to judge" in desk.post(f"/moderation/{submission.code}/aside/", follow=True).text
    assert "I should not judge this" not in page(desk, submission).text


def test_undoing_it(desk, claimed):
    stand_aside(desk, claimed)
    listed = desk.get("/moderation/aside/")
    assert [one.reference for one in listed.context["submissions"]] == [claimed.reference]

    answer = desk.post(f"/moderation/{claimed.code}/back/", follow=True)

    assert "You can see that story again." in answer.text
    assert "There are none." in answer.text
    assert page(desk, claimed).status_code == 200


def test_nobody_undoes_it_for_somebody_else(desk, senior_desk, senior, claimed):
    stand_aside(desk, claimed)

    assert "There are none." in senior_desk.get("/moderation/aside/").text
    assert "Nothing was left to undo." in senior_desk.post(f"/moderation/{claimed.code}/back/", follow=True).text
    with pytest.raises(NotYours):
        actions.step_back(submission=claimed, by=senior)
    assert Aside.objects.count() == 1


def test_undoing_needs_a_button(desk, claimed):
    stand_aside(desk, claimed)

    assert desk.get(f"/moderation/{claimed.code}/back/").url == f"/moderation/{claimed.code}/"
    assert Aside.objects.count() == 1


def test_a_story_that_is_gone(moderator):
    submission = make_submission()
    Submission.objects.all().delete()

    for act in (actions.step_aside, actions.step_back):
        with pytest.raises(Gone):
            act(submission=submission, by=moderator)


def test_nobody_else_is_told_who_it_was(desk, senior_desk, claimed, moderator):
    stand_aside(desk, claimed)

    for text in (page(senior_desk, claimed).text, senior_desk.get("/moderation/").text):
        assert moderator.name not in text
        assert "stand aside" not in text


def test_the_row_names_nobody(moderator):
    submission = make_submission()
    actions.step_aside(submission=submission, by=moderator)

    (row,) = dump.rows("stories_aside")
    assert set(row) == {"id", "submission_id", "mark"}
    assert row["mark"] == mark_of(moderator)
    assert row["mark"] != mark_of(make_moderator())
    assert not Decision.objects.exists()


def test_another_key_file_makes_other_marks(moderator, settings, tmp_path):
    before = mark_of(moderator)
    settings.CAIRN_KEY_FILE = tmp_path / "other"
    make_key_file(settings.CAIRN_KEY_FILE)

    assert mark_of(moderator) != before


def test_it_goes_when_the_story_comes_out(claimed, moderator):
    actions.step_aside(submission=claimed, by=make_senior())
    actions.approve(submission=claimed, version=claimed.version, by=moderator)

    release_all()

    assert (Story.objects.count(), Aside.objects.count()) == (1, 0)


def test_a_release_takes_all_that_is_approved_also_where_its_senior_stands_aside(senior_desk, senior):
    """Others have judged it, and the clock would do the same; what was left behind would come out alone, and later."""
    rows = [make_submission() for _number in range(3)]
    make_aside(rows[0], senior)
    Submission.objects.update(state=State.APPROVED)
    assert "3 stories come out at once" in senior_desk.get("/moderation/release/").text

    with zeal_ignore([{"model": "stories.Submission", "field": "steps"}]):  # each has a timeline of its own
        senior_desk.post("/moderation/release/")

    assert (Story.objects.count(), Aside.objects.count()) == (3, 0)


def test_it_goes_when_the_story_is_erased_and_weight_and_notes_with_it(moderator):
    submission = make_submission()
    make_aside(submission, moderator)
    make_weight(submission)
    make_desk_note(submission)

    submission.delete()

    assert not any(model.objects.exists() for model in (Aside, StoryWeight, DeskNote))


def test_the_queue_costs_no_query_more(desk, moderator, django_assert_num_queries):
    make_submission()
    with CaptureQueriesContext(connection) as before:
        desk.get("/moderation/")
    for _number in range(5):
        actions.step_aside(submission=make_submission(), by=moderator)

    with django_assert_num_queries(len(before)):
        desk.get("/moderation/")


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_who_stands_aside_while_claiming_does_not_hold_it_afterwards():
    submission, person = make_submission(), make_moderator()

    went = at_the_same_moment(
        lambda: actions.step_aside(submission=submission, by=person),
        lambda: actions.claim(submission=submission, by=person),
    )

    submission.refresh_from_db()
    assert went in (["done", "done"], ["NotAllowed", "done"])
    assert (submission.state, Claim.objects.count(), Aside.objects.count()) == (State.RECEIVED, 0, 1)
