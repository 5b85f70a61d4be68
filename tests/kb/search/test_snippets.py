"""Two lines that show why something was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.snippets import LENGTH, snippet
from stories.topics.words import stems


def test_the_words_are_marked_in_every_form() -> None:
    found = snippet(body="Nights. One night, a knight.", lead="", wanted={"night"})

    assert found == "<mark>Nights</mark>. One <mark>night</mark>, a knight."


def test_what_people_typed_is_escaped() -> None:
    found = snippet(body="<script>night</script> & night", lead="", wanted={"night"})

    assert found == "&lt;script&gt;<mark>night</mark>&lt;/script&gt; &amp; <mark>night</mark>"


def test_without_a_word_in_the_body_the_lead_is_shown() -> None:
    assert snippet(body="Nothing here.", lead="A <b>kettle</b>.", wanted={"night"}) == "A &lt;b&gt;kettle&lt;/b&gt;."
    assert snippet(body="Nothing here.", lead="A kettle.", wanted=set()) == "A kettle."


def test_a_long_text_is_cut_at_a_sentence_and_after_a_word() -> None:
    body = "Filler words here. " * 40 + "Then a night came. " + "more words " * 60

    found = snippet(body=body, lead="", wanted={"night"})

    assert found.startswith("Filler words here. Filler words here. Then a <mark>night</mark> came. more words")
    assert found.endswith("…")
    assert len(found) < LENGTH + len("<mark></mark>…") + 1


def test_a_cut_inside_a_sentence_is_shown() -> None:
    body = "word " * 60 + "night " + "word " * 60

    found = snippet(body=body, lead="", wanted={"night"})

    assert (found[0], found[-1], found.count("…")) == ("…", "…", 2)
    assert "<mark>night</mark>" in found


def test_a_cut_after_a_sentence_needs_no_sign() -> None:
    body = "A night. " + "x" * (LENGTH - 20) + ". " + "y" * 100

    assert snippet(body=body, lead="", wanted={"night"}).endswith("x.")


def test_words_that_stand_together_win() -> None:
    body = "night. " + "filler " * 60 + "a night without sleep"

    assert "<mark>night</mark> without <mark>sleep</mark>" in snippet(body=body, lead="", wanted={"night", "sleep"})


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    assert len(snippet(body="", lead="x" * 1000, wanted=set())) == LENGTH + 1


@pytest.mark.parametrize("body", ["x" * 300 + " night", "night" + "x" * 300, "a" * 100 + "-night-" + "b" * 300])
def test_strange_bodies_are_no_error(body: str) -> None:
    assert "\n" not in snippet(body=body, lead="", wanted={"night"})


@given(st.text(max_size=400), st.text(max_size=40))
def test_no_markup_but_our_marks(body: str, words: str) -> None:
    found = snippet(body=body, lead=body, wanted=set(stems(words)))

    assert "<" not in found.replace("<mark>", "").replace("</mark>", "")
