"""Finds and words of risk marked where they stand."""

from stories.moderation.marking import Piece, Place, marked_paragraphs


def test_a_text_is_cut_where_a_find_or_a_risk_starts_and_ends():
    text = "I met Al there.\n\nAl left."

    assert marked_paragraphs(text, [Place(6, 8, 1), Place(17, 19, 2)], [Place(2, 8, 1)]) == [
        [
            Piece("I "),
            Piece("met ", risk=1),
            Piece("Al", find=1, risk=1, ends_find=True, ends_risk=True),
            Piece(" there."),
        ],
        [Piece("Al", find=2, ends_find=True), Piece(" left.")],
    ]


def test_what_goes_on_in_the_next_paragraph_is_numbered_there():
    assert marked_paragraphs("a b\n\nc d", [], [Place(2, 6, 3)]) == [
        [Piece("a "), Piece("b", risk=3)],
        [Piece("c", risk=3, ends_risk=True), Piece(" d")],
    ]


def test_an_empty_part_has_no_paragraphs():
    assert marked_paragraphs("", [], []) == []
