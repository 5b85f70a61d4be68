"""The search: a question in, results out. Whoever asks knows nothing of the database, the index or the ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.catalogue.cards import Marks
from kb.models import SearchDocument
from kb.search.addresses import address_of
from kb.search.candidates import MOST_STORIES, Candidate, Narrowing, candidates, most_weighed
from kb.search.documents import facet
from kb.search.index import Kind, key_of
from kb.search.question import PAGE, Hit, Query, Results
from kb.search.ranking import ranked, rarity
from kb.search.snippets import snippet
from kb.search.terms import EVERY, documents_with
from stories.topics.matching import terms_named
from stories.topics.vocabulary import Term, Vocabulary
from stories.topics.words import STOP_WORDS, words_in

LONGEST = 300  # characters of a question that count
MOST_WORDS = 12
MOST_ABOVE = 4  # of each kind above the stories
# A guide that holds one common word of the question is no answer: what part of the best score others must reach.
LEAST = 0.35


def search(query: Query, vocabulary: Vocabulary) -> Results:
    """Return what fits. Three or four queries, whatever the number of stories; none counts, sorts or skips them all."""
    words = list(words_in(query.text[:LONGEST]))
    meant = [word for word in words if word.folded not in STOP_WORDS] or words
    asked = list(dict.fromkeys(word.stem for word in meant))
    stems = asked[:MOST_WORDS]
    named = terms_named(query.text[:LONGEST], vocabulary)
    weights, counts = _weights(stems, named)
    if query.text and not stems:
        return Results()  # nothing but signs: no word to look for
    order = ranked(_found(query, weights, counts), weights)
    stories = [one for _score, one in order if one.kind == Kind.STORY][:MOST_STORIES]
    others = _good_enough(order, query, named)
    after = query.after if query.after < len(stories) else 0
    above = [] if after else _above(others, query)
    hits = _hits([*stories[after : after + PAGE], *above], set(stems))
    return Results(
        stories=tuple(hit for hit in hits if hit.kind == Kind.STORY),
        others=tuple(hit for hit in hits if hit.kind != Kind.STORY),
        totals=Counter(one.kind for one in [*stories, *others]),
        named=tuple(named),
        after=after,
        ignored=len(query.text) > LONGEST or len(asked) > MOST_WORDS,
    )


def _weights(stems: Sequence[str], named: Sequence[Term]) -> tuple[dict[str, float], dict[str, int]]:
    """Return how rare each stem and each named topic is, and how many documents hold it. One query."""
    held = documents_with([EVERY, *stems])
    counts = {stem: held.get(stem, 0) for stem in stems} | {facet("tp", topic.id): topic.number for topic in named}
    return {term: rarity(count, held.get(EVERY, 0)) for term, count in counts.items()}, counts


def _found(query: Query, weights: Mapping[str, float], counts: Mapping[str, int]) -> list[Candidate]:
    """Return the documents worth ranking: one query, or two where even the rarest word is common.

    Then it is the newest that hold every word, and the newest that hold the rarest: weighing all would take too long.
    """
    sought = _affordable(weights, counts)
    narrowing = _narrowing(query, any_terms=bool(sought))
    if sum(counts[term] for term in sought) <= most_weighed():
        return candidates(sought, narrowing, by_weight=True)
    words = tuple((term,) for term in weights if not term.startswith("="))
    holding_all = candidates({}, replace(narrowing, all_of=narrowing.all_of + words), by_weight=False)
    return list({one.id: one for one in holding_all + candidates(sought, narrowing, by_weight=False)}.values())


def _affordable(weights: Mapping[str, float], counts: Mapping[str, int]) -> dict[str, float]:
    """Return the terms to look for: the rarest, as long as they have few enough matches together; at least one.

    Those left out still count in the ranking of what the others find.
    """
    kept: dict[str, float] = {}
    matches = 0
    for term, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        matches += counts[term]
        if kept and matches > most_weighed():
            break
        kept[term] = weight
    return kept


def _narrowing(query: Query, *, any_terms: bool) -> Narrowing:
    facets = [
        tuple(facet("tp", term.id) for term in query.filters.topics),
        tuple(facet("tp", term.id) for term in query.filters.helped),
        tuple(facet("wg", key) for key in query.filters.work_groups),
    ]
    groups = [group for group in facets if group]
    if query.kinds or not (groups or any_terms):
        groups.append(tuple(facet("kd", kind) for kind in query.kinds or Kind.values))
    return Narrowing(all_of=tuple(groups), none_of=tuple(facet("nt", term.id) for term in query.filters.without))


def _good_enough(order: Sequence[tuple[float, Candidate]], query: Query, named: Sequence[Term]) -> list[Candidate]:
    """Return what is not a story and reaches enough of the best score; topics that the words name always do."""
    least = 0.0 if query.kinds or not order else LEAST * order[0][0]
    topics = {key_of(Kind.TOPIC, term.id) for term in named}
    return [one for score, one in order if one.kind != Kind.STORY and (score >= least or one.id in topics)]


def _above(others: Sequence[Candidate], query: Query) -> list[Candidate]:
    """Return what stands above the stories: the best of each kind, or all when only such kinds are asked for."""
    if query.kinds and Kind.STORY not in query.kinds:
        return list(others)
    return [one for kind in Kind.values for one in [other for other in others if other.kind == kind][:MOST_ABOVE]]


def _hits(found: Sequence[Candidate], wanted: set[str]) -> list[Hit]:
    """Return what is shown of these, in their order. One query."""
    rows = SearchDocument.objects.defer("title_words", "words").in_bulk([one.id for one in found])
    return [_hit(rows[one.id], wanted) for one in found if one.id in rows]


def _hit(row: SearchDocument, wanted: set[str]) -> Hit:
    return Hit(
        kind=row.kind,
        object_id=row.object_id,
        url=address_of(row.kind, row.slug),
        title=row.title,
        # A topic is its definition, whole; its other words are there to be found by, not to be read.
        snippet=snippet(body=row.body, lead=row.lead, wanted=set() if row.kind == Kind.TOPIC else wanted),
        quarter=row.quarter,
        marks=Marks(_ids(row.facets, "tp"), _ids(row.facets, "wg"), _ids(row.facets, "nt")),
    )


def _ids(facets: str, prefix: str) -> tuple[int, ...]:
    start = facet(prefix, "")
    return tuple(int(one.removeprefix(start)) for one in facets.split() if one.startswith(start))
