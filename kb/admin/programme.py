"""Who to talk to, who is on the rota, and what the workplace did about what people said."""

from __future__ import annotations

from django.contrib import admin

from accounts.roles import Ability
from kb.admin.forms import SaidDidForm
from kb.admin.in_step import InStepAdmin, Thing
from kb.models import HelpEntry, IdentityRequests, PeerSupporter, SaidDid


@admin.register(HelpEntry)
class HelpEntryAdmin(InStepAdmin):
    """One place to turn to, and when somebody last checked that it answers."""

    ability = Ability.LEAD_PROGRAMME
    list_display = ("name", "kind", "site", "is_example", "last_verified")
    list_filter = ("kind", "is_example")

    def shown_in(self, row: HelpEntry) -> list[Thing]:
        """The entry itself."""
        return [(HelpEntry, row.pk)]


@admin.register(PeerSupporter)
class PeerSupporterAdmin(InStepAdmin):
    """Colleagues who listen, by an alias."""

    ability = Ability.LEAD_PROGRAMME
    list_display = ("alias", "listens_to", "from_hour", "to_hour")


@admin.register(SaidDid)
class SaidDidAdmin(InStepAdmin):
    """What people said, and what was done."""

    ability = Ability.LEAD_PROGRAMME
    form = SaidDidForm
    fields = ("said", "state", "did", "why_not", "by", "month", "stories")
    list_display = ("__str__", "state", "month")
    list_filter = ("state",)


@admin.register(IdentityRequests)
class IdentityRequestsAdmin(InStepAdmin):
    """How often somebody asked who wrote a story, a quarter at a time."""

    ability = Ability.LEAD_PROGRAMME
    list_display = ("quarter", "number")
