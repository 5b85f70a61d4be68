"""Several stories at once: asked about first, then done whole or not at all."""

import pytest
from zeal import zeal_ignore

from stories.models import Claim, Decision, Message, Story, Submission
from stories.models.keys import random_key
from stories.models.submission import Move, State
from stories.moderation import actions
from stories.moderation.actions.claims import NotSecondReader
from stories.moderation.actions.several import Chosen, Moved, TooFew, TopicGone
from stories.moderation.views.several import read_chosen
from stories.submission.actions import Parts, rewrite
from tests.factories import make_moderator, make_note, make_senior, make_submission, make_topic
from tests.same_moment import at_the_same_moment

pytestmark = pytest.mark.django_db
SEVERAL = "/moderation/several/"


def put(state, **fields):
    submission = make_submission(**fields)
    Submission.objects.filter(pk=submission.pk).update(state=state)
    submission.refresh_from_db()
    return submission


def as_seen(*submissions):
    return [Chosen(submission.pk, submission.version) for submission in submissions]


def ticked(*submissions):
    return [f"{submission.code}.{submission.version}" for submission in submissions]


def ask(client, does, *submissions, tab="", **fields):
    url = SEVERAL + (f"?tab={tab}" if tab else "")
    return client.post(url, {"do": does, "chosen": ticked(*submissions), **fields}, follow=True)


def confirm(client, does, *submissions, **fields):
    return ask(client, does, *submissions, confirmed="1", **fields)


def topics_of(submission):
    return sorted(submission.topics.values_list("name", flat=True))


def state_of(submission):
    return Submission.objects.get(pk=submission.pk).state


# Asking first


@pytest.mark.parametrize(
    ("does", "state", "button"),
    [
        ("claim", State.RECEIVED, "Take the first that is free"),
        ("topic", State.ANSWERED, "Add it to all of these"),
        ("release", State.APPROVED, "Release them"),
    ],
)
def test_a_page_lists_what_was_chosen_and_does_nothing_yet(senior_desk, does, state, button):
    rows = [put(state, topics=[make_topic()], notes=[make_note()]) for _number in range(3)]

    page = ask(senior_desk, does, *rows)

    assert [row["reference"] for row in page.context["rows"]] == [row.reference for row in rows]
    for words in (button, "Night shifts", "a death", *ticked(*rows)):
        assert words in page.text
    assert {state_of(row) for row in rows} == {state}
    assert not Claim.objects.exists()
    assert not Decision.objects.exists()


def test_five_and_twenty_five_cost_the_same(desk, django_assert_num_queries):
    rows = [make_submission(topics=[make_topic()], notes=[make_note()]) for _number in range(25)]
    ask(desk, "topic", *rows[:5])
    with django_assert_num_queries(8) as few:
        ask(desk, "topic", *rows[:5])
    with django_assert_num_queries(len(few)):
        ask(desk, "topic", *rows)


@pytest.mark.parametrize(
    "fields", [{}, {"do": "claim"}, {"do": "x", "chosen": ["y"]}, {"do": "topic", "chosen": ["\x00"]}]
)
def test_nothing_chosen(desk, fields):
    answer = desk.post(f"{SEVERAL}?tab=second&length=long", fields, follow=True)

    assert answer.redirect_chain == [("/moderation/?tab=second&length=long", 302)]
    assert "Choose one story or more first." in answer.text


def test_who_comes_without_a_form_is_led_to_the_queue(desk):
    assert desk.get(SEVERAL).url == "/moderation/"


def test_what_is_no_story_is_not_read_as_one():
    key = random_key()
    chosen = Chosen(key, 3)
    good = f"{Submission(pk=key).code}.3"
    bad = ["", ".", "x.1", good + "x", "UUUUUUUUUUUUU.1", "ZZZZZZZZZZZZZ.1", "\x00", good[:-1] + "²", good[:-2]]

    assert read_chosen([*bad, good, good]) == [chosen]
    assert read_chosen([good[:-1] + "9" * 11]) == [Chosen(key, 2**31 - 1)]


def test_a_page_of_them_at_most():
    codes = [f"{Submission(pk=random_key()).code}.1" for _number in range(40)]

    assert len(read_chosen(codes)) == 25


