"""What the author does about each find of the identity check: another phrase, words of their own, or keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from stories.privacy.identity import Find, find_in_parts
from stories.privacy.text import plain_line
from stories.submission.forms.story import PART_NAMES

OWN_LENGTH = 200
CHECKED = ("title", *PART_NAMES)


@dataclass(frozen=True)
class Choice:
    """One find and what was chosen for it: "use", "own", "keep", or "" for nothing yet."""

    find: Find
    chosen: str = ""
    own: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        """The name of its fields in the form."""
        return f"find-{self.find.key}"

    @property
    def words(self) -> str | None:
        """What stands in place of the phrase, or None to leave it."""
        return {"use": self.find.suggestion, "own": self.own}.get(self.chosen)


class FindsForm:
    """The finds in a story's words, bound to what the author chose for them."""

    def __init__(self, words: Mapping[str, str], data: QueryDict) -> None:
        self.words = dict(words)
        kept = {plain_line(phrase)[:OWN_LENGTH] for phrase in data.getlist("kept")[:100]}
        finds = find_in_parts({part: self.words.get(part, "") for part in CHECKED}, is_for_author=True)
        self.choices = [_choice(find, data) for find in finds if plain_line(find.phrase) not in kept]
        self.kept = sorted(kept | {plain_line(each.find.phrase) for each in self.choices if each.chosen == "keep"})
        self.is_bound = any(each.chosen for each in self.choices)

    def __iter__(self) -> Iterator[Choice]:
        """Yield the finds in the order of the story."""
        return iter(self.choices)

    def __len__(self) -> int:
        """Return how many finds there are."""
        return len(self.choices)

    def is_valid(self) -> bool:
        """Say whether each choice can be carried out."""
        return not any(each.error for each in self.choices)

    def applied(self) -> dict[str, str]:
        """Return the words with every choice carried out; a find without one stays as it is. Must be valid."""
        words = dict(self.words)
        for each in sorted(self.choices, key=lambda each: -each.find.start):
            if each.words is not None:
                text, find = words[each.find.part], each.find
                words[find.part] = text[: find.start] + each.words + text[find.end :]
        return words


def _choice(find: Find, data: QueryDict) -> Choice:
    name = f"find-{find.key}"
    chosen = data.get(name, "")
    own = plain_line(data.get(f"{name}-own", ""))
    error = ""
    if chosen not in {"use", "own", "keep"}:
        chosen = ""
    if chosen == "own" and not own:
        error = _("Write your own words, or choose “Keep it”.")
    elif chosen == "own" and len(own) > OWN_LENGTH:
        error = _("Use fewer words here: up to 200 characters.")
    return Choice(find, chosen, own, error)
