"""Words of risk: told apart from sayings and from other people's trouble, however they are spelt."""

import json
import re
from collections import defaultdict

import pytest

from bench.train_crisis import CORPUS, UNSEEN, Text, digest, learn, learned_from, written
from stories.privacy.crisis import LIST, plain_sentences, risk_phrases, signs_of

# Of each class: the share that is found at least, and at most (docs/crisis-check.md).
LIMITS = {"risk": (0.9, 1), "idiom": (0, 0.1), "other_person": (0, 0.25), "clean": (0, 0.02)}


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("I want to die", "I want to die"),
        ("It was late. I thought about ending my\n life, and rang.", "ending my\n life"),
        ("They all say I look well. I was feeling suicidal!", "I was feeling suicidal"),
        ("Sometimes “I” just “want to die”.", "I” just “want to die"),
        ("i really, honestly just want to fucking die", "i really, honestly just want to fucking die"),
        ("I sat in the van. Wanted to die.", "Wanted to die"),
    ],
)
def test_a_phrase_is_shown_as_its_author_wrote_it(text: str, phrase: str) -> None:
    assert risk_phrases(text) == [phrase]


@pytest.mark.parametrize(
    "text",
    [
        "i just wanted to be dead",
        "I nearly killed myself",
        "thinking about suicide",
        "I cut myself most nights",
        "they are better off without me",
        "there is no point in going on",
        "I don’t want to be here any more",
        "I hoped every night I would not wake up",
        "I kept thinking I would jump in front of a train",
        "I nearly drove my car into a wall",
        "my husband hits me",
        "he threatened to kill me",
        "I’m scared to go home",
        "I am not safe at home",
        "I have written letters to my children for afterwards",
        "I don't trust myself to be alone",
    ],
)
def test_each_kind_of_risk_is_found(text: str) -> None:
    assert len(risk_phrases(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I DON'T WANT TO BE HERE ANYMORE",
        "i dont want to be here any more",
        "I don’t want to be here anymore",
        "I do not want to be here any more",
        "I dôn't wánt to be here ànymore",
        "i dont wanna be here anymoreeee",
        "I don't want\nto be here\n anymore",
        "I d0n't w4nt to be here anymore",
        "I don't want… to be here, anymore",
        "I *don't* want to be _here_ anymore",
        "Ｉ ｄｏｎ'ｔ ｗａｎｔ to be here anymore",
        "I don't want to\u200b be here\u00a0anymore",
    ],
)
def test_spelling_does_not_hide_it(text: str) -> None:
    assert risk_phrases(text) == [text]


@pytest.mark.parametrize(
    "text",
    ["im suisidal", "i feel sucidal", "i want to kil my self", "i wanna dye", "gonna kms", "i want to k!ll my$elf"],
)
def test_misspellings_and_slang_are_read(text: str) -> None:
    assert len(risk_phrases(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "\x00 ß İ 😶 ‘’ “” …",
        "This deadline is killing me, I’m dying for a break.",
        "I was killing myself laughing, and we were all dead on our feet.",
        "I wanted to die of embarrassment.",
        "I cut myself on the slicer and burned myself on the oven.",
        "I cut myself some slack.",
        "My boss will kill me if I am late, I shot myself in the foot.",
        "It was career suicide.",
        "I can't do this job any more.",
        "I was never suicidal, only tired.",
    ],
)
def test_sayings_of_working_life_are_let_through(text: str) -> None:
    assert risk_phrases(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Somebody jumped in front of the train I was driving.",
        "I left. A man stood there and jumped off the bridge.",
        "A patient took an overdose. He had suicidal parents, they said.",
        "She said “I want to die” every morning.",
        "A caller told me, 'I want to kill myself', and I stayed on the line.",
        "My brother said he did not want to live.",
    ],
)
def test_other_peoples_trouble_is_let_through(text: str) -> None:
    assert risk_phrases(text) == []


def test_neither_hides_a_risk_beside_it() -> None:
    assert risk_phrases("I cut myself off from them and I want to die") == ["I want to die"]
    assert risk_phrases("She said “I want to die”. I want to die too.") == ["I want to die"]


def shares(name: str) -> dict[str, float]:
    """Return the share of each class of a corpus that is found."""
    found: dict[str, list[bool]] = defaultdict(list)
    for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["class"]].append(bool(risk_phrases(row["text"])))
    return {kind: sum(each) / len(each) for kind, each in found.items()}