def test_what_is_gone_is_told_by_reference_before_anything_is_asked(desk):
    gone, stays = make_submission(), make_submission()
    values = ticked(gone, stays)
    gone.delete()

    page = desk.post(SEVERAL, {"do": "topic", "chosen": values})

    assert f"Moved on since you chose: {values[0][9:13]}. Nothing has been done yet." in page.text
    assert [row["reference"] for row in page.context["rows"]] == [stays.reference]


# One in hand


def test_the_first_that_is_free_is_taken(desk, moderator):
    taken, free, later = make_submission(), make_submission(), make_submission()
    seen = ticked(taken, free, later)
    actions.claim(submission=taken, by=make_moderator())

    answer = desk.post(SEVERAL, {"do": "claim", "chosen": seen, "confirmed": "1"}, follow=True)

    assert Claim.objects.get(moderator=moderator).submission == free
    assert answer.redirect_chain == [(f"/moderation/{free.code}/", 302)]
    assert f"You have {free.reference} in hand. These moved on before you took them: {taken.reference}." in answer.text
    assert (state_of(later), Decision.objects.filter(actor=moderator).count()) == (State.RECEIVED, 1)


def test_the_first_of_all_is_taken_without_more_words(desk, moderator):
    rows = [make_submission() for _number in range(2)]

    answer = confirm(desk, "claim", *rows)

    assert Claim.objects.get().submission == rows[0]
    assert "moved on" not in answer.text


def test_nobody_holds_two(desk, claimed):
    answer = confirm(desk, "claim", make_submission())

    assert answer.status_code == 409
    assert f"Go to {claimed.reference}" in answer.text
    assert Claim.objects.get().submission == claimed


def test_claiming_what_has_all_moved_on(desk, moderator):
    rows = [make_submission() for _number in range(2)]
    seen = as_seen(*rows)
    Submission.objects.update(version=7)

    with pytest.raises(Moved) as moved:
        actions.claim_first(chosen=seen, by=moderator)

    assert moved.value.chosen == seen
    page = confirm(desk, "claim", *rows)
    assert page.status_code == 409
    assert f"Moved on since you chose: {rows[0].reference}, {rows[1].reference}." in page.text
    assert page.context["rows"] == []
    assert not Claim.objects.exists()


def test_second_reads_are_taken_by_second_readers_alone(desk, senior, claimed, moderator):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    claimed.refresh_from_db()

    with pytest.raises(NotSecondReader):
        actions.claim_first(chosen=as_seen(claimed), by=moderator)
    assert "A second reader reads those" in confirm(desk, "claim", claimed, tab="second").text
    assert actions.claim_first(chosen=as_seen(claimed), by=senior) == (claimed, [])
    assert Claim.objects.get().moderator == senior


# A topic


def test_a_topic_is_added_to_all_beside_those_they_have(desk):
    topic, other = make_topic(), make_topic("Being new")
    rows = [make_submission(topics=[other]), make_submission(topics=[topic]), put(State.APPROVED)]

    answer = confirm(desk, "topic", *rows, topic=topic.slug)

    assert "2 stories have a new topic." in answer.text
    assert [topics_of(row) for row in rows] == [["Being new", "Night shifts"], ["Night shifts"], ["Night shifts"]]
    assert [Submission.objects.get(pk=row.pk).version - row.version for row in rows] == [1, 0, 1]


def test_a_topic_that_all_of_them_have(desk):
    topic = make_topic()

    answer = confirm(desk, "topic", make_submission(topics=[topic]), topic=topic.slug)

    assert "All of them had that topic already." in answer.text


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.QUESTION, State.OFFERED, State.DECLINED, State.PUBLISHED])
def test_no_topic_is_added_where_somebody_reads_or_the_author_is_asked(state):
    topic, free, busy = make_topic(), make_submission(), put(state)

    with pytest.raises(Moved) as moved:
        actions.add_topic(chosen=as_seen(free, busy), slug=topic.slug, by=make_moderator())

    assert moved.value.chosen == as_seen(busy)
    assert (topics_of(free), topics_of(busy)) == ([], [])


