"""One story on the desk: what is shown to whom, and what happens to what was typed."""

import pytest
from django.test import Client

from stories.models import Claim, Message, MessageTemplate, Receipt, Submission
from stories.models.story import LONGEST_PART
from stories.models.submission import State
from stories.moderation import actions
from stories.moderation.rules import Check
from stories.privacy.sealing import unseal, unseal_parts
from stories.submission.actions import Parts, accept
from tests.factories import make_moderator, make_note, make_story, make_submission, make_topic

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "Four alarms",
    "happened": "I slept through three of them.",
    "felt": "",
    "helped": "Two sleeps a day.",
    "advice": "",
}
ALL = [check.value for check in Check]


def url(submission, page=""):
    return f"/moderation/{submission.code}/" + (f"{page}/" if page else "")


def save(client, submission, **fields):
    fields = {"version": submission.version, **WORDS, **fields}
    return client.post(url(submission), fields)


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


def edited(submission):
    submission.refresh_from_db()
    return unseal_parts(submission, "edit", submission.sealed_edit) if submission.sealed_edit else None


def change(submission, by, **words):
    edit = actions.Edit(parts=Parts(**{**WORDS, **words}))
    actions.save_edit(submission=submission, version=submission.version, by=by, edit=edit)
    submission.refresh_from_db()


def test_before_the_claim_there_is_no_word_of_the_story(desk):
    submission = make_submission(notes=[make_note()], topics=[make_topic()])

    page = desk.get(url(submission)).text

    assert "a death" in page
    assert "Night shifts" in page
    assert "Read it" in page
    assert "slept" not in page
    assert "Four alarms" not in page


def test_claim_opens_the_story(desk):
    submission = make_submission()

    answer = desk.post(url(submission, "claim"), follow=True)

    assert answer.redirect_chain == [(url(submission), 302)]
    assert "I slept through three of them." in answer.text
    assert "Do not try to work out who wrote this." in answer.text


def test_the_words_are_for_the_one_who_has_it_in_hand(claimed, senior_desk):
    page = senior_desk.get(url(claimed)).text

    assert "Ana is reading it." in page
    assert "Put it back for somebody else" in page
    assert "slept" not in page


def test_claim_of_a_second_story_offers_both_ways(desk, claimed):
    other = make_submission()

    answer = desk.post(url(other, "claim"))

    assert answer.status_code == 409
    assert f"You have {claimed.reference} in hand." in answer.text
    assert url(claimed, "put-back") in answer.text
    other.refresh_from_db()
    assert other.state == State.RECEIVED


def test_claim_of_what_somebody_else_has(desk):
    submission = make_submission()
    actions.claim(submission=submission, by=make_moderator())

    assert "Somebody else was first." in desk.post(url(submission, "claim"), follow=True).text


def test_claim_of_ones_own_first_read(desk, claimed, moderator):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)

    assert "A second reader reads that one" in desk.post(url(claimed, "claim"), follow=True).text


@pytest.mark.parametrize("page", ["claim", "put-back", "reopen"])
def test_a_button_that_is_only_visited_leads_to_the_story(desk, claimed, page):
    answer = desk.get(url(claimed, page))

    assert (answer.status_code, answer["Location"]) == (302, url(claimed))
    assert Claim.objects.filter(submission=claimed).exists()


@pytest.mark.parametrize("code", ["0000000000001", "ZZZZZZZZZZZZZ", "x", "U" * 13, "0" * 14, "é" * 13])
@pytest.mark.parametrize("page", ["", "claim", "approve", "ask"])
def test_a_story_that_is_not_there(desk, code, page):
    address = f"/moderation/{code}/" + (f"{page}/" if page else "")

    assert desk.post(address).status_code == 404


def test_a_published_story_is_off_the_desk(desk, moderator, senior, claimed):
    actions.approve(submission=claimed, version=claimed.version, by=moderator)
    actions.release_now(by=senior)

    assert desk.get(url(claimed)).status_code == 404


def test_put_back_and_pause(desk, claimed):
    answer = desk.post(url(claimed, "put-back"), {"then": "pause"}, follow=True)

    assert answer.redirect_chain == [("/moderation/pause/", 302)]
    assert "It is back in the queue for somebody else." in answer.text


