"""Help, the small pages and sign-in in a real browser: for every role, in every light, with nothing but a keyboard."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.roles import Role
from accounts.rooms import rooms_for
from kb.models import HelpEntry, PeerSupporter
from stories.models import CountedWeek, Total
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = ["/help/", "/help/now/", "/said-did/", "/how-we-work/", "/privacy/", "/staying-private/", "/accessibility/",
         "/transparency/"]  # fmt: skip
ACCOUNTS = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/accounts/logout/"]
# Both widths and both themes in two pages: what a rule finds in one theme does not hang on the width.
LOOKS = [
    {"color_scheme": scheme, "viewport": viewport, "expects": ("status of 4",)}
    for scheme, viewport in (("light", (1280, 900)), ("dark", (320, 720)))
]

# Links inside a sentence are the exception; what is hidden until it has the focus is no target yet.
SMALL_TARGETS = """
    () => [...document.querySelectorAll("header a, main a, main button, main input, footer a, footer button, select")]
        .filter((one) => !one.closest("p:not(.tap, .row, .notice)") && one.type !== "hidden")
        .filter((one) => one.getBoundingClientRect().height < 43.9)
        .map((one) => one.outerHTML)
"""


@pytest.fixture
def help_entries() -> None:
    """One of each kind, and somebody who is always on."""
    for kind in HelpEntry.Kind.values:
        HelpEntry.objects.create(
            kind=kind, name="A place to turn to", about="They listen.", contact="07 00 00", contact_url="tel:070000"
        )
    PeerSupporter.objects.create(alias="Marram", listens_to="Wards", from_hour=0, to_hour=12)
    PeerSupporter.objects.create(alias="Teasel", listens_to="Phones", from_hour=12, to_hour=0)


@pytest.fixture
def totals() -> None:
    """Numbers of four quarters, and reasons for a no."""
    CountedWeek.objects.create(week="2026-W45")
    for quarter in ("2025Q4", "2026Q1", "2026Q2", "2026Q3"):
        Total.objects.create(quarter=quarter, kind=Total.Kind.RECEIVED, number=1234)
        for reason in ("blames-someone", "another-route"):
            Total.objects.create(quarter=quarter, kind=Total.Kind.DECLINED, detail=reason, number=20)


def sign_in(page: Page, person) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def assert_no_sideways_scroll(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, page.url


@pytest.mark.parametrize("page", LOOKS, indirect=True)
def test_pages_are_open_to_everybody(page: Page, axe, help_entries, totals) -> None:
    for address in [*PAGES, *ACCOUNTS]:
        page.goto(address)
        axe(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("page", LOOKS, indirect=True)
def test_errors_are_open_to_everybody(page: Page, axe, help_entries) -> None:
    page.goto("/help/")  # which writes the file that error pages read
    page.goto("/nowhere/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    axe(page)
    assert_no_sideways_scroll(page)


@pytest.mark.parametrize("page", LOOKS, indirect=True)
def test_a_sign_in_that_fails_says_why_at_once(page: Page, axe) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_title("Error: Sign in – Accounts – Cairn")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    axe(page)
    assert_no_sideways_scroll(page)
    summary.get_by_role("link", name="Fill in: password.").click()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()


@pytest.mark.parametrize("page", LOOKS, indirect=True)
def test_the_desk_is_open_to_everybody_on_it(page: Page, axe) -> None:
    sign_in(page, make_user(*Role.values, name="Juniper"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Good to see you, Juniper")
    axe(page)
    assert_no_sideways_scroll(page)
    for address in ("/accounts/password/change/", "/accounts/email/"):
        page.goto(address)
        axe(page)
        assert_no_sideways_scroll(page)


@pytest.mark.look(javascript=False)
@pytest.mark.parametrize("role", Role.values)
def test_every_role_signs_in_and_out_without_script(page: Page, role) -> None:
    person = make_user(role)
    sign_in(page, person)

    expect(page.locator("main .card h2")).to_have_text([str(room.name) for room in rooms_for(person)])
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.fixture
def somewhere_else(page: Page, live_server, settings) -> str:
    """A place to leave to that a test can reach, and no part of the journey."""
    settings.CAIRN_LEAVE_URL = f"{live_server.url}/robots.txt"
    return settings.CAIRN_LEAVE_URL


def test_shift_three_times_leaves_and_back_does_not_return(page: Page, somewhere_else) -> None:
    page.goto("/privacy/")
    page.goto("/help/")
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(somewhere_else)

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Privacy")


def test_shift_twice_or_slowly_stays(page: Page, somewhere_else) -> None:
    page.clock.install()
    page.goto("/help/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")

    expect(page.get_by_role("heading", level=1)).to_have_text("Get help now")


@pytest.mark.parametrize("page", [{"javascript": True}, {"javascript": False}], indirect=True)
def test_the_link_leaves_with_and_without_script(page: Page, somewhere_else) -> None:
    page.goto("/help/")

    page.get_by_role("link", name="Leave this site").last.click()

    page.wait_for_url(somewhere_else)


@pytest.mark.parametrize(
    "page", [{"viewport": (320, 720)}, {"viewport": (320, 720), "javascript": False}], indirect=True
)
def test_dark_and_largest_text_are_kept_from_page_to_page(page: Page) -> None:
    page.goto("/privacy/")
    page.get_by_label("Light or dark").select_option("Dark")
    page.get_by_label("Text size").select_option("Largest")
    page.get_by_role("button", name="Save").click()

    for address in PAGES:
        page.goto(address)
        root = page.locator("html")
        expect(root).to_have_attribute("data-theme", "dark")
        expect(root).to_have_css("font-size", "21px")
        expect(page.locator("body")).to_have_css("background-color", "rgb(26, 23, 29)")
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("page", [{"viewport": (320, 256)}], indirect=True)
def test_1280_pixels_at_four_hundred_percent_do_not_scroll_sideways(page: Page, help_entries) -> None:
    for address in [*PAGES, *ACCOUNTS]:
        page.goto(address)
        assert_no_sideways_scroll(page)


def test_the_first_tabs_skip_to_the_page_and_leave(page: Page) -> None:
    page.goto("/help/")
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    expect(first).to_have_text("Skip to the page")
    expect(first).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Leave this site")

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_where_the_focus_is_can_be_seen(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Your e-mail address").focus()

    expect(page.get_by_label("Your e-mail address")).to_have_css("outline-width", "3px")


def test_what_is_pressed_is_forty_four_pixels_high(page: Page, help_entries) -> None:
    for address in ("/help/", "/help/now/", "/accounts/login/"):
        page.goto(address)
        small = page.evaluate(SMALL_TARGETS)
        assert small == [], address


def test_forced_colours_keep_the_frames_of_notices(page: Page, help_entries) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/help/")

    expect(page.locator(".notice").first).to_have_css("border-top-width", "1px")


def test_on_paper_there_is_the_page_and_nothing_around_it(page: Page, help_entries) -> None:
    page.goto("/help/")
    page.emulate_media(media="print")

    expect(page.locator("header.mast")).to_be_hidden()
    expect(page.locator("footer.foot")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.look(color_scheme="dark")
def test_a_page_in_the_dark_prints_as_ink_on_paper(page: Page) -> None:
    page.goto("/privacy/")
    page.get_by_label("Light or dark").select_option("Dark")
    page.get_by_role("button", name="Save").click()
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.look(viewport=(1280, 3000))
def test_on_a_short_page_the_foot_is_at_the_windows_end(page: Page) -> None:
    for address in ("/status/", "/accounts/login/"):
        page.goto(address)
        assert page.evaluate("document.querySelector('.foot').getBoundingClientRect().bottom") == 3000, address


@pytest.mark.parametrize("page", [{"viewport": (320, 640)}], indirect=True)
def test_the_largest_text_leaves_the_search_box_on_a_phone(page: Page) -> None:
    page.goto("/privacy/")
    page.get_by_label("Text size").select_option("Largest")
    page.get_by_role("button", name="Save").click()

    for address in ("/", "/stories/", "/search/?q=night"):
        page.goto(address)
        assert_no_sideways_scroll(page)


def test_the_place_to_leave_to_is_another_site() -> None:
    assert settings.CAIRN_LEAVE_URL.startswith("https://")
