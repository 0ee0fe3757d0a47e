"""Public investment as the deadlines know it: four kinds of owners of subjects."""

from __future__ import annotations

from deadlines.registry import Owner, compare_sums, register
from disbursement import providing, subjects
from disbursement.querysets.duties import public_ids
from disbursement.querysets.duties_owners import owner_ids
from disbursement.querysets.ledger import drifts
from disbursement.rules.duties import BALANCE, OWNED_KINDS, OWNER, STAFF_KINDS


def register_duties() -> None:
    """Register what is owed of projects, what staff are told of them, owners and sources."""
    register(
        Owner(
            subject_kinds=OWNED_KINDS,
            compute=providing.of_projects,
            ids=public_ids,
            visible_to=providing.owned_by,
            describe=subjects.describe,
            facts=subjects.facts,
        )
    )
    register(
        Owner(
            subject_kinds=STAFF_KINDS,
            compute=providing.computed_with_the_others,
            ids=public_ids,
            visible_to=providing.for_staff,
            describe=subjects.describe,
            facts=subjects.facts,
        )
    )
    register(
        Owner(
            subject_kinds=(OWNER,),
            compute=providing.of_owners,
            ids=owner_ids,
            visible_to=providing.owners_visible,
            describe=subjects.describe_owners,
            facts=subjects.facts_of_owner,
            find=providing.find_owners,
            by_subject=True,
        )
    )
    register(
        Owner(
            subject_kinds=(BALANCE,),
            compute=providing.of_balances,
            ids=providing.balance_ids,
            visible_to=providing.balances_visible,
            describe=subjects.describe_balances,
            facts=subjects.facts_of_balance,
            find=providing.find_balances,
            by_subject=True,
        )
    )
    compare_sums(lambda: [str(found) for found in drifts()])
