"""The rooms of the desk, by what they need; named by URL so that nothing here imports upward."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Ability


@dataclass(frozen=True)
class Room:
    """One door on the desk: where it leads, what it says, and the ability that opens it."""

    url_name: str
    name: str | Promise
    about: str | Promise
    ability: Ability


ROOMS = (
    Room("moderation:queue", _("Moderation"), _("Stories that wait to be read."), Ability.MODERATE),
    Room("pages:handbook", _("Handbook"), _("How we read, ask, decline and look after ourselves."), Ability.MODERATE),
    Room(
        "wording:lists",
        _("The team’s words"),
        _("What moderators start from, reasons, notes for readers."),
        Ability.EDIT_WORDS,
    ),
    Room("admin:kb_guide_changelist", _("Guides"), _("Guides, their claims and what they stand on."), Ability.CURATE),
    Room(
        "admin:kb_checklist_changelist", _("Checklists"), _("Checklists and their versions."), Ability.LEAD_CHECKLISTS
    ),
    Room("admin:stories_topic_changelist", _("Topics"), _("The words people find stories by."), Ability.LEAD_PROGRAMME),
    Room("admin:kb_helpentry_changelist", _("Help"), _("Who to talk to, checked and dated."), Ability.LEAD_PROGRAMME),
    Room(
        "admin:kb_peersupporter_changelist", _("Peer supporters"), _("Who listens, and when."), Ability.LEAD_PROGRAMME
    ),
    Room(
        "admin:kb_saiddid_changelist",
        _("You said, we did"),
        _("What stories asked for, and what came of it."),
        Ability.LEAD_PROGRAMME,
    ),
    Room("admin:accounts_user_changelist", _("People"), _("Accounts and their roles."), Ability.ADMINISTER),
)


def rooms_for(user: User) -> list[Room]:
    """Return the rooms this person may enter, in the order of the desk."""
    return [room for room in ROOMS if user.may(room.ability)]
