"""From the front page to a checklist, with script and without, by eye and by axe."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from kb.models import ChecklistBand, ChecklistItem, Claim, Evidence, PeerSupporter, SaidDid
from stories.models import Story, Topic
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic, make_work_group

# Both widths and both themes in two pages: what a rule finds in one theme does not hang on the width.
LOOKS = [
    {"color_scheme": "light", "viewport": (1280, 900)},
    {"color_scheme": "dark", "viewport": (320, 640)},
]
JAVASCRIPT = [{"javascript": True}, {"javascript": False}]


@pytest.fixture
def shelf(transactional_db: None) -> Story:
    """A small site in which everything stands on the story that is returned."""
    nights = make_topic("Night shifts")
    asked = make_topic("Asked for help", kind=Topic.Kind.HELPED)
    group, note = make_work_group(), make_note()
    for number in range(22):
        make_story(f"Another night, number {number}", topics=[nights, asked], work_group=group)
    make_story("A quarrel over a mug", topics=[make_topic("Falling out")])
    story = make_story(topics=[nights, asked], notes=[note], work_group=group)
    guide = make_guide(stories=(story,), quote="Somebody put the kettle on")
    guide.topics.add(nights)
    for kind, body in (("do", "Eat before four."), ("dont", "Count the hours."), ("work", "Four nights at most.")):
        claim = Claim.objects.create(revision=guide.current, kind=kind, position=1, body=body)
        Evidence.objects.create(claim=claim, story=story)
    checklist = make_checklist(stories=(story,))
    checklist.topics.add(nights)
    for position in (2, 3):
        ChecklistItem.objects.create(version=checklist.current, position=position, text=f"Line {position}")
    for lowest, highest, heading in ((0, 1, "ordinary tired"), (2, 3, "worn out")):
        ChecklistBand.objects.create(
            version=checklist.current, lowest=lowest, highest=highest, heading=heading, advice="Rest.", links_help=True
        )
    answer = SaidDid.objects.create(
        said="A chair.", did="Chairs.", by="Facilities", month=date(2026, 2, 1), state="done"
    )
    answer.stories.add(story)
    PeerSupporter.objects.create(alias="Marram", listens_to="Wards and nights", from_hour=0, to_hour=23)
    return story


def addresses(story: Story) -> list[str]:
    return [
        "/",
        "/stories/",
        "/stories/?topic=night-shifts&helped=asked-for-help&without=death",
        "/stories/?topic=falling-out&without=death&setting=patient-care",
        story.get_absolute_url(),
        "/topics/",
        "/topics/night-shifts/",
        "/guides/",
        "/guides/the-way-home/",
        "/checklists/",
        "/checklists/worn-out/",
        "/checklists/worn-out/print/",
    ]


@pytest.mark.parametrize("page", JAVASCRIPT, indirect=True, ids=["with script", "without"])
def test_a_reader_finds_a_story_a_guide_and_a_checklist(page: Page, shelf: Story) -> None:
    page.goto("/")
    page.get_by_role("link", name="Read stories").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")

    page.get_by_label("What was hard").select_option("Night shifts")
    page.get_by_label("Asked for help").check()
    page.get_by_role("button", name="Apply").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Stories about night shifts where this helped: asked for help"
    )
    expect(page.get_by_text("A quarrel over a mug")).to_have_count(0)
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("heading", name="Another night, number 0")).to_be_visible()
    page.get_by_role("link", name="Newer").click()
    page.get_by_role("link", name="Take off: Helped: asked for help").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories about night shifts")

    page.get_by_role("link", name=shelf.title).click()
    page.get_by_role("link", name="Go to what helped").click()
    expect(page.get_by_role("heading", name="What helped")).to_be_in_viewport()

    page.get_by_role("link", name="The way home after nights").click()
    expect(page.get_by_text("Quoted with a yes.")).to_be_visible()
    page.locator("summary").first.click()
    expect(page.locator("details").first.get_by_role("link", name=shelf.title)).to_be_visible()

    page.get_by_role("link", name="Checklists", exact=True).click()
    page.get_by_role("link", name="Just tired, or worn out?").click()
    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("link", name="Print it for the wall").click()
    expect(page.get_by_role("heading", name="Count your ticks")).to_be_visible()
    assert page.context.cookies() == []


def test_the_band_is_marked_as_ticks_come_and_go(page: Page, shelf: Story) -> None:
    requests: list[str] = []
    page.goto("/checklists/worn-out/")
    icon = page.locator("link[rel=icon]").evaluate("link => link.href")
    # The browser may still fetch the page's icon, in its own time.
    page.on("request", lambda request: requests.append(request.url.replace(icon, "")))
    boxes, here = page.get_by_role("checkbox"), page.locator(".card[aria-current]")
    expect(here).to_have_count(0)

    boxes.nth(0).check()
    expect(here).to_contain_text("0 to 1: ordinary tired")
    boxes.nth(1).check()
    expect(here).to_contain_text("Where your ticks are now")
    expect(here).to_contain_text("2 to 3: worn out")
    expect(page.get_by_role("status")).to_have_text("2 to 3: worn out")
    boxes.nth(1).press("Enter")
    page.get_by_role("button", name="Clear them").click()

    expect(here).to_have_count(0)
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    assert set(requests) <= {""}
    assert page.evaluate("[localStorage.length, sessionStorage.length, location.search]") == [0, 0, ""]


def test_ticks_are_gone_when_the_page_comes_back(page: Page, shelf: Story) -> None:
    page.goto("/checklists/worn-out/")
    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("link", name="Print it for the wall").click()
    page.go_back()

    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(page.locator(".card[aria-current]")).to_have_count(0)


@pytest.mark.look(javascript=False)
def test_without_script_the_ticks_are_counted(page: Page, shelf: Story) -> None:
    page.goto("/checklists/worn-out/")
    page.get_by_role("checkbox").nth(0).check()

    expect(page.get_by_text("Your ticks:")).to_be_visible()
    expect(page.get_by_text("0 to 1: ordinary tired")).to_be_visible()
    page.get_by_role("button", name="Clear them").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=lambda look: f"{look['color_scheme']}-{look['viewport'][0]}")
def test_every_page_is_accessible_and_scrolls_one_way(page: Page, shelf: Story, axe: Callable[[Page], None]) -> None:
    for address in addresses(shelf):
        page.goto(address)
        for details in page.locator("details").all():
            details.evaluate("each => each.open = true")
        axe(page)
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], address


@pytest.mark.parametrize("page", [{"viewport": (320, 640)}], indirect=True)
def test_what_is_pressed_is_large_enough(page: Page, shelf: Story) -> None:
    for address in addresses(shelf):
        page.goto(address)
        small = page.evaluate(
            """() => [...document.querySelectorAll("main :is(button, summary, select, .card a, .entry h3 a, .index a)")]
                .filter(each => each.checkVisibility() && !each.closest("p"))
                .filter(each => each.getBoundingClientRect().height < 43.5)
                .map(each => each.textContent.trim())"""
        )
        assert small == [], address


@pytest.mark.parametrize("page", LOOKS, indirect=True, ids=lambda look: f"{look['color_scheme']}-{look['viewport'][0]}")
def test_a_topics_number_stands_beside_its_name_however_long_that_is(page: Page, transactional_db: None) -> None:
    make_story(topics=[make_topic("Not able to do right by the people whom we are here for")])
    page.goto("/")

    name, number = (page.locator(f".index li:first-child {part}").bounding_box() for part in ("a", "span"))

    assert name is not None
    assert number is not None
    assert number["y"] < name["y"] + name["height"]
    assert number["x"] >= name["x"] + name["width"]
