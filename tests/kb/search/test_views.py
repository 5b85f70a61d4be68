"""The search page, as a reader asks for it."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.models import HelpEntry
from kb.search.documents import index_checklist, index_guide, index_help, index_topic
from stories.models import Topic
from stories.publishing.actions import NewStory, publish_stories
from tests.factories import make_checklist, make_guide, make_note, make_story, make_topic, make_user, make_work_group

pytestmark = pytest.mark.django_db


def page_at(client: Client, query: str) -> str:
    """Return the page at this query string, in which white space is one space."""
    answer = client.get(f"{reverse('search')}?{query}")
    assert (answer.status_code, answer.cookies.output()) == (200, "")
    return " ".join(answer.content.decode().split())


def h1(page: str) -> str:
    return re.findall(r"<h1>(.*?)</h1>", page)[0]


def entries(page: str) -> list[str]:
    """Return the titles of the stories in the list."""
    return re.findall(r'<li class="entry"> <h3><a href="[^"]+">(.*?)</a>', page)


def cards(page: str) -> list[tuple[str, str]]:
    """Return the label and title of what stands above the stories."""
    found = r'<li class="card sunk"> <p class="label">(.*?)</p> <h3><a href="[^"]+">(.*?)</a>'
    return re.findall(found, page)


def test_without_words_the_page_says_how_to_search(client) -> None:
    make_topic()

    for query in ("", "q=", "q=++", "nonsense=1", "kind=nonsense", "topic=nowhere&helped=&setting=x&without=y&after=9"):
        page = page_at(client, query)
        assert h1(page) == "Search"
        assert '<a href="/topics/night-shifts/">Night shifts</a><span>no stories yet</span>' in page


def test_stories_guides_and_checklists_are_found_together(client) -> None:
    for number in range(3):
        make_story(f"A night, {number}")
    index_guide(make_guide())
    index_checklist(make_checklist(title="Nights: just tired, or worn out?"))

    page = page_at(client, "q=nights")

    assert h1(page) == "A few stories, 1 guide and 1 checklist about “nights”"
    assert "<title>A few stories, 1 guide and 1 checklist about “nights” – Search – Cairn</title>" in page
    assert cards(page) == [("Guide", "The way home after nights"), ("Checklist", "Nights: just tired, or worn out?")]
    assert entries(page) == ["A night, 2", "A night, 1", "A night, 0"]


def test_a_story_shows_its_words_topics_season_and_notes(client) -> None:
    make_story(
        happened="It was a robot. <b>Really</b>.",
        topics=[make_topic(), make_topic("PTSD group", kind=Topic.Kind.HELPED)],
        notes=[make_note(), make_note("fall", name="a fall")],
        work_group=make_work_group(),
    )

    page = page_at(client, "q=robot")

    assert "It was a <mark>robot</mark>. &lt;b&gt;Really&lt;/b&gt;." in page
    assert '<p class="meta">Patient care · Night shifts · what helped: PTSD group</p>' in page
    assert '<p class="meta when">Spring 2026<br>Mentions a death and a fall</p>' in page


def test_a_kind_of_work_that_few_share_is_neither_shown_nor_a_filter(client) -> None:
    make_story(happened="A robot.", work_group=make_work_group("lighthouse", name="Lighthouse", head_count=2))
    make_story("Other", happened="A robot.")

    page = page_at(client, "q=robot&setting=lighthouse")

    assert "Lighthouse" not in page
    assert "chosen" not in page
    assert len(entries(page)) == 2


def test_a_topic_that_the_words_name_comes_first(client) -> None:
    topic = make_topic("Too much work", aliases=("overtime",))
    Topic.objects.update(description="More to do than hours.")
    topic.refresh_from_db()
    index_topic(topic)
    for number in range(5):
        make_story(f"Tagged {number}", topics=[topic])

    page = page_at(client, "q=overtime")

    assert cards(page) == [("Topic", "Too much work")]
    assert '<p>More to do than hours.</p> <p class="meta">5+ stories</p>' in page
    assert h1(page) == "5+ stories about “overtime”"


def test_a_topic_without_a_document_is_shown_all_the_same(client) -> None:
    make_topic("Too much work", aliases=("overtime",))

    page = page_at(client, "q=overtime")

    assert cards(page) == [("Topic", "Too much work")]
    assert "No stories yet" in page


def test_a_topic_is_found_by_its_definition(client) -> None:
    topic = make_topic("Grief at work")
    Topic.objects.update(description="Losing somebody.")
    topic.refresh_from_db()
    index_topic(topic)

    assert cards(page_at(client, "q=losing")) == [("Topic", "Grief at work")]


def test_help_is_found(client) -> None:
    index_help(HelpEntry.objects.create(kind="talk_now", name="The listening line", about="Somebody listens."))

    page = page_at(client, "q=listening")

    assert cards(page) == [("Help", "The listening line")]
    assert '<h3><a href="/help/">The listening line</a></h3>' in page


def test_chosen_filters_can_be_taken_off(client) -> None:
    make_story(happened="A robot.", topics=[make_topic(), make_topic("Said no", kind=Topic.Kind.HELPED)])
    make_note()

    page = page_at(client, "q=robot&kind=story&topic=night-shifts&helped=said-no&without=death")

    removals = re.findall(r'<li><a href="([^"]+)"><span class="vh">Take off: </span>(.*?) <span', page)
    assert removals == [
        ("?q=robot&amp;topic=night-shifts&amp;helped=said-no&amp;without=death", "Stories"),
        ("?q=robot&amp;kind=story&amp;helped=said-no&amp;without=death", "Night shifts"),
        ("?q=robot&amp;kind=story&amp;topic=night-shifts&amp;without=death", "Helped: said no"),
        ("?q=robot&amp;kind=story&amp;topic=night-shifts&amp;helped=said-no", "Leave out a death"),
    ]
    assert "4 chosen" in page
    assert re.findall(r'value="([^"]+)" (?:checked|selected)', page) == ["story", "night-shifts", "said-no", "death"]
    assert '<input type="hidden" name="q" value="robot">' in page
    assert entries(page) == ["The bus home was the worst part"]


def test_nothing_found_offers_ways_on(client) -> None:
    make_topic()
    make_note()

    page = page_at(client, "q=zanzibar&kind=story&without=death")

    assert h1(page) == "No stories about “zanzibar” yet"
    assert '<a href="?q=zanzibar">Take off your filters (2).</a>' in page
    assert '<a href="/share/">Share a story</a>' in page
    assert '<a href="/topics/night-shifts/">Night shifts</a>' in page


def test_filters_that_nothing_fits_say_so(client) -> None:
    make_topic()

    assert h1(page_at(client, "topic=night-shifts")) == "No stories like that yet"


def test_more_guides_than_fit_above_the_stories_are_a_link_away(client) -> None:
    for number in range(6):
        index_guide(make_guide(f"guide-{number}", title=f"Nights {number}"))
    make_story("A night")

    page = page_at(client, "q=nights")

    assert h1(page) == "A few stories and 6 guides about “nights”"
    assert [label for label, _title in cards(page)] == ["Guide"] * 4
    assert '<a href="?q=nights&amp;kind=guide">See all 6 guides</a>' in page
    assert [label for label, _title in cards(page_at(client, "q=nights&kind=guide"))] == ["Guide"] * 6


def test_more_checklists_than_fit_above_the_stories_are_a_link_away(client) -> None:
    for number in range(5):
        index_checklist(make_checklist(f"list-{number}", title=f"Nights {number}"))

    page = page_at(client, "q=nights")

    assert h1(page) == "5 checklists about “nights”"
    assert '<a href="?q=nights&amp;kind=checklist">See all 5 checklists</a>' in page


def test_words_of_risk_show_help_first_and_results_all_the_same(client) -> None:
    make_story(happened="I wanted to end my life.")

    page = page_at(client, "q=i+want+to+end+my+life")

    assert page.index("Are you safe right now?") < page.index("<h1>")
    assert '<a href="/help/now/">Get help now</a>' in page
    assert len(entries(page)) == 1


def test_words_that_only_sound_like_it_do_not(client) -> None:
    assert "Are you safe" not in page_at(client, "q=this+deadline+is+killing+me")


def test_pages_lead_to_each_other(client) -> None:
    publish_stories([NewStory(title=f"Story {n}", quarter="2026Q2", happened="A robot.") for n in range(45)])

    first, second, third = (page_at(client, query) for query in ("q=robot", "q=robot&after=20", "q=robot&after=40"))

    assert [len(entries(page)) for page in (first, second, third)] == [20, 20, 5]
    assert 'href="?q=robot&amp;after=20" rel="next">Next stories</a>' in first
    assert 'href="?q=robot&amp;after=40" rel="next">Next stories</a>' in second
    assert [re.findall(r"<p class=.meta.>(Page \d)", page) for page in (first, second, third)] == [
        ["Page 1"],
        ["Page 2"],
        ["Page 3"],
    ]
    assert re.findall(r'href="([^"]+)" rel="prev"', first + second + third) == ["?q=robot", "?q=robot&amp;after=20"]
    assert entries(page_at(client, "q=robot&after=400")) == entries(first)


def test_a_number_of_stories_says_nothing_that_another_one_could_be_taken_from(client) -> None:
    """Eleven about nights and nine of them with a no said: the two without it are told nowhere."""
    nights, said_no = make_topic(), make_topic("Said no", kind=Topic.Kind.HELPED)
    for number in range(11):
        make_story(f"Night {number}", happened="A robot.", topics=[nights, said_no] if number < 9 else [nights])

    asked = ("q=robot", "topic=night-shifts", "topic=night-shifts&helped=said-no", "q=robot&helped=said-no")
    told = [h1(page_at(client, query)) for query in asked]

    assert told == ["10+ stories about “robot”", "10+ stories", "5+ stories", "5+ stories about “robot”"]


def test_stories_that_three_things_are_asked_of_are_not_counted(client) -> None:
    topics = [make_topic(), make_topic("Said no", kind=Topic.Kind.HELPED)]
    for number in range(7):
        make_story(f"Night {number}", happened="A robot.", topics=topics, work_group=make_work_group())

    asked = ("helped=said-no&topic=night-shifts", "setting=patient-care&helped=said-no", "topic=night-shifts&q=robot")
    assert [h1(page_at(client, query))[:10] for query in asked] == ["5+ stories"] * 3
    assert h1(page_at(client, "q=robot&topic=night-shifts&helped=said-no")) == "Stories about “robot”"
    assert h1(page_at(client, "setting=patient-care&topic=night-shifts&helped=said-no")) == "Stories"


def test_more_than_three_hundred_are_not_counted(client) -> None:
    publish_stories([NewStory(title=f"Story {n}", quarter="2026Q2", happened="A robot.") for n in range(301)])

    page = page_at(client, "q=robot")

    assert h1(page) == "300+ stories about “robot”"


@pytest.mark.parametrize("count", [1, 30, 300])
def test_queries_do_not_grow_with_the_stories(client, django_assert_num_queries, count: int) -> None:
    index_guide(make_guide())
    publish_stories(
        [
            NewStory(title=f"Story {n}", quarter="2026Q2", happened="A night.", topics=[make_topic()])
            for n in range(count)
        ]
    )

    with django_assert_num_queries(4):
        page = page_at(client, "q=nights&without=death")

    assert len(entries(page)) == min(count, 20)


def test_the_page_is_the_same_for_everybody(client) -> None:
    make_story(happened="A robot.")
    visitor = Client()
    client.force_login(make_user())

    assert page_at(client, "q=robot") == page_at(visitor, "q=robot")


def test_reading_can_ask_for_an_account(client, settings) -> None:
    settings.CAIRN_READING = "signed-in"

    assert client.get(reverse("search"), {"q": "robot"}).status_code == 302


@pytest.mark.parametrize(
    "query",
    [
        "q=" + quote("<script>alert(1)</script> robot"),
        "q=%00robot",
        "q=%ED%A0%80robot",
        "q=%FF%FErobot",
        "q=" + "robot+" * 1700,
        "q=first&q=robot",
        "q=robot&" + "&".join(f"x{n}={n}" for n in range(2000)),
        "q=robot&" + "topic=night-shifts&" * 900,
        "q=robot&after=-1",
        "q=robot&after=99999999999999999999",
        "q=robot&after=%C2%B2",
        "q=robot&kind=%00&topic=%00&without=%27",
    ],
)
def test_hostile_addresses_get_a_helpful_page(client, query: str) -> None:
    make_topic()
    make_story(happened="A robot.", topics=[make_topic()])

    page = page_at(client, query)

    assert entries(page) == ["The bus home was the worst part"]
    assert "<script>alert" not in page


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=60), st.text(max_size=10))
def test_no_address_is_an_error(client, words: str, other: str) -> None:
    words, other = (text.encode("utf-8", "surrogatepass") for text in (words, other))
    fields = "&".join(f"{name}={quote(other)}" for name in ("kind", "topic", "helped", "setting", "without", "after"))

    assert h1(page_at(client, f"q={quote(words)}&{fields}"))
