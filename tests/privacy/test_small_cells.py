"""Somebody asks page after page for numbers and subtracts them from each other: no few people or stories are found so.

The attacker knows how numbers are told, reads every page that tells one, and knows which questions are part of which.
What they conclude is an interval: "10+" is 10 to 14, "a few" is 1 to 4. A leak is a pair of answers from which they are
sure of somebody, and closer than "a few" says.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from io import StringIO
from itertools import permutations
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from kb.models import ChecklistItem, Claim, Evidence, IdentityRequests, ItemCitation
from kb.transparency.queries import quarters_before
from stories.models import CountedWeek, Story, Topic, Total, WorkGroup
from stories.models.times import monday_of, week_of
from stories.privacy.small_numbers import FLOOR, TooManyCrossed, highest, tell, tell_row
from stories.publishing.actions import NewStory, publish_stories
from tests.factories import make_checklist, make_guide, make_note, make_topic, make_user, make_work_group

pytestmark = pytest.mark.django_db

STRESSORS, HELPED = ("grief", "nights"), ("asked", "swapped")
GROUPS = ("care", "wards", "night-wards", "kitchen")
WORDS = ("kettle", "lift")
LINES = {"guide": ('id="step-1"', 'id="step-2"'), "list": ("<h3>I missed my break.</h3>", "<h3>No sleep.</h3>")}
MANY = 10**6
Interval = tuple[int, int]
Question = dict[str, frozenset[str]]


@dataclass(frozen=True)
class Told:
    """A story as the attacker can know it: what it is marked with, and a word in it."""

    topics: frozenset[str]
    group: str
    is_noted: bool
    words: frozenset[str]
    step: int  # of the guide and the list that stand on it; 0 for neither


@dataclass
class World:
    """Stories, and how many people do each kind of work and no narrower one."""

    told: list[Told]
    people: Mapping[str, int]
    parents: Mapping[str, str | None]
    least: int
    stories: list[Story] = field(default_factory=list)

    @cached_property
    def heads(self) -> dict[str, int]:
        """People of each kind of work, with those of narrower kinds."""
        return {group: sum(self.people[below] for below in self.within(group)) for group in GROUPS}

    def within(self, group: str) -> list[str]:
        """Return the kinds of work that are part of this one, and itself."""
        return [group, *(below for one in GROUPS if self.parents[one] == group for below in self.within(one))]


stories = st.builds(
    Told,
    topics=st.frozensets(st.sampled_from(STRESSORS + HELPED), min_size=1, max_size=3),
    group=st.sampled_from(("", *GROUPS)),
    is_noted=st.booleans(),
    words=st.frozensets(st.sampled_from(WORDS), min_size=1),
    step=st.integers(0, 2),
)
# Several that are alike, so that there are numbers to be told, and a few that are not, to be found.
alike = st.lists(st.tuples(stories, st.integers(1, 11)), min_size=1, max_size=5)
worlds = st.builds(
    World,
    told=alike.map(lambda pairs: [one for one, times in pairs for _time in range(times)]),
    people=st.fixed_dictionaries(dict.fromkeys(GROUPS, st.integers(0, 25))),
    parents=st.fixed_dictionaries(
        {
            "care": st.none(),
            "wards": st.sampled_from([None, "care"]),
            "night-wards": st.sampled_from([None, "care", "wards"]),
            "kitchen": st.sampled_from([None, "care"]),
        }
    ),
    least=st.integers(5, 12),
)


def some(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values), min_size=1)


questions = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "q": st.sampled_from(WORDS).map(lambda word: frozenset({word})),
            "topic": st.sampled_from(STRESSORS).map(lambda slug: frozenset({slug})),
            "helped": some(*HELPED),
            "setting": some(*GROUPS),
            "without": st.just(frozenset({"death"})),
        },
    ),
    min_size=4,
    max_size=8,
)
# A leak is told as it was found: to look for the smallest one would take minutes of asking pages.
as_found = settings(
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
tried = settings(as_found, max_examples=12)


@contextmanager
def published(world: World, site) -> Iterator[World]:
    """Publish the stories, put them behind a guide and a list, and take it all back in the end."""
    site.CAIRN_SMALLEST_GROUP = world.least
    with transaction.atomic():
        topics = {slug: make_topic(slug, kind=Topic.Kind.STRESSOR) for slug in STRESSORS}
        topics |= {slug: make_topic(slug, kind=Topic.Kind.HELPED) for slug in HELPED}
        groups = {slug: make_work_group(slug, name=f"Group {slug}") for slug in GROUPS}
        # What the heads are today was not so when these came out: the rows still hold all of it.
        world.stories = publish_stories(
            [
                NewStory(
                    title=f"Number {number}",
                    quarter="2026Q2",
                    happened=f"A {' and a '.join(sorted(one.words))}.",
                    quote_consent="yes",
                    work_group=groups.get(one.group),
                    topics=[topics[slug] for slug in sorted(one.topics)],
                    notes=[make_note()] if one.is_noted else [],
                )
                for number, one in enumerate(world.told)
            ]
        )
        for slug, group in groups.items():
            parent = groups.get(world.parents[slug] or "")
            WorkGroup.objects.filter(pk=group.pk).update(head_count=world.heads[slug], parent=parent)
        _cite(world, topics)
        try:
            yield world
        finally:
            transaction.set_rollback(True)


def _cite(world: World, topics: Mapping[str, Topic]) -> None:
    guide, checklist = make_guide("home"), make_checklist("tired")
    guide.topics.add(*topics.values())
    checklist.topics.add(*topics.values())
    claims = [Claim.objects.get(revision=guide.current)]
    claims.append(Claim.objects.create(revision=guide.current, kind="step", position=2, heading="Go", body="Go."))
    items = [ChecklistItem.objects.get(version=checklist.current)]
    items.append(ChecklistItem.objects.create(version=checklist.current, position=2, text="No sleep."))
    for one, story in zip(world.told, world.stories, strict=True):
        if one.step:
            quote = story.happened
            Evidence.objects.create(claim=claims[one.step - 1], story=story, quote=quote)
            ItemCitation.objects.create(item=items[one.step - 1], story=story, quote=quote)


# --- what the pages say ---------------------------------------------------------------------------------------


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(html.unescape(response.content.decode()).split())


def interval(words: str) -> Interval:
    """Return what somebody who knows how numbers are told concludes from the words for one."""
    if number := re.search(r"(\d+)(\+?) stor(?:y|ies)", words):
        # What is told in fives may be four more; what is not in fives, whatever sign it wears, was not rounded.
        least = int(number[1])
        return least, least + (4 if number[2] and least % 5 == 0 else 0)
    if re.search(r"\ba few stories", words, re.IGNORECASE):
        return 1, FLOOR - 1
    return (0, 0) if re.search(r"no stories|not yet built", words, re.IGNORECASE) else (0, MANY)


Answers = list[tuple[str, Question, Interval]]


def asked_of_the_search(client: Client, question: Question) -> Interval:
    pairs = [(name, value) for name, values in sorted(question.items()) for value in sorted(values)]
    text = page(client, f"/search/?{urlencode([('kind', 'story'), *pairs])}")
    heading = re.search(r"<h1>(.*?)</h1>", text)
    assert heading is not None
    return interval(heading[1])


def told_by_the_index(client: Client, address: str) -> Answers:
    line = r'<a href="/topics/([a-z]+)/">[^<]*</a>(?:</h3> <p class="meta">|<span>)([^<]*)<'
    return [(address, about(slug), interval(words)) for slug, words in re.findall(line, page(client, address))]


def about(slug: str) -> Question:
    return {"topic" if slug in STRESSORS else "helped": frozenset({slug})}


def told_by_guidance(client: Client) -> Answers:
    """Return what is said of the guide and the checklist as a whole, and of their lines, wherever it is said."""
    found: Answers = []
    for what, address, listing in (
        ("guide", "/guides/home/", "/guides/"),
        ("list", "/checklists/tired/", "/checklists/"),
    ):
        text = page(client, address)
        for line, start in enumerate(LINES[what], start=1):
            after = text.partition(start)[2].split("</section>")[0].split("<h3>")[0]
            if words := re.search(r"Colleagues say, ([^<]*)<", after):
                question = {what: frozenset({what}), "line": frozenset({str(line)})}
                found.append((f"line of {address}", question, interval(words[1])))
        for where in (address, listing, "/topics/nights/"):
            built = re.findall(r"Built from [^<.]*|Not yet built from stories", page(client, where))
            whole = built[::-1] if what == "list" else built  # where both stand on a page, the guide comes first
            found.append((where, {what: frozenset({what})}, interval(whole[0])))
    return found


def told_in_the_admin(client: Client) -> Answers:
    lines = re.findall(
        r'field-name"><a[^>]*>([a-z]+)</a></th>.*?field-published_stories">([^<]*)<',
        page(client, "/admin/stories/topic/"),
    )
    return [("admin", about(slug), interval(f"{words if words != '0' else 'no'} stories")) for slug, words in lines]


# --- what the attacker makes of it -----------------------------------------------------------------------------


def is_part_of(narrow: Question, wide: Question) -> bool:
    """Say whether all that the narrow question finds is found by the wide one, whatever the stories are."""
    return all(name in narrow and narrow[name] <= values for name, values in wide.items())


def leaks(answers: Answers) -> list[str]:
    """Return the answers, and the pairs of them, that tell of somebody for sure, and closer than "a few" does."""
    few = 1, FLOOR - 1
    found = [f"{one} in {where}: {told}" for where, one, told in answers if few[0] <= told[0] and told[1] < few[1]]
    for (where, wide, (low, high)), (there, narrow, (least, most)) in permutations(answers, 2):
        if wide != narrow and is_part_of(narrow, wide):
            rest = max(low - most, 0), high - least
            if rest[0] >= 1 and rest[1] < FLOOR and rest != (low, high):
                found.append(f"{wide} in {where} without {narrow} in {there}: {rest}")
    return found


def matches(world: World, one: Told, question: Question) -> bool:
    within = {below for slug in question.get("setting", ()) for below in world.within(slug)}
    return (
        question.get("q", one.words) <= one.words
        and bool(question.get("topic", one.topics) & one.topics)
        and bool(question.get("helped", one.topics) & one.topics)
        and ("setting" not in question or one.group in within)
        and not ("without" in question and one.is_noted)
        and (("guide" not in question and "list" not in question) or one.step > 0)
        and ("line" not in question or str(one.step) in question["line"])
    )


def test_the_attacker_sees_a_leak_where_there_is_one() -> None:
    nights, both = about("nights"), about("nights") | about("asked")

    assert leaks([("index", nights, (14, 14)), ("search", both, (12, 12))])
    assert leaks([("index", nights, (7, 7)), ("search", both, (5, 6))])
    assert leaks([("index", nights, (3, 3))])
    assert leaks([("index", nights, (10, 14)), ("search", both, (10, 14))]) == []
    assert leaks([("index", nights, (15, 19)), ("search", both, (10, 14))]) == []
    assert leaks([("index", nights, (1, 4)), ("search", both, (0, 0))]) == [], "that is what a few says"
    words = ("10+ stories", "12+ stories", "1 story", "A few stories", "No stories yet", "Stories")
    assert [interval(one) for one in words] == [(10, 14), (12, 12), (1, 1), (1, 4), (0, 0), (0, MANY)]


def everything_told(client: Client, world: World, asked: list[Question]) -> Answers:
    """Ask the search all this, and read every page that tells a number."""
    lead = Client()
    lead.force_login(make_user("programme_lead"))
    shown = set(re.findall(r'name="setting" value="([^"]+)"', page(client, "/stories/")))
    # What was asked, and the same with each filter taken off; a kind of work that is not offered is no filter.
    asked = [{**one, "setting": one.get("setting", frozenset()) & shown} for one in asked]
    asked = [{name: values for name, values in one.items() if values} for one in asked]
    asked += [{name: one[name] for name in one if name != off} for one in asked for off in one]
    distinct = {json.dumps({name: sorted(values) for name, values in one.items()}): one for one in asked if one}
    answers = [("search", one, asked_of_the_search(client, one)) for one in distinct.values()]
    for address in ("/", "/topics/", "/search/"):
        answers += told_by_the_index(client, address)
    answers += told_by_guidance(client) + told_in_the_admin(lead)
    # What is told is true, or nothing would be learned from the rest.
    for where, question, (low, high) in answers:
        number = sum(matches(world, one, question) for one in world.told)
        assert low <= number <= high, (where, question, number)
    return answers


def test_the_attacker_reads_every_page_that_tells_a_number(client: Client, settings) -> None:
    one = Told(frozenset(STRESSORS + HELPED), "wards", is_noted=True, words=frozenset(WORDS), step=1)
    two = Told(frozenset(STRESSORS + HELPED), "care", is_noted=True, words=frozenset(WORDS), step=2)
    world = World([one] * 11 + [two] * 3, dict.fromkeys(GROUPS, 20), {**dict.fromkeys(GROUPS), "wards": "care"}, 10)
    with published(world, settings):
        answers = everything_told(client, world, [{"q": frozenset({"kettle"}), "setting": frozenset({"wards"})}])

    assert {where: told for where, _question, told in answers} == {
        "search": (10, 14), "/search/": (10, 14), "/": (10, 14), "/topics/": (10, 14), "admin": (10, 14),
        "/guides/": (10, 14), "/guides/home/": (10, 14), "line of /guides/home/": (1, 4), "/topics/nights/": (10, 14),
        "/checklists/": (10, 14), "/checklists/tired/": (10, 14), "line of /checklists/tired/": (1, 4),
    }  # fmt: skip
    assert Counter(where for where, _question, _told in answers) == {
        "search": 3, "/search/": 2, "/": 2, "/topics/": 4, "admin": 4, "/guides/": 1, "/guides/home/": 1,
        "line of /guides/home/": 2, "/topics/nights/": 2, "/checklists/": 1, "/checklists/tired/": 1,
        "line of /checklists/tired/": 2,
    }  # fmt: skip


@tried
@given(world=worlds, asked=questions)
def test_no_two_numbers_of_the_site_differ_by_a_few(
    client: Client, settings, world: World, asked: list[Question]
) -> None:
    with published(world, settings):
        assert leaks(everything_told(client, world, asked)) == []


@tried
@given(world=worlds)
def test_no_kind_of_work_beside_a_story_is_shared_by_a_few(client: Client, settings, world: World) -> None:
    with published(world, settings):
        offered = set(re.findall(r'name="setting" value="([^"]+)"', page(client, "/stories/")))
        one_a_group = {story.work_group_id: story.get_absolute_url() for story in world.stories}
        lists = ("/", "/stories/", "/guides/home/", "/checklists/tired/", "/search/?q=kettle", "/search/?q=lift")
        pages = [page(client, address) for address in (*lists, *one_a_group.values())]
        out = StringIO()
        call_command("export_stories", stdout=out)

    named = {json.loads(row)["setting"] for row in out.getvalue().splitlines()} - {""}
    named |= {slug for text in pages for slug in re.findall(r"group ([a-z-]+)", text, re.IGNORECASE) if slug in GROUPS}
    # The people behind a name: all of that kind of work, less those who are called something narrower.
    narrower = {name: set().union(*(world.within(one) for one in offered & set(world.within(name)) - {name}))
                for name in offered | named}  # fmt: skip
    behind = {name: sum(world.people[one] for one in world.within(name) if one not in narrower[name])
              for name in narrower}  # fmt: skip

    assert {name: people for name, people in behind.items() if 0 < people < world.least} == {}
    assert {name for name in behind if world.heads[name] < world.least} == set()
    assert named <= offered


@settings(as_found, max_examples=200)
@given(world=worlds, topic=st.sampled_from(STRESSORS + HELPED))
def test_no_cell_of_a_chart_is_found_from_its_total_and_the_others(world: World, topic: str) -> None:
    """As a chart will be drawn: the stories of a topic by kind of work, each in one cell, beside the topic's number."""
    cells = Counter(one.group for one in world.told if topic in one.topics)
    assume(cells)
    row = tell_row(cells, least=FLOOR, crossing=("topic", "setting"))
    told = {group: number for group, number in row.cells.items() if number is not None}
    hidden = [group for group in cells if group not in told]
    total = tell(sum(cells.values()), least=FLOOR)  # the index of topics tells it in any case
    is_drawn = bool(told) or row.total is not None

    assert [group for group in told if cells[group] < FLOOR] == []
    if hidden and is_drawn and total is not None:
        # One that is hidden: the total less the others that are told, and less one for each that is hidden as well.
        assert total + 4 - sum(told.values()) - (len(hidden) - 1) >= FLOOR
        # And for those who take the numbers for exact, more than one.
        assert len(hidden) > 1


