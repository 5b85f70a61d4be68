"""Words that make us ask whether the author is safe. They only open a page that can be passed; nobody is told.

The list follows what listening services describe as direct talk of suicide, self-harm and danger. It is data
(`data/crisis.json`), so that a browser can use the same one. It will miss some and stop some who are well: the page it
opens says so.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "crisis.json"
_SPACE = re.compile(r" (\?)?(?!-?\])")  # not the one inside [ -]


def risk_phrases(text: str) -> list[str]:
    """Return the phrases of risk in the text, in reading order and in the author's spelling."""
    sayings, risk = _patterns()
    # Blanked out letter by letter, so that every place in the text stays where it was.
    plain = sayings.sub(lambda match: "·" * len(match[0]), text)
    return [text[match.start() : match.end()] for match in risk.finditer(plain)]


@lru_cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = json.loads(LIST.read_text(encoding="utf-8"))
    return _any_of(words["sayings"]), _any_of(words["risk"])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern for them all. Spaces inside [ -] stay as they are."""
    spaced = (_SPACE.sub(lambda at: r"\s*" if at[1] else r"\s+", one).replace("'", "['’]") for one in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in spaced), re.IGNORECASE)
