"""Reads templates as HTML without the template language, which is close enough to judge what they hold."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tests.architecture.places import shown

COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(
    r"{%\s*(blocktrans|blocktranslate)\b.*?%}.*?{%\s*end\1\s*%}|{%\s*trans(late)?\b.*?%}", re.DOTALL
)
# What a page adds to the body's own tag is no text, though it looks like some without the tag around it.
ATTRIBUTES = re.compile(r"{%\s*block body_attributes\s*%}.*?{%\s*endblock\b.*?%}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)

SPOKEN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title"}
# Elements that HTML never closes.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def without_template_language(text: str) -> str:
    """Return the HTML alone; every line stays on its line, so that a finding can be found."""

    def blank(match: re.Match[str]) -> str:
        return "\n" * match.group().count("\n")

    for pattern in (COMMENT, TRANSLATED, ATTRIBUTES, TAG):
        text = pattern.sub(blank, text)
    return text


class Reader(HTMLParser):
    """Collects what a template says in words of its own, and what it does inline."""

    def __init__(self, path: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.words: list[tuple[str, str]] = []
        self.inline: list[str] = []
        self._untranslated: list[str] = []  # the elements inside one that says translate="no", outermost first

    def where(self) -> str:
        """Return the place the reader is at."""
        return f"{shown(self.path)}:{self.getpos()[0]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag not in VOID and (self._untranslated or names.get("translate") == "no"):
            self._untranslated.append(tag)
        self.inline += [f"{self.where()} {flaw}" for flaw in self.inline_flaws(tag, names)]
        self.words += [(self.where(), names[name] or "") for name in SPOKEN_ATTRIBUTES & names.keys()]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        depth = len(self._untranslated)
        self.handle_starttag(tag, attrs)
        del self._untranslated[depth:]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._untranslated:
            while self._untranslated.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._untranslated:
            self.words.append((self.where(), data.strip()))

    @staticmethod
    def inline_flaws(tag: str, names: dict[str, str | None]) -> Iterator[str]:
        """Yield what the Content-Security-Policy would refuse."""
        if tag == "style" or (tag == "script" and "src" not in names):
            yield f"<{tag}>"
        for name, value in names.items():
            if name == "style" or name.startswith("on") or (value or "").strip().startswith("javascript:"):
                yield f"{name}="


def read(path: Path) -> Reader:
    """Return what a reader found in the template."""
    reader = Reader(path)
    reader.feed(without_template_language(path.read_text()))
    reader.close()
    return reader