def test_a_chart_of_three_attributes_is_refused() -> None:
    with pytest.raises(TooManyCrossed):
        tell_row({"wards": 20}, crossing=("topic", "helped", "setting"))


# --- the page of numbers, kept from quarter to quarter --------------------------------------------------------------

AFTER = {"2026Q1": "2026-W13", "2026Q2": "2026-W26", "2026Q3": "2026-W39", "2026Q4": "2026-W53"}
LAST_WEEKS = {
    f"{year}{quarter[4:]}": week_of(monday_of(week) - timedelta(weeks=52 * (2026 - year)))
    for year in (2025, 2026)
    for quarter, week in AFTER.items()
}
COUNTED = ("received", "published", "changed", "escalated", "taken_back")
Sums = dict[tuple[str, ...], Interval]


def read_numbers(client: Client, least: int) -> Iterator[tuple[str, list[Interval]]]:
    """Yield each line of the file of numbers: what it is of, and what the cells say, the sum last."""
    lines = [line.split(",") for line in client.get("/transparency/numbers.csv").text.splitlines()[1:]]
    for name in dict.fromkeys(line[0] for line in lines):
        floor = FLOOR if name == "Requests to name an author" else least
        yield name, [of_numbers(line[2], floor) for line in lines if line[0] == name]


