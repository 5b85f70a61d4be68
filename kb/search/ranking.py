"""Puts candidates in order, the same on every database: BM25 with the title counted three times, and coverage.

BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), the title folded in as a weighted
field; the numbers are those that measured best on questions and answers about work.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kb.search.candidates import Candidate

K1 = 1.2
B = 0.5
TITLE = 3
COVERAGE = 0.3
FACET = 0.8  # being about a topic counts a little less than saying its name


def rarity(documents: int, every: int) -> float:
    """Return how much a word says that so many of every document hold: BM25's idf, never below zero."""
    return math.log(1 + (max(every - documents, 0) + 0.5) / (documents + 0.5))


def ranked(found: Sequence[Candidate], weights: Mapping[str, float]) -> list[tuple[float, Candidate]]:
    """Return the candidates with their scores, the best first and of equals the newest.

    `weights` gives the rarity of each stem and of each facet asked for.
    """
    usual = sum(_length(one) for one in found) / len(found) if found else 0
    scored = [(_score(one, weights, _length(one) / usual if usual else 1), one) for one in found]
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].id))


def _score(candidate: Candidate, weights: Mapping[str, float], length: float) -> float:
    # Counted as text, not word by word: a few hundred stories are ranked in the time of a blink. A word that follows
    # itself at once ("very very") counts once.
    title, words, facets = f" {candidate.title_words} ", f" {candidate.words} ", f" {candidate.facets} "
    enough = K1 * (1 - B + B * length)
    score, held = 0.0, 0
    for term, weight in weights.items():
        spaced = f" {term} "
        if term.startswith("="):
            score += FACET * weight * (spaced in facets)
            held += spaced in facets
        elif times := words.count(spaced) + TITLE * title.count(spaced):
            score += weight * times * (K1 + 1) / (times + enough)
            held += 1
    return score * (held / len(weights)) ** COVERAGE if weights else score


def _length(candidate: Candidate) -> int:
    return len(candidate.words) + TITLE * len(candidate.title_words)
