"""Ties Django's admin to our abilities, so that there is no second list of who may do what."""

from collections.abc import Iterator
from types import new_class
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from accounts.roles import Ability
from accounts.typed import GONE, give_back, typed_in


class AbilityAdmin:
    """Mix into a ModelAdmin or an inline: whoever has `ability` may do everything there, nobody else anything."""

    ability: Ability

    def _opens_for(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.may(self.ability)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the section shows in the admin's index."""
        return self._opens_for(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be seen."""
        return self._opens_for(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be added."""
        return self._opens_for(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be changed."""
        return self._opens_for(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be deleted."""
        return self._opens_for(request)


class CameTooLate:
    """Mix into a form whose saving met a row that somebody else had just written: it says so, and is not saved."""

    def clean(self) -> Any:
        """Put the reason over the form, also where its own checks find no other."""
        cleaned = super().clean()  # type: ignore[misc]
        words = gettext(
            "Nothing was saved: somebody else changed this while you wrote. "
            "What you typed is still here. Look at it once more, then save it."
        )
        self.add_error(None, words)  # type: ignore[attr-defined]
        return cleaned


class SaysWhere:
    """Mix into the forms of rows beside such a form: the row that clashes says so.

    Django leaves out, there, the constraints that hold the row above; within one form it finds doubles all the same.
    """

    def validate_unique(self) -> None:
        """Compare the row with what stands in the table."""
        super().validate_unique()  # type: ignore[misc]
        try:
            self.instance.validate_constraints()  # type: ignore[attr-defined]
        except ValidationError as error:
            self.add_error(None, error)  # type: ignore[attr-defined]


class AbilityPages(AbilityAdmin, admin.ModelAdmin):
    """The pages of one table, for whoever has `ability`; nothing that is typed or asked for there makes them fail."""

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the list; an address or a choice that no page of ours made leads to the whole list."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except (ValueError, OverflowError, DataError):
            if request.method != "POST" and not request.META.get("QUERY_STRING"):
                raise
            return HttpResponseRedirect(request.path)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show or save the form; when somebody else took a number or a place meanwhile, show it again as it was sent.

        The form's own checks passed and the database objected, so nothing was written. It is checked again, closer, to
        say where the clash is, and is not saved in any case.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            request.came_too_late = True  # type: ignore[attr-defined]
            response: HttpResponse = super().changeform_view(request, *args, **kwargs)
            if response.status_code == 200:
                response.status_code = 409
            return response

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Give back what was typed about a row that somebody deleted meanwhile; Django would lead away from it."""
        typed = typed_in(request) if request.method == "POST" else []
        if typed:
            return give_back(
                request, typed, why=GONE, go_on=reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
            )
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form's class; one that cannot be saved while the request is answered a second time."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return new_class(form.__name__, (CameTooLate, form)) if getattr(request, "came_too_late", False) else form

    def get_formsets_with_inlines(self, request: HttpRequest, obj: Any = None) -> Iterator[tuple[Any, Any]]:
        """Yield the rows beside the form; those that are checked a second time say where the clash is."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if getattr(request, "came_too_late", False):
                formset.form = new_class(formset.form.__name__, (SaysWhere, formset.form))
            yield formset, inline
