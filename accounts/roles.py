"""Who may do what: the one place. Views ask `user.may(Ability.X)`; nothing else knows a role's name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member of staff is here for."""

    MODERATOR = "moderator", _("Moderator")
    SENIOR_MODERATOR = "senior_moderator", _("Senior moderator")
    CURATOR = "curator", _("Curator")
    PEER_LEAD = "peer_lead", _("Peer lead")
    PROGRAMME_LEAD = "programme_lead", _("Programme lead")
    ADMIN = "admin", _("Admin")


class Ability(models.TextChoices):
    """One thing that somebody may or may not do."""

    MODERATE = "moderate", _("Read and decide on stories that wait")
    SECOND_READ = "second_read", _("Be the second reader, and take over claims")
    RELEASE = "release", _("Release a batch before its time")
    EDIT_WORDS = "edit_words", _("Edit the words that the team writes with")
    CURATE = "curate", _("Build guides from published stories")
    LEAD_CHECKLISTS = "lead_checklists", _("Lead checklists")
    LEAD_PROGRAMME = "lead_programme", _("Look after topics, help entries and what was said and done")
    ADMINISTER = "administer", _("Manage accounts and settings")


ABILITIES: dict[str, frozenset[str]] = {
    Role.MODERATOR: frozenset({Ability.MODERATE}),
    Role.SENIOR_MODERATOR: frozenset({Ability.MODERATE, Ability.SECOND_READ, Ability.RELEASE, Ability.EDIT_WORDS}),
    Role.CURATOR: frozenset({Ability.CURATE}),
    Role.PEER_LEAD: frozenset({Ability.LEAD_CHECKLISTS}),
    Role.PROGRAMME_LEAD: frozenset({Ability.LEAD_PROGRAMME, Ability.EDIT_WORDS}),
    # An admin runs the site and reads no story that is not public: no MODERATE here, on purpose.
    Role.ADMIN: frozenset({Ability.ADMINISTER, Ability.LEAD_PROGRAMME, Ability.CURATE, Ability.LEAD_CHECKLISTS}),
}

# What is done in Django's admin. Moderation is not: the admin's own log keeps who, when and what.
ADMIN_ABILITIES = frozenset({Ability.CURATE, Ability.LEAD_CHECKLISTS, Ability.LEAD_PROGRAMME, Ability.ADMINISTER})


def abilities_of(roles: frozenset[str]) -> frozenset[str]:
    """Return everything that somebody with these roles may do."""
    return frozenset[str]().union(*(ABILITIES.get(role, frozenset()) for role in roles))
