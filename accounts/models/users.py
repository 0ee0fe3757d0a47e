"""One account, one person (R-9.12)."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.agencies import Agency
from accounts.models.reach import Reach, reach_of
from accounts.permissions import (
    ROLE_PERMISSIONS,
    ROLE_SCOPE,
    Permission,
    Role,
    Scope,
    may_stand_in,
)

if TYPE_CHECKING:
    from accounts.models.invitations import Deputyship


class UserManager(DjangoUserManager["User"]):
    """Accounts."""

    use_in_migrations = False

    def create_superuser(self, username: str, *args: Any, **fields: Any) -> User:
        """The first account of an installation: it opens all others, so it keeps the system."""
        return super().create_superuser(username, *args, **{"role": Role.ADMINISTRATOR} | fields)


class User(AbstractUser):
    """A person who signs in, with the one role in which he or she acts.

    While somebody is absent, the deputy also has that person's role and sees what that person
    sees. Only a request knows the day, so it tells the person behind it through `today`; anywhere
    else a person acts for nobody.
    """

    today: date | None = None

    display_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    # In what language the portal writes to this person; pages follow the reader's own choice.
    language = models.CharField(max_length=2, default="vi")
    # A code by e-mail at each sign-in, for those without an authenticator app.
    code_by_email = models.BooleanField(default=False)
    role = models.CharField(max_length=20, choices=Role, default=Role.INVESTOR)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )

    objects: ClassVar[UserManager] = UserManager()

    withheld: frozenset[Permission] = frozenset()
    """Rights that do not hold in what is looked at; see `without`."""

    class Meta(AbstractUser.Meta):
        verbose_name = verbose_name_plural = _("Account")  # type: ignore[assignment]
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known",
                condition=Q(role__in=[role.value for role in Role]),
                violation_error_message=_("Choose a role."),
            ),
            models.CheckConstraint(
                name="user_language_is_known",
                condition=Q(language__in=["vi", "en"]),
                violation_error_message=_("Choose one of the listed values."),
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
        """The rights of this person's role, and of those he or she stands in for.

        Keeping the system is never passed on, and neither is what an absent person holds as the
        deputy of another.
        """
        held = ROLE_PERMISSIONS[self.role]
        for absent in self.acting_for:
            held |= ROLE_PERMISSIONS[absent.role] - {Permission.MANAGE_SYSTEM}
        return held - self.withheld

    @property
    def scope(self) -> Scope:
        """How far this person sees; a deputy sees as far as those he or she stands in for.

        Beneath the province that is a sum: ask `persons` for each.
        """
        return ROLE_SCOPE[self.role]

    @cached_property
    def deputyships(self) -> tuple[Deputyship, ...]:
        """The periods of absence in which this person stands in today, the earliest end first.

        One whose people no longer go together, because a role changed meanwhile, counts for nothing.
        """
        if self.today is None or self.role == Role.INVESTOR:
            return ()
        running = self.acts_for.filter(from_date__lte=self.today, to_date__gte=self.today)
        rows = running.select_related("absent__agency").order_by("to_date", "pk")
        return tuple(row for row in rows if may_stand_in(self.role, row.absent.role))

    @property
    def acting_for(self) -> tuple[User, ...]:
        """The absent people this person stands in for today."""
        return tuple(each.absent for each in self.deputyships)

    @property
    def persons(self) -> tuple[User, ...]:
        """This person and those he or she stands in for today."""
        return (self, *self.acting_for)

    def without(self, permissions: frozenset[Permission]) -> User:
        """The same person without these rights, for a subject in which they do not hold."""
        found = copy(self)
        found.withheld = self.withheld | permissions
        found.__dict__.pop("worked_out", None)
        return found

    def can(self, permission: Permission) -> bool:
        """Whether this person holds the right."""
        return self.is_active and permission in self.permissions

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What rooms worked out about this person, by their names for it; for one request."""
        return {}

    @cached_property
    def reach(self) -> Reach:
        """What this person's agency answers for today, asked once for each request."""
        return reach_of(self.agency)
