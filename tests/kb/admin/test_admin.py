from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from zeal import zeal_ignore

from accounts.roles import Role
from kb.models import (
    Checklist,
    ChecklistItem,
    Claim,
    Evidence,
    Guide,
    HelpEntry,
    PeerSupporter,
    SaidDid,
    SearchDocument,
)
from stories.models import PublicationState, Topic
from tests.factories import make_checklist, make_guide, make_story, make_topic, make_user

OPENS_FOR = {
    "guide": {Role.CURATOR, Role.ADMIN},
    "guiderevision": {Role.CURATOR, Role.ADMIN},
    "claim": {Role.CURATOR, Role.ADMIN},
    "checklist": {Role.PEER_LEAD, Role.ADMIN},
    "checklistversion": {Role.PEER_LEAD, Role.ADMIN},
    "checklistitem": {Role.PEER_LEAD, Role.ADMIN},
    "helpentry": {Role.PROGRAMME_LEAD, Role.ADMIN},
    "peersupporter": {Role.PROGRAMME_LEAD, Role.ADMIN},
    "saiddid": {Role.PROGRAMME_LEAD, Role.ADMIN},
    "identityrequests": {Role.PROGRAMME_LEAD, Role.ADMIN},
}


@pytest.fixture(autouse=True)
def _formsets_of_django() -> Iterator[None]:
    """Django's formsets look up each row by its key when they check what was sent: its own habit, on staff pages."""
    with zeal_ignore([{"model": "kb.*", "field": "get()"}]):
        yield


