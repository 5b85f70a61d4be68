"""What a shared computer keeps of somebody who shared a story on it: nothing. And who is signed in stays unknown."""

from __future__ import annotations

import re
import shutil
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, expect

from stories.submission import limits
from tests.factories import PASSWORD, make_moderator, make_note, make_story, make_topic, make_work_group
from tests.journeys.conftest import ARGUMENTS, BROWSERS, PATIENCE, stay_home
from tests.journeys.questions import go_on, start
from tests.stories.submission.pages import sent

pytestmark = pytest.mark.django_db(transaction=True)

RARE = ("Wombatville", "quaggafoot", "zanzibarred", "narwhalish")
STORY = f"At {RARE[0]} I slept through three alarms and a {RARE[1]}."
HELPED = f"A {RARE[2]} cup of tea."
SCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])


@pytest.fixture(autouse=True)
def vocabulary(settings) -> None:
    settings.CAIRN_FORM_SECONDS = 0
    limits.bucket.cache_clear()
    make_story(topics=[make_topic()])
    make_note()
    make_work_group()


@pytest.fixture
def kiosk(browser: Browser, live_server, tmp_path: Path) -> Iterator[Callable[[bool], BrowserContext]]:
    """Open a browser that keeps its profile in a folder, as a shared computer's does, back-forward cache and all."""
    opened: list[BrowserContext] = []
    troubles: list[str] = []

    def open_kiosk(javascript: bool) -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=next(filter(None, map(shutil.which, BROWSERS))),
            args=ARGUMENTS,
            ignore_default_args=["--disable-back-forward-cache"],
            base_url=live_server.url,
            java_script_enabled=javascript,
            locale="en-GB",
            accept_downloads=False,
        )
        context.set_default_timeout(PATIENCE)
        stay_home(context, live_server.url, troubles)
        opened.append(context)
        return context

    yield open_kiosk
    for context in opened:
        context.close()
    assert not troubles, "\n".join(troubles)


def forms_of(word: str) -> list[bytes]:
    """Return the bytes by which a browser may write a word: as UTF-8 or UTF-16, and in lower case."""
    return [word.encode(), word.lower().encode(), word.encode("utf-16-le"), word.lower().encode("utf-16-le")]


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, and whatever gzip or zlib stream can be unpacked from the middle of it."""
    yield data
    for magic in (b"\x1f\x8b\x08", b"\x78\x9c", b"\x78\xda", b"\x78\x01"):
        for found in re.finditer(re.escape(magic), data):
            reader = zlib.decompressobj(47 if magic[0] == 0x1F else 15)
            try:
                yield reader.decompress(data[found.start() :])
            except zlib.error:
                continue


def left_in(folder: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the files of a browser's profile that hold one of the words, and which."""
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        texts = list(unpacked(path.read_bytes()))
        held = [word for word in words if any(form in text for form in forms_of(word) for text in texts)]
        if held:
            found[str(path.relative_to(folder))] = held
    return found


def is_kept(folder: Path, address: str) -> bool:
    """Say whether the profile remembers that address: it is a real one then, that keeps things."""
    return bool(left_in(folder / "Default", (address,)))


def write(page: Page) -> None:
    """Answer the questions, from the first page to "Check my story"."""
    start(page)
    page.get_by_label("Night shifts").check()
    go_on(page)
    page.get_by_label("What happened?").press_sequentially(STORY)
    go_on(page)
    go_on(page)
    page.get_by_label("What helped, even a little?").press_sequentially(HELPED)
    for _ in range(4):
        go_on(page)
    page.get_by_label("Yes, when a moderator has read it").check()
    page.get_by_label("Ask me first").check()
    page.get_by_role("button", name="Check my story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check that it does not point to you")
    page.get_by_label("Title", exact=False).first.fill(RARE[3])


def share(page: Page) -> list[str]:
    """Share a story from the first page on, and return the groups of its receipt."""
    write(page)
    page.get_by_role("button", name="Send my story").click()
    expect(page.locator("output")).to_be_visible()
    return page.locator("output").inner_text().split()


def finish(page: Page, groups: list[str]) -> None:
    """Type the last group wrong once, and then right."""
    page.get_by_label("Type the last group").press_sequentially("OOPS")
    page.get_by_role("button", name="Finish and clear this screen").click()
    expect(page.locator(".errors")).to_be_visible()
    page.get_by_label("Type the last group").fill(groups[-1])
    page.get_by_role("button", name="Finish and clear this screen").click()
    # With script the first page comes in place of the last; without it is a link there.
    expect(page.get_by_role("link", name="Go to the first page").or_(page.get_by_role("search"))).to_be_visible()


def moved(page: Page, move: Callable[[], object]) -> None:
    """Go back, or load again, and wait; a page of ours that loads itself anew meanwhile breaks the move off."""
    with suppress(Error):
        move()
    page.wait_for_timeout(150)
    page.wait_for_load_state()


def look_up(page: Page, receipt: str) -> None:
    """Open the story by its receipt, read it, begin to change it, and go back to the first page."""
    page.goto("/status/")
    page.get_by_label("Receipt").press_sequentially(receipt)
    page.get_by_role("button", name="Show my story").click()
    page.get_by_text("Read what you sent").click()
    expect(page.get_by_text(STORY)).to_be_visible()
    page.get_by_role("button", name="Change my words").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change my words")
    page.goto("/")


def shows(page: Page) -> str:
    """Return all that a page shows: its words, and what stands in its boxes, also the hidden ones."""
    values = page.locator("input, textarea").evaluate_all("boxes => boxes.map((box) => box.value)")
    return "\n".join([page.content(), page.locator("body").inner_text(), *values])


