"""What guides do when a story they stand on changes or is taken back."""

from kb.catalogue.quoting import QuotingListener
from kb.models import Evidence, Guide


class EvidenceListener(QuotingListener):
    """For the evidence of guides."""

    citations = Evidence
    guidance = Guide
    path = "revisions__claims__evidence"
