"""The rows that facts of money, term, contact, site and reports are read from.

A table is asked only about the projects whose rules can use it, so that a registry without such
facts asks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from projects.querysets.fact_rows import Row, Rows, grouped, model
from projects.rules.facts_money import (
    ContactFacts,
    ContributionFacts,
    DepositDuty,
    DepositFacts,
    FilingFacts,
    OutcomeFacts,
    SecurityFacts,
    SiteLossFacts,
    TermFacts,
)
from vn.dates import Precision, last_day

PROJECT = (
    "deposit_duty",
    "deposit_base_vnd",
    "deposit_agreed_vnd",
    "deposit_reduction_percent",
    "deposit_due_date",
    "term_years",
    "term_start_date",
    "term_start_event",
)
"""The project's own columns these facts rest on."""

_DEPOSIT = ("id", "amount_vnd", "paid_date", "valid_until", "document_number")
_CONTRIBUTION = ("id", "date", "amount_vnd")
_CONTACT = ("id", "date", "channel", "reached")
_SITE_LOSS = ("id", "lost_date", "relocation_filed_date", "document_number")
_FILING = (
    "id",
    "kind",
    "cycle",
    "submitted_date",
    "accepted_date",
    "returned_date",
    "document_number",
)
_LAND_DECISIONS = ("land_allocation", "land_lease")


@dataclass(frozen=True, slots=True)
class MoneyRows:
    """The rows of a chunk of projects."""

    deposits: Rows
    outcomes: dict[int, tuple[OutcomeFacts, ...]]
    land_decisions: dict[int, date]
    contributions: Rows
    contacts: Rows
    site_losses: Rows
    filings: Rows

    def of(self, project: Row, tranche_decisions: Iterable[date | None]) -> dict[str, Any]:
        """These facts of one project, as `ProjectFacts` names them."""
        pk = project["id"]
        decided = (self.land_decisions.get(pk), *tranche_decisions)
        return {
            "security": SecurityFacts(
                duty=project["deposit_duty"],
                base_vnd=project["deposit_base_vnd"],
                agreed_vnd=project["deposit_agreed_vnd"],
                reduction_percent=project["deposit_reduction_percent"],
                due=project["deposit_due_date"],
                land_decided=min((day for day in decided if day), default=None),
                deposits=tuple(
                    _deposit(row, self.outcomes.get(row["id"], ()))
                    for row in self.deposits.get(pk, ())
                ),
            ),
            "term": TermFacts(
                years=project["term_years"],
                start=project["term_start_date"],
                event=project["term_start_event"],
            ),
            "contributions": tuple(map(_contribution, self.contributions.get(pk, ()))),
            "contacts": tuple(map(_contact, self.contacts.get(pk, ()))),
            "site_losses": tuple(map(_site_loss, self.site_losses.get(pk, ()))),
            "filings": tuple(map(_filing, self.filings.get(pk, ()))),
        }


def rows_of(projects: Sequence[Row], items: Rows, suspensions: Rows) -> MoneyRows:
    """At most seven queries, whatever the number of projects."""
    ids = [row["id"] for row in projects]
    secured = [row["id"] for row in projects if row["deposit_duty"] == DepositDuty.REQUIRED]
    maybe = [row["id"] for row in projects if row["deposit_duty"] != DepositDuty.EXEMPT]
    paying = [pk for pk, rows in items.items() if any(row["amount_vnd"] for row in rows)]
    deposits = grouped("Deposit", maybe, _DEPOSIT)
    return MoneyRows(
        deposits=deposits,
        outcomes=_outcomes(list(deposits)),
        land_decisions=_land_decisions(secured),
        contributions=grouped("Contribution", paying, _CONTRIBUTION),
        contacts=grouped("Contact", list(suspensions), _CONTACT),
        site_losses=grouped("SiteLoss", ids, _SITE_LOSS),
        filings=grouped("Filing", ids, _FILING),
    )


def _land_decisions(project_ids: Sequence[int]) -> dict[int, date]:
    """The first decision to allocate or lease land, by project; a partial day ends its period."""
    found: dict[int, date] = {}
    rows = (
        model("Instrument")
        .objects.filter(project_id__in=project_ids, kind__in=_LAND_DECISIONS)
        .exclude(issued_date=None)
        .values_list("project_id", "issued_date", "issued_precision")
    )
    for pk, issued, precision in rows:
        day = last_day(issued, Precision(precision))
        found[pk] = min(day, found.get(pk, day))
    return found


def _outcomes(project_ids: Sequence[int]) -> dict[int, tuple[OutcomeFacts, ...]]:
    """What became of the deposits of these projects, by deposit."""
    found: dict[int, list[OutcomeFacts]] = defaultdict(list)
    rows = model("DepositOutcome").objects.filter(
        deposit__project_id__in=project_ids, date__isnull=False
    )
    columns = ("deposit_id", "date", "amount_vnd", "kind")
    for pk, day, amount_vnd, kind in rows.order_by("date", "pk").values_list(*columns):
        told = OutcomeFacts(day=day, amount_vnd=amount_vnd, forfeited=kind == "forfeited")
        found[pk].append(told)
    return {pk: tuple(told) for pk, told in found.items()}


def _deposit(row: Row, outcomes: tuple[OutcomeFacts, ...]) -> DepositFacts:
    return DepositFacts(
        id=row["id"],
        amount_vnd=row["amount_vnd"],
        paid=row["paid_date"],
        valid_until=row["valid_until"],
        outcomes=outcomes,
        reference=row["document_number"],
    )


def _contribution(row: Row) -> ContributionFacts:
    return ContributionFacts(id=row["id"], day=row["date"], amount_vnd=row["amount_vnd"])


def _contact(row: Row) -> ContactFacts:
    return ContactFacts(
        id=row["id"], day=row["date"], channel=row["channel"], reached=row["reached"]
    )


def _site_loss(row: Row) -> SiteLossFacts:
    return SiteLossFacts(
        id=row["id"],
        lost=row["lost_date"],
        filed=row["relocation_filed_date"],
        reference=row["document_number"],
    )


def _filing(row: Row) -> FilingFacts:
    return FilingFacts(
        id=row["id"],
        kind=row["kind"],
        cycle=row["cycle"],
        submitted=row["submitted_date"],
        accepted=row["accepted_date"],
        returned=row["returned_date"],
        reference=row["document_number"],
    )
