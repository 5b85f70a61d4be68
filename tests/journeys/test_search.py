"""Somebody looks for a story like theirs, with a mouse or a keyboard, on a phone or a desk, with and without script."""

import pytest
from playwright.sync_api import Page, expect

from kb.search.documents import index_checklist, index_guide, index_topic
from stories.models import Topic
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic, make_work_group

pytestmark = pytest.mark.django_db(transaction=True)

SCREENS = [
    {"viewport": (1280, 900)},
    {"viewport": (320, 640), "color_scheme": "dark"},
]
STATES = ["/search/", "/search/?q=nights&helped=said-no", "/search/?q=zanzibar", "/search/?q=i+want+to+end+my+life"]


@pytest.fixture(autouse=True)
def shelf() -> None:
    nights, said_no = make_topic(aliases=("nights",)), make_topic("Said no", kind=Topic.Kind.HELPED)
    index_topic(nights)
    index_guide(make_guide())
    index_checklist(make_checklist(title="Nights: just tired, or worn out?"))
    group = make_work_group()
    for number in range(23):
        make_story(f"A night, {number}", topics=[nights], work_group=group)
    make_story("The one with a robot", happened="A robot at night.", topics=[nights, said_no])
    make_story("The heavy one", happened="A night.", notes=[make_note()])


def find_a_story(page: Page) -> None:
    """Search, narrow, take a filter off, turn the page and open a story."""
    page.goto("/")
    page.get_by_label("What is going on for you?").fill("robots at night")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("25+ stories")
    expect(page.locator(".entry h3").first).to_have_text("The one with a robot")

    page.wait_for_load_state()  # what is folded away on a phone is known when the page has its style
    if page.locator(".filters > summary").is_visible():
        page.locator(".filters > summary").click()
    page.get_by_label("Said no").check()
    page.get_by_label("a death").check()
    page.get_by_role("button", name="Apply").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories about “robots at night”")
    page.get_by_role("link", name="Take off: Helped: said no").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("20+ stories")
    page.get_by_role("link", name="Next stories").click()
    expect(page.locator(".entry")).to_have_count(4)
    page.get_by_role("link", name="Back", exact=True).click()
    page.get_by_role("link", name="The one with a robot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The one with a robot")


@pytest.mark.parametrize(
    "page", [{**screen, "javascript": on} for screen in SCREENS[:2] for on in (True, False)], indirect=True
)
def test_a_story_is_found_narrowed_and_opened(page: Page) -> None:
    find_a_story(page)


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/search/")
    page.get_by_label("What is going on for you?").focus()
    page.keyboard.type("robot")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A few stories about “robot”")
    page.get_by_role("link", name="The one with a robot").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The one with a robot")


@pytest.mark.parametrize("page", SCREENS, indirect=True)
@pytest.mark.parametrize("address", STATES)
def test_every_state_is_accessible_and_fits_the_screen(page: Page, axe, address: str) -> None:
    page.goto(address)

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