def test_put_back_twice(desk, claimed):
    desk.post(url(claimed, "put-back"))

    answer = desk.post(url(claimed, "put-back"), follow=True)

    assert "That story was not in your hands any more." in answer.text


def test_save_keeps_words_topics_and_notes(desk, claimed):
    stressor, helped = make_topic(), make_topic("Asked for help", kind="helped")

    answer = save(
        desk,
        claimed,
        happened="I slept.\x00\u202e",
        stressors=stressor.slug,
        what_helped=helped.slug,
        notes=make_note().slug,
    )

    assert answer.url == url(claimed)
    assert edited(claimed) == {**WORDS, "happened": "I slept."}
    assert set(claimed.topics.all()) == {stressor, helped}
    assert list(claimed.notes.all()) == [make_note()]
    page = desk.get(url(claimed)).text
    assert "<del>" in page
    assert "through three of them." in page


def test_the_page_shows_finds_risks_choices_neighbours_and_messages(desk, moderator):
    topic = make_topic()
    near = make_story("Nights on six", topics=[topic])
    submission = make_submission(
        happened="Mrs Harlow shouted <b>at me</b>. Sometimes I want to kill myself.", topics=[topic]
    )
    desk.post(url(submission, "claim"))
    submission.refresh_from_db()
    actions.ask(submission=submission, version=submission.version, by=moderator, text="Was it at night?")
    Submission.objects.filter(pk=submission.pk).update(state=State.ANSWERED)

    page = desk.post(url(submission, "claim"), follow=True).text

    assert "<mark>Mrs Harlow</mark>" in page
    assert 'id="find-1"' in page
    assert "&lt;b&gt;at me&lt;/b&gt;" in page
    assert "kill myself”" in page
    assert near.get_absolute_url() in page
    assert "Was it at night?" in page
    assert "ask me first" in page


def test_the_topics_that_the_words_name_are_suggested_until_they_are_ticked(desk, claimed, moderator):
    alarms, kettles = make_topic("Alarms"), make_topic("Kettles")
    make_topic("Night shifts")
    change(claimed, moderator, helped="The alarm, and the kettle.")
    claimed.topics.set([kettles])

    assert [topic.name for topic in desk.get(url(claimed)).context["suggested"]] == ["Alarms"]
    assert "<li>Alarms</li>" in desk.get(url(claimed)).text

    claimed.topics.set([alarms, kettles])
    assert "Topics its words name" not in desk.get(url(claimed)).text


def test_the_review_page_costs_the_same_however_much_there_is(desk, claimed, moderator, django_assert_num_queries):
    claimed.topics.set([make_topic()])
    desk.get(url(claimed))
    with django_assert_num_queries(23) as few:
        desk.get(url(claimed))
    topics = [make_topic(f"Topic {number}") for number in range(30)]
    for number in range(30):
        make_note(f"note-{number}", name=f"note {number}")
        make_story(f"Story {number}", topics=topics[:3])
    claimed.topics.set(topics)

    with django_assert_num_queries(len(few)):
        desk.get(url(claimed))


def test_over_long_text_says_by_how_much_and_keeps_it(desk, claimed):
    answer = save(desk, claimed, happened="x" * (LONGEST_PART + 12), title="t" * 121)

    assert answer.status_code == 200
    assert "Shorten this by 12 characters." in answer.text
    assert "Shorten the title to 120 characters." in answer.text
    assert "x" * (LONGEST_PART + 12) in answer.text
    assert "<title>Error: " in answer.text
    assert edited(claimed) is None


def test_an_empty_story_is_refused(desk, claimed):
    assert "Nothing is left of the story." in save(desk, claimed, happened=" ", helped="\x07").text
    assert edited(claimed) is None


@pytest.mark.parametrize("field", ["stressors", "what_helped", "notes"])
@pytest.mark.parametrize("value", ["999", "x", "-1", "9" * 30, "\x00"])
def test_tampered_topics_and_notes(desk, claimed, field, value):
    answer = save(desk, claimed, **{field: value})

    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert edited(claimed) is None