def all_forms(groups: list[str]) -> tuple[str, ...]:
    """Return what must be nowhere: the rare words of the story, and the receipt in each way of writing it."""
    return (*RARE, *(mark.join(groups) for mark in ("", " ", "-", "+", "%20")))


@SCRIPT
def test_after_finish_and_clear_nothing_is_kept(kiosk, tmp_path: Path, javascript: bool) -> None:
    context = kiosk(javascript)
    groups = share(context.pages[0])
    finish(context.pages[0], groups)
    context.close()

    assert is_kept(tmp_path / "profile", "/share/")
    assert left_in(tmp_path / "profile", all_forms(groups)) == {}


@SCRIPT
def test_after_finish_and_clear_nothing_comes_back(kiosk, tmp_path: Path, javascript: bool) -> None:
    """Without script the browser itself may write down a form that somebody goes back to: docs/threat-model.md."""
    context = kiosk(javascript)
    page = context.pages[0]
    groups = share(page)
    finish(page, groups)

    words = all_forms(groups)
    seen = []
    for _ in range(8):
        moved(page, page.go_back)
        seen.append(urlsplit(page.url).path)
        assert [word for word in words if word in shows(page)] == []
        moved(page, page.reload)  # and the form is sent again, where one was
        assert [word for word in words if word in shows(page)] == []
    context.close()

    assert "/share/write/" in seen
    assert is_kept(tmp_path / "profile", "/share/")
    if javascript:
        assert left_in(tmp_path / "profile", words) == {}


def test_from_the_receipt_on_back_shows_no_word_of_the_story(kiosk) -> None:
    page = kiosk(True).pages[0]
    share(page)

    for _ in range(3):
        moved(page, page.go_back)
        assert [word for word in RARE if word in shows(page)] == []


@SCRIPT
def test_whoever_walks_away_in_the_middle_leaves_nothing_on_the_disk(kiosk, tmp_path: Path, javascript: bool) -> None:
    context = kiosk(javascript)
    page = context.pages[0]
    write(page)
    context.close()

    assert is_kept(tmp_path / "profile", "/share/")
    assert left_in(tmp_path / "profile", RARE) == {}


@SCRIPT
def test_looking_at_it_later_leaves_nothing_on_the_disk(kiosk, tmp_path: Path, javascript: bool) -> None:
    receipt = sent(title=RARE[3], happened=STORY, helped=HELPED)
    groups = [receipt[start : start + 4] for start in range(0, 20, 4)]
    context = kiosk(javascript)
    look_up(context.pages[0], receipt)
    context.close()

    assert is_kept(tmp_path / "profile", "/status/")
    assert left_in(tmp_path / "profile", all_forms(groups)) == {}


def test_the_search_of_a_profile_finds_what_is_kept(kiosk, tmp_path: Path) -> None:
    """A word in an address is kept by every browser: nothing of ours does that, and this is how it would be found."""
    context = kiosk(True)
    context.pages[0].goto(f"/stories/?order={RARE[0]}")
    context.pages[0].evaluate("word => localStorage.setItem('draft', word)", RARE[1])
    context.close()

    found = left_in(tmp_path / "profile", RARE)
    assert {word for held in found.values() for word in held} == {RARE[0], RARE[1]}
    assert [path for path in found if "Sessions" in path]


def test_nothing_is_stored_by_script(kiosk) -> None:
    page = kiosk(True).pages[0]
    groups = share(page)
    kept = """async () => [
        localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length,
        (await navigator.serviceWorker.getRegistrations()).length,
    ]"""
    assert page.evaluate(kept) == [0, 0, "", 0, 0]

    finish(page, groups)
    expect(page).to_have_url(re.compile("/$"))
    assert page.evaluate(kept) == [0, 0, "", 0, 0]


@SCRIPT
def test_whoever_is_signed_in_is_not_recognised(kiosk, browser: Browser, live_server, javascript: bool) -> None:
    moderator = make_moderator(name="Yarrow", email="canary@example.org")
    context = kiosk(javascript)
    page = context.pages[0]
    page.goto("/accounts/login/")
    page.get_by_label("Your e-mail address").fill(moderator.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/accounts/desk/"))
    held = sorted((cookie["name"], cookie["value"]) for cookie in context.cookies())
    assert "sessionid" in {name for name, _value in held}
    cookies_set: list[str] = []
    context.on("response", lambda answer: note_cookie(answer, cookies_set))

    finish(page, share(page))
    stranger = browser.new_context(base_url=live_server.url, java_script_enabled=javascript, locale="en-GB").new_page()
    for path in ("/share/", "/share/write/", "/status/", "/share/nowhere/"):
        for each in (page, stranger):
            each.goto(path)
            each.wait_for_load_state("networkidle")
        assert not re.search(r"canary|Yarrow|Sign out", page.content())
        assert without_tokens(page) == without_tokens(stranger)
    stranger.context.close()

    assert cookies_set == []
    assert sorted((cookie["name"], cookie["value"]) for cookie in context.cookies()) == held


def without_tokens(page: Page) -> str:
    """Return the page as it stands, without the number that each form has."""
    return re.sub(r'(name="token" value=)"[^"]*"', r"\1", page.content())


def note_cookie(answer: Response, cookies_set: list[str]) -> None:
    if re.search("/(share|status)/", answer.url) and "set-cookie" in answer.headers:
        cookies_set.append(answer.url)
