"""What guidance does when a story that it stands on changes or is taken back: one rule for guides and checklists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from kb.models import Checklist, Guide
from kb.models.citation import Citation
from stories.models import Story, Topic


class QuotingListener:
    """Hides the quotations from a story that was taken back, and marks the guidance that needs another look.

    `citations` is the table of what lines stand on, `guidance` the table of what has such lines, and `path` the way
    from the second to the first.
    """

    citations: ClassVar[type[Citation]]
    guidance: ClassVar[type[Guide] | type[Checklist]]
    path: ClassVar[str]

    def published(self, stories: Sequence[Story]) -> None:
        """A new story is cited by nothing yet."""

    def changed(self, story: Story) -> None:
        """Drop quotations whose words are no longer in the story, or that its author no longer allows."""
        for citation in self.citations.objects.filter(story=story).exclude(quote=""):
            if not citation.quote_stands():
                citation.quote = ""
                citation.save(update_fields=["quote"])
                self.guidance.objects.filter(**{self.path: citation}).update(being_checked=True)

    def withdrawn(self, story: Story) -> None:
        """Erase what was quoted, and mark the guidance."""
        self.guidance.objects.filter(**{f"{self.path}__story": story}).update(being_checked=True)
        self.citations.objects.filter(story=story).delete()

    def topics_changed(self, topics: Sequence[Topic]) -> None:
        """Topics are joined to by key: nothing is kept of their words."""
