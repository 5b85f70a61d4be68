"""The organisation's own words, kept by the programme lead, and the adapter for Presidio."""

import sys
from dataclasses import dataclass
from types import ModuleType

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from stories.models import OwnTerm
from stories.privacy.identity import find_details, find_in_parts
from stories.privacy.identity.presidio import PresidioEngine
from stories.privacy.identity.terms import OwnTermEngine
from tests.factories import make_user

ENGINES = [OwnTermEngine()]


def found(text: str) -> list[tuple[str, str, str]]:
    return [(find.phrase, find.suggestion, find.tier) for find in find_details(text, engines=ENGINES)]


@pytest.fixture
def terms(db) -> None:
    OwnTerm.objects.create(term="Kingfisher Ward", kind="ward")
    OwnTerm.objects.create(term="Kingfisher", kind="building")
    OwnTerm.objects.create(term="Q-Flow 2", kind="product", suggestion="the queue")
    OwnTerm.objects.create(term="the Nest", kind="other")
    OwnTerm.objects.create(term="Bluebird", kind="team")
    OwnTerm.objects.create(term="!!", kind="team")


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("on kingfisher ward again", [("kingfisher ward", "my ward", "found")]),
        ("on KINGFISHER-WARD again", [("KINGFISHER-WARD", "my ward", "found")]),
        ("in Kingfisher’s lift", [("Kingfisher", "a place at work", "found")]),
        ("then q flow 2 stopped", [("q flow 2", "the queue", "found")]),
        ("by the nest, bluebird", [("the nest", "something at work", "found"), ("bluebird", "my team", "found")]),
        ("kingfishers and nests, qflow", []),
        ("kingfisher\nward", [("kingfisher", "a place at work", "found")]),
        ("", []),
    ],
)
def test_terms_are_found_as_whole_words(terms, text: str, finds: list[tuple[str, str, str]]) -> None:
    assert found(text) == finds


def test_nothing_is_found_while_there_are_none(db) -> None:
    assert found("on kingfisher ward again") == []


def test_one_query_a_check(terms, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        find_in_parts({"happened": "kingfisher " * 40, "felt": "kingfisher"}, engines=ENGINES)


def test_a_change_is_heard_by_the_next_check(terms) -> None:
    OwnTerm.objects.all().delete()

    assert found("on kingfisher ward again") == []


def test_a_term_is_kept_in_the_admin(client, db) -> None:
    client.force_login(make_user(Role.PROGRAMME_LEAD))

    client.post("/admin/stories/ownterm/add/", {"term": "Heron", "kind": "building", "suggestion": ""})

    assert str(OwnTerm.objects.get()) == "Heron"
    assert found("in heron") == [("heron", "a place at work", "found")]


def test_the_same_term_twice_is_refused_with_words(client, terms) -> None:
    client.force_login(make_user(Role.PROGRAMME_LEAD))

    page = client.post("/admin/stories/ownterm/add/", {"term": "BLUEBIRD", "kind": "team", "suggestion": ""})

    assert page.status_code == 200
    assert OwnTerm.objects.filter(term__iexact="bluebird").count() == 1


@pytest.mark.parametrize(("term", "kind"), [("", "ward"), ("x", "canary"), ("KINGFISHER", "team")])
def test_the_database_refuses_what_is_no_term(terms, term: str, kind: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnTerm.objects.create(term=term, kind=kind)


def test_the_authors_page_shows_terms_and_staff(client, settings, terms) -> None:
    from stories.privacy.form_token import new_token

    settings.CAIRN_FORM_SECONDS = 0
    story = {"happened": "It was on Kingfisher Ward.", "publish_consent": "yes", "quote_consent": "no"}

    page = client.post("/share/check/", {**story, "token": new_token()}, HTTP_ORIGIN="http://testserver").text

    assert "<mark>Kingfisher Ward</mark>" in page
    assert "Use “my ward”" in page


# --- Presidio, by its documented interface --------------------------------------------------------------------


@dataclass
class Result:
    entity_type: str
    start: int
    end: int
    score: float


class Analyzer:
    """What Presidio's AnalyzerEngine promises: analyze(text=, language=) returns results with a place and a score."""

    def __init__(self, *results: Result) -> None:
        self.results = list(results)
        self.asked: list[tuple[str, str]] = []

    def analyze(self, *, text: str, language: str) -> list[Result]:
        self.asked.append((text, language))
        return self.results


def test_presidios_results_become_finds() -> None:
    text = "Zenquist of Qastle wrote on day one from home to qx"
    analyzer = Analyzer(
        Result("PERSON", 0, 8, 0.9), Result("LOCATION", 12, 18, 0.5), Result("DATE_TIME", 28, 35, 0.99),
        Result("SOMETHING_NEW", 41, 45, 0.99), Result("PERSON", 49, 51, 0.1),
    )  # fmt: skip

    finds = find_details(text, engines=[PresidioEngine(analyzer, language="de")])

    assert [(find.phrase, find.kind, find.tier) for find in finds] == [
        ("Zenquist", "person", "found"), ("Qastle", "town", "please_check"), ("day one", "day", "please_check"),
        ("home", "name", "please_check"),
    ]  # fmt: skip
    assert analyzer.asked == [(text, "de")]


def test_presidio_is_only_imported_when_it_is_used(monkeypatch) -> None:
    library = ModuleType("presidio_analyzer")
    library.AnalyzerEngine = lambda: Analyzer(Result("PERSON", 0, 2, 0.9))  # type: ignore[attr-defined]
    engine = PresidioEngine()
    assert "presidio_analyzer" not in sys.modules

    monkeypatch.setitem(sys.modules, "presidio_analyzer", library)

    assert [find.phrase for find in engine.finds("Qx was there")] == ["Qx"]


def test_without_presidio_the_other_engines_go_on(caplog) -> None:
    engines = [PresidioEngine(), PresidioEngine(Analyzer(Result("PERSON", 0, 2, 0.9)))]

    assert [find.phrase for find in find_details("Qx was there", engines=engines)] == ["Qx"]
    assert [record.getMessage() for record in caplog.records] == ["PresidioEngine failed: ModuleNotFoundError"]
