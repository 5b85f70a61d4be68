"""The moderators' handbook, which is kept as a document of the project, as a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.conf import settings
from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt


@dataclass(frozen=True)
class Handbook:
    """The text as HTML, and its parts as place on the page and heading, in order."""

    text: SafeString
    parts: list[tuple[str, str]]


@lru_cache(maxsize=1)
def handbook() -> Handbook:
    """Return the handbook. Raises Http404 where the site was put up without its documents."""
    path = settings.BASE_DIR / "docs" / "moderators.md"
    if not path.is_file():
        raise Http404
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    tokens, parts = parser.parse(path.read_text(encoding="utf-8")), []
    for token, words in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            place = slugify(words.content)
            token.attrSet("id", place)
            parts.append((place, words.content))
    html = parser.renderer.render(tokens, parser.options, {})
    return Handbook(mark_safe(html), parts)  # noqa: S308 - our own file, and no HTML in it
