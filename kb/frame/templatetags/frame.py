"""Template tags of the frame: drawings, text that people typed, and links between the two hosts."""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kb.frame.drawings import DRAWINGS
from stories.privacy.hosts import link

register = template.Library()


class LinkNode(URLNode):
    """An address by its name, whole where it is on the other host."""

    def render(self, context: Context) -> str:
        """Return the address, or put it into the context where the tag says `as`."""
        shown = super().render(context)
        if self.asvar:
            context[self.asvar] = link(context[self.asvar])
            return ""
        return link(shown)


@register.tag
def url(parser: Parser, token: Token) -> LinkNode:
    """Django's own tag, for a site of two hosts: in place of it in every template, so that no link can forget."""
    node = url_of_django(parser, token)
    return LinkNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.filter
def voice(text: str) -> SafeString:
    """Return somebody's words as paragraphs, with the moderators' "[detail changed …]" set apart.

    Everything is escaped: a story is text, never markup.
    """
    paragraphs = (escape(paragraph).replace("\n", "<br>") for paragraph in str(text).split("\n\n") if paragraph.strip())
    return mark_safe("\n".join(f"<p>{_set_apart(paragraph)}</p>" for paragraph in paragraphs))  # noqa: S308 - escaped above


def _set_apart(paragraph: str) -> str:
    start = paragraph.find("[detail changed")
    end = paragraph.find("]", start)
    if start < 0 or end < 0:
        return paragraph
    changed = f'<span class="changed">{paragraph[start : end + 1]}</span>'
    return paragraph[:start] + changed + _set_apart(paragraph[end + 1 :])


@register.simple_tag
def drawing(name: str, css_class: str = "", fit: str = "xMidYMid meet") -> SafeString:
    """Return one drawing of the sprite, hidden from screen readers, which need no drawing.

    `fit` is SVG's preserveAspectRatio: how the drawing fills a box of another shape.
    """
    box, paths = DRAWINGS[name]
    return format_html(
        '<svg class="art {}" viewBox="{}"{} aria-hidden="true" focusable="false">{}</svg>',
        css_class,
        box,
        format_html(' preserveAspectRatio="{}"', fit) if fit != "xMidYMid meet" else "",
        mark_safe(paths),  # noqa: S308
    )
