"""The pause in a real browser: on the page, before anything is sent, once; the server asks where a browser cannot."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from kb.models import HelpEntry
from stories.privacy.crisis import risk_phrases
from stories.submission import limits
from tests.factories import make_topic
from tests.journeys.questions import go_on

pytestmark = pytest.mark.django_db(transaction=True)

CORPUS = Path(__file__).parents[2] / "bench" / "corpus"
WORDS = "After the night on Mill Lane I want to die."
PAUSE = "Before you carry on, are you safe right now?"
CARRY_ON = "Carry on with my story"
# What typing can hold besides plain words.
ODD = (
    "", ".", "…", "'", "i", "I WANT TO DIE!!!", "i wanna dieeeee", "I don’t want to be here\r\n\r\nany more",
    "k1ll my$elf", "I wânt tö d\u00ede", "ｗａｎｔ　ｔｏ　ｄｉｅ, I want\u00a0to\u200b die",
    "“I want to die”, she said",
    "'I want to die' he said", "I\n\nwant to die", "𝐈 𝐰𝐚𝐧𝐭 𝐭𝐨 𝐝𝐢𝐞 😶", "constructor __proto__ toString",
    "İ want to die ß ﬁ", "a" * 5000, "I want to die " * 50,
)  # fmt: skip


@pytest.fixture(autouse=True)
def open_house(settings) -> None:
    settings.CAIRN_FORM_SECONDS = 0
    limits.bucket.cache_clear()
    make_topic()
    HelpEntry.objects.create(kind="talk_now", name="A listening line", contact="Ring us", contact_url="tel:1")


def write(page: Page, words: str = WORDS) -> None:
    """Open the questions and answer the second."""
    page.goto("/share/write/")
    go_on(page)
    page.get_by_label("What happened?").fill(words)


def finish(page: Page) -> None:
    """Go from the question after the second to the end, and press "Check my story"."""
    for _ in range(5):
        go_on(page)
    page.get_by_label("Yes, when a moderator has read it").check()
    page.get_by_label("Ask me first").check()
    page.get_by_role("button", name="Check my story").click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def test_the_pause_stands_on_the_page_and_nothing_has_been_sent(page: Page) -> None:
    page.goto("/share/write/")
    asked: list[Request] = []
    page.on("request", lambda one: None if "cairn.svg" in one.url else asked.append(one))
    go_on(page)
    assert asked == []

    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_role("button", name="Continue").click()

    heading(page, PAUSE)
    expect(page.get_by_role("heading", name=PAUSE)).to_be_focused()
    expect(page.locator("[data-pause] .pause")).to_contain_text("A listening line")
    assert page.title() == "Are you safe right now? – Share a story – Cairn"
    assert [(one.method, one.post_data) for one in asked] == [("GET", None)] * 2
    names = [re.sub(r"\.[0-9a-f]{12}\.", ".", one.url.split("/static/")[1]) for one in asked]
    assert names == ["kb/js/crisis.js", "stories/crisis.json"]
    stored = (
        "[localStorage.length, sessionStorage.length, document.cookie, location.search, JSON.stringify(history.state)]"
    )
    assert page.evaluate(stored) == [0, 0, "", "", '{"page":0,"question":1,"pause":true}']


def test_it_is_passed_once_and_the_server_does_not_ask_again(page: Page) -> None:
    write(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name=CARRY_ON).click()

    expect(page.get_by_role("heading", name="What was it like for you?")).to_be_focused()
    page.get_by_label("What was it like for you?").fill("I still want to die.")
    finish(page)
    heading(page, "Check that it does not point to you")
    expect(page.locator(".sum")).to_contain_text("I still want to die.")
    page.go_back()
    heading(page, "How can we use your words?")


def test_words_of_the_last_question_are_looked_at_before_they_are_sent(page: Page) -> None:
    write(page, "A long day.")
    go_on(page)
    finish(page)
    page.get_by_role("button", name="Change What happened?").click()
    page.get_by_label("What happened?").fill(WORDS)
    posts: list[Request] = []
    page.on("request", lambda one: posts.append(one) if one.method == "POST" else None)

    page.get_by_role("button", name="Check my story").click()

    heading(page, PAUSE)
    assert posts == []
    page.get_by_role("button", name=CARRY_ON).click()
    heading(page, "Check that it does not point to you")
    assert [one.url.split("/share/")[1] for one in posts] == ["check/"]
    page.go_back()
    expect(page.get_by_label("What happened?")).to_have_value(WORDS)


def test_back_leads_to_the_words(page: Page) -> None:
    write(page)
    page.get_by_role("button", name="Continue").click()
    heading(page, PAUSE)

    page.get_by_role("button", name="Back").click()

    expect(page.get_by_label("What happened?")).to_have_value(WORDS)
    page.go_forward()
    heading(page, PAUSE)
    page.go_back()
    expect(page.get_by_label("What happened?")).to_have_value(WORDS)


def test_by_keyboard_alone_with_the_way_out_at_hand(page: Page) -> None:
    write(page)
    page.get_by_role("button", name="Continue").press("Enter")
    expect(page.get_by_role("heading", name=PAUSE)).to_be_focused()

    expect(page.get_by_role("link", name="Leave this site").last).to_be_visible()
    order = []
    for _ in range(3):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 12)"))
    assert order == ["Ring us", "Carry on wit", "Get help now"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What was it like for you?")).to_be_focused()


@pytest.mark.look(expects=("ERR_FAILED", "Failed to fetch"))
@pytest.mark.parametrize("lost", ["**/crisis*.json", "**/js/crisis*.js"])
def test_without_its_list_the_browser_lets_go_on_and_the_server_asks(page: Page, lost: str) -> None:
    page.route(lost, lambda route: route.abort())
    write(page)

    page.get_by_role("button", name="Continue").click()
    heading(page, "What was it like for you?")
    finish(page)

    heading(page, PAUSE)
    page.get_by_role("button", name=CARRY_ON).click()
    heading(page, "Check that it does not point to you")
    expect(page.locator(".sum")).to_contain_text("I want to die.")


@pytest.mark.look(javascript=False)
def test_without_script_the_server_asks_once(page: Page) -> None:
    page.goto("/share/write/")
    expect(page.locator(".pause")).to_be_hidden()
    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_label("Yes, when a moderator has read it").check()
    page.get_by_label("Ask me first").check()
    page.get_by_role("button", name="Check my story").click()

    heading(page, PAUSE)
    expect(page.locator(".pause")).to_contain_text("A listening line")
    page.get_by_role("button", name=CARRY_ON).click()
    heading(page, "Check that it does not point to you")
    expect(page.locator(".sum")).to_contain_text(WORDS)


@pytest.mark.look(expects=("ERR_FAILED",))
def test_a_connection_that_fails_after_the_pause_keeps_the_words(page: Page) -> None:
    write(page, "A long day.")
    go_on(page)
    finish(page)
    page.get_by_role("button", name="Change What happened?").click()
    page.get_by_label("What happened?").fill(WORDS)
    page.get_by_role("button", name="Check my story").click()
    heading(page, PAUSE)
    page.route("**/share/check/", lambda route: route.abort())

    page.get_by_role("button", name=CARRY_ON).click()

    expect(page.get_by_role("alert")).to_have_text(re.compile("Your words are still here"))
    expect(page.get_by_label("What happened?")).to_have_value(WORDS)


@pytest.mark.parametrize(
    "page",
    [{"color_scheme": "light", "viewport": (1280, 900)}, {"color_scheme": "dark", "viewport": (320, 700)}],
    indirect=True,
)
def test_the_pause_is_for_everybody_and_fits(page: Page, axe) -> None:
    write(page)
    page.get_by_role("button", name="Continue").click()
    heading(page, PAUSE)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_browser_and_the_server_find_the_same(page: Page) -> None:
    lines = [line for path in sorted(CORPUS.glob("crisis*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    texts = [*ODD, *(json.loads(line)["text"] for line in lines)]
    page.goto("/share/write/")

    found = page.evaluate(
        """async (texts) => {
            const { finder, list } = document.querySelector("[data-finder]").dataset;
            const { fetchList } = await import(finder);
            return texts.map(await fetchList(list));
        }""",
        texts,
    )

    assert dict(zip(texts, found, strict=True)) == {text: risk_phrases(text) for text in texts}
