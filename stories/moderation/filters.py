"""What a moderator narrows the queue by. Only the desk's own words are asked for: no word of a story is looked at.

A language can be chosen where the site names some that enough people write in (stories.privacy.language).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from stories.models import SubmissionNote, SubmissionTopic
from stories.models.submission import Priority, SubmissionQuerySet
from stories.moderation.lengths import Length, words_of
from stories.moderation.rules import language_in_words
from stories.privacy.language import shared_languages
from stories.topics.vocabulary import Term, Vocabulary

NO_NOTE = "-"  # which is no note's short name
OWN_LANGUAGE = "-"


@dataclass(frozen=True)
class Filters:
    """What was chosen; an empty one narrows nothing."""

    topic: Term | None = None
    note: Term | None = None
    without_notes: bool = False
    length: Length | None = None
    priority: Priority | None = None
    language: str = ""
    with_claimed: bool = False

    def narrow(self, rows: SubmissionQuerySet) -> SubmissionQuerySet:
        """Return those of the rows that fit; what others have in hand is the tab's matter."""
        if self.topic:
            about = SubmissionTopic.objects.filter(tag_id=self.topic.id)
            rows = rows.filter(pk__in=about.values("content_object"))
        if self.note:
            rows = rows.filter(pk__in=SubmissionNote.objects.filter(note_id=self.note.id).values("submission"))
        if self.without_notes:
            rows = rows.filter(notes=None)
        if self.length:
            least, below = words_of(self.length)
            rows = rows.filter(length__gte=least, length__lt=below)
        if self.language:
            rows = rows.filter(language="" if self.language == OWN_LANGUAGE else self.language)
        return rows if self.priority is None else rows.filter(priority=self.priority)

    @property
    def query(self) -> dict[str, str]:
        """The filters as they stand in an address; those not chosen are empty."""
        return {
            "topic": self.topic.slug if self.topic else "",
            "note": NO_NOTE if self.without_notes else self.note.slug if self.note else "",
            "length": self.length.value if self.length else "",
            "priority": "" if self.priority is None else str(self.priority.value),
            "language": self.language,
            "all": "1" if self.with_claimed else "",
        }

    @property
    def number(self) -> int:
        """How many were chosen."""
        return sum(bool(value) for value in self.query.values())


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that the queue can be narrowed by, as code and name; none where the site names none."""
    shared = [(code, language_in_words(code)) for code in shared_languages()]
    own = gettext("%(language)s, or not known") % {"language": language_in_words(settings.LANGUAGE_CODE)}
    return [(OWN_LANGUAGE, own), *shared] if shared else []


def read_filters(query: Mapping[str, str], vocabulary: Vocabulary) -> Filters:
    """Return what an address chose; whatever is not in the lists counts as not chosen."""
    note = query.get("note", "")
    length, priority, language = query.get("length", ""), query.get("priority", ""), query.get("language", "")
    return Filters(
        topic=vocabulary.topic(query.get("topic", "") or NO_NOTE),
        note=next((term for term in vocabulary.notes.values() if term.slug == note), None),
        without_notes=note == NO_NOTE,
        length=Length(length) if length in Length.values else None,
        priority=next((each for each in Priority if str(each.value) == priority), None),
        language=language if language in dict(language_choices()) else "",
        with_claimed=query.get("all") == "1",
    )
