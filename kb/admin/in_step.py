"""Keeps readers' pages and the search in step with what is saved in the admin, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from accounts.admin_access import AbilityPages
from kb.help.snapshot import write_snapshot
from kb.models import Checklist, Guide, HelpEntry, SearchDocument
from kb.search.documents import forget, index_checklist, index_guide, index_help
from stories.models import PublicationState

Thing = tuple[type[models.Model], int]


def keep_in_step(things: Iterable[Thing]) -> None:
    """Start a new generation of content, write these things anew for the search, and the help file.

    A thing that is gone is forgotten. Must run inside the transaction that changed them.
    """
    PublicationState.moved()
    for model, key in dict.fromkeys(things):
        if model is Guide:
            guide = Guide.objects.filter(pk=key).first()
            index_guide(guide) if guide else forget(SearchDocument.Kind.GUIDE, key)
        elif model is Checklist:
            checklist = Checklist.objects.filter(pk=key).first()
            index_checklist(checklist) if checklist else forget(SearchDocument.Kind.CHECKLIST, key)
        else:
            entry = HelpEntry.objects.filter(pk=key).first()
            index_help(entry) if entry else forget(SearchDocument.Kind.HELP, key)
    write_snapshot()


class InStepAdmin(AbilityPages):
    """An admin whose saves and deletions readers see at once."""

    def shown_in(self, row: Any) -> list[Thing]:
        """Return the things whose documents in the search hold words of this row."""
        return []

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save the rows beside this one, and then let readers see all of it."""
        super().save_related(request, form, formsets, change)
        keep_in_step(self.shown_in(form.instance))

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Keep the rows beside this one out of the admin's log: a quotation there would outlive its story."""
        return super().construct_change_message(request, form, [], add)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Delete one row."""
        things = self.shown_in(obj)
        super().delete_model(request, obj)
        keep_in_step(things)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete many rows."""
        things = [thing for row in queryset for thing in self.shown_in(row)]
        super().delete_queryset(request, queryset)
        keep_in_step(things)
