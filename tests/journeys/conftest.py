"""A real browser for the journeys, that notices what a person would not: errors, and strangers asked."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

# The browser's driver keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The last four keep the browser from asking its maker for updates, which would be noise in a closed network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Look:
    """How a test wants its page, given by `@pytest.mark.look(...)` or by parametrising `page` indirectly.

    `expects` holds pieces of console messages that the test provokes on purpose, such as "status of 404".
    """

    javascript: bool = True
    color_scheme: str = "light"
    viewport: tuple[int, int] = (1280, 900)
    reduced_motion: str = "reduce"
    expects: tuple[str, ...] = ()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium on this machine's PATH, once for the session."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail("No Chromium on the PATH: install it, or set CAIRN_SKIP_BROWSER=1 for `make test`.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    """Return how this test wants its page."""
    marker = request.node.get_closest_marker("look")
    return Look(**marker.kwargs) if marker else Look()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, live_server, look: Look) -> Iterator[Page]:
    """Open an empty page on the live server; fail the test on any error or any request to a stranger.

    Parametrised indirectly, the parameter is a dictionary of what differs from the test's `look`.
    """
    look = Look(**{**vars(look), **getattr(request, "param", {})})
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=look.javascript,
        color_scheme=look.color_scheme,
        reduced_motion=look.reduced_motion,
        viewport=dict(zip(("width", "height"), look.viewport, strict=True)),
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(10_000)
    troubles: list[str] = []
    stay_home(context, live_server.url, troubles)
    opened = context.new_page()
    opened.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
    opened.on("console", lambda message: note_console(message, look.expects, troubles))
    yield opened
    context.close()
    assert not troubles, "\n".join(troubles)


def stay_home(context: BrowserContext, home: str, troubles: list[str]) -> None:
    """Refuse and remember every request that would leave the live server."""
    host = urlsplit(home).netloc

    def refuse(route: Route) -> None:
        troubles.append(f"request to a stranger: {route.request.url}")
        route.abort()

    # data: and blob: addresses have no host, and go nowhere.
    context.route(lambda url: urlsplit(url).netloc not in ("", host), refuse)


def note_console(message: ConsoleMessage, expects: tuple[str, ...], troubles: list[str]) -> None:
    """Remember an error or a refusal by the Content-Security-Policy, unless the test provokes it."""
    serious = message.type == "error" or "Content Security Policy" in message.text
    if serious and not any(piece in message.text for piece in expects):
        troubles.append(f"console {message.type}: {message.text}")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a check that the page, as it stands now, breaks no accessibility rule. Needs JavaScript on."""
    runner = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()  # an unstyled page would be measured otherwise
        results = runner.run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})
        assert results.violations_count == 0, results.generate_report()

    return check
