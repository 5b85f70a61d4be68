"""Checklists: the list with its versions, a version with its lines and bands, a line with what it stands on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin_access import AbilityAdmin
from accounts.roles import Ability
from kb.admin.forms import CitationForm
from kb.admin.in_step import InStepAdmin, Thing
from kb.models import Checklist, ChecklistBand, ChecklistItem, ChecklistTopic, ChecklistVersion, ItemCitation
from stories.models import Topic


class LeadInline(AbilityAdmin):
    """Rows beside a checklist's page in the admin."""

    ability = Ability.LEAD_CHECKLISTS
    extra = 0


class ChecklistTopicInline(LeadInline, admin.TabularInline):
    """What a checklist is about: topics in use, and no new ones."""

    model = ChecklistTopic

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the topics in use."""
        return super().formfield_for_foreignkey(db_field, request, **{**kwargs, "queryset": Topic.objects.current()})


class VersionInline(LeadInline, admin.StackedInline):
    """The versions of a checklist, each with a link to its own page."""

    model = ChecklistVersion
    fields = (("number", "title"), "lead", ("minutes", "published_month"))
    show_change_link = True


class ItemInline(LeadInline, admin.TabularInline):
    """The lines of a version, each with a link to what it stands on."""

    model = ChecklistItem
    fields = ("position", "text", "why")
    show_change_link = True


class BandInline(LeadInline, admin.TabularInline):
    """What a number of ticks may mean."""

    model = ChecklistBand
    fields = ("lowest", "highest", "heading", "advice", "links_help")


class CitationInline(LeadInline, admin.StackedInline):
    """What a line stands on."""

    model = ItemCitation
    form = CitationForm
    fields = ("story", "quote", "source", "source_url", "position")


@admin.register(Checklist)
class ChecklistAdmin(InStepAdmin):
    """A checklist: its address, the peer who leads it, and the version in use."""

    ability = Ability.LEAD_CHECKLISTS
    fields = ("slug", "kind", "led_by", "drawing", "current", "needs_sign_off", "being_checked")
    inlines: ClassVar = [ChecklistTopicInline, VersionInline]
    list_display = ("__str__", "slug", "kind", "led_by", "needs_sign_off", "being_checked")
    list_select_related = ("current",)
    list_filter = ("kind", "needs_sign_off", "being_checked")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Offer the checklist's own versions, and no other list's."""
        form = super().get_form(request, obj, change=change, **kwargs)
        versions = ChecklistVersion.objects.filter(checklist=obj)
        form.base_fields["current"].queryset = versions
        return form

    def shown_in(self, row: Checklist) -> list[Thing]:
        """The checklist itself."""
        return [(Checklist, row.pk)]


@admin.register(ChecklistVersion)
class ChecklistVersionAdmin(InStepAdmin):
    """One version, with its lines and bands."""

    ability = Ability.LEAD_CHECKLISTS
    inlines: ClassVar = [ItemInline, BandInline]
    list_display = ("title", "number", "checklist", "published_month")
    list_select_related = ("checklist__current",)

    def shown_in(self, row: ChecklistVersion) -> list[Thing]:
        """The checklist that it is a version of."""
        return [(Checklist, row.checklist_id)]


@admin.register(ChecklistItem)
class ChecklistItemAdmin(InStepAdmin):
    """One line, with what it stands on."""

    ability = Ability.LEAD_CHECKLISTS
    inlines: ClassVar = [CitationInline]
    list_display = ("text", "position", "version")
    list_select_related = ("version",)

    def shown_in(self, row: ChecklistItem) -> list[Thing]:
        """The checklist that it stands in."""
        return [(Checklist, row.version.checklist_id)]
