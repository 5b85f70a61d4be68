"""`manage.py check --tag privacy`: tells an operator whose settings break what the site promises to authors.

Each check looks at one side of the matter and gives warnings with an id and a hint. With `--database default` also the
database is asked what it writes into its log.
"""

from stories.privacy.checks.database import database_keeps_no_words
from stories.privacy.checks.promises import promises_are_kept
from stories.privacy.checks.server import server_keeps_no_log
from stories.privacy.checks.stack import blind_pages_stay_blind
from stories.privacy.checks.told import nothing_is_told
from stories.privacy.checks.watchers import nothing_watches

TAG = "privacy"
CHECKS = (
    nothing_watches, nothing_is_told, promises_are_kept, blind_pages_stay_blind, server_keeps_no_log,
    database_keeps_no_words,
)  # fmt: skip

__all__ = ["CHECKS", "TAG"]
