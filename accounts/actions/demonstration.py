"""Write the invented places, agencies and accounts of the demonstration province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.actions.places import find_or_create_agencies
from accounts.demo import (
    DEMO_ACCOUNTS,
    DEMO_PASSWORD,
    Account,
    Province,
    Succession,
    UnitFact,
    provincial_agencies,
)
from accounts.models import (
    AdministrativeUnit,
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
    User,
)
from accounts.permissions import ROLE_SCOPE, Role, Scope
from vn.text import search_text, sort_key


@dataclass(frozen=True, slots=True)
class Places:
    """What was written, by code."""

    units: dict[str, AdministrativeUnit]
    agencies: dict[str, Agency]


@transaction.atomic
def load_province(*, province: Province) -> Places:
    """Write units, agencies and their successions; IntegrityError when a code is taken."""
    units = _write_units(province.units)
    agencies = find_or_create_agencies(facts=province.agencies, units=units)
    AdministrativeUnitSuccession.objects.bulk_create(
        AdministrativeUnitSuccession(
            old=units[row.old],
            new=units[row.new],
            share=row.share,
            effective_date=row.effective_date,
            legal_reference=row.legal_reference,
        )
        for row in province.unit_successions
    )
    AgencySuccession.objects.bulk_create(
        _agency_succession(row, agencies) for row in province.agency_successions
    )
    return Places(units, agencies)


@transaction.atomic
def create_accounts(
    *, accounts: Sequence[Account], agencies: dict[str, Agency], password: str
) -> dict[str, User]:
    """Create the accounts that do not exist yet, all with the same password.

    Only for an installation that nobody else can reach (DEMO=1). An account whose agency is not
    among `agencies` is left out. Returns them by user name, also those that existed.
    """
    names = [account.username for account in accounts]
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    # One public password needs no salt of its own for each of them, and hashing it is slow.
    hashed = make_password(password)
    User.objects.bulk_create(
        _user(account, agencies.get(account.agency), hashed)
        for account in accounts
        if account.username not in known and (not account.agency or account.agency in agencies)
    )
    return User.objects.in_bulk(names, field_name="username")


@transaction.atomic
def open_accounts() -> dict[str, User]:
    """The demonstration accounts that act for the whole province, on an instance of real rows.

    Those of a commune, a sector, an owner or an investor need invented rows and are left out.
    """
    agencies = find_or_create_agencies(facts=provincial_agencies(), units={})
    accounts = [account for account in DEMO_ACCOUNTS if ROLE_SCOPE[account.role] == Scope.PROVINCE]
    return create_accounts(accounts=accounts, agencies=agencies, password=DEMO_PASSWORD)


def _write_units(facts: Sequence[UnitFact]) -> dict[str, AdministrativeUnit]:
    units: dict[str, AdministrativeUnit] = {}
    for top in (True, False):
        rows = [_unit(fact, units) for fact in facts if (not fact.parent) is top]
        AdministrativeUnit.objects.bulk_create(rows)
        units |= {row.code: row for row in rows}
    return units


def _unit(fact: UnitFact, units: dict[str, AdministrativeUnit]) -> AdministrativeUnit:
    return AdministrativeUnit(
        code=fact.code,
        name=fact.name,
        level=fact.level,
        parent=units.get(fact.parent),
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        search_text=search_text(fact.name),
        sort_key=sort_key(fact.name),
    )


def _agency_succession(row: Succession, agencies: dict[str, Agency]) -> AgencySuccession:
    return AgencySuccession(
        old=agencies[row.old],
        new=agencies[row.new],
        effective_date=row.effective_date,
        legal_reference=row.legal_reference,
    )


def _user(account: Account, agency: Agency | None, hashed: str) -> User:
    return User(
        username=account.username,
        email=f"{account.username}@minhhoa.invalid",
        password=hashed,
        display_name=account.display_name,
        position=account.position,
        role=account.role,
        agency=agency,
        is_staff=account.role == Role.ADMINISTRATOR,
    )
