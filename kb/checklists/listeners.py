"""What checklists do when a story they stand on changes or is taken back."""

from collections.abc import Sequence

from kb.models import Checklist, ItemCitation
from stories.models import Story, Topic


class CitationListener:
    """Hides the quotations from a story that was taken back, and marks the checklists that need another look."""

    def published(self, stories: Sequence[Story]) -> None:
        """A new story is cited by nothing yet."""

    def changed(self, story: Story) -> None:
        """Drop quotations whose words are no longer in the story, or that its author no longer allows."""
        for citation in ItemCitation.objects.filter(story=story).exclude(quote=""):
            if not citation.quote_stands():
                citation.quote = ""
                citation.save(update_fields=["quote"])
                Checklist.objects.filter(versions__items__citations=citation).update(being_checked=True)

    def withdrawn(self, story: Story) -> None:
        """Erase what was quoted, and mark the checklists."""
        Checklist.objects.filter(versions__items__citations__story=story).update(being_checked=True)
        ItemCitation.objects.filter(story=story).delete()

    def topics_changed(self, topics: Sequence[Topic]) -> None:
        """Topics are joined to by key: nothing is kept of their words."""
