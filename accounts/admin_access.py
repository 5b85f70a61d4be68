"""Ties Django's admin to our abilities, so that there is no second list of who may do what."""

from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponseRedirect

from accounts.roles import Ability


class AbilityAdmin:
    """Mix into a ModelAdmin or an inline: whoever has `ability` may do everything there, nobody else anything."""

    ability: Ability

    def _opens_for(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.may(self.ability)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the list; an address or a choice that no page of ours made leads to the whole list."""
        try:
            return super().changelist_view(request, *args, **kwargs)  # type: ignore[misc]
        except (ValueError, OverflowError, DataError):
            if request.method != "POST" and not request.META.get("QUERY_STRING"):
                raise
            return HttpResponseRedirect(request.path)

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
