"""Random facts of money, term, contact, site and reports as the rows they would be read from."""

from __future__ import annotations

from typing import Any

from projects.models import Deposit, Filing, Project
from projects.rules.facts import ProjectFacts
from tests.factories import (
    ClearanceCounted,
    ContactMissed,
    ContributionFactory,
    DepositPaid,
    FilingSubmitted,
    InstrumentFactory,
    OutcomeReleased,
    SiteLossFactory,
)


def columns(facts: ProjectFacts) -> dict[str, Any]:
    """The columns of the project itself."""
    security, term = facts.security, facts.term
    return {
        "deposit_duty": security.duty,
        "deposit_base_vnd": security.base_vnd,
        "deposit_agreed_vnd": security.agreed_vnd,
        "deposit_due_date": security.due,
        "deposit_reduction_percent": security.reduction_percent,
        "deposit_reduction_basis": "Địa bàn ưu đãi" if security.reduction_percent else "",
        "term_years": term.years,
        "term_start_date": term.start,
        "term_start_event": term.event,
    }


def write(project: Project, facts: ProjectFacts) -> None:
    """The rows of the project, in the order of the facts."""
    _money(project, facts)
    for tried in facts.contacts:
        ContactMissed(project=project, date=tried.day, channel=tried.channel, reached=tried.reached)
    for loss in facts.site_losses:
        SiteLossFactory(project=project, lost_date=loss.lost, relocation_filed_date=loss.filed)
    for count in facts.clearance:
        ClearanceCounted(
            project=project,
            as_of_date=count.day,
            users_total=count.users_total,
            users_agreed=count.users_agreed,
            area_total_m2=count.area_total,
            area_agreed_m2=count.area_agreed,
            by_agreement=count.by_agreement,
            agreement_deadline=count.deadline,
        )
    for filing in facts.filings:
        FilingSubmitted(
            project=project,
            kind=Filing.Kind(filing.kind),
            cycle=filing.cycle,
            submitted_date=filing.submitted,
            accepted_date=filing.accepted,
            returned_date=filing.returned,
            remarks="Thiếu số liệu" if filing.returned else "",
        )


def _money(project: Project, facts: ProjectFacts) -> None:
    if facts.security.land_decided:
        InstrumentFactory(
            project=project, kind="land_lease", issued_date=facts.security.land_decided
        )
    for held in facts.security.deposits:
        row = DepositPaid(
            project=project,
            kind=Deposit.Kind.GUARANTEE if held.valid_until else Deposit.Kind.DEPOSIT,
            amount_vnd=held.amount_vnd,
            document_number=held.reference,
            paid_date=held.paid,
            valid_until=held.valid_until,
        )
        for outcome in held.outcomes:
            OutcomeReleased(
                deposit=row,
                kind="forfeited" if outcome.forfeited else "released",
                amount_vnd=outcome.amount_vnd,
                date=outcome.day,
            )
    for brought in facts.contributions:
        ContributionFactory(project=project, date=brought.day, amount_vnd=brought.amount_vnd)
