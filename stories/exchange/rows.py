"""Turns a row of a file into a story, or says what is wrong with it without a word of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from stories.exchange.columns import Columns
from stories.exchange.labels import TopicOrName, UnknownLabel, Vocabulary
from stories.models import ReaderNote, Topic, WorkGroup
from stories.models.story import LONGEST_PART, TITLE_LENGTH, Consent
from stories.models.times import QUARTER, this_quarter
from stories.privacy.text import plain_line, plain_text

PARTS = ("happened", "felt", "helped", "advice")
TITLE_FROM_TEXT = 80  # characters
SHORTEST_TITLE = 6
FIRST_YEAR = 1900
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s|\n")


class RowError(Exception):
    """This row cannot be a story. Says which column and why, never what stands in it."""


@dataclass(frozen=True)
class Candidate:
    """One row, checked: all that a story is made of."""

    source_id: str
    title: str
    parts: Mapping[str, str]
    quarter: str
    quote_consent: str
    topics: list[TopicOrName] = field(default_factory=list)
    notes: list[ReaderNote] = field(default_factory=list)
    work_group: WorkGroup | None = None
    lost_setting: bool = False


@dataclass(frozen=True)
class RowReader:
    """Reads rows by these columns with this vocabulary."""

    columns: Columns
    words: Vocabulary
    quote_consent: str = Consent.NO
    quarter: str = ""

    def read(self, row: Mapping[str, object]) -> Candidate:
        """Return what the row holds. Raises RowError."""
        parts = {part: self._part(row, part) for part in PARTS}
        if not any(parts.values()):
            raise RowError("holds no story")
        setting = self._line(row, "setting")
        group = self.words.settings.get(setting.casefold())
        try:
            return Candidate(
                source_id=self._line(row, "id"),
                title=self._title(row) or title_from(next(part for part in parts.values() if part)),
                parts=parts,
                quarter=self._quarter(row),
                quote_consent=self._consent(row),
                topics=[
                    *self.words.topics_called(self._labels(row, "topics"), Topic.Kind.STRESSOR),
                    *self.words.topics_called(self._labels(row, "helped_by"), Topic.Kind.HELPED),
                ],
                notes=self.words.notes_called(self._labels(row, "notes")),
                work_group=group,
                lost_setting=bool(setting) and group is None,
            )
        except UnknownLabel as error:
            raise RowError(str(error)) from None

    def _part(self, row: Mapping[str, object], part: str) -> str:
        texts = []
        for column, cell in self.columns.cells(row, part):
            if not isinstance(cell, str):
                raise RowError(f"{column} is not text")
            texts.append(plain_text(cell))
        whole = "\n\n".join(text for text in texts if text)
        if len(whole) > LONGEST_PART:
            raise RowError(f"{column} has {len(whole):,} characters, {LONGEST_PART:,} at most")
        return whole

    def _title(self, row: Mapping[str, object]) -> str:
        title = self._line(row, "title")
        if len(title) > TITLE_LENGTH:
            raise RowError(f"the title has {len(title)} characters, {TITLE_LENGTH} at most")
        return title

    def _line(self, row: Mapping[str, object], part: str) -> str:
        """Return the first column of this part that holds something, as one line."""
        for column, cell in self.columns.cells(row, part):
            if isinstance(cell, bool) or not isinstance(cell, str | int):
                raise RowError(f"{column} is neither text nor a whole number")
            if line := plain_line(str(cell)):
                return line
        return ""

    def _labels(self, row: Mapping[str, object], part: str) -> list[str]:
        """Return the labels in all columns of this part: lists, or texts with semicolons between."""
        labels: list[str] = []
        for column, cell in self.columns.cells(row, part):
            several = cell.split(";") if isinstance(cell, str) else cell
            if not isinstance(several, list) or not all(isinstance(label, str) for label in several):
                raise RowError(f"{column} is neither text nor a list of texts")
            labels += [plain_line(label) for label in several]
        return [label for label in labels if label]

    def _quarter(self, row: Mapping[str, object]) -> str:
        quarter = self._line(row, "quarter").upper().replace("-", "")
        year = self._line(row, "year")
        if quarter and not (quarter.isascii() and QUARTER.fullmatch(quarter) and int(quarter[:4]) >= FIRST_YEAR):
            raise RowError("the quarter is not written like 2026Q2")
        if year and not quarter:
            if not re.fullmatch(r"\d{4}", year, re.ASCII) or int(year) < FIRST_YEAR:
                raise RowError("the year is not a year")
            # The last quarter of the year, as far as there is one yet: by then it had happened.
            quarter = min(f"{year}Q4", max(this_quarter(), f"{year}Q1"))
        if quarter > this_quarter():
            raise RowError("the time has not come yet")
        return quarter or self.quarter or this_quarter()

    def _consent(self, row: Mapping[str, object]) -> str:
        consent = self._line(row, "quote").casefold() or self.quote_consent
        if consent not in Consent.values:
            raise RowError("the consent to quote is not yes, ask or no")
        return consent


def title_from(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is long.

    "1." and "Hi." name nothing: a start that short takes the next sentence with it.
    """
    text = text.strip()
    ends = (end.start() for end in _END_OF_SENTENCE.finditer(text) if end.start() >= SHORTEST_TITLE)
    sentence = " ".join(text[: next(ends, len(text))].split())
    if len(sentence) <= TITLE_FROM_TEXT:
        return sentence.removesuffix(".")
    start = sentence[: TITLE_FROM_TEXT - 1]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.–—-") + "…"
