"""The desk in a real browser: claim, edit, approve, release; and a second pair of eyes for what is heavy."""

import pytest
from playwright.sync_api import Page, expect

from stories.models import Story, Submission
from tests.factories import PASSWORD, make_moderator, make_note, make_senior, make_submission, make_topic
from tests.stories.submission.pages import sent

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, person) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/moderation/")
    page.locator("input[name=login]").fill(person.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready to read")


def tick_all(page: Page) -> None:
    for box in page.locator("main input[name=checks]").all():
        box.check()


@pytest.mark.parametrize("page", [{"javascript": True}, {"javascript": False}], indirect=True, ids=["js", "no-js"])
def test_from_the_queue_to_the_shelf(page):
    topic = make_topic()
    make_submission("Four alarms", happened="Mrs Harlow rang me in bed.\n\nI slept through it.", topics=[topic])
    sign_in(page, make_senior())

    page.get_by_role("button", name="Claim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Four alarms")
    expect(page.locator("mark")).to_have_text(["Mrs Harlow"])
    page.get_by_label("What happened").fill(
        "[detail changed to protect someone] rang me in bed.\n\nI slept through it."
    )
    page.get_by_role("button", name="Save and show what changed").click()
    expect(page.get_by_text("Saved. Nobody but the desk")).to_be_visible()
    expect(page.locator("del")).to_have_text(["removed: Mrs Harlow"])
    page.get_by_role("button", name="Approve…").click()
    tick_all(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")

    page.get_by_role("link", name="Waiting for release, 1").click()
    page.get_by_role("link", name="Release now…").click()
    page.get_by_role("button", name="Release them").click()
    expect(page.get_by_role("status")).to_have_text("1 story is out.")
    story = Story.objects.get()
    page.goto(story.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Four alarms")
    expect(page.locator(".changed")).to_have_text("[detail changed to protect someone]")
    assert "Harlow" not in page.content()


@pytest.mark.parametrize("page", [{"javascript": True}, {"javascript": False}], indirect=True, ids=["js", "no-js"])
def test_changed_words_wait_for_their_author_and_an_escalation_for_a_senior(page, settings):
    settings.CAIRN_DUTY_CONTACT = "On-call manager, extension 40"
    receipt, first, senior = sent(), make_moderator(), make_senior()
    sign_in(page, first)
    page.get_by_role("button", name="Claim").click()
    page.get_by_label("What happened").fill("I slept soundly.")
    page.get_by_role("button", name="Approve…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask the author first")
    page.get_by_role("link", name="Offer these changes…").click()
    page.get_by_label("Your message").fill("Will this do?")
    page.get_by_role("button", name="Send the offer").click()

    page.goto("/status/")
    page.get_by_label("Receipt").fill(receipt)
    page.get_by_role("button", name="Show my story").click()
    expect(page.locator("main")).to_contain_text("If we hear nothing by about")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("main")).to_contain_text("It is approved.")

    sign_in(page, senior)
    page.get_by_role("link", name="Waiting for release, 1").click()
    page.get_by_role("link", name="Undo…").click()
    page.get_by_role("button", name="Undo the decision").click()
    expect(page.get_by_role("status")).to_contain_text("It is taken back.")
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Escalate…").click()
    page.get_by_label("Somebody is threatened").check()
    page.get_by_label("Your message").fill("We are glad that you wrote.")
    page.get_by_role("button", name="Escalate it").click()

    sign_in(page, make_senior())
    page.get_by_role("link", name="Escalated, 1").click()
    expect(page.locator("main")).to_contain_text("On duty: On-call manager, extension 40.")
    page.get_by_text("What the author got", exact=True).click()
    expect(page.get_by_text("We are glad that you wrote.")).to_be_visible()
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Do not publish…").click()
    page.get_by_role("link", name="The author may be in danger").click()
    page.get_by_role("button", name="Do not publish it").click()
    expect(page.get_by_role("status")).to_contain_text("The author will find your words.")
    assert Submission.objects.get().state == "declined"


@pytest.mark.look(javascript=False)
def test_a_heavy_story_is_read_by_a_second_person(page):
    make_submission("The bridge", notes=[make_note("suicide", name="suicide", weight="heavy")])
    first, second = make_moderator(), make_senior()

    sign_in(page, first)
    page.get_by_role("rowheader").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("suicide")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Approve…").click()
    tick_all(page)
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Needs a second read, 1").click()
    expect(page.locator("tbody")).to_contain_text("You read it first")

    sign_in(page, second)
    page.get_by_role("link", name="Needs a second read, 1").click()
    page.get_by_role("button", name="Claim").click()
    expect(page.locator("main")).to_contain_text("Somebody else read this first, and would approve it.")
    page.get_by_role("button", name="Approve…").click()
    tick_all(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")
    assert Submission.objects.get().state == "approved"


@pytest.mark.parametrize("page", [{"javascript": False}], indirect=True, ids=["no-js"])
def test_skip_hand_over_and_pause(page):
    make_submission()
    sign_in(page, make_moderator())
    page.get_by_role("button", name="Claim").click()

    page.get_by_role("button", name="Put back and pause").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take the time you need")
    page.get_by_role("link", name="Back to the queue").click()
    expect(page.get_by_role("button", name="Claim")).to_be_visible()


@pytest.mark.parametrize(
    "page",
    [{"color_scheme": "light", "viewport": (1280, 900)}, {"color_scheme": "dark", "viewport": (320, 900)}],
    indirect=True,
    ids=["light-1280", "dark-320"],
)
def test_every_page_of_the_desk_is_accessible_and_fits(page, axe):
    submission = make_submission(
        "A title of some length for a narrow screen",
        happened="Mrs Harlow at 22 Wharf Street said I want to kill myself. " + "unbroken" * 20,
        topics=[make_topic(), make_topic("A small habit", kind="helped")],
        notes=[make_note()],
    )
    other = make_submission("Another", topics=[make_topic()])
    sign_in(page, make_senior(name="Bo"))

    def check(shows: str = "h1") -> None:
        expect(page.locator(shows).first).to_be_visible()
        page.wait_for_load_state()
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url

    check()
    page.goto(f"/moderation/{submission.code}/")
    check()
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("What happened").fill("A neighbour said something. " + "unbroken" * 20)
    page.get_by_role("button", name="Save and show what changed").click()
    expect(page.get_by_text("Saved. Nobody but the desk")).to_be_visible()
    expect(page.locator("del").first).to_be_visible()
    for summary in page.locator("main summary").all():
        summary.click()
    check()
    page.get_by_label("Title").fill("t" * 121)
    page.get_by_role("button", name="Save and show what changed").click()
    check(".errors")
    for name in ("approve", "offer", "ask", "second-read", "decline", "escalate"):
        page.goto(f"/moderation/{submission.code}/{name}/")
        check()
        if name not in {"second-read", "approve"}:
            page.locator("main form button").first.click()
            check(".errors")
    for address in ("/moderation/pause/", "/moderation/release/", "/moderation/?tab=mine", "/moderation/?tab=author"):
        page.goto(address)
        check()
    page.goto(f"/moderation/{other.code}/")
    check()


@pytest.mark.look(expects=("status of 409",))
def test_the_late_and_the_double_are_told_plainly(page, axe):
    submission, other = make_submission(), make_submission("Another")
    sign_in(page, make_moderator())
    page.goto(f"/moderation/{submission.code}/")
    page.get_by_role("button", name="Read it").click()

    page.goto(f"/moderation/{other.code}/")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One story at a time")
    axe(page)
    page.get_by_role("link", name=f"Go to {submission.reference}").click()
    Submission.objects.filter(pk=submission.pk).update(version=9)
    page.get_by_label("What happened").fill("Typed late.")
    page.get_by_role("button", name="Save and show what changed").click()
    expect(page.get_by_role("alert")).to_contain_text("Another moderator changed this story")
    expect(page.get_by_label("What happened")).to_have_value("Typed late.")
    axe(page)
    submission.refresh_from_db()
    submission.claim.delete()
    page.get_by_role("button", name="Save and show what changed").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("is no longer in your hands")
    expect(page.get_by_label("What happened")).to_have_value("Typed late.")
    axe(page)
