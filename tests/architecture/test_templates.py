"""Templates only print: nothing inline, components with `only`, and every word through gettext."""

import re
from pathlib import Path

from tests.architecture.markup import read, without_template_language
from tests.architecture.places import python_files, shown, template_files

# A name is the same in every language.
NAMES = re.compile(r"\bCairn\b")
LETTER = re.compile(r"[^\W\d_]")
# A sentence handed on inside a tag, and not as _("…").
HANDED_ON = re.compile(r"{%[^%]*?=\"([A-Z][a-z][^\"]*)\"")
COMPONENT = re.compile(r"{%\s*include\s+[\"']components/[^%]*?%}")


def speaks(text: str) -> bool:
    """Return whether the text has a letter in it that is not part of our name."""
    return bool(LETTER.search(NAMES.sub("", text)))


def test_nothing_is_inline() -> None:
    assert [flaw for path in template_files(".html", ".svg") for flaw in read(path).inline] == []


def test_components_are_included_with_only_what_they_are_given() -> None:
    careless = [
        f"{shown(path)}: {tag}"
        for path in template_files(".html")
        for tag in COMPONENT.findall(path.read_text())
        if not re.search(r"\bonly\s*%}$", tag)
    ]

    assert careless == []


def test_every_template_piece_is_used() -> None:
    """Whole pages are named by views, some by half a name; components and fragments are named by other templates."""
    text = "\n".join(path.read_text() for path in (*template_files(".html"), *python_files()))
    names = [shown(path).removeprefix("templates/") for path in template_files(".html")]
    pieces = [name for name in names if name.startswith("components/") or Path(name).name.startswith("_")]

    assert [name for name in pieces if f'"{name}"' not in text] == []


def test_every_word_on_a_page_can_be_translated() -> None:
    untranslated = [
        f"{where} {text[:60]!r}" for path in template_files(".html") for where, text in read(path).words if speaks(text)
    ]

    assert untranslated == []


def test_every_word_handed_to_a_component_can_be_translated() -> None:
    untranslated = [
        f"{shown(path)} {words!r}"
        for path in template_files(".html")
        for words in HANDED_ON.findall(path.read_text())
        if speaks(words)
    ]

    assert untranslated == []


def test_every_word_in_a_mail_can_be_translated() -> None:
    untranslated = [
        f"{shown(path)}:{number} {text.strip()[:60]!r}"
        for path in template_files(".txt")
        for number, text in enumerate(without_template_language(path.read_text()).splitlines(), start=1)
        if speaks(text)
    ]

    assert untranslated == []