@pytest.mark.parametrize("version", ["", "x", "-1", "1", "9" * 11, "9" * 40, "²"])
def test_a_late_save_shows_what_changed_and_keeps_what_was_typed(desk, claimed, moderator, version):
    change(claimed, moderator, happened="Kept meanwhile.")

    answer = save(desk, claimed, happened="Typed in the other tab.", version=version)

    assert answer.status_code == 409
    assert "Another moderator changed this story while you were reading, or you did so" in answer.text
    assert "Typed in the other tab.</textarea>" in answer.text
    assert "Kept meanwhile." in answer.text
    assert f'name="version" value="{claimed.version}"' in answer.text
    assert edited(claimed)["happened"] == "Kept meanwhile."


def test_a_late_save_of_the_same_words(desk, claimed):
    answer = save(desk, claimed, version=1)

    assert "The words are the same." in answer.text


def test_a_save_after_the_claim_was_lost_gives_the_words_back(desk, claimed, senior):
    actions.put_back(submission=claimed, by=senior)

    for words in ("What I typed.", "y" * (LONGEST_PART + 1)):
        answer = save(desk, claimed, happened=words)
        assert answer.status_code == 409
        assert words in answer.text
        assert "no longer in your hands" in answer.text
    assert edited(claimed) is None


@pytest.mark.parametrize(
    "page", ["approve", "offer", "ask", "second-read", "send-back", "decline", "patterns", "escalate"]
)
def test_each_button_saves_and_leads_to_its_page(desk, claimed, page):
    answer = save(desk, claimed, happened="Shorter.", then=page.replace("-", "_"))

    assert answer.url == url(claimed, page)
    assert edited(claimed)["happened"] == "Shorter."
    assert desk.get(answer.url).status_code == 200


def test_an_unknown_button_only_saves(desk, claimed):
    assert save(desk, claimed, then="https://elsewhere.example").url == url(claimed)


def test_approve_needs_every_box(desk, claimed):
    claimed.refresh_from_db()
    answer = desk.post(url(claimed, "approve"), {"version": claimed.version, "checks": ALL[:5]})

    assert "2 boxes are not ticked yet." in answer.text
    claimed.refresh_from_db()
    assert claimed.state == State.IN_REVIEW


def test_approve_a_story_as_it_was_sent(desk, claimed):
    assert "What did you change?" not in desk.get(url(claimed, "approve")).text

    answer = desk.post(url(claimed, "approve"), {"version": claimed.version, "checks": ALL}, follow=True)

    assert "Approved." in answer.text
    claimed.refresh_from_db()
    assert claimed.state == State.APPROVED


def test_where_only_details_went_it_is_approved_without_a_question(desk, claimed, moderator):
    change(claimed, moderator, happened="I slept through [detail changed to protect someone].")

    desk.post(url(claimed, "approve"), {"version": claimed.version, "checks": ALL})

    claimed.refresh_from_db()
    assert claimed.state == State.APPROVED


def test_where_words_were_changed_the_author_is_asked_first(desk, claimed, moderator):
    Receipt.objects.create(digest="d", binding="b", submission=claimed)
    change(claimed, moderator, happened="I slept soundly.", felt="It felt fine.")

    asked = desk.get(url(claimed, "approve"))
    refused = desk.post(url(claimed, "approve"), {"version": claimed.version, "checks": ALL})

    assert (asked.status_code, refused.status_code) == (200, 409)
    for answer in (asked, refused):
        assert "It can come out once they say yes." in answer.text
        assert answer.text.count("Words were put in") == 2
        assert f'href="{url(claimed, "offer")}"' in answer.text
    claimed.refresh_from_db()
    assert claimed.state == State.IN_REVIEW


