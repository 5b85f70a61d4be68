"""How the search hears of stories."""

from collections.abc import Sequence

from kb.search.documents import forget, story_documents, topic_documents
from kb.search.index import BATCH, Kind, forget_words, write
from stories.models import Story, Topic


class StoryListener:
    """Keeps a story's document in step, inside the publisher's transaction."""

    def published(self, stories: Sequence[Story]) -> None:
        """Add their documents, a batch at a time."""
        for start in range(0, len(stories), BATCH):
            write(story_documents(stories[start : start + BATCH]))

    def changed(self, story: Story) -> None:
        """Write its document again, and let the index forget the words that went."""
        write(story_documents([story]))
        forget_words()

    def withdrawn(self, story: Story) -> None:
        """Erase its document and its words."""
        forget(Kind.STORY, story.pk)

    def topics_changed(self, topics: Sequence[Topic]) -> None:
        """Write the documents of those in use, and erase those of topics that were merged."""
        write(topic_documents([topic for topic in topics if topic.merged_into_id is None]))
        for topic in topics:
            if topic.merged_into_id is not None:
                forget(Kind.TOPIC, topic.pk)
