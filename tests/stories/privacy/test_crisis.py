"""Words of risk: told apart from the sayings of working life, in any spelling of an apostrophe."""

import time

import pytest

from stories.privacy.crisis import risk_phrases


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I want to die", "I want to die"),
        ("i just wanted to be dead", "i just wanted to be dead"),
        ("I thought about ending my\n life", "ending my\n life"),
        ("I nearly killed myself", "killed myself"),
        ("I was feeling suicidal", "feeling suicidal"),
        ("thinking about suicide", "thinking about suicide"),
        ("I cut myself most nights", "cut myself"),
        ("I started self-harming", "I started self-harming"),
        ("they are better off without me", "better off without me"),
        ("there is no point in going on", "no point in going on"),
        ("I can’t go on any more", "I can’t go on any more"),
        ("I can't go on anymore", "I can't go on anymore"),
        ("I don’t want to be here any more", "I don’t want to be here any more"),
        ("I hoped every night I would not wake up", "I hoped every night I would not wake up"),
        ("I took an overdose", "I took an overdose"),
        ("I kept thinking I would jump in front of a train", "I kept thinking I would jump in front of a train"),
        ("I nearly drove my car into a wall", "I nearly drove my car into"),
        ("my husband hits me", "my husband hits me"),
        ("he threatened to kill me", "threatened to kill me"),
        ("I’m scared to go home", "I’m scared to go home"),
        ("I am not safe at home", "I am not safe at home"),
    ],
)
def test_words_of_risk_are_found(text: str, phrase: str) -> None:
    assert risk_phrases(text) == [phrase]


@pytest.mark.parametrize(
    "text",
    [
        "This deadline is killing me, I’m dying for a break.",
        "I was killing myself laughing, and we were all dead on our feet.",
        "I wanted to die of embarrassment.",
        "I cut myself on the slicer and burned myself on the oven.",
        "I cut myself some slack.",
        "My boss will kill me if I am late, I shot myself in the foot.",
        "It was career suicide.",
        "Somebody jumped in front of the train I was driving.",
        "I left. A man stood there and jumped off the bridge.",
        "A patient took an overdose. He had suicidal parents, they said.",
        "I was drowning in work, and could have murdered a tea.",
    ],
)
def test_sayings_and_other_peoples_stories_are_not(text: str) -> None:
    assert risk_phrases(text) == []


def test_a_saying_does_not_hide_a_risk_beside_it() -> None:
    assert risk_phrases("I cut myself off from them and I want to die") == ["I want to die"]


@pytest.mark.parametrize("piece", ["i ", "i a ", "I want to ", "kill ", " ", "i" + " " * 50, "a", "she "])
def test_no_text_makes_it_slow(piece: str) -> None:
    text = (piece * 6000)[:24_000]

    began = time.perf_counter()
    risk_phrases(text)

    assert time.perf_counter() - began < 1