def test_when_one_has_moved_no_topic_is_added_and_the_rest_is_offered(desk):
    topic, stays, moved = make_topic(), make_submission(), make_submission()
    seen = ticked(stays, moved)
    rewrite(submission=moved, version=moved.version, parts=Parts(happened="Told anew."))
    fields = {"do": "topic", "topic": topic.slug, "confirmed": "1"}

    page = desk.post(SEVERAL, {**fields, "chosen": seen})

    assert page.status_code == 409
    assert f"Moved on since you chose: {moved.reference}. Nothing has been done yet." in page.text
    assert "You can go on with the rest." in page.text
    assert topics_of(stays) == []
    desk.post(SEVERAL, {**fields, "chosen": [row["value"] for row in page.context["rows"]]})
    assert (topics_of(stays), topics_of(moved)) == ([topic.name], [])


@pytest.mark.parametrize(
    ("topic", "said"), [("", "Choose a topic."), ("nobody", "Choose another one."), ("\x00", "Choose another one.")]
)
def test_a_topic_has_to_be_chosen_from_the_list(desk, topic, said):
    submission = make_submission()

    page = confirm(desk, "topic", submission, topic=topic)

    assert "There is a problem" in page.text
    assert said in page.text
    assert ticked(submission)[0] in page.text


@pytest.mark.parametrize(("does", "state"), [("topic", State.RECEIVED), ("release", State.APPROVED)])
def test_who_has_stood_aside_since_does_nothing_to_it_any_more(senior_desk, senior, does, state):
    topic, rows = make_topic(), [make_submission() for _number in range(4)]
    actions.step_aside(submission=rows[0], by=senior)
    Submission.objects.update(state=state)

    page = confirm(senior_desk, does, *rows, topic=topic.slug)

    assert page.status_code == 409
    assert f"Moved on since you chose: {rows[0].reference}." in page.text
    assert [row["reference"] for row in page.context["rows"]] == [row.reference for row in rows[1:]]
    assert ({state_of(row) for row in rows}, topics_of(rows[0])) == ({state}, [])


def test_a_topic_that_goes_while_it_is_chosen_changes_nothing():
    old, submission = make_topic("Nights"), make_submission()
    old.merged_into = make_topic("Night shifts")
    old.save()

    with pytest.raises(TopicGone):
        actions.add_topic(chosen=as_seen(submission), slug=old.slug, by=make_moderator())
    submission.refresh_from_db()
    assert (topics_of(submission), submission.version) == ([], 1)


def test_the_page_says_that_a_topic_went_in_the_meantime(desk, monkeypatch):
    topic, submission = make_topic(), make_submission()
    add = actions.add_topic

    def just_after_it_went(**chosen):
        topic.delete()
        return add(**chosen)

    monkeypatch.setattr(actions, "add_topic", just_after_it_went)

    assert "That topic is no longer in the list." in confirm(desk, "topic", submission, topic=topic.slug).text


# Release


def test_those_chosen_come_out_together_and_the_others_wait(senior_desk, senior):
    rows = [put(State.APPROVED) for _number in range(4)]

    with zeal_ignore([{"model": "stories.Submission", "field": "steps"}]):  # each has a timeline of its own
        answer = confirm(senior_desk, "release", *rows[:3], tab="approved")

    assert "3 stories are out." in answer.text
    assert [state_of(row) for row in rows] == [State.PUBLISHED] * 3 + [State.APPROVED]
    assert Story.objects.count() == 3
    assert list(Decision.objects.values_list("actor", "move", "to_state").distinct()) == [
        (senior.pk, Move.RELEASE, State.PUBLISHED)
    ]


def test_too_few_do_not_come_out_by_themselves(senior_desk, senior, settings):
    rows = [put(State.APPROVED) for _number in range(2)]

    with pytest.raises(TooFew):
        actions.release_chosen(chosen=as_seen(*rows), by=senior)
    page = confirm(senior_desk, "release", *rows)

    assert "Choose 3 or more. So few at a time can show when each of them was sent." in page.text
    assert "Release them" not in page.text
    assert not Story.objects.exists()
    settings.CAIRN_RELEASE = "at-once"
    assert len(actions.release_chosen(chosen=as_seen(*rows), by=senior)) == 2


def test_when_one_approval_was_taken_back_none_comes_out(senior_desk, senior):
    rows = [put(State.APPROVED) for _number in range(4)]
    seen = as_seen(*rows)
    actions.reopen(submission=rows[0], version=rows[0].version, by=senior)

    with pytest.raises(Moved) as moved:
        actions.release_chosen(chosen=seen, by=senior)

    assert moved.value.chosen == seen[:1]
    page = confirm(senior_desk, "release", *rows)
    assert page.status_code == 409
    assert f"Moved on since you chose: {rows[0].reference}." in page.text
    assert [row["reference"] for row in page.context["rows"]] == [row.reference for row in rows[1:]]
    assert not Story.objects.exists()