def test_a_second_reader_is_bound_by_what_the_author_agreed_to(claimed, moderator, senior, senior_desk):
    Receipt.objects.create(digest="d", binding="b", submission=claimed)
    change(claimed, moderator, happened="I slept soundly.")
    actions.weigh(submission=claimed, version=claimed.version, by=moderator, risk=1, told=3)
    actions.offer(submission=claimed, version=claimed.version, by=moderator, text="Will this do?")
    claimed.refresh_from_db()
    accept(submission=claimed, version=claimed.version)
    senior_desk.post(url(claimed, "claim"))
    claimed.refresh_from_db()
    assert claimed.state == State.IN_REVIEW
    form = {"checks": ALL}

    for words, state in (
        ("I slept very soundly.", State.IN_REVIEW),
        ("I slept.", State.APPROVED),
    ):
        change(claimed, senior, happened=words)
        senior_desk.post(url(claimed, "approve"), {**form, "version": claimed.version})
        claimed.refresh_from_db()
        assert claimed.state == state


def test_a_title_is_the_teams_to_give_where_the_author_gave_none(desk, moderator):
    submission = make_submission(title="")
    actions.claim(submission=submission, by=moderator)
    submission.refresh_from_db()
    change(submission, moderator, title="Three alarms")

    desk.post(url(submission, "approve"), {"version": submission.version, "checks": ALL})

    submission.refresh_from_db()
    assert submission.state == State.APPROVED


def test_a_second_reader_sees_the_proposal_and_its_words(claimed, moderator, senior_desk):
    actions.decline(
        submission=claimed, version=claimed.version, by=moderator, reason="blames-someone", text="Not as it stands."
    )

    opened = senior_desk.post(url(claimed, "claim"), follow=True).text
    asked = senior_desk.get(url(claimed, "decline")).text

    assert "would not publish it: It blames someone others could name" in opened
    assert "Not as it stands." in opened
    assert "Not as it stands.</textarea>" in asked
    assert 'value="blames-someone"' in asked


def test_patterns_only_says_so_and_cannot_be_approved(desk):
    submission = make_submission(publish_consent="no")
    opened = desk.post(url(submission, "claim"), follow=True).text
    assert "only so that we can spot patterns" in opened
    assert "Approve…" not in opened

    assert "It cannot come out." in desk.get(url(submission, "approve"), follow=True).text
    assert "Thank you for trusting us" in desk.get(url(submission, "patterns")).text


def test_approve_without_a_title_says_so(desk):
    submission = make_submission(title="")
    assert "A story without a title" in desk.post(url(submission, "claim"), follow=True).text

    assert "Give the story a title first." in desk.get(url(submission, "approve"), follow=True).text


def test_offer_without_a_change_says_so(desk, claimed):
    answer = desk.post(url(claimed, "offer"), {"version": claimed.version, "text": "Will this do?"}, follow=True)

    assert "a change to offer" in answer.text
    assert not Message.objects.exists()


def test_a_template_fills_the_box(desk, claimed):
    MessageTemplate.objects.create(slug="when", use="question", name="When", body="Was it <this> year?")
    asked = desk.get(url(claimed, "ask"))
    assert "?template=when" in asked.text

    assert "Was it &lt;this&gt; year?</textarea>" in desk.get(url(claimed, "ask"), {"template": "when"}).text
    assert desk.get(url(claimed, "ask"), {"template": "none"}).status_code == 200
    assert "?template=when" not in desk.get(url(claimed, "decline")).text


def test_a_message_is_cleaned_and_sent(desk, claimed):
    text = "Was it at night?\x00\u202e\n\n\n\n<b>bold</b> ' OR 1=1"
    answer = desk.post(url(claimed, "ask"), {"version": claimed.version, "text": text}, follow=True)

    assert "Your question is waiting for the author." in answer.text
    message = Message.objects.get()
    assert unseal(claimed, "message 1", message.sealed_body) == "Was it at night?\n\n<b>bold</b> ' OR 1=1"


