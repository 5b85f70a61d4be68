"""The review page's tools in a real browser: by keyboard alone with script, and the same job without."""

import re

import pytest
from playwright.sync_api import Page, expect

from stories.models import Story, Submission
from stories.moderation import actions
from stories.privacy.sealing import unseal_parts
from tests.factories import make_moderator, make_note, make_senior, make_submission, make_topic
from tests.journeys.test_moderation import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = re.compile(r"^Kept, version \d+\.$")
TEXT = "Mrs Harlow rang me in bed.\n\nOur manager Stonewell said nothing. I wanted to kill myself."


def make_heavy_story() -> Submission:
    note = make_note("suicide", name="suicide", weight="heavy")
    return make_submission("Four alarms", happened=TEXT, topics=[make_topic()], notes=[note])


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what is looked for, as somebody without a mouse does."""
    for _press in range(150):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {selector} on {page.url}")


def press(page: Page, selector: str, key: str = "Enter", *, leads_to: str = "") -> None:
    """Tab to it and press it; wait for the page that it leads to, by its heading."""
    tab_to(page, selector)
    page.keyboard.press(key)
    if leads_to:
        expect(page.get_by_role("heading", level=1)).to_have_text(leads_to)


def approve_by_keyboard(page: Page) -> None:
    for box in page.locator("main input[name=checks]").all():
        press(page, f"[name=checks][value={box.get_attribute('value')}]", "Space")
    press(page, "main form .btn.main", leads_to="Ready to read")


def release_by_keyboard(page: Page) -> None:
    press(page, "a[href='/moderation/?tab=approved']", leads_to="Waiting for release")
    press(page, "main a[href='/moderation/release/']", leads_to="Release now")
    press(page, "main form .btn.main")
    expect(page.get_by_role("status")).to_have_text("1 story is out.")
    assert "Harlow" not in Story.objects.get().happened


def test_by_keyboard_alone_from_claim_to_release(page, axe):
    make_heavy_story()
    sign_in(page, make_moderator())
    press(page, "a[href='/moderation/keys/']", leads_to="Single keys")
    axe(page)
    press(page, "button[name=keys]")
    expect(page.get_by_text("They are on in this browser.")).to_be_visible()
    page.goto("/moderation/")

    tab_to(page, "tbody a")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Four alarms")
    tab_to(page, "form.review a")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Single keys")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    for _step in range(3):  # the title, the part, its first find
        page.keyboard.press("j")
    page.keyboard.press("r")
    box = page.get_by_label("What happened")
    expect(box).to_be_focused()
    bar = page.get_by_role("toolbar", name="Replace the chosen words with…")
    expect(bar).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # the second of the team's list
    expect(box).to_be_focused()
    expect(box).to_have_value(TEXT.replace("Mrs Harlow", "a manager"))
    changes = page.locator(".box", has=box).locator("[data-changes]")
    expect(changes.locator("del")).to_have_text(["removed: Mrs Harlow "])
    expect(changes.locator("ins")).to_have_text(["added: a manager "])
    page.keyboard.press("Control+z")
    expect(box).to_have_value(TEXT)
    expect(changes).to_be_hidden()
    page.keyboard.press("Control+Home")
    page.keyboard.type("a")  # which is a letter here, and no key
    expect(box).to_have_value(f"a{TEXT}")
    page.keyboard.press("Backspace")
    for _word in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(bar).to_be_visible()
    axe(page)
    page.keyboard.press("Tab")  # to where the toolbar was left
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(box).to_have_value(TEXT.replace("Mrs Harlow", "a colleague"))
    expect(page.locator("#find-1 button")).to_be_hidden()
    expect(page.locator("[data-kept]")).to_have_text(KEPT)
    expect(page.locator("[data-version]")).not_to_have_text("2")  # as it was when the page was opened
    press(page, "#find-2 button")
    expect(box).to_have_value(TEXT.replace("Mrs Harlow", "a colleague").replace("Stonewell", "someone I work with"))
    tab_to(page, "form.review summary")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text("Approve this story")
    approve_by_keyboard(page)
    expect(page.get_by_role("status")).to_contain_text("A second reader looks at it next.")

    sign_in(page, make_senior())
    press(page, "a[href='/moderation/?tab=second']", leads_to="Needs a second read")
    press(page, "form[action$='/claim/'] button", leads_to="Four alarms")
    expect(box).to_have_value(TEXT.replace("Mrs Harlow", "a colleague").replace("Stonewell", "someone I work with"))
    press(page, "button[value=approve]", leads_to="Approve this story")
    approve_by_keyboard(page)
    release_by_keyboard(page)


@pytest.mark.look(javascript=False)
def test_the_same_without_script(page):
    make_heavy_story()
    sign_in(page, make_moderator())
    press(page, "form[action$='/claim/'] button", leads_to="Four alarms")
    box = page.get_by_label("What happened")

    press(page, "#find-1 button")
    expect(page.locator("#find-1")).to_contain_text("No longer in the version to publish.")
    expect(page.locator(".box ins")).to_have_count(1)
    press(page, "#find-2 button")
    expect(page.locator(".box ins")).to_have_count(2)
    expect(box).not_to_have_value(TEXT)
    press(page, "button[value=approve]", leads_to="Approve this story")
    approve_by_keyboard(page)

    sign_in(page, make_senior())
    press(page, "a[href='/moderation/?tab=second']", leads_to="Needs a second read")
    press(page, "form[action$='/claim/'] button", leads_to="Four alarms")
    press(page, "button[value=approve]", leads_to="Approve this story")
    approve_by_keyboard(page)
    release_by_keyboard(page)


@pytest.mark.look(expects=("status of 409", "status of 410", "Failed to fetch", "ERR_"))
def test_what_cannot_be_kept_is_said_and_stays_on_the_screen(page, axe):
    submission, person = make_heavy_story(), make_moderator()
    actions.claim(submission=submission, by=person)
    sign_in(page, person)
    page.goto(f"/moderation/{submission.code}/")
    box, trouble = page.get_by_label("What happened"), page.get_by_role("alert")

    page.route("**/moderation/**", lambda route: route.abort())
    box.fill("Typed in a tunnel.")
    expect(trouble).to_contain_text("the site did not answer")
    page.unroute("**/moderation/**")
    box.fill("Typed in a tunnel, and out of it.")
    expect(page.locator("[data-kept]")).to_have_text(KEPT)
    expect(trouble).to_be_hidden()

    Submission.objects.update(version=9)
    box.fill("Typed late.")
    expect(trouble).to_contain_text("This story changed while you were typing.")
    axe(page)
    page.get_by_role("button", name="See what happened").click()
    expect(page.get_by_role("heading", name="Two versions of this story")).to_be_visible()
    expect(box).to_have_value("Typed late.")
    axe(page)
    page.get_by_role("link", name="Take theirs, drop yours").click()
    expect(box).to_have_value("Typed in a tunnel, and out of it.")
    page.wait_for_load_state()  # what is typed before the page's script is there keeps nothing

    submission.sealed_key.delete()
    box.fill("Typed too late.")
    expect(trouble).to_contain_text("This story is gone.")
    expect(box).to_have_value("Typed too late.")


def test_a_button_waits_for_all_that_is_being_kept(page):
    submission, person = make_submission("Four alarms", happened=TEXT), make_moderator()
    actions.claim(submission=submission, by=person)
    sign_in(page, person)
    page.goto(f"/moderation/{submission.code}/", wait_until="networkidle")
    box, keeping, pressed = page.get_by_label("What happened"), [], []

    def hold(route):
        by_itself = route.request.headers.get("accept") == "application/json"
        keeping.append(route) if by_itself else (pressed.append(route.request.url), route.continue_())

    page.route(f"**/moderation/{submission.code}/", hold)
    with page.expect_request("**/moderation/*/"):
        box.fill("Somebody rang.")
        box.blur()
    box.fill("Somebody rang me.")  # while the first is on its way
    box.blur()
    page.get_by_role("button", name="Approve…").click(no_wait_after=True)
    with page.expect_request("**/moderation/*/"):
        keeping[0].continue_()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert pressed == []
    keeping[1].continue_()

    expect(page.get_by_role("heading", level=1)).to_have_text("Approve this story")
    assert len(pressed) == 1
    submission.refresh_from_db()
    assert unseal_parts(submission, "edit", submission.sealed_edit)["happened"] == "Somebody rang me."
