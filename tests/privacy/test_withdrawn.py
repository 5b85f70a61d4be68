"""A story that its author took back is nowhere: on no page of the site, for nobody, in no export, cache or row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from zeal import zeal_ignore

from accounts.models import User
from accounts.roles import Role
from kb.models import SaidDid
from kb.search.documents import index_checklist, index_guide, index_topic
from stories.models import Story, Submission, Topic
from stories.moderation import actions
from stories.publishing.schedule import release_all
from stories.submission.receipt import digest_of
from tests.architecture.test_access import patterns
from tests.factories import (
    make_checklist,
    make_guide,
    make_moderator,
    make_note,
    make_senior,
    make_story,
    make_submission,
    make_topic,
    make_user,
    make_work_group,
)
from tests.privacy import dump
from tests.stories.submission.pages import filled, post, sent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole_site]

QUOTE = "We hid from the quagga behind the kettle."
PARTS = {
    "title": "The wombat in the car park",
    "happened": f"It was my fourth night of zanzibar. {QUOTE}",
    "felt": "A sort of xylem in my hands.",
    "helped": "Somebody put the yttrium on and asked.",
    "advice": "Tell one narwhal before you go home.",
}
# Words that no other page of the site has, as they are searched for and as they are kept: in lower case, by their stem.
RARE = ("wombat", "quagga", "zanzibar", "xylem", "yttrium", "narwhal")
# What changes something, or ends the visit.
NOT_WALKED = {"account_logout"}
# Where what a page shows depends on who looks.
ROOMS = ("/accounts/", "/admin/", "/desk/", "/moderation/")


@dataclass(frozen=True)
class Walk:
    """One visitor's way through the site: what each address answered, headers and all."""

    answers: dict[str, str]

    def holding(self, canaries: tuple[str, ...]) -> dict[str, list[str]]:
        """Return the addresses whose answer holds a canary, and which; what the address says itself does not count."""
        held = {
            path: [one for one in canaries if one in text and one not in path.lower()]
            for path, text in self.answers.items()
        }
        return {path: found for path, found in held.items() if found}


def addresses(story: Story, submission: Submission, topics: list[Topic]) -> list[str]:
    """Return every address that the site's list of addresses can make with these, and those of the admin."""
    values = {
        "code": [story.code, submission.code],
        "slug": [story.slug, *(topic.slug for topic in topics), "the-way-home", "worn-out"],
        "key": ["1-abc"],
        "uidb36": ["1"],
    }
    found: list[str] = []
    for namespaces, pattern in patterns(get_resolver()):
        if "admin" in namespaces or pattern.name in NOT_WALKED:
            continue
        wanted = list(pattern.pattern.converters) or list(getattr(pattern.pattern, "regex", re.compile("")).groupindex)
        for combination in product(*(values.get(name, ["1"]) for name in wanted)):
            try:
                name = ":".join((*namespaces, pattern.name))
                found.append(reverse(name, kwargs=dict(zip(wanted, combination, strict=True))))
            except NoReverseMatch:
                continue
    return [*found, *admin_addresses()]


def admin_addresses() -> list[str]:
    """Return the lists of the admin, searched for the rare words too, and the pages of what is in them."""
    found = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        found += [f"{reverse(f'{name}_changelist')}?q={word}" for word in RARE]
        for key in model._default_manager.values_list("pk", flat=True)[:3]:
            found += [reverse(f"{name}_{page}", args=[key]) for page in ("change", "history", "delete")]
    return found


def searches(topics: list[Topic]) -> list[str]:
    """Return searches and lists that would find the story, in whose addresses none of its rare words stands."""
    slugs = [topic.slug for topic in topics]
    return [
        "/search/?q=night", "/search/?q=kettle", "/search/?q=fourth+night+home", "/stories/?order=oldest", "/search/",
        *(f"/stories/?topic={slug}" for slug in slugs), *(f"/search/?q=night&topic={slug}" for slug in slugs),
        *(f"/stories/?helped={slug}" for slug in slugs), "/stories/?group=patient-care", "/stories/?work=patient-care",
    ]  # fmt: skip


def walk(client: Client, paths: list[str]) -> Walk:
    answers = {}
    for path in dict.fromkeys(paths):
        with zeal_ignore():  # an admin who looks at their own account reads it twice
            response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answers[path] = f"{response.status_code} {dict(response.headers)} {body.decode(errors='replace')}".lower()
    return Walk(answers)


def visitors() -> dict[str, Client]:
    """Return a browser for everybody who reads anything here."""
    people: dict[str, User | None] = {
        "reader": None, "moderator": make_moderator(), "senior": make_senior(), "curator": make_user(Role.CURATOR),
        "peer lead": make_user(Role.PEER_LEAD), "programme lead": make_user(Role.PROGRAMME_LEAD),
        "admin": make_user(Role.ADMIN),
    }  # fmt: skip
    clients = {name: Client() for name in people}
    for name, person in people.items():
        if person:
            clients[name].force_login(person)
    return clients


