"""What curators, peer leads and the programme lead make, and the search's own table."""

from kb.models.checklist import Checklist, ChecklistBand, ChecklistItem, ChecklistTopic, ChecklistVersion, ItemCitation
from kb.models.guide import Claim, Evidence, Guide, GuideRevision, GuideTopic
from kb.models.help_entry import HelpEntry, PeerSupporter
from kb.models.identity_requests import IdentityRequests
from kb.models.said_did import SaidDid
from kb.models.search_document import SearchDocument, SearchTerm

__all__ = [
    "Checklist",
    "ChecklistBand",
    "ChecklistItem",
    "ChecklistTopic",
    "ChecklistVersion",
    "Claim",
    "Evidence",
    "Guide",
    "GuideRevision",
    "GuideTopic",
    "HelpEntry",
    "IdentityRequests",
    "ItemCitation",
    "PeerSupporter",
    "SaidDid",
    "SearchDocument",
    "SearchTerm",
]