@pytest.mark.parametrize("name", ["crisis", "crisis-paraphrases"])
def test_the_limits_are_kept_on_what_was_written_down(name: str) -> None:
    share = shares(name)

    assert {kind for kind, (least, most) in LIMITS.items() if not least <= share[kind] <= most} == set()


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("crisis-second", 0.92),
        ("crisis-third", 0.94),
        ("crisis-unseen", 0.9),
        ("crisis-voices-a", 0.8),
        ("crisis-voices-b", 0.77),
        ("crisis-voices-c", 0.69),
    ],
)
def test_what_is_said_round_a_corner_is_found_no_less_than_now(name: str, least: float) -> None:
    share = shares(name)

    assert share["risk"] >= least
    assert {
        kind for kind, most in (("idiom", 0.1), ("other_person", 0.15), ("clean", 0.07)) if share[kind] > most
    } == set()


@pytest.mark.parametrize(("name", "least"), [("crisis-fourth", 0.79), ("crisis-fifth", 0.84), ("crisis-sixth", 0.81)])
def test_what_nothing_was_fitted_to_is_found_no_less_than_now(name: str, least: float) -> None:
    share = shares(name)

    assert name in UNSEEN
    assert name not in learned_from()
    assert share["risk"] >= least
    assert {
        kind for kind, most in (("idiom", 0.13), ("other_person", 0.14), ("clean", 0.035)) if share[kind] > most
    } == set()


def test_each_sentence_more_asks_for_one_point_more() -> None:
    weighs = "Tonight I never see myself, my cat has a new home and I walk to the river every night."
    assert risk_phrases(weighs, signs=False) == []

    assert [bool(risk_phrases(weighs + " It rained." * more)) for more in (0, 90)] == [True, False]


def test_where_no_pattern_fits_the_sentences_that_weigh_enough_are_shown() -> None:
    text = "Rain. Tonight I never see myself, my cat has a new home and I walk to the river every night."
    assert risk_phrases(text, signs=False) == []

    (phrase,) = risk_phrases(text)

    assert phrase in text
    assert phrase.startswith("Tonight I never see")


def test_a_pattern_that_fits_is_shown_and_not_its_sentence() -> None:
    text = (
        "Tonight I never see myself, my cat has a new home and I walk to the river every night. It rained. "
        "I want to die."
    )

    assert risk_phrases(text) == risk_phrases(text, signs=False) == ["I want to die"]


def test_two_sentences_that_are_enough_only_together_are_shown_as_one_phrase() -> None:
    text = "Rain. I do not plan on being here next year. Every night the river and the bridge."

    assert risk_phrases("I do not plan on being here next year.") == []
    assert risk_phrases(text) == ["I do not plan on being here next year. Every night the river and the bridge"]


def test_signs_are_words_and_twos_of_them() -> None:
    assert plain_sentences("I can’t. Bye!") == [[".", "i", "can", "not", "."], [".", "bye", "."]]
    assert signs_of([".", "bye", "."]) == {".", "bye", ". bye", "bye ."}


def test_signs_are_learned_from_what_tells_risk_from_the_rest() -> None:
    texts = [
        Text("a", f"a/{at}", kind, [signs_of([".", word, "later", "."]), signs_of([".", "home", "."])], found=False)
        for at in range(40)
        for kind, word in (("risk", "quarry"), ("clean", "kettle"))
    ]

    points = learn(texts)

    assert points == learn(list(texts))
    assert points["quarry"] > 0 > points["kettle"]
    assert {sign for each in written(points).values() for sign in each.split(",")} == set(points)


def test_the_signs_are_those_of_the_committed_corpora() -> None:
    data = json.loads(LIST.read_text(encoding="utf-8"))

    # A corpus that has grown since is learned from the next time; a line that was changed asks for it now.
    assert data["learned_from"].keys() == learned_from().keys()
    for name, (count, known_by) in data["learned_from"].items():
        lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        assert digest(lines[:count]) == known_by, f"{name} was changed: python -m bench.train_crisis"


def test_every_repetition_has_an_end() -> None:
    data = json.loads(LIST.read_text(encoding="utf-8"))
    patterns = [*data["parts"].values(), *data["sayings"]]
    patterns += [one for named in ("risk", "own") for kind in data[named].values() for one in kind]

    endless = [one for one in patterns if re.search(r"[*]|[+](?! )|\{\d+,\}", one.replace("[a-z0-9]+", ""))]

    assert endless == []


def test_python_and_the_browser_read_the_same_file() -> None:
    text = LIST.read_text(encoding="utf-8")

    assert LIST.parts[-3:] == ("static", "stories", "crisis.json")
    # Looking behind, naming groups and classes such as \w differ between the two.
    assert re.findall(r"\(\?<|\(\?P|\\\\[wWsSdDbB]", text) == []