@pytest.mark.parametrize(
    ("page", "fields", "said"),
    [
        ("ask", {"text": " \x00 "}, "Write a few words to the author."),
        ("ask", {"text": "x" * 2_001}, "Shorten this by 1 character."),
        ("decline", {"text": "No."}, "Choose a reason."),
        ("escalate", {"text": "Here.", "reason": "risk-score-9"}, "There is a problem"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(desk, claimed, page, fields, said):
    answer = desk.post(url(claimed, page), {"version": claimed.version, **fields})

    assert answer.status_code == 200
    assert said in answer.text
    assert fields["text"].strip(" \x00") in answer.text
    assert not Message.objects.exists()


def test_a_late_decision_keeps_the_message(desk, claimed):
    answer = desk.post(url(claimed, "ask"), {"version": 1, "text": "Was it at night?"})

    assert answer.status_code == 409
    assert "This story changed while you were here." in answer.text
    assert "Was it at night?</textarea>" in answer.text


@pytest.mark.parametrize("text", ["Was it at night?", ""])
def test_a_decision_after_the_claim_was_lost_gives_the_words_back(desk, claimed, senior, text):
    actions.put_back(submission=claimed, by=senior)

    answer = desk.post(url(claimed, "ask"), {"version": claimed.version, "text": text})

    assert answer.status_code == 409
    assert "no longer in your hands" in answer.text
    assert text in answer.text


@pytest.mark.parametrize("page", ["approve", "offer", "ask", "second-read", "decline", "escalate"])
def test_a_decision_page_needs_the_claim(claimed, senior_desk, page):
    assert senior_desk.get(url(claimed, page)).url == url(claimed)
    assert senior_desk.post(url(claimed, page), {"version": claimed.version, "text": "x"}).status_code == 409


def test_an_approval_is_taken_back_from_the_queue(desk, claimed, moderator):
    actions.approve(submission=claimed, version=claimed.version, by=moderator)
    claimed.refresh_from_db()
    assert f'href="{url(claimed, "reopen")}"' in desk.get("/moderation/", {"tab": "approved"}).text
    assert "Take back the approval?" in desk.get(url(claimed, "reopen")).text
    assert edited(claimed) is None
    assert claimed.state == State.APPROVED

    assert "That story moved on." in desk.post(url(claimed, "reopen"), {"version": 1}, follow=True).text
    answer = desk.post(url(claimed, "reopen"), {"version": claimed.version}, follow=True)
    assert "It is taken back." in answer.text
    claimed.refresh_from_db()
    assert claimed.state == State.RECEIVED


def test_a_no_is_taken_back_by_a_second_reader_alone(desk, senior_desk, claimed):
    Submission.objects.filter(pk=claimed.pk).update(state=State.DECLINED)
    claimed.claim.delete()
    claimed.refresh_from_db()
    tab, address, given = {"tab": "declined"}, url(claimed, "reopen"), {"version": claimed.version}

    assert address not in desk.get("/moderation/", tab).text
    assert "by a senior moderator" in desk.post(address, given, follow=True).text
    assert address in senior_desk.get("/moderation/", tab).text
    assert "Read it again after all?" in senior_desk.get(address).text
    claimed.refresh_from_db()
    assert claimed.state == State.DECLINED
    assert "It is taken back." in senior_desk.post(address, given, follow=True).text
    claimed.refresh_from_db()
    assert claimed.state == State.RECEIVED


def test_the_desk_checks_where_a_form_comes_from(moderator, claimed):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)

    assert strict.post(url(claimed), {"version": claimed.version, **WORDS}).status_code == 403
    assert edited(claimed) is None


def test_a_page_of_the_desk_is_kept_nowhere(desk, claimed):
    assert "no-store" in desk.get(url(claimed))["Cache-Control"]


def test_a_first_readers_decline_says_that_a_second_reader_is_next(desk, claimed):
    form = {"version": claimed.version, "reason": "not-a-story", "text": "Sorry."}

    answer = desk.post(url(claimed, "decline"), form, follow=True)

    assert "A second reader looks at it next." in answer.text


def test_a_second_readers_decline_reaches_the_author(claimed, moderator, senior_desk):
    actions.send_for_second_read(submission=claimed, version=claimed.version, by=moderator)
    senior_desk.post(url(claimed, "claim"))
    claimed.refresh_from_db()
    form = {"version": claimed.version, "reason": "not-a-story", "text": "Sorry."}

    answer = senior_desk.post(url(claimed, "decline"), form, follow=True)

    assert "The author will find your words." in answer.text
    assert Message.objects.get().kind == Message.Kind.DECLINE
