"""The people who sign in: staff, and readers where reading asks for it. Authors of stories are not here."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import ADMIN_ABILITIES, Ability, Role, abilities_of


def today() -> date:
    """Return the local date; accounts keep days, never times."""
    return timezone.localdate()


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, *, roles: tuple[str, ...] = (), **fields: Any
    ) -> User:
        """Save and return a new person with these roles.

        Raises ValueError without an address, IntegrityError when the address is taken.
        """
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Save and return somebody who may do everything the admin role may, for `manage.py createsuperuser`."""
        fields.update(is_superuser=True)
        return self.create_user(email, password, roles=(Role.ADMIN,), **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the person with this address, whatever its capitals. Raises User.DoesNotExist."""
        return self.get(email__iexact=username or "")


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account: an address, a name that colleagues on the desk see, and roles."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name shown to colleagues on the desk"), max_length=80, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_on = models.DateField(_("joined on"), default=today, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles granted to this person; read once a request."""
        return frozenset(self.grants.values_list("role", flat=True))

    @cached_property
    def abilities(self) -> frozenset[str]:
        """Everything this person may do here."""
        return abilities_of(self.roles) if self.is_active else frozenset()

    @property
    def is_staff(self) -> bool:
        """Whether the admin opens for this person: it does for those whose work is done there."""
        return bool(self.abilities & ADMIN_ABILITIES)

    def may(self, ability: Ability | str) -> bool:
        """Say whether this person may do that one thing."""
        return ability in self.abilities


class RoleGrant(models.Model):
    """One role of one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role"], name="accounts_one_grant_a_role"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="accounts_role_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
