"""Plain text as people type it, without the characters that no person types."""

import re
import unicodedata

# Controls other than tab and newline, lone surrogates, and the marks that turn the reading direction around or hide
# text (Unicode TR 36): an override can make a sentence read as another one.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]"
)
_MANY_NEWLINES = re.compile(r"\n{3,}")


def plain_text(text: str) -> str:
    """Return the text in NFC with newlines as "\\n", unwanted characters gone, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = _UNWANTED.sub("", text)
    return _MANY_NEWLINES.sub("\n\n", unicodedata.normalize("NFC", text)).strip()


def plain_line(text: str) -> str:
    """Return the text as one line."""
    return " ".join(plain_text(text).split())


def word_count(*parts: str) -> int:
    """Return how many words the parts have together."""
    return sum(len(part.split()) for part in parts)
