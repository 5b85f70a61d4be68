"""What counts as taking out details, and what as changing words: whatever is in doubt is the author's to accept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.moderation import removals
from stories.moderation.removals import FEW, MOST_IN_A_ROW, Why, which_ask, why_ask
from stories.privacy.identity import Find

PHRASES = ["a colleague", "a manager", "my ward", "some time ago", "[detail changed to protect someone]"]
STORY = "On the third of May Petra from Alder ward shouted at me, and I went home and told my sister about all of it."


def marked(text: str, **suggestions: str) -> list[Find]:
    """Return finds of these phrases (a space is written as _), each with its suggestion."""
    finds = []
    for name, suggestion in suggestions.items():
        phrase = name.replace("_", " ")
        start = text.index(phrase)
        finds.append(Find(phrase, "", suggestion, "found", start, start + len(phrase)))
    return finds


def asked(before: str, after: str, *finds: Find) -> Why | None:
    return why_ask(before, after, phrases=PHRASES, finds=finds)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Petra shouted at me.", "A colleague shouted at me."),
        ("Petra shouted at me.", "[detail changed to protect someone] shouted at me."),
        ("my manager Petra from ward 4 shouted", "my manager from my ward shouted"),
        ("Petra’s desk was empty.", "A colleague’s desk was empty."),
        ("It was late, Petra. I left.", "It was late. I left."),
        ("On Monday my boss rang.", "My boss rang."),
        ("Petra, Tom and I stayed late that night.", "A colleague, a manager and I stayed late that night."),
        ("It was bad.\n\nI went home.", "It was bad. I went home."),
        ("On the Humber we wait.", "At my ward we wait."),
        ("An Alder review is due.", "A review is due."),
    ],
)
def test_cuts_and_the_teams_words_are_details(before: str, after: str) -> None:
    assert asked(before, after) is None


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("I was sad.", "I was quite sad.", Why.PUT_IN),
        ("I was sad.", "I was sad. A colleague", Why.PUT_IN),  # in the place of nothing
        ("I told Petra and she helped.", "I told and Petra she helped.", Why.PUT_IN),
        ("It was late.", "It was late?", Why.PUT_IN),
        ("I slept on the Ward that night.", "I slept on the ward that night.", Why.PUT_IN),
        ("", "I was sad.", Why.PUT_IN),
        ("I did not sleep.", "I did sleep.", Why.MEANING),
        ("I didn’t sleep at all.", "I sleep at all.", Why.MEANING),
        ("I told nobody about it then.", "I told a manager about it then.", Why.MEANING),
        ("I almost left that day.", "I left that day.", Why.MEANING),
        ("I was on call that night.", "I was in call that night.", Why.PUT_IN),  # no cut behind it
        ("I was sad.", "", Why.EMPTIED),
        ("One went and two stayed.", "One stayed.", Why.MUCH),
    ],
)
def test_anything_else_is_changed_words(before: str, after: str, why: Why) -> None:
    assert asked(before, after) == why


def test_what_the_check_marks_may_go_whatever_it_is_and_for_what_the_check_suggests() -> None:
    finds = marked(STORY, On_the_third_of_May="once", Petra_from_Alder_ward="somebody here")

    clean = STORY.replace("On the third of May", "Once").replace("Petra from Alder ward", "somebody here")
    assert asked(STORY, clean, *finds) is None
    assert asked(STORY, clean) == Why.PUT_IN
    # What is suggested for one detail is not put in place of something else.
    assert asked(STORY, STORY.replace("my sister", "somebody here"), *finds) == Why.PUT_IN
    only = "Nobody but me does nights, and it is fine."
    assert asked(only, "It is fine.", *marked(only, Nobody_but_me_does_nights="x")) is None


def test_the_bounds_hold() -> None:
    words = [f"word{number}" for number in range(100)]
    text = " ".join(words)
    assert asked(text, " ".join(words[MOST_IN_A_ROW:])) is None
    assert asked(text, " ".join(words[MOST_IN_A_ROW + 1 :])) == Why.MUCH
    assert asked(text, " ".join(word for place, word in enumerate(words) if place % 5)) is None
    assert asked(text, " ".join(word for place, word in enumerate(words) if place % 4)) == Why.MUCH
    short = words[:20]
    assert asked(" ".join(short), " ".join(short[FEW:])) is None
    assert asked(" ".join(short), " ".join(short[FEW + 1 :])) == Why.MUCH


def test_it_is_told_which_of_the_changes_ask() -> None:
    before = "Petra rang at nine. I did not sleep. We went home by the river."
    after = "A colleague rang at nine. I did sleep. We went to town by the river."

    def which(before: str, after: str, *finds: Find) -> list[tuple[str, str]]:
        return which_ask(before, after, phrases=PHRASES, finds=finds)

    assert which(before, after) == [("not", ""), ("home", "to town")]
    assert which(before, before.replace("Petra", "Somebody"), *marked(before, Petra="somebody")) == []
    # Where only the sum of them is much, none of them is named.
    words = [f"word{number}" for number in range(100)]
    few = [word for place, word in enumerate(words) if place % 4]
    assert asked(" ".join(words), " ".join(few)) == Why.MUCH
    assert which(" ".join(words), " ".join(few)) == []


def test_what_takes_too_long_to_understand_is_changed_words(monkeypatch) -> None:
    words = [f"word{number}" for number in range(60)]
    assert asked(" ".join(words), " ".join(words[:40] + words[44:])) is None

    monkeypatch.setattr(removals, "LONGEST_SEARCH", 50)
    assert asked(" ".join(words), " ".join(words[:40] + words[44:])) == Why.PUT_IN


WORDS = ("I", "we", "she", "ward", "night", "slept", "told", "Petra", "asked,", "home.", "shift", "the")
sentences = st.lists(st.sampled_from(WORDS), min_size=4)


@given(sentences)
def test_the_same_words_are_no_change(words: list[str]) -> None:
    assert asked(" ".join(words), "\n\n".join(words)) is None


@given(sentences, st.data())
def test_a_word_that_the_author_did_not_write_is_never_a_detail(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words)))

    assert asked(" ".join(words), " ".join([*words[:place], "happily", *words[place:]])) == Why.PUT_IN


@given(sentences, sentences)
def test_a_not_that_goes_is_never_a_detail(before: list[str], after: list[str]) -> None:
    assert asked(" ".join([*before, "not", *after]), " ".join([*before, *after])) == Why.MEANING


@given(sentences, st.data())
def test_a_few_cuts_are_details_and_what_is_left_is_in_the_order_of_the_author(
    words: list[str], data: st.DataObject
) -> None:
    most = max(len(words) // 5, min(FEW, len(words) // 2))
    gone = data.draw(st.sets(st.integers(0, len(words) - 1), max_size=min(most, MOST_IN_A_ROW)))
    left = [word for place, word in enumerate(words) if place not in gone]

    assert asked(" ".join(words), " ".join(left)) is None


@given(sentences, st.data())
def test_a_name_for_which_the_team_has_a_word_is_a_detail(words: list[str], data: st.DataObject) -> None:
    place, phrase = data.draw(st.integers(0, len(words))), data.draw(st.sampled_from(PHRASES))
    before, after = ([*words[:place], each, *words[place:]] for each in ("Zanzibar", phrase))

    assert asked(" ".join(before), " ".join(after)) is None