def of_numbers(words: str, least: int) -> Interval:
    if number := re.fullmatch(r"(\d+)\+", words):
        return int(number[1]), highest(int(number[1]))
    return {"A few": (1, least - 1), "None": (0, 0)}.get(words, (0, MANY))


def narrowed(known: dict[str, Interval], sums: Sums) -> dict[str, Interval]:
    """Return what follows for each quarter from what was told of it, and of every sum that it is part of."""
    known = dict(known)
    for _round in range(60):
        before = dict(known)
        for quarters, (low, high) in sums.items():
            for one in quarters:
                others = [known[other] for other in quarters if other != one]
                least, most = low - sum(other[1] for other in others), high - sum(other[0] for other in others)
                known[one] = max(known[one][0], least), min(known[one][1], most)
        for (first, (low, high)), (second, (least, most)) in permutations(sums.items(), 2):
            # Two sums without what is in both: one quarter more, and one less.
            gone, come = set(first) - set(second), set(second) - set(first)
            if len(gone) == len(come) == 1:
                [old], [new] = gone, come
                difference = low - most + known[new][0], high - least + known[new][1]
                known[old] = max(known[old][0], difference[0]), min(known[old][1], difference[1])
        if known == before:
            break
    return known


@tried
@given(
    numbers=st.lists(st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=6, max_size=8),
    reasons=st.lists(st.integers(0, 14), min_size=3, max_size=3),
    least=st.integers(5, 12),
)
def test_whoever_keeps_the_page_of_numbers_from_quarter_to_quarter_finds_no_few(
    client: Client, settings, numbers: list[int], reasons: list[int], least: int
) -> None:
    settings.CAIRN_SMALLEST_GROUP = least
    quarters = [*quarters_before("2027Q1", len(numbers))]
    known: dict[str, dict[str, Interval]] = {}
    sums: dict[str, Sums] = {}
    with transaction.atomic():
        for quarter, number in zip(quarters, numbers, strict=True):
            IdentityRequests.objects.create(quarter=quarter, number=number)
            Total.objects.bulk_create(Total(quarter=quarter, kind=kind, number=number) for kind in COUNTED)
            Total.objects.bulk_create(
                Total(quarter=quarter, kind="declined", detail=f"reason-{place}", number=count)
                for place, count in enumerate(reasons)
            )
        for end in range(4, len(quarters) + 1):
            window = tuple(quarters[end - 4 : end])
            CountedWeek.objects.update_or_create(pk=1, defaults={"week": LAST_WEEKS[window[-1]]})
            for name, cells in read_numbers(client, least):
                if len(cells) == 5:
                    for quarter, cell in zip(window, cells, strict=False):
                        assert known.setdefault(name, {}).setdefault(quarter, cell) == cell, "a page kept says no other"
                    sums.setdefault(name, {})[window] = cells[-1]
        transaction.set_rollback(True)

    told = [name for name in known if "Weeks" not in name]
    assert len(told) == 7
    found = {name: narrowed(known[name], sums[name]) for name in told}
    truth = dict(zip(quarters, numbers, strict=True))
    for name in told:
        for quarter, (low, high) in found[name].items():
            number = sum(reasons) if name == "Not published" else truth[quarter]
            assert low <= number <= high, (name, quarter)
    assert [
        (name, quarter, interval)
        for name in told
        for quarter, interval in found[name].items()
        if interval[0] >= 1 and interval[1] < FLOOR and interval != (1, FLOOR - 1)
    ] == []
