"""What an operator can put before the share pages, in a real browser: a sum, a house word, a host of their own."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from stories.models import Submission
from stories.submission import limits
from tests.factories import PASSWORD, make_moderator, make_note, make_topic, make_work_group
from tests.journeys.conftest import PATIENCE
from tests.journeys.test_share import SIZES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def vocabulary(settings) -> None:
    settings.CAIRN_FORM_SECONDS = 0
    for each in (limits.bucket, limits.unproved, limits.lookups, limits.solutions):
        each.cache_clear()
    make_topic()
    make_topic("Asked for help", kind="helped")
    make_note()
    make_work_group()


def answer(page: Page, *, one_at_a_time: bool = True) -> None:
    """Fill in the questions from the first, and go on to the check page."""
    onward = page.get_by_role("button", name="Continue")
    for question in range(7 if one_at_a_time else 0):
        expect(page.locator("[data-step]")).to_have_text(str(question + 1))
        if question == 1:
            page.get_by_label("What happened?").fill("It was a long winter.")
        onward.click()
    if not one_at_a_time:
        page.get_by_label("What happened?").fill("It was a long winter.")
    page.get_by_label("Yes, when a moderator has read it").check()
    page.get_by_label("Ask me first").check()
    page.get_by_role("button", name="Check my story").click()


def test_the_browser_does_the_sum_while_the_author_reads(page: Page, settings) -> None:
    settings.CAIRN_PROOF_OF_WORK, settings.CAIRN_UNPROVED_PER_MINUTE = True, 0
    page.goto("/share/write/")
    answer(page)

    expect(page.locator("[name=altcha]")).to_have_value(re.compile(r"^[A-Za-z0-9+/=]{100,}$"), timeout=60_000)
    page.get_by_role("button", name="Send my story").click()

    expect(page.locator("output")).to_be_visible()
    assert Submission.objects.count() == 1


@pytest.mark.look(javascript=False)
def test_without_script_a_story_comes_in_by_the_smaller_door(page: Page, settings) -> None:
    settings.CAIRN_PROOF_OF_WORK = True
    page.goto("/share/write/")
    answer(page, one_at_a_time=False)
    page.get_by_role("button", name="Send my story").click()

    expect(page.locator("output")).to_be_visible()


@SIZES
@pytest.mark.look(expects=("status of 422",))
def test_the_house_word_is_asked_for_and_a_wrong_one_loses_nothing(
    page: Page, settings, axe: Callable[[Page], None]
) -> None:
    settings.CAIRN_HOUSE_WORDS = ["Kettle stone"]
    page.goto("/share/write/")
    answer(page)
    axe(page)
    page.get_by_label("The house word").fill("kettle")
    page.get_by_role("button", name="Send my story").click()

    told = page.get_by_role("alert")
    expect(told).to_contain_text("That is not the house word.")
    axe(page)
    told.get_by_role("link").click()
    expect(page.get_by_label("The house word")).to_be_focused()
    expect(page.get_by_text("It was a long winter.")).to_be_visible()
    page.get_by_label("The house word").fill("KETTLE-STONE")
    page.get_by_role("button", name="Send my story").click()
    expect(page.locator("output")).to_be_visible()


# --- a host of their own --------------------------------------------------------------------------------------


@pytest.fixture
def share_host(settings, live_server) -> str:
    """The share pages' own host: every name below localhost leads to this machine."""
    host = f"share.localhost:{urlsplit(live_server.url).port}"
    settings.CAIRN_SHARE_HOST = host
    settings.CAIRN_ORIGIN, settings.CAIRN_SHARE_ORIGIN = live_server.url, f"http://{host}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "share.localhost"]
    return host


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def test_whoever_is_signed_in_on_the_main_host_is_a_stranger_on_the_other(share_host: str, context) -> None:
    moderator = make_moderator()
    page: Page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(moderator.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/**")
    held = context.cookies()
    assert held
    heard: list[dict[str, Any]] = []
    troubles: list[str] = []
    page.on("request", lambda request: heard.append({"url": request.url, "headers": request.all_headers()}))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)

    page.goto("/")
    page.get_by_role("link", name="Share a story").first.click()
    assert urlsplit(page.url).netloc == share_host
    page.get_by_role("link", name="Start").click()
    answer(page)
    page.get_by_role("button", name="Send my story").click()
    groups = page.locator("output").inner_text().split()
    page.get_by_label("Type the last group").fill(groups[-1])
    page.get_by_role("button", name="Finish").click()
    page.wait_for_url(lambda url: urlsplit(url).netloc != share_host)

    there = [each for each in heard if urlsplit(each["url"]).netloc == share_host]
    assert there
    assert [each["url"] for each in there if "cookie" in each["headers"]] == []
    assert context.cookies() == held
    assert troubles == []
    assert Submission.objects.count() == 1
