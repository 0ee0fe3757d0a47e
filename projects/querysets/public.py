"""What others ask about public projects."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from accounts.permissions import Scope
from projects.querysets.fact_rows import model

if TYPE_CHECKING:
    from accounts.models import User

OPENING = ("invest", "adjust")
"""Decisions after which annual capital may be given (law.md D10)."""


def may_take_annual_capital(project_id: int, on: date) -> bool:
    """Whether a decision to invest, or one adjusting it, stood on that day (law.md D10)."""
    return not without_decision([project_id], on)


def without_decision(project_ids: Collection[int], on: date) -> set[int]:
    """Of these projects the ones that may not take annual capital on that day, in one query."""
    decided = model("InvestmentDecision").objects.filter(
        project_id__in=project_ids, kind__in=OPENING, issued_date__lte=on
    )
    return set(project_ids) - set(decided.order_by().values_list("project_id", flat=True))


def sees_money(user: User, owner_id: int) -> bool:
    """Whether a person may see what a project of this owner is given and paid.

    Province: always. Others: of their own agencies' projects; who follows a project, or has it in
    the commune, sees the project and not its money.
    """
    return user.scope == Scope.PROVINCE or owner_id in own_agencies(user)


def own_agencies(user: User) -> frozenset[int]:
    """The agencies whose public projects are a person's own, with those he or she stands in for."""
    return frozenset(pk for person in user.persons for pk in person.reach.agencies)


def owns_any(user: User) -> bool:
    """Whether a person's own agencies own a public project."""
    owned = model("PublicProject").objects.filter(owner_id__in=own_agencies(user))
    return bool(owned.exists())
