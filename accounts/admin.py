"""People and their roles, for an admin. Their last sign-in is a day, and is not shown."""

from typing import ClassVar

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from accounts.admin_access import AbilityAdmin
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
class PersonAdmin(AbilityAdmin, UserAdmin):
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


# One door: the site's own sign-in page, which counts the tries.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
