"""What a programme lead looks after in the admin: words and lists. Nothing sealed, and no story, is ever here.

The admin keeps a log of who changed what and when, which must not exist for a submission; a published story is changed
through its author's receipt alone. The words that moderators write with are edited on the desk (`stories.wording`).
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_access import AbilityAdmin, AbilityPages
from accounts.roles import Ability
from stories.models import OwnTerm, Topic, TopicAlias, WorkGroup
from stories.privacy.small_numbers import FLOOR, tell
from stories.publishing.vocabulary import merge_topic, topics_changed
from stories.topics.work_groups import load_work_groups


class ProgrammeAdmin(AbilityPages):
    """Opens for those who lead the programme."""

    ability = Ability.LEAD_PROGRAMME


class TopicAliasForm(forms.ModelForm):
    """One other word, compared with the others as it is kept: in small letters."""

    def clean_name(self) -> str:
        """Return the word in small letters."""
        return str(self.cleaned_data["name"]).lower().strip()


class TopicAliasInline(AbilityAdmin, admin.TabularInline):
    """Other words for a topic, beside it."""

    ability = Ability.LEAD_PROGRAMME
    model = TopicAlias
    form = TopicAliasForm
    extra = 1


@admin.register(Topic)
class TopicAdmin(ProgrammeAdmin):
    """The vocabulary that stories are found by."""

    inlines: ClassVar = [TopicAliasInline]
    list_display = ("name", "kind", "parent", "merged_into", "published_stories")
    list_filter = ("kind",)
    list_select_related = ("parent", "merged_into")
    search_fields = ("name", "aliases__name")
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    fields = ("name", "slug", "kind", "description", "parent", "merged_into")

    @admin.display(description=gettext_lazy("published stories"))
    def published_stories(self, topic: Topic) -> str:
        """How many published stories it has, as far as readers are told."""
        told = tell(topic.story_count, least=FLOOR, crossing=("topic",))
        return _("a few") if told is None else f"{told}+" if told else "0"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer only topics in use to merge into."""
        if db_field.name == "merged_into":
            kwargs["queryset"] = Topic.objects.current()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """Save, and move the stories of a topic that is merged into another."""
        super().save_model(request, obj, form, change)
        if obj.merged_into and "merged_into" in form.changed_data:
            merge_topic(topic=obj, into=obj.merged_into)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the other words, and tell the search."""
        super().save_related(request, form, formsets, change)
        topics_changed(topics=[form.instance])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a topic that is not wanted is merged into another, so that its stories are still found."""
        return False


@admin.register(WorkGroup)
class WorkGroupAdmin(ProgrammeAdmin):
    """Kinds of work, and how many people share them."""

    list_select_related = ("parent",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}

    def get_list_display(self, request: HttpRequest) -> Any:
        """Show beside each what stands beside its stories: one query for the whole list."""
        groups = load_work_groups()

        @admin.display(description=_("shown as"))
        def shown_as(group: WorkGroup) -> str:
            found = groups.shown_for(group.pk)
            return found.name if found else _("not shown")

        return ("name", "parent", "head_count", shown_as, "position")


@admin.register(OwnTerm)
class OwnTermAdmin(ProgrammeAdmin):
    """Wards, buildings, products: what the identity check points at because people here know it."""

    list_display = ("term", "kind", "suggestion")
    list_filter = ("kind",)
    search_fields = ("term",)
