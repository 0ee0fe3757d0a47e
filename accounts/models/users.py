"""One account, one person (R-9.12)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.agencies import Agency
from accounts.permissions import ROLE_PERMISSIONS, ROLE_SCOPE, Permission, Role, Scope


class UserManager(DjangoUserManager["User"]):
    """Accounts."""

    use_in_migrations = False

    def create_superuser(self, username: str, *args: Any, **fields: Any) -> User:
        """The first account of an installation: it opens all others, so it keeps the system."""
        return super().create_superuser(username, *args, **{"role": Role.ADMINISTRATOR} | fields)


class User(AbstractUser):
    """A person who signs in, with the one role in which he or she acts."""

    display_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.INVESTOR)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = _("Account")  # type: ignore[assignment]
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known",
                condition=Q(role__in=[role.value for role in Role]),
                violation_error_message=_("Choose a role."),
            ),
            models.CheckConstraint(
                name="user_of_the_state_has_an_agency",
                condition=Q(role="investor") | Q(role="administrator") | Q(agency__isnull=False),
                violation_error_message=_("Choose the agency this person works for."),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def permissions(self) -> frozenset[Permission]:
        """The rights of this person's role."""
        return ROLE_PERMISSIONS[self.role]

    @property
    def scope(self) -> Scope:
        """How far this person sees."""
        return ROLE_SCOPE[self.role]

    def can(self, permission: Permission) -> bool:
        """Whether this person holds the right."""
        return self.is_active and permission in self.permissions
