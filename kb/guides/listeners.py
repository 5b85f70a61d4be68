"""What guides do when a story they stand on changes or is taken back."""

from collections.abc import Sequence

from kb.models import Evidence, Guide
from stories.models import Story, Topic


class EvidenceListener:
    """Hides the quotations of a story that was taken back, and marks the guides that need another look."""

    def published(self, stories: Sequence[Story]) -> None:
        """A new story is cited by nothing yet."""

    def changed(self, story: Story) -> None:
        """Drop quotations whose words are no longer in the story, or that its author no longer allows."""
        for evidence in Evidence.objects.filter(story=story).exclude(quote=""):
            if not evidence.quote_stands():
                evidence.quote = ""
                evidence.save(update_fields=["quote"])
                Guide.objects.filter(revisions__claims__evidence=evidence).update(being_checked=True)

    def withdrawn(self, story: Story) -> None:
        """Erase what was quoted, and mark the guides."""
        Guide.objects.filter(revisions__claims__evidence__story=story).update(being_checked=True)
        Evidence.objects.filter(story=story).delete()

    def topics_changed(self, topics: Sequence[Topic]) -> None:
        """Topics are joined to by key: nothing is kept of their words."""
