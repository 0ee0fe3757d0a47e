"""The people page: states of accounts, conditions, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Max, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.belongings import handed_over
from accounts.models import Agency, User
from accounts.permissions import Role
from vn.text import fold, sort_key

ACTIVE, INVITED, EXPIRED, CLOSED = "hoat-dong", "da-moi", "het-han", "da-dong"
CLOSING, LEFT_BEHIND = "sap-dong", "con-ho-so"
STATES: dict[str, Promise] = {
    ACTIVE: _("Active"),
    INVITED: _("Invited"),
    EXPIRED: _("Without a valid invitation"),
    CLOSED: _("Closed account"),
}
MARKS = {ACTIVE: "ok", INVITED: "new", EXPIRED: "warn", CLOSED: ""}
WARNED_BEFORE = timedelta(days=7)
"""So long before the night that closes an idle account, the list says so."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the list shows it. `closes_on`: the night that closes it unless it is used."""

    account: User
    state: str
    expires_at: datetime | None
    closes_on: date | None
    charge: int = 0

    @property
    def words(self) -> Promise:
        return STATES[self.state]

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def last_login(self) -> datetime | None:
        moment: datetime | None = self.account.last_login
        return moment


def people(accounts: QuerySet[User], *, at: datetime) -> list[Person]:
    """These accounts with their states and what is in their charge, by name."""
    still_open = Q(invitations__used_at__isnull=True, invitations__withdrawn_at__isnull=True)
    rows = list(
        accounts.select_related("agency").annotate(
            invitation_until=Max("invitations__expires_at", filter=still_open)
        )
    )
    charge = _charge([row.pk for row in rows])
    found = [_person(row, at, charge.get(row.pk, 0)) for row in rows]
    return sorted(found, key=lambda each: (sort_key(str(each.account)), each.account.pk))


def _charge(ids: Sequence[int]) -> Mapping[int, int]:
    """How many things each of these people would hand over."""
    total: Counter[int] = Counter()
    for kind in handed_over():
        total += Counter(kind.count(ids))
    return total


def _person(account: Any, at: datetime, charge: int) -> Person:
    expires: datetime | None = account.invitation_until
    state, closes = ACTIVE, None
    if not account.is_active:
        state = CLOSED
    elif account.password.startswith(UNUSABLE_PASSWORD_PREFIX):
        state = INVITED if expires and expires > at else EXPIRED
    elif settings.ACCOUNT_IDLE_DAYS:
        last = account.last_login or account.date_joined
        ends = last + timedelta(days=settings.ACCOUNT_IDLE_DAYS)
        closes = timezone.localtime(ends).date() if ends - at < WARNED_BEFORE else None
    return Person(account, state, expires, closes, charge)


class PeopleFilter(forms.Form):
    """Conditions of the list, as the address has them."""

    q = forms.CharField(label=_("Name, user name, e-mail"), required=False, max_length=200)
    vai_tro = forms.ChoiceField(label=_("Role"), required=False)
    co_quan = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Agency"), required=False, empty_label=_("All")
    )
    trang_thai = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, label_suffix="")
        self.fields["vai_tro"].choices = [("", _("All")), *Role.choices]  # type: ignore[attr-defined]
        views = {CLOSING: _("About to be closed"), LEFT_BEHIND: _("Closed, with projects left")}
        self.fields["trang_thai"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *(STATES | views).items(),
        ]
        self.fields["co_quan"].queryset = Agency.objects.filter(  # type: ignore[attr-defined]
            users__isnull=False
        ).distinct()

    def narrowed(self, found: Sequence[Person]) -> list[Person]:
        """Those who meet every condition that could be read."""
        self.is_valid()
        said = self.cleaned_data
        words = fold(said.get("q") or "").split()
        return [
            each
            for each in found
            if _in_state(each, said.get("trang_thai") or "")
            and said.get("vai_tro") in (None, "", each.account.role)
            and (not said.get("co_quan") or said["co_quan"].pk == each.account.agency_id)
            and all(word in _searched(each.account) for word in words)
        ]

    def active(self) -> list[tuple[str, str]]:
        """(parameter, words) of each condition that is on; call after `narrowed`."""
        found = []
        for name, value in self.cleaned_data.items():
            if value:
                field = self.fields[name]
                known = dict(getattr(field, "choices", ())) if name != "co_quan" else {}
                found.append((name, f"{field.label}: {known.get(value, value)}"))
        return found


def _searched(account: User) -> str:
    return fold(f"{account.username} {account.display_name} {account.email} {account.position}")


def _in_state(person: Person, state: str) -> bool:
    if state == CLOSING:
        return person.closes_on is not None
    if state == LEFT_BEHIND:
        return person.state == CLOSED and person.charge > 0
    return state in ("", person.state)


@dataclass(frozen=True, slots=True)
class View:
    """A ready-made filter above the list."""

    label: str
    url: str
    count: int
    current: bool
    alarming: bool = False


def views(found: Sequence[Person], now: Mapping[str, str]) -> list[View]:
    """People by state with their counts; the last two ask for a decision."""
    path = reverse("accounts:people")
    ready = [
        (gettext("All"), "", False),
        *((str(words), state, False) for state, words in STATES.items()),
        (gettext("About to be closed"), CLOSING, True),
        (gettext("Closed, with projects left"), LEFT_BEHIND, True),
    ]
    drawn = []
    for label, state, alarming in ready:
        count = sum(_in_state(each, state) for each in found)
        query = {"trang_thai": state} if state else {}
        url = f"{path}?trang_thai={state}" if state else path
        drawn.append(View(label, url, count, now == query, alarming and count > 0))
    return drawn
