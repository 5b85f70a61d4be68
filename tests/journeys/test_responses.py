"""What readers give back, without JavaScript: press, undo, reply, published; then a report that pulls the story."""

import pytest
from playwright.sync_api import Page, expect

from stories.models import Reaction, Response, Story
from tests.factories import make_reply, make_response, make_senior, make_story
from tests.journeys.test_moderation import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def assert_no_sideways_scroll(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, page.url


@pytest.mark.look(javascript=False, viewport=(320, 720), color_scheme="dark", expects=("status of 4",))
def test_from_a_press_to_a_story_out_of_sight(page: Page, settings) -> None:
    settings.CAIRN_RELEASE, settings.CAIRN_FORM_SECONDS = "at-once", 0
    story = make_story("The kettle")
    make_reply(story, "Mine is a fridge.", kind="useful", link=f"https://example.org/{'long-' * 30}")

    page.goto(story.get_absolute_url())
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="This helped me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert Reaction.objects.count() == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is taken out")
    assert Reaction.objects.count() == 0
    assert page.context.cookies() == []

    page.get_by_role("link", name="Back to the story").first.click()
    page.get_by_role("link", name="Reply in your own words").click()
    page.get_by_role("button", name="Send my reply").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the three.")
    assert_no_sideways_scroll(page)
    page.get_by_label("Kind words").check()
    page.get_by_label("Your words").fill("Brenda Thompson told me of it.")
    page.get_by_role("button", name="Send my reply").click()
    expect(page.locator("mark")).to_have_text(["Brenda Thompson"])
    page.get_by_label("Your words").fill("I heard how tired you were.")
    page.get_by_role("button", name="Send my reply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. A moderator reads replies first.")

    page.goto(story.get_absolute_url())
    page.get_by_role("link", name="Something wrong with this story?").click()
    page.get_by_label("It points to somebody").check()
    page.get_by_role("button", name="Tell the moderators").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. The moderators have it.")

    sign_in(page, make_senior())
    page.get_by_role("link", name="Replies and reports, 2").click()
    assert_no_sideways_scroll(page)
    page.locator("tbody").get_by_role("link").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.goto(story.get_absolute_url())
    expect(page.locator(".replies")).to_contain_text("I heard how tired you were.")

    page.goto("/moderation/responses/")
    page.locator("tbody").get_by_role("link").click()
    page.get_by_role("button", name="Pull the story out of sight").click()
    expect(page.get_by_role("status")).to_contain_text("The story is out of sight")
    page.goto(story.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")

    page.go_back()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_role("status")).to_contain_text("The story is back.")
    assert (Story.objects.count(), Response.objects.count()) == (1, 0)


@pytest.mark.look(color_scheme="dark", expects=("status of 4",))
def test_the_pages_are_open_to_everybody(page: Page, axe) -> None:
    story = make_story()
    make_reply(story, "Mine is a fridge.", kind="useful", link="https://example.org/fridge")
    report = make_response(story, kind="points", text="Everybody knows who that is.")

    for address in (story.get_absolute_url(), f"/respond/{story.code}/", f"/respond/{story.code}/wrong/"):
        page.goto(address)
        axe(page)
    page.get_by_role("button", name="Tell the moderators").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the three.")
    axe(page)
    sign_in(page, make_senior())
    for address in ("/moderation/responses/", f"/moderation/responses/{report.code}/"):
        page.goto(address)
        axe(page)
    page.get_by_role("button", name="Pull the story out of sight").click()
    expect(page.get_by_role("status")).to_contain_text("The story is out of sight")
    axe(page)