def published() -> tuple[Story, str]:
    """Let a story come all the way out, and be quoted, cited and pointed at; return it, and its receipt."""
    topics = [make_topic(), make_topic("Asked for help", kind=Topic.Kind.HELPED)]
    receipt = sent(**PARTS, topics=topics, notes=[make_note()], work_group=make_work_group(), quote_consent="yes")
    submission, reader = Submission.objects.get(receipt__digest=digest_of(receipt)), make_moderator()
    actions.claim(submission=submission, by=reader)
    submission.refresh_from_db()
    actions.approve(submission=submission, version=submission.version, by=reader)
    (story,) = release_all()
    others = [make_story(f"Other {number}", topics=topics) for number in range(3)]
    guide, checklist = make_guide(stories=(story,), quote=QUOTE), make_checklist(stories=(story, others[0]))
    guide.topics.set(topics)
    said = SaidDid.objects.create(
        said="The car park was dark.", did="There are lamps.", by="Estates", month="2026-09-01"
    )
    said.stories.set([story, others[1]])
    for topic in topics:
        index_topic(topic)
    index_guide(guide)
    index_checklist(checklist)
    return story, receipt


def exported(folder: Path) -> str:
    """Return all that the command for exports writes."""
    path = folder / "stories.jsonl"
    path.unlink(missing_ok=True)
    call_command("export_stories", str(path), stdout=StringIO())
    return path.read_text().lower()


def kept() -> str:
    """Return every row of the database, every cache and every file of the data folder, as text in lower case."""
    rows = repr(dump.whole())
    cached = repr([vars(caches[name]).get("_cache") for name in settings.CACHES])
    files = [
        path.read_bytes().decode(errors="replace")
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and "sqlite3" not in path.name
    ]
    return "\n".join((rows, cached, *files)).lower()


def test_nobody_finds_a_story_that_was_taken_back(tmp_path: Path) -> None:
    story, receipt = published()
    topics = list(Topic.objects.order_by("pk"))
    counts = {topic.slug: topic.story_count for topic in topics}
    canaries = (*RARE, story.code.lower(), story.slug, str(story.pk))
    paths = [*addresses(story, make_submission(), topics), *searches(topics)]
    # The reading pages are the same for everybody but for the bar on top: two walk them, and each their own rooms.
    rooms = [story.get_absolute_url(), "/search/?q=kettle", *(path for path in paths if path.startswith(ROOMS))]
    ways = {"reader": paths, "admin": paths}
    browsers = visitors()

    before = {name: walk(browsers[name], ways.get(name, rooms)).holding(canaries) for name in ("reader", "curator")}
    # What the walk has to come by, or it would prove nothing.
    assert before["reader"].keys() >= {
        "/stories/", "/said-did/", story.get_absolute_url(), "/topics/night-shifts/", "/topics/asked-for-help/",
        "/guides/the-way-home/", "/checklists/worn-out/", "/search/?q=kettle",
    }  # fmt: skip
    assert [path for path in before["curator"] if path.startswith("/admin/")]
    assert set(RARE) <= set(re.findall(r"\w+", exported(tmp_path)))

    confirmed = {**filled(), "receipt": receipt, "confirm": "1"}
    assert post(Client(), "/status/take-back/", confirmed).status_code == 200

    after = {name: walk(client, ways.get(name, rooms)) for name, client in browsers.items()}
    assert {name: held for name, found in after.items() if (held := found.holding(canaries))} == {}
    assert {found.answers[story.get_absolute_url()][:4] for found in after.values()} == {"404 "}
    assert not [word for word in canaries if word in exported(tmp_path)]
    assert not [word for word in canaries if word in kept()]
    assert {topic.slug: topic.story_count for topic in Topic.objects.all()} == {
        slug: count - 1 for slug, count in counts.items()
    }


@pytest.mark.sqlite_only
def test_no_counter_remembers_its_key() -> None:
    """SQLite notes the greatest key that a table ever had."""
    receipt = sent(**PARTS)
    assert counter("stories_submission") == Submission.objects.get().pk

    post(Client(), "/status/take-back/", {**filled(), "receipt": receipt, "confirm": "1"})

    assert counter("stories_submission") == 0


def counter(table: str) -> int:
    return sum(row["seq"] for row in dump.rows("sqlite_sequence") if row["name"] == table)


@pytest.mark.parametrize("word", RARE)
def test_a_search_for_its_words_answers_as_for_words_that_never_were(word: str) -> None:
    _story, receipt = published()
    never = "gizmotron"

    def answer(asked: str) -> str:
        return Client().get("/search/", {"q": asked}).content.decode().replace(asked, "…")

    assert answer(word) != answer(never)
    post(Client(), "/status/take-back/", {**filled(), "receipt": receipt, "confirm": "1"})

    assert answer(word) == answer(never)
