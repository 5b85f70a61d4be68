"""The identity check: finds what could point to a person. It advises and never decides; it is not anonymisation.

`find_details` runs the engines named in CAIRN_IDENTITY_ENGINES over a text and returns what they found, without
overlaps. An engine is any object with the method of `IdentityEngine`. docs/identity-check.md says what is looked for.
"""

from stories.privacy.identity.check import MOST, find_details, find_in_parts
from stories.privacy.identity.finds import Find, IdentityEngine, Tier

__all__ = ["MOST", "Find", "IdentityEngine", "Tier", "find_details", "find_in_parts"]
