"""What checklists do when a story they stand on changes or is taken back."""

from kb.catalogue.quoting import QuotingListener
from kb.models import Checklist, ItemCitation


class CitationListener(QuotingListener):
    """For the citations of checklists."""

    citations = ItemCitation
    guidance = Checklist
    path = "versions__items__citations"
