"""Guides: the guide with its revisions, a revision with its claims, a claim with its evidence."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin_access import AbilityAdmin
from accounts.roles import Ability
from kb.admin.forms import CitationForm
from kb.admin.in_step import InStepAdmin, Thing
from kb.models import Claim, Evidence, Guide, GuideRevision, GuideTopic
from stories.models import Topic


class CurateInline(AbilityAdmin):
    """Rows beside a guide's page in the admin."""

    ability = Ability.CURATE
    extra = 0


class GuideTopicInline(CurateInline, admin.TabularInline):
    """What a guide is about: topics in use, and no new ones."""

    model = GuideTopic

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the topics in use."""
        return super().formfield_for_foreignkey(db_field, request, **{**kwargs, "queryset": Topic.objects.current()})


class RevisionInline(CurateInline, admin.StackedInline):
    """The revisions of a guide, each with a link to its own page."""

    model = GuideRevision
    fields = (("number", "title"), "lead", ("reviewed_on", "review_due"))
    show_change_link = True


class ClaimInline(CurateInline, admin.StackedInline):
    """The claims of a revision, each with a link to its evidence."""

    model = Claim
    fields = (("kind", "position"), "heading", "body")
    show_change_link = True


class EvidenceInline(CurateInline, admin.StackedInline):
    """What a claim stands on."""

    model = Evidence
    form = CitationForm
    fields = ("story", "quote", "source", "source_url", "position")


@admin.register(Guide)
class GuideAdmin(InStepAdmin):
    """A guide: its address, who keeps it, and the revision that readers see."""

    ability = Ability.CURATE
    fields = ("slug", "kept_by", "drawing", "current", "being_checked")
    inlines: ClassVar = [GuideTopicInline, RevisionInline]
    list_display = ("__str__", "slug", "kept_by", "being_checked")
    list_select_related = ("current",)
    list_filter = ("being_checked",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Offer the guide's own revisions, and no other guide's."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.base_fields["current"].queryset = GuideRevision.objects.filter(guide=obj)
        return form

    def shown_in(self, row: Guide) -> list[Thing]:
        """The guide itself."""
        return [(Guide, row.pk)]


@admin.register(GuideRevision)
class GuideRevisionAdmin(InStepAdmin):
    """One revision, with its claims."""

    ability = Ability.CURATE
    inlines: ClassVar = [ClaimInline]
    list_display = ("title", "number", "guide", "review_due")
    list_select_related = ("guide__current",)

    def shown_in(self, row: GuideRevision) -> list[Thing]:
        """The guide that it is a revision of."""
        return [(Guide, row.guide_id)]


@admin.register(Claim)
class ClaimAdmin(InStepAdmin):
    """One claim, with what it stands on."""

    ability = Ability.CURATE
    inlines: ClassVar = [EvidenceInline]
    list_display = ("__str__", "kind", "position", "revision")
    list_select_related = ("revision",)
    list_filter = ("kind",)

    def shown_in(self, row: Claim) -> list[Thing]:
        """The guide that it stands in."""
        return [(Guide, row.revision.guide_id)]