def test_release_is_for_seniors(desk):
    rows = [put(State.APPROVED) for _number in range(3)]

    answer = confirm(desk, "release", *rows, tab="approved")

    assert answer.redirect_chain == [("/moderation/?tab=approved", 302)]
    assert "A senior moderator releases stories before their time." in answer.text
    assert "Release these" not in answer.text
    assert not Story.objects.exists()


def test_the_queue_offers_what_a_tab_is_for(desk, senior_desk):
    for state in (State.RECEIVED, State.APPROVED, State.QUESTION):
        put(state)
    buttons = ("Take the first that is free…", "Add a topic…", "Release these…")

    def offered(client, tab):
        page = client.get("/moderation/", {"tab": tab}).text
        return [words for words in buttons if words in page]

    assert offered(desk, "ready") == [buttons[0], buttons[1]]
    assert offered(desk, "approved") == [buttons[1]]
    assert offered(senior_desk, "approved") == [buttons[1], buttons[2]]
    assert offered(desk, "author") == []


def test_no_page_of_this_tells_a_word_of_a_story(senior_desk):
    rows = [put(State.APPROVED, title="Canary title", happened="Canary words.") for _number in range(3)]

    for does in ("claim", "topic", "release"):
        assert "Canary" not in ask(senior_desk, does, *rows).text
    assert not Message.objects.exists()


# At the same moment


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_releases_of_overlapping_stories_publish_each_once():
    rows = [put(State.APPROVED) for _number in range(5)]
    one, other = as_seen(*rows[:4]), as_seen(*reversed(rows[1:]))
    senior = make_senior()

    went = at_the_same_moment(
        lambda: actions.release_chosen(chosen=one, by=senior), lambda: actions.release_chosen(chosen=other, by=senior)
    )

    assert went == ["Moved", "done"]
    assert Story.objects.count() == 4


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_who_claim_from_the_same_stories_get_one_each_or_are_told():
    rows = [make_submission(), make_submission()]
    one, other = as_seen(*rows), as_seen(*reversed(rows))
    people = make_moderator(), make_moderator()

    went = at_the_same_moment(
        lambda: actions.claim_first(chosen=one, by=people[0]), lambda: actions.claim_first(chosen=other, by=people[1])
    )

    assert went == ["done", "done"]
    assert set(Claim.objects.values_list("submission", flat=True)) == {row.pk for row in rows}


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_one_person_in_two_tabs_gets_one():
    rows, person = [make_submission(), make_submission()], make_moderator()

    went = at_the_same_moment(
        lambda: actions.claim_first(chosen=as_seen(rows[0]), by=person),
        lambda: actions.claim_first(chosen=as_seen(rows[1]), by=person),
    )

    assert went == ["HasAnother", "done"]
    assert Claim.objects.count() == 1


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_a_topic_and_a_claim_at_the_same_moment_leave_nothing_half_done():
    rows, topic, person = [make_submission() for _number in range(3)], make_topic(), make_moderator()
    seen = as_seen(*rows)

    def claim():
        actions.claim(submission=rows[1], by=person)

    went = at_the_same_moment(lambda: actions.add_topic(chosen=seen, slug=topic.slug, by=person), claim)

    tagged = [topics_of(row) for row in rows]
    assert (went, tagged) in [(["done", "done"], [[topic.name]] * 3), (["Moved", "done"], [[]] * 3)]
    assert state_of(rows[1]) == State.IN_REVIEW


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_topics_at_the_same_moment_are_one_after_the_other():
    rows, topics = [make_submission() for _number in range(3)], [make_topic(), make_topic("Being new")]
    seen, person = as_seen(*rows), make_moderator()

    went = at_the_same_moment(
        lambda: actions.add_topic(chosen=seen, slug=topics[0].slug, by=person),
        lambda: actions.add_topic(chosen=list(reversed(seen)), slug=topics[1].slug, by=person),
    )

    assert went == ["Moved", "done"]
    assert len({tuple(topics_of(row)) for row in rows}) == 1