def as_role(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def address(model: str, row: Any = None) -> str:
    if row is None:
        return reverse(f"admin:kb_{model}_add")
    return reverse(f"admin:kb_{model}_change", args=[row.pk])


def rows(prefix: str, *given: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of an inline formset."""
    fields = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    return fields | {
        f"{prefix}-{place}-{name}": value for place, row in enumerate(given) for name, value in row.items()
    }


def claim_fields(claim: Claim, *evidence: dict[str, Any], **changes: Any) -> dict[str, Any]:
    own = {"revision": claim.revision_id, "kind": claim.kind, "position": claim.position, "heading": claim.heading}
    return {**own, "body": claim.body, **changes, **rows("evidence", *evidence)}


def errors_of(response: Any) -> str:
    return response.content.decode()


def found(kind: str, object_id: int) -> str | None:
    return SearchDocument.objects.filter(kind=kind, object_id=object_id).values_list("title", flat=True).first()


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_each_table_opens_for_its_own_people(role: str) -> None:
    client = as_role(role)

    open_tables = {
        model for model in OPENS_FOR if client.get(reverse(f"admin:kb_{model}_changelist")).status_code == 200
    }

    assert open_tables == {model for model, roles in OPENS_FOR.items() if role in roles}


@pytest.mark.django_db
def test_every_page_of_the_admin_opens_with_its_rows() -> None:
    client = as_role(Role.ADMIN)
    story = make_story()
    guide, checklist = make_guide(stories=(story,)), make_checklist(stories=(story,))
    answer = SaidDid.objects.create(said="A chair.", month="2026-02-01")
    answer.stories.add(story)
    pages = [
        address("guide", guide),
        address("guiderevision", guide.current),
        address("claim", Claim.objects.get()),
        address("checklist", checklist),
        address("checklistversion", checklist.current),
        address("checklistitem", ChecklistItem.objects.get()),
        address("saiddid", answer),
        *(address(model) for model in OPENS_FOR),
    ]

    assert {client.get(page).status_code for page in pages} == {200}
    assert story.code in client.get(address("claim", Claim.objects.get())).content.decode()
    assert story.code in client.get(address("saiddid", answer)).content.decode()


@pytest.mark.django_db
def test_a_story_is_cited_by_its_code_or_its_address() -> None:
    client = as_role(Role.CURATOR)
    one, other = make_story("One"), make_story("Other")
    make_guide()
    claim = Claim.objects.get()

    response = client.post(
        address("claim", claim),
        claim_fields(
            claim,
            {"story": one.code, "quote": "put the kettle on", "position": 0},
            {"story": f"https://cairn.example{other.get_absolute_url()}", "position": 1},
            {"source": "A study", "source_url": "https://example.org/", "position": 2},
        ),
    )

    assert response.status_code == 302
    assert [(each.story, each.quote, each.source) for each in claim.evidence.all()] == [
        (one, "put the kettle on", ""), (other, "", ""), (None, "", "A study"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_log_of_the_admin_keeps_no_word_of_a_story() -> None:
    client = as_role(Role.CURATOR)
    story = make_story("The canary in the title")
    make_guide()
    claim = Claim.objects.get()

    client.post(
        address("claim", claim),
        claim_fields(
            claim,
            {"story": story.code, "quote": "put the kettle on", "position": 0},
            {"story": story.code, "position": 1},
        ),
    )

    assert claim.evidence.count() == 2
    log = "".join(entry.object_repr + entry.change_message for entry in LogEntry.objects.all())
    assert [word for word in ("kettle", "canary") if word in log] == []
    assert log


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Name a story or a source: exactly one of the two."),
        ({"source": "A study", "story": True}, "Name a story or a source: exactly one of the two."),
        ({"source": "A study", "quote": "Words"}, "Only a story can be quoted."),
        ({"story": True, "quote": "Words that are not there"}, "These words are not in the story. Copy them exactly."),
        ({"story": "0000000000000"}, "No published story has this code."),
        ({"story": "not a code!"}, "No published story has this code."),
        ({"story": "/stories/!!!!!!!!!!!!!/x/"}, "No published story has this code."),
        ({"story": "ZZZZZZZZZZZZZ"}, "No published story has this code."),
    ],
)
def test_evidence_that_cannot_stand_is_refused_in_plain_words(fields: dict[str, Any], words: str) -> None:
    client = as_role(Role.CURATOR)
    story = make_story()
    make_guide()
    claim = Claim.objects.get()
    row = {**fields, "position": 3}
    if row.get("story") is True:
        row["story"] = story.code

    response = client.post(address("claim", claim), claim_fields(claim, row))

    assert response.status_code == 200
    assert words in errors_of(response)
    assert Evidence.objects.count() == 0


@pytest.mark.django_db
def test_a_quotation_needs_the_author_s_yes() -> None:
    client = as_role(Role.CURATOR)
    story = make_story(quote_consent="ask")
    make_guide()
    claim = Claim.objects.get()

    response = client.post(
        address("claim", claim), claim_fields(claim, {"story": story.code, "quote": "put the kettle on", "position": 0})
    )

    assert "The author did not agree to be quoted." in errors_of(response)
    assert Evidence.objects.count() == 0


@pytest.mark.django_db
def test_the_admin_s_log_keeps_no_quotation() -> None:
    client = as_role(Role.CURATOR)
    story = make_story()
    make_guide()
    claim = Claim.objects.get()

    client.post(
        address("claim", claim),
        claim_fields(claim, {"story": story.code, "quote": "put the kettle on", "position": 0}, body="New words."),
    )

    entry = LogEntry.objects.get()
    assert "kettle" not in entry.change_message + entry.object_repr
    assert entry.get_change_message() == "Changed Text, in Markdown."


@pytest.mark.django_db
def test_what_is_saved_is_found_and_seen_at_once() -> None:
    client = as_role(Role.CURATOR)
    guide = make_guide()
    revision = guide.current
    generation = PublicationState.moved().generation
    claims = rows(
        "claims",
        {"id": Claim.objects.get().pk, "kind": "step", "position": 1, "heading": "Stop", "body": "Sit down."},
        initial=1,
    )

    response = client.post(
        address("guiderevision", revision),
        {"guide": guide.pk, "number": 1, "title": "A new title", "lead": "Lead.", "reviewed_on": "2026-03-03",
         "review_due": "2027-03-03", **claims},
    )  # fmt: skip

    assert response.status_code == 302
    assert PublicationState.objects.get().generation == generation + 1
    assert found("guide", guide.pk) == "A new title"
    assert Claim.objects.get().heading == "Stop"


@pytest.mark.django_db
def test_a_guide_offers_its_own_revisions_and_topics_in_use() -> None:
    client = as_role(Role.CURATOR)
    guide = make_guide("one", title="Own")
    other = make_guide("two", title="Foreign")
    nights, gone = make_topic(), make_topic("Overnight")
    Topic.objects.filter(pk=gone.pk).update(merged_into=nights)
    revision = guide.current
    fields = {
        "slug": "one", "kept_by": "Marram", "drawing": "stone", "current": other.current_id,
        **rows("topic_items", {"tag": gone.pk}),
        **rows("revisions", {
            "id": revision.pk, "number": 1, "title": "Own", "lead": "Lead.", "reviewed_on": "2026-03-03",
            "review_due": "2027-03-03",
        }, initial=1),
    }  # fmt: skip

    refused = client.post(address("guide", guide), fields)
    response = client.post(
        address("guide", guide), {**fields, "current": "", **rows("topic_items", {"tag": nights.pk})}
    )

    assert refused.status_code == 200
    assert response.status_code == 302
    guide.refresh_from_db()
    assert (guide.current, list(guide.topics.all())) == (None, [nights])
    assert found("guide", guide.pk) is None


@pytest.mark.django_db
def test_a_checklist_offers_its_own_versions() -> None:
    client = as_role(Role.PEER_LEAD)
    checklist = make_checklist()
    version = checklist.current
    topic = make_topic()

    response = client.post(
        address("checklist", checklist),
        {"slug": "worn-out", "kind": "handover", "led_by": "Teasel", "drawing": "kettle", "current": version.pk,
         **rows("topic_items", {"tag": topic.pk}),
         **rows("versions", {"id": version.pk, "number": 1, "title": "Tired?", "lead": "Lead.", "minutes": 3,
                             "published_month": "2026-02-01"}, initial=1)},
    )  # fmt: skip

    assert response.status_code == 302
    assert found("checklist", checklist.pk) == "Tired?"


@pytest.mark.django_db
def test_a_version_and_a_line_write_their_checklist_anew() -> None:
    client = as_role(Role.PEER_LEAD)
    checklist = make_checklist()
    version, item = checklist.current, ChecklistItem.objects.get()
    story = make_story()

    line = client.post(
        address("checklistitem", item),
        {"version": version.pk, "position": 1, "text": "New line.", "why": "",
         **rows("citations", {"story": story.code, "position": 0})},
    )  # fmt: skip
    whole = client.post(
        address("checklistversion", version),
        {"checklist": checklist.pk, "number": 1, "title": "Tired?", "lead": "Lead.", "minutes": 2,
         "published_month": "2026-02-01", **rows("items"),
         **rows("bands", {"lowest": 0, "highest": 2, "heading": "ordinary", "advice": "Eat."})},
    )  # fmt: skip

    assert (line.status_code, whole.status_code) == (302, 302)
    assert [citation.story for citation in item.citations.all()] == [story]
    assert [band.heading for band in version.bands.all()] == ["ordinary"]
    assert found("checklist", checklist.pk) == "Tired?"


@pytest.mark.django_db
@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("model", [Guide, Checklist, HelpEntry])
def test_what_is_deleted_is_no_longer_found(model: Any, many: bool) -> None:
    client = as_role(Role.ADMIN)
    if model is HelpEntry:
        client.post(address("helpentry"), {"kind": "talk_now", "name": "A line", "position": 0})
        row = HelpEntry.objects.get()
    elif model is Guide:
        row = make_guide()
        client.post(address("claim", Claim.objects.get()), claim_fields(Claim.objects.get()))
    else:
        row = make_checklist()
        item = ChecklistItem.objects.get()
        client.post(
            address("checklistitem", item),
            {"version": item.version_id, "position": 1, "text": "x", **rows("citations")},
        )
    name = model._meta.model_name
    kind = {"helpentry": "help"}.get(name, name)
    assert found(kind, row.pk) is not None

    if many:
        url = reverse(f"admin:kb_{name}_changelist")
        client.post(url, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    else:
        client.post(reverse(f"admin:kb_{name}_delete", args=[row.pk]), {"post": "yes"})

    assert model.objects.count() == 0
    assert found(kind, row.pk) is None


@pytest.mark.django_db
def test_a_deleted_revision_takes_its_guide_off_the_shelf() -> None:
    client = as_role(Role.CURATOR)
    guide = make_guide()

    client.post(reverse("admin:kb_guiderevision_delete", args=[guide.current_id]), {"post": "yes"})

    assert found("guide", guide.pk) is None
    assert Guide.objects.get().current is None


@pytest.mark.django_db
def test_peers_on_the_rota_move_the_pages_on() -> None:
    client = as_role(Role.PROGRAMME_LEAD)
    generation = PublicationState.moved().generation

    response = client.post(
        address("peersupporter"), {"alias": "Marram", "listens_to": "Wards", "from_hour": 21, "to_hour": 6}
    )

    assert response.status_code == 302
    assert PeerSupporter.objects.get().alias == "Marram"
    assert PublicationState.objects.get().generation == generation + 1


@pytest.mark.django_db
def test_you_said_we_did_names_its_stories_one_a_line() -> None:
    client = as_role(Role.PROGRAMME_LEAD)
    one, other = make_story("One"), make_story("Other")
    fields = {"said": "A chair.", "did": "Chairs.", "state": "done", "month": "2026-02-01"}

    good = client.post(
        address("saiddid"), {**fields, "stories": f"{one.code}\n\n{other.get_absolute_url()}\n{one.code}"}
    )
    answer = SaidDid.objects.get()
    bad = client.post(address("saiddid", answer), {**fields, "stories": "nonsense"})
    unchanged = client.post(address("saiddid", answer), {**fields, "stories": f"{one.code}\n{other.code}"})

    assert (good.status_code, unchanged.status_code) == (302, 302)
    assert set(answer.stories.all()) == {one, other}
    assert "No published story has this code." in errors_of(bad)
    assert "nonsense" in errors_of(bad)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "model", "make", "rows_of"),
    [
        (Role.CURATOR, "guide", make_guide, "revisions"),
        (Role.PEER_LEAD, "checklist", make_checklist, "versions"),
    ],
)
def test_a_long_summary_stands_below_its_title_so_that_the_page_scrolls_one_way(role, model, make, rows_of) -> None:
    page = as_role(role).get(address(model, make())).content.decode()

    assert page.count('data-inline-type="stacked"') == 1
    assert f'id="{rows_of}-group"' in page.split('data-inline-type="stacked"')[0].rsplit("<div", 1)[1]
    assert "Django" not in page.split("<main")[0].split("<body")[1]
