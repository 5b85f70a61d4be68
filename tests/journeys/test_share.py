"""Sharing in a real browser, with script and without: to the receipt, back by it, and away without a trace."""

import re

import pytest
from playwright.sync_api import Page, expect

from stories.models import Submission
from stories.privacy.sealing import unseal_parts
from stories.submission import limits
from tests.factories import make_note, make_topic, make_work_group
from tests.journeys.questions import finish, go_on, start

pytestmark = pytest.mark.django_db(transaction=True)

STORY = "I was marking behind the pool on Mill Lane.\n\nOne Thursday I told Mrs Adeyemi, and she listened."
BOTH = pytest.mark.parametrize("page", [{"javascript": True}, {"javascript": False}], indirect=True)
# Both widths and both themes in two pages: what a rule finds in one theme does not hang on the width.
SIZES = pytest.mark.parametrize(
    "page",
    [{"color_scheme": "light", "viewport": (1280, 900)}, {"color_scheme": "dark", "viewport": (320, 700)}],
    indirect=True,
)
# An answer that says what is wrong is a 422, which the browser mentions.
expects_refusal = pytest.mark.look(expects=("status of 422",))


@pytest.fixture(autouse=True)
def vocabulary(settings) -> None:
    settings.CAIRN_FORM_SECONDS = 0
    limits.bucket.cache_clear()
    make_topic()
    make_topic("Asked for help", kind="helped")
    make_note()
    make_work_group()


def answer_questions(page: Page, story: str = STORY) -> None:
    """Fill in the questions from the start page to "Check my story"."""
    start(page)
    page.get_by_label("Night shifts").check()
    go_on(page)
    page.get_by_label("What happened?").fill(story)
    go_on(page)
    go_on(page, "Skip this question")
    page.get_by_label("What helped, even a little?").fill("Tea.")
    go_on(page)
    go_on(page)
    page.get_by_label("a death").check()
    go_on(page)
    go_on(page)
    page.get_by_label("Yes, when a moderator has read it").check()
    page.get_by_label("Ask me first").check()
    page.get_by_role("button", name="Check my story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check that it does not point to you")


def to_receipt(page: Page) -> list[str]:
    """Share a story, and return the groups of its receipt."""
    answer_questions(page)
    page.get_by_label("Use “a street near work”").check()
    page.get_by_role("button", name="Send my story").click()
    expect(page.locator("output")).to_be_visible()
    return page.locator("output").inner_text().split()


def open_status(page: Page, groups: list[str]) -> None:
    page.goto("/status/")
    page.get_by_label("Receipt").fill("-".join(groups).lower())
    page.get_by_role("button", name="Show my story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How your story is doing")


@BOTH
def test_share_one_edit_one_skip_to_a_receipt_then_status_and_take_back(page: Page) -> None:
    groups = to_receipt(page)
    assert [len(group) for group in groups] == [4] * 5
    assert "".join(groups)[:4] not in page.url + page.title()
    submission = Submission.objects.get()
    words = unseal_parts(submission, "original", submission.sealed_original)
    assert words["happened"].startswith("I was marking behind the pool on a street near work.\n\nOne Thursday")

    finish(page, groups[-1])
    expect(page.locator("output")).to_have_count(0)

    open_status(page, groups)
    expect(page.locator(".time li").first).to_contain_text("Sent")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take your story back?")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is taken back")
    assert Submission.objects.count() == 0
    assert page.context.cookies() == []


@BOTH
@expects_refusal
def test_what_is_missing_is_said_and_nothing_typed_is_lost(page: Page) -> None:
    page.goto("/share/write/")
    go_on(page)
    page.get_by_label("What happened?").fill(STORY)
    for _ in range(6):
        go_on(page)
    page.get_by_role("button", name="Check my story").click()

    expect(page.locator(".errors")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".errors")).to_contain_text("Choose if we may publish your story.")
    expect(page.get_by_label("What happened?")).to_have_value(STORY)

    page.locator(".errors").get_by_role("link", name="Choose if guides may quote you.").click()
    page.get_by_label("Yes, when a moderator has read it").check()
    page.get_by_label("Ask me first").check()
    page.get_by_role("button", name="Check my story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check that it does not point to you")


