"""The little Markdown that guides are written in: paragraphs, lists, emphasis and links.

Two fences: the parser turns no HTML of the text into tags, and nh3 then lets through only the tags below. A curator's
account that somebody else got hold of cannot put script, pictures or a form on a reader's page.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "hr"}
LOWEST = 4


@lru_cache(maxsize=256)
def to_html(text: str) -> SafeString:
    """Return the text as HTML that is safe to print; headings start at the third level, as a page has two above."""
    return _clean(_parser().render(text))


@lru_cache(maxsize=256)
def to_inline_html(text: str) -> SafeString:
    """Return one line of text as HTML without paragraphs."""
    return _clean(_parser().renderInline(" ".join(text.split())))


def _clean(html: str) -> SafeString:
    cleaned = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel="noreferrer",
        attribute_filter=_only_our_links,
    )  # fmt: skip
    return mark_safe(cleaned.strip())  # noqa: S308 - cleaned above


def _only_our_links(tag: str, name: str, value: str) -> str | None:
    """Keep http, https and addresses on this site; drop the rest, "//elsewhere" among it."""
    parts = urlsplit(value)
    if parts.scheme or not parts.netloc:
        return value
    return None


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    parser.core.ruler.push("demote", _demote)
    return parser


def _demote(state: object) -> None:
    """Move each heading down two levels."""
    for token in state.tokens:  # type: ignore[attr-defined]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + 2, LOWEST)}"
