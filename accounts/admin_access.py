"""Ties Django's admin to our abilities, so that there is no second list of who may do what."""

from typing import Any

from django.http import HttpRequest

from accounts.roles import Ability


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