@BOTH
def test_change_goes_to_the_question_and_back_with_all_words(page: Page) -> None:
    answer_questions(page)

    page.get_by_role("button", name="Change What happened?").click()
    box = page.get_by_label("What happened?")
    expect(box).to_have_value(STORY)
    box.fill("Other words.")
    page.get_by_role("button", name="Check my story").click()

    expect(page.locator(".sum")).to_contain_text("Other words.")
    expect(page.locator(".sum")).to_contain_text("Tea.")
    expect(page.locator(".sum")).to_contain_text("Night shifts")


def test_one_question_at_a_time_with_the_browsers_back(page: Page) -> None:
    page.goto("/share/write/")
    expect(page.get_by_role("heading", name="What is it about?")).to_be_visible()
    expect(page.locator(".step-line .label")).to_have_text("Question 1 of 8")

    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="What happened?")).to_be_focused()
    expect(page).to_have_title(re.compile("^What happened"))
    page.get_by_label("What happened?").fill(STORY)
    go_on(page)
    page.go_back()
    expect(page.get_by_label("What happened?")).to_have_value(STORY)
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading", name="What is it about?")).to_be_visible()
    assert page.url.endswith("/share/write/")
    page.go_forward()
    expect(page.get_by_label("What happened?")).to_have_value(STORY)


def test_the_counter_comes_late_and_never_cuts(page: Page) -> None:
    page.goto("/share/write/")
    go_on(page)
    note = page.locator("[data-question=happened] [data-count]")

    page.get_by_label("What happened?").fill("a" * 4499)
    expect(note).to_be_hidden()
    page.get_by_label("What happened?").fill("a" * 4500)
    expect(note).to_have_text("You have 1,500 characters left.")
    page.get_by_label("What happened?").fill("a" * 6012)
    expect(note).to_have_text(re.compile("That is 12 characters too many."))
    assert len(page.get_by_label("What happened?").input_value()) == 6012


def test_back_after_the_end_shows_nothing(page: Page) -> None:
    groups = to_receipt(page)
    finish(page, groups[-1])
    expect(page).to_have_url("/")

    for _ in range(4):
        page.go_back()
        page.wait_for_timeout(300)
        for text in (*groups, "Mill Lane", "Adeyemi"):
            expect(page.locator("html")).not_to_contain_text(text)
    stored = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]


@pytest.mark.look(expects=("ERR_FAILED", "status of 502"))
@pytest.mark.parametrize("answer", [None, "<h1>Bad gateway</h1>"], ids=["none", "a proxy's"])
def test_a_connection_that_fails_keeps_the_words(page: Page, answer: str | None) -> None:
    answer_questions(page)
    page.route(
        "**/share/send/",
        lambda route: route.fulfill(status=502, body=answer, content_type="text/html") if answer else route.abort(),
    )

    page.get_by_role("button", name="Send my story").click()

    expect(page.get_by_role("alert")).to_have_text(re.compile("Your words are still here"))
    expect(page.locator(".sum")).to_contain_text("Mill Lane")


@SIZES
@expects_refusal
def test_every_page_is_for_everybody_and_fits(page: Page, axe) -> None:
    def check() -> None:
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.goto("/share/")
    check()
    page.goto("/share/write/")
    for _ in range(7):
        check()
        go_on(page)
    check()
    page.get_by_role("button", name="Check my story").click()
    expect(page.locator(".errors")).to_be_visible()
    check()
    answer_questions(page, "I told Mrs Adeyemi.")
    page.get_by_label("Write my own").check()
    check()
    page.get_by_role("button", name="Send my story").click()
    expect(page.locator(".errors")).to_be_visible()
    check()
    page.get_by_label("My own words").fill("my mentor")
    page.get_by_role("button", name="Send my story").click()
    expect(page.locator("output")).to_be_visible()
    page.get_by_text("Show a QR code").click()
    check()
    groups = page.locator("output").inner_text().split()
    page.get_by_role("button", name="Finish and clear this screen").click()
    expect(page.locator(".errors")).to_be_visible()
    check()
    page.goto("/share/sent/")
    page.goto("/status/")
    check()
    page.get_by_role("button", name="Show my story").click()
    expect(page.locator(".errors")).to_be_visible()
    check()
    open_status(page, groups)
    page.get_by_text("Read what you sent").click()
    check()
    page.get_by_role("button", name="Change my words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change my words")
    check()
    page.get_by_role("button", name="Save my words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How your story is doing")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take your story back?")
    check()
