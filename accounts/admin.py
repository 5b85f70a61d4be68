"""People and their roles, for an admin. Their last sign-in is a day, and is not shown."""

from functools import wraps
from typing import Any, ClassVar

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from accounts.admin_access import AbilityAdmin, AbilityPages
from accounts.decorators import View, keeps_typed
from accounts.models import RoleGrant, User
from accounts.roles import Ability


class RoleGrantInline(AbilityAdmin, admin.TabularInline):
    """The roles, beside the person."""

    ability = Ability.ADMINISTER
    model = RoleGrant
    extra = 1


class NewPersonForm(AdminUserCreationForm):
    """A new person is an address, a name and a password."""

    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: ClassVar[dict[str, type]] = {}


@admin.register(User)
class PersonAdmin(AbilityPages, UserAdmin):
    """Accounts without user names."""

    ability = Ability.ADMINISTER
    add_form = NewPersonForm
    inlines: ClassVar = [RoleGrantInline]
    ordering = ("email",)
    list_display = ("email", "name", "is_active")
    list_filter = ("grants__role", "is_active")
    search_fields = ("email", "name")
    filter_horizontal = ()
    readonly_fields = ("joined_on",)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Access"), {"fields": ("is_active", "is_superuser", "joined_on")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)


_admin_view = admin.site.admin_view


def _admin_view_that_keeps_typed(view: View, cacheable: bool = False) -> View:
    behind_the_door = _admin_view(view, cacheable)

    @wraps(behind_the_door)
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and request.user.is_authenticated and not admin.site.has_permission(request):
            raise PermissionDenied  # Django would ask somebody to sign in who is
        return behind_the_door(request, *args, **kwargs)

    return keeps_typed(gate)


# One door: the site's own sign-in page, which counts the tries, and what was typed is not lost before it.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.admin_view = _admin_view_that_keeps_typed  # type: ignore[method-assign, assignment]
