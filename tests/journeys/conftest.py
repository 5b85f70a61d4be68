"""A real browser for the journeys, that notices what a person would not: errors, and strangers asked."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

# The browser's driver keeps an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Milliseconds after which something has not come, however busy the machine: the first check of a story in a process
# takes six seconds and more beside other work, and what an `expect` is given by itself is five.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The list that counts is the last one given, so what Playwright turns off stands here again. The last two would open
# two pages of the address bar's own beside each of ours, at more than the cost of ours.
FEATURES_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
# From the fourth to the last but two they keep the browser from asking its maker for updates, which would be noise in a
# closed network; the rules let no name but this machine's lead anywhere.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost",
]
# Of what breaks no rule nothing is written down, which would take as long as finding it out.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


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
    context.set_default_timeout(PATIENCE)
    troubles: list[str] = []
    stay_home(context, live_server.url, troubles)
    opened = context.new_page()
    opened.on("pageerror", lambda error: troubles.append(f"page error: {error}"))
    opened.on("console", lambda message: note_console(message, look.expects, troubles))
    yield opened
    context.close()
    assert not troubles, "\n".join(troubles)


def stay_home(context: BrowserContext, home: str, troubles: list[str]) -> None:
    """Remember every request that would leave the live server. None arrives: the browser resolves no other name.

    A route that refuses them would do both, but hold up each request of ours, and leave the browser without its cache.
    """
    host = urlsplit(home).netloc

    def note(request: Request) -> None:
        # data: and blob: addresses have no host, and go nowhere.
        if urlsplit(request.url).netloc not in ("", host):
            troubles.append(f"request to a stranger: {request.url}")

    context.on("request", note)


def note_console(message: ConsoleMessage, expects: tuple[str, ...], troubles: list[str]) -> None:
    """Remember an error or a refusal by the Content-Security-Policy, unless the test provokes it."""
    serious = message.type == "error" or "Content Security Policy" in message.text
    if serious and not any(piece in message.text for piece in expects):
        troubles.append(f"console {message.type}: {message.text}")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a check that the page, as it stands now, breaks no accessibility rule. Needs JavaScript on."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # an unstyled page would be measured otherwise
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        results = AxeResults(page.evaluate("options => axe.run(options)", AXE_OPTIONS))
        assert results.violations_count == 0, results.generate_report()

    return check
