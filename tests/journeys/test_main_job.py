"""The main job, end to end: shared, made safe, released, found, and cited."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from stories.models import Story, Submission
from tests.factories import PASSWORD, make_guide, make_senior, make_topic, make_work_group
from tests.journeys.questions import go_on as next_question

HAPPENED = "The night rota at Harlow Road had four of us for six bays. Nobody came when the zebracorn alarm went."
HELPED = "I asked the night lead to swap two shifts, and she did."


@pytest.fixture
def town(transactional_db: None, settings: Any) -> None:
    """What a young site has before its first story: topics, kinds of work, and somebody who may read and release."""
    settings.CAIRN_FORM_SECONDS = 0  # a browser that is driven types faster than a person
    make_topic("Night shifts", aliases=("nights",))
    make_topic("Swapped tasks", kind="helped")
    make_work_group()
    make_senior(email="senior@example.org", name="Bo")


@pytest.mark.parametrize(
    "page",
    [
        {"javascript": True},
        {"javascript": False},
        {"javascript": True, "color_scheme": "dark", "viewport": (320, 800)},
    ],
    indirect=True,
    ids=["script", "no script", "phone, dark"],
)
def test_a_story_goes_from_its_author_to_a_guide(
    town: None, page: Page, look: object, axe: Callable[[Page], None], request: pytest.FixtureRequest
) -> None:
    javascript = request.node.callspec.params["page"]["javascript"]
    check = axe if javascript else (lambda page: None)

    receipt = share(page, javascript, check)
    submission = Submission.objects.get()
    assert b"zebracorn" not in bytes(submission.sealed_original)

    sign_in(page)
    approve(page, check)
    assert not Story.objects.exists()  # approved, and still nobody reads it

    release(page, check)
    story = Story.objects.get()
    assert "Harlow Road" not in story.happened
    assert "[detail changed to protect someone]" in story.happened

    find_by_search_and_topic(page, check, story)
    make_guide(stories=(story,), quote=HELPED)
    read_the_guide(page, check, story)

    take_back(page, check, receipt)
    assert not Story.objects.exists()
    assert page.request.get(story.get_absolute_url()).status == 404
    page.goto("/guides/the-way-home/")
    expect(page.locator("main")).not_to_contain_text(HELPED)
    page.goto("/search/?q=zebracorn")
    expect(page.locator("main")).not_to_contain_text(story.title)


def share(page: Page, javascript: bool, check: Callable[[Page], None]) -> str:
    """Share the story as its author would, and return the receipt."""
    page.goto("/")
    page.get_by_role("link", name="Share a story").first.click()
    check(page)
    page.goto("/share/write/")

    def go_on() -> None:
        if javascript:
            next_question(page)

    page.get_by_label("Night shifts").check()
    page.get_by_label("Swapped tasks").check()
    go_on()
    page.get_by_label("What happened?").fill(HAPPENED)
    check(page)
    go_on()
    page.get_by_label("What was it like for you?").fill("Cold, mostly.")
    go_on()
    page.get_by_label("What helped, even a little?").fill(HELPED)
    go_on()
    page.get_by_label("What would you tell a colleague").fill("Ask early.")
    go_on()
    go_on()
    page.get_by_label("Patient care").check()
    go_on()
    page.locator("input[name=publish_consent][value=yes]").check()
    page.locator("input[name=quote_consent][value=yes]").check()
    check(page)
    page.get_by_role("button", name="Check my story").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("does not point to you"))
    check(page)
    page.get_by_label("A title, if you like").fill("Four of us for six bays")
    page.get_by_role("button", name="Send my story").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your story has been")
    check(page)
    assert page.context.cookies() == []
    receipt = "".join(page.locator("output span").all_inner_texts())
    page.get_by_label("Type the last group").fill(receipt[-4:])
    page.get_by_role("button", name="Finish and clear this screen").click()
    # With script the browser goes home by itself; without, a page says that the screen is clear.
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("Someone here has been through it" if javascript else "This screen is clear")
    )
    check(page)
    return receipt


def sign_in(page: Page) -> None:
    page.goto("/moderation/")
    page.get_by_label("E-mail").fill("senior@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ready to read")


def approve(page: Page, check: Callable[[Page], None]) -> None:
    """Claim the story, take out the place, and approve."""
    check(page)
    page.get_by_role("button", name="Claim").click()
    words = page.get_by_label("What happened")
    words.fill(HAPPENED.replace("Harlow Road", "[detail changed to protect someone]"))
    page.get_by_role("button", name="Save and show what changed").click()
    expect(page.get_by_text("Saved. Nobody but the desk")).to_be_visible()
    expect(page.locator("del").first).to_contain_text("Harlow")
    check(page)
    page.get_by_role("button", name="Approve…").click()
    for box in page.locator("input[name=checks]").all():
        box.check()
    check(page)
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Approved.")


def release(page: Page, check: Callable[[Page], None]) -> None:
    page.goto("/moderation/?tab=approved")
    page.get_by_role("link", name="Release now…").click()
    check(page)
    page.get_by_role("button", name="Release them").click()
    expect(page.locator("main")).to_contain_text("1 story is out.")


def find_by_search_and_topic(page: Page, check: Callable[[Page], None], story: Story) -> None:
    page.goto("/")
    page.get_by_label("What is going on for you?").fill("bad nights")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name=story.title)).to_be_visible()
    check(page)
    page.goto("/topics/")
    page.get_by_role("link", name="Night shifts").first.click()
    check(page)
    page.get_by_role("link", name=story.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(story.title)
    expect(page.locator("main")).to_contain_text("Shared by someone in patient care")
    check(page)


def read_the_guide(page: Page, check: Callable[[Page], None], story: Story) -> None:
    page.reload()
    page.get_by_role("link", name="The way home after nights").click()
    expect(page.locator("main")).to_contain_text(HELPED)
    check(page)


def take_back(page: Page, check: Callable[[Page], None], receipt: str) -> None:
    page.goto("/status/")
    page.get_by_label("Receipt").fill(receipt.lower())
    page.get_by_role("button", name="Show my story").click()
    expect(page.locator("main")).to_contain_text("Published")
    check(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take your story back?")
    check(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your story is taken back")
    check(page)
