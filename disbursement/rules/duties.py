"""All obligations of public investment, from facts, the law and the day (law.md §2.4)."""

from __future__ import annotations

from deadlines.rules.computed import Computed
from disbursement.rules.duty_balances import BALANCE
from disbursement.rules.duty_facts import PublicFacts, Told
from disbursement.rules.duty_owners import OWNER
from disbursement.rules.duty_spare import SPARE, spare
from disbursement.rules.duty_spending import CONTRACT, PROJECT, advances, overpaid, settlement
from disbursement.rules.duty_windows import LINE, carried_over, windows

OWNED_KINDS = (LINE, PROJECT, CONTRACT)
"""Subjects of a project that its owner may know of."""

STAFF_KINDS = (SPARE,)
"""Subjects of a project that only the province's staff are told of."""

__all__ = ["BALANCE", "OWNED_KINDS", "OWNER", "STAFF_KINDS", "of_project", "spare_of_project"]


def of_project(facts: PublicFacts, told: Told) -> tuple[Computed, ...]:
    """D1, D2, D3, D7 and D8 of one public project, ordered by their key."""
    found = (
        *windows(facts, told),
        *carried_over(facts, told),
        *overpaid(facts, told),
        *advances(facts, told),
        *settlement(facts, told),
    )
    return tuple(sorted(found, key=lambda computed: computed.key))


def spare_of_project(facts: PublicFacts, told: Told) -> tuple[Computed, ...]:
    """D9 of one public project."""
    return tuple(spare(facts, told))
