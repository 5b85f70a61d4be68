"""The questions of the share pages as their author answers them: a press waits for what it leads to.

A press while the page still looks through the words before it is let go: a second press must pass no question unseen.
"""

import re

from playwright.sync_api import Page, expect


def start(page: Page) -> None:
    """Open the questions by the start page, and wait until they stand as they will: all, or one at a time."""
    page.goto("/share/")
    page.get_by_role("link", name="Start").click()
    expect(page).to_have_url(re.compile("/share/write/$"))
    page.wait_for_load_state()


def go_on(page: Page, button: str = "Continue") -> None:
    """Go to the next question by that button, and wait for it; without script all stand there: nothing is pressed."""
    step = page.locator("[data-step]")
    if not step.is_visible():
        return
    number = int(step.inner_text())
    page.get_by_role("button", name=button).click()
    expect(step).to_have_text(str(number + 1))


def finish(page: Page, group: str) -> None:
    """Type the last group of the receipt, and wait for the end: the first page with script, without it a clear one."""
    page.get_by_label("Type the last group").fill(group)
    page.get_by_role("button", name="Finish and clear this screen").click()
    expect(page).to_have_url(re.compile(r":\d+/(share/sent/)?$"))
    page.wait_for_load_state()
