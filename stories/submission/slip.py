"""The receipt as a drawing for a phone's camera. It holds the letters alone, never an address."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """Return the QR code of this text as an SVG element, black on white in every theme, so that cameras read it."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(scale=6, border=3, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return mark_safe(drawn)  # noqa: S308 - drawn from twenty letters of our own
