"""What the search knows of each kind of thing, and the doors through which its rooms keep that in step.

Each of these is called in the transaction that changes the thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from kb.models import Checklist, Guide, HelpEntry, SearchDocument
from kb.search.index import Kind, erase, forget_words, key_of, write
from stories.models import Story, Topic
from stories.topics.words import stems

_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_SIGNS = re.compile(r"[*`]+|^#+ |\b_|_\b", re.MULTILINE)


def index_guide(guide: Guide) -> None:
    """Write the guide's document; a guide that readers do not see has none."""
    if guide.current is None:
        forget(Kind.GUIDE, guide.pk)
    else:
        write(guide_documents([guide]))
        forget_words()


def index_checklist(checklist: Checklist) -> None:
    """Write the checklist's document; a checklist that readers do not see has none."""
    if checklist.current is None:
        forget(Kind.CHECKLIST, checklist.pk)
    else:
        write(checklist_documents([checklist]))
        forget_words()


def index_help(entry: HelpEntry) -> None:
    """Write the help entry's document."""
    write(help_documents([entry]))


def index_topic(topic: Topic) -> None:
    """Write the topic's document; a topic that was merged into another has none."""
    if topic.merged_into_id is not None:
        forget(Kind.TOPIC, topic.pk)
    else:
        write(topic_documents([topic]))


def forget(kind: str, object_id: int) -> None:
    """Erase the document of a thing that is gone, or that readers no longer see."""
    erase(kind, [object_id])


def story_documents(stories: Sequence[Story]) -> list[SearchDocument]:
    """Return what the search should know of these stories: two queries for all of them together."""
    topics = _linked(Story.topics.through, "content_object_id", "tag_id", stories)
    notes = _linked(Story.notes.through, "story_id", "readernote_id", stories)
    return [
        _document(
            Kind.STORY,
            story.pk,
            position=story.position,
            slug=f"{story.code}/{story.slug}",
            title=story.title,
            lead=story.helped or story.advice or story.happened or story.felt,
            body=story.whole_text,
            quarter=story.quarter,
            topics=topics.get(story.pk, []),
            groups=[story.work_group_id] if story.work_group_id else [],
            notes=notes.get(story.pk, []),
        )
        for story in stories
    ]


def guide_documents(guides: Sequence[Guide]) -> list[SearchDocument]:
    """Return what the search should know of these published guides. Quotations stay out: they are a story's words."""
    prefetch_related_objects(list(guides), "current__claims", "topic_items")
    return [
        _document(
            Kind.GUIDE,
            guide.pk,
            slug=guide.slug,
            title=guide.current.title,
            lead=guide.current.lead,
            body=_body(
                guide.current.lead,
                *(part for claim in guide.current.claims.all() for part in (claim.heading, _spoken(claim.body))),
            ),
            topics=[item.tag_id for item in guide.topic_items.all()],
        )
        for guide in guides
        if guide.current
    ]


def checklist_documents(checklists: Sequence[Checklist]) -> list[SearchDocument]:
    """Return what the search should know of these published checklists."""
    prefetch_related_objects(list(checklists), "current__items", "topic_items")
    return [
        _document(
            Kind.CHECKLIST,
            checklist.pk,
            slug=checklist.slug,
            title=checklist.current.title,
            lead=checklist.current.lead,
            body=_body(
                checklist.current.lead,
                *(part for item in checklist.current.items.all() for part in (item.text, item.why)),
            ),
            topics=[item.tag_id for item in checklist.topic_items.all()],
        )
        for checklist in checklists
        if checklist.current
    ]


def help_documents(entries: Sequence[HelpEntry]) -> list[SearchDocument]:
    """Return what the search should know of these help entries: what each is and for whom, never a number to ring."""
    return [
        _document(Kind.HELP, entry.pk, title=entry.name, lead=entry.about, body=_body(entry.about, entry.hours))
        for entry in entries
    ]


def topic_documents(topics: Sequence[Topic]) -> list[SearchDocument]:
    """Return what the search should know of these topics."""
    prefetch_related_objects(list(topics), "aliases")
    return [
        _document(
            Kind.TOPIC, topic.pk, slug=topic.slug, title=topic.name, lead=topic.description,
            body=_body(topic.description, *(alias.name for alias in topic.aliases.all())), topics=[topic.pk],
        )
        for topic in topics
    ]  # fmt: skip


def facet(prefix: str, value: object) -> str:
    """Return the word that stands for a facet in the index, as in "=tp7". No word that people type begins with "="."""
    return f"={prefix}{value}"


def _document(
    kind: Kind, object_id: int, *, title: str, lead: str, body: str, slug: str = "", quarter: str = "",
    position: int = 0, topics: Sequence[int] = (), groups: Sequence[int] = (), notes: Sequence[int] = (),
) -> SearchDocument:  # fmt: skip
    facets = [facet("kd", kind.value)]
    for prefix, values in (("tp", topics), ("wg", groups), ("nt", notes)):
        facets += [facet(prefix, value) for value in sorted(values)]
    return SearchDocument(
        id=key_of(kind, object_id, position), kind=kind.value, object_id=object_id, slug=slug, title=title,
        lead=lead, body=body, title_words=" ".join(stems(title)), words=" ".join(stems(body)),
        facets=" ".join(facets), quarter=quarter,
    )  # fmt: skip


def _spoken(markdown: str) -> str:
    """Return Markdown as it is read: link texts without their addresses, no signs of emphasis or headings."""
    return _SIGNS.sub("", _LINK.sub(r"\1", markdown))


def _body(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _linked(rows: type, near: str, far: str, stories: Sequence[Story]) -> dict[int, list[int]]:
    """Return the keys at the far end of a many-to-many table, by the key of the story."""
    found: dict[int, list[int]] = {}
    wanted = [story.pk for story in stories]
    for story, other in rows.objects.filter(**{f"{near}__in": wanted}).values_list(near, far):  # type: ignore[attr-defined]
        found.setdefault(story, []).append(other)
    return found
