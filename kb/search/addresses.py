"""Where a found thing is read."""

from django.urls import reverse

from kb.search.index import Kind

_NAMES = {Kind.STORY: "story", Kind.GUIDE: "guides:guide", Kind.CHECKLIST: "checklists:checklist", Kind.TOPIC: "topic"}


def address_of(kind: str, slug: str) -> str:
    """Return the address of a thing, from what its document keeps of it; help is all on one page."""
    if kind == Kind.HELP:
        return reverse("help:help")
    return reverse(_NAMES[Kind(kind)], args=slug.split("/"))
