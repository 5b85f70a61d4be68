"""How the search hears of stories."""

from collections.abc import Sequence

from stories.models import Story


class StoryListener:
    """Keeps a story's row in the search."""

    def published(self, stories: Sequence[Story]) -> None:
        """Add their rows."""

    def changed(self, story: Story) -> None:
        """Write its row again."""

    def withdrawn(self, story: Story) -> None:
        """Erase its row."""
