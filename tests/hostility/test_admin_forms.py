"""The admin's forms and lists against what no programme lead or curator types."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from kb.models import (
    Checklist,
    ChecklistItem,
    ChecklistVersion,
    Claim,
    Guide,
    GuideRevision,
    HelpEntry,
    IdentityRequests,
    PeerSupporter,
    SaidDid,
)
from stories.models import OwnTerm, Topic, WorkGroup
from tests.hostility.conftest import Browser
from tests.hostility.inputs import CANARY, FEW, FORM, WORDS, bodies, broken

pytestmark = [pytest.mark.whole_site, pytest.mark.once]

MODELS = [
    Guide, GuideRevision, Claim, Checklist, ChecklistVersion, ChecklistItem, HelpEntry, PeerSupporter, SaidDid, Topic,
    WorkGroup, OwnTerm, IdentityRequests,
]  # fmt: skip
HOSTILE = [
    *(WORDS[name] for name in FEW),
    "99999999999999999999",
    "0001-01-01",
    "9999-12-31",
    "-1",
    "32768",
    "1.5",
    "NaN",
]


@pytest.fixture(autouse=True)
def _rows(site) -> None:
    HelpEntry.objects.create(kind="talk_now", name="A line")
    PeerSupporter.objects.create(alias="Teasel", listens_to="wards", from_hour=1, to_hour=2)
    SaidDid.objects.create(said="Too few.", month="2026-02-01")
    OwnTerm.objects.create(term="Marram ward")
    IdentityRequests.objects.create(quarter="2026Q3", number=0)


def fields_in(page: str) -> dict[str, Any]:
    """The fields of the form on an admin page, as a browser would send them."""
    form = page[page.index("<form", page.index('id="content-main"')) :]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = attributes.get("type", "text"), attributes.get("name", "")
        is_left_out = kind in {"submit", "button"} or (kind in {"checkbox", "radio"} and " checked" not in tag)
        if name and "__prefix__" not in name and not is_left_out:
            found[name] = unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\s?(.*?)</textarea>', form, re.DOTALL):
        if "__prefix__" not in name:
            found[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
        if "__prefix__" not in name:
            found[name] = unescape(chosen[1]) if chosen else ""
    return {name: value for name, value in found.items() if not name.startswith("_")}


def address(model: Any) -> str:
    row = model.objects.order_by("pk")[0]
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize("model", MODELS)
def test_each_form_saves_as_it_is(admin: Browser, model: Any) -> None:
    right = fields_in(admin.ask("GET", address(model)).content.decode())

    assert admin.post(address(model), right).status_code == 302


@pytest.mark.parametrize("model", MODELS)
def test_hostile_words(admin: Browser, model: Any) -> None:
    """Every box at once with each; some by themselves with what a database minds most."""
    right = fields_in(admin.ask("GET", address(model)).content.decode())
    boxes = [name for name in right if "_FORMS" not in name and not name.endswith("-id")]
    for words in HOSTILE:
        admin.post(address(model), {**right, **dict.fromkeys(boxes, words)})
    for name in boxes if model in {Claim, Topic, PeerSupporter} else ():
        admin.post(address(model), {**right, name: "9" * 20})
    admin.post(address(model), {name: [value, CANARY] for name, value in right.items()})
    admin.post(address(model), {})
    for body in broken(right, boxes[0]):
        admin.ask("POST", address(model), data=body, content_type=FORM)


@pytest.mark.parametrize("model", MODELS)
def test_hostile_words_in_new_rows(admin: Browser, model: Any) -> None:
    names = f"{model._meta.app_label}_{model._meta.model_name}"
    path = reverse(f"admin:{names}_add")
    empty = fields_in(admin.ask("GET", path).content.decode())
    rows = {name: "2" for name in empty if name.endswith("-TOTAL_FORMS")}
    inside = re.findall(r'name="([\w-]+__prefix__[\w-]+)"', admin.ask("GET", path).content.decode())
    new = {name.replace("__prefix__", place) for name in inside for place in "01"}
    for words in HOSTILE[1::2]:
        own = {name: words for name in empty if "_FORMS" not in name}
        admin.post(path, {**empty, **own, **rows, **dict.fromkeys(new, words)})


@pytest.mark.parametrize("model", [Guide, Topic])
def test_bodies_that_are_no_form(admin: Browser, model: Any) -> None:
    for body_kind, body in bodies({"name": "x"}).values():
        admin.ask("POST", address(model), data=body, content_type=body_kind)


@pytest.mark.parametrize("words", ["Nights", " NIGHTS ", "nights", "NIGHTS\x00"])
def test_another_word_that_is_there_already(admin: Browser, words: str) -> None:
    """Words are kept in small letters, so "Nights" is there when "nights" is."""
    path = reverse("admin:stories_topic_add")
    right = fields_in(admin.ask("GET", path).content.decode())
    fields = {**right, "name": "Other", "slug": "other", "kind": "stressor", "aliases-TOTAL_FORMS": "1"}

    answer = admin.writes_nothing(path, {**fields, "aliases-0-name": words})

    assert answer.status_code == 200
    assert 'class="errorlist"' in answer.content.decode()


INSIDE = [(Guide, "revisions", "number"), (GuideRevision, "claims", "position"), (Checklist, "versions", "number"),
          (ChecklistVersion, "items", "position")]  # fmt: skip


@pytest.mark.parametrize(("model", "prefix", "name"), INSIDE)
def test_a_new_row_at_a_place_that_is_taken(admin: Browser, model: Any, prefix: str, name: str) -> None:
    right = fields_in(admin.ask("GET", address(model)).content.decode())
    new = {field.replace("-0-", "-1-"): value for field, value in right.items() if field.startswith(f"{prefix}-0-")}
    fields = {**right, **new, f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-1-id": ""}

    answer = admin.writes_nothing(address(model), fields)

    assert (answer.status_code, fields[f"{prefix}-1-{name}"]) == (200, right[f"{prefix}-0-{name}"])
    assert 'class="errorlist' in answer.content.decode()


@pytest.mark.parametrize(("model", "prefix", "_name"), INSIDE[:2])
def test_a_form_that_counts_its_rows_wrongly(admin: Browser, model: Any, prefix: str, _name: str) -> None:
    right = fields_in(admin.ask("GET", address(model)).content.decode())
    for name in ("INITIAL_FORMS", "TOTAL_FORMS", "0-id"):
        for tampered in ("0", "", CANARY):
            admin.post(address(model), {**right, f"{prefix}-{name}": tampered})


def test_one_new_word_twice(admin: Browser) -> None:
    path = reverse("admin:stories_topic_add")
    right = fields_in(admin.ask("GET", path).content.decode())
    fields = {**right, "name": "Other", "slug": "other", "kind": "stressor", "aliases-TOTAL_FORMS": "2"}

    answer = admin.writes_nothing(path, {**fields, "aliases-0-name": "Word", "aliases-1-name": "word"})

    assert answer.status_code == 200


def test_topics_in_a_circle(admin: Browser) -> None:
    first, second = Topic.objects.order_by("pk")[:2]
    for topic, into in ((first, second), (second, first), (first, first), (second, second)):
        path = reverse("admin:stories_topic_change", args=[topic.pk])
        right = fields_in(admin.ask("GET", path).content.decode())
        admin.post(path, {**right, "merged_into": str(into.pk)})
        admin.post(path, {**right, "parent": str(into.pk)})
        for page in ("/topics/", f"/topics/{first.slug}/", f"/topics/{second.slug}/"):
            admin.ask("GET", page)


def test_lists_with_hostile_questions(admin: Browser) -> None:
    for model in (Guide, Topic):
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for name in (
            "q",
            "p",
            "o",
            "all",
            "e",
            "id__exact",
            "kind__exact",
            "slug",
            "_to_field",
            "_popup",
            "x__y",
            "is_facets",
        ):
            for query in ("%00", "9" * 30, CANARY):
                admin.ask("GET", f"{path}?{name}={query}")
        for kind, body in bodies({"action": "delete_selected", "_selected_action": "1", "post": "yes"}).values():
            admin.ask("POST", path, data=body, content_type=kind)
        for chosen in ("-1", "\x00", "9" * 30, ""):
            admin.post(path, {"action": "delete_selected", "_selected_action": chosen})
            admin.post(path, {"action": chosen, "_selected_action": "1", "index": chosen})


def test_every_form_here_is_tested() -> None:
    assert {model for model in admin.site._registry if model._meta.app_label in {"kb", "stories"}} == set(MODELS)
