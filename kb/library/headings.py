"""What a narrowed list of stories is called: "Stories from patient care about night shifts"."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kb.catalogue.filters import Filters
from kb.catalogue.sentences import listed, lowered


def heading(filters: Filters) -> str:
    """Return what the list shows."""
    about = subject(filters)
    return _("Stories %(subject)s") % {"subject": about} if about else _("Stories")


def subject(filters: Filters) -> str:
    """Return what the list is about, to stand after “Stories”: "from patient care about night shifts"; may be empty."""
    pieces = []
    if filters.settings:
        pieces.append(_("from %(groups)s") % {"groups": listed([lowered(term.name) for term in filters.settings])})
    pieces += [_("about %(topic)s") % {"topic": lowered(topic.name)} for topic in filters.topics]
    if filters.helped:
        names = [lowered(term.name) for term in filters.helped]
        pieces.append(_("where this helped: %(things)s") % {"things": listed(names)})
    return " ".join(pieces)
