"""Template tags of the frame: drawings, and text that people typed."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kb.frame.drawings import DRAWINGS

register = template.Library()


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
