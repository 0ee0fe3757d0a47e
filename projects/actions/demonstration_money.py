"""The demonstration's deposits, capital, contacts, sites, reports and requests for time."""

from __future__ import annotations

from collections.abc import Sequence

from projects.demo.shapes import Acts, ProjectRow
from projects.models import (
    Contact,
    Contribution,
    Deposit,
    ExtensionRequest,
    Filing,
    Project,
    ScheduleItem,
    SiteLoss,
)


def write_money(*, pairs: Sequence[tuple[Project, ProjectRow]]) -> None:
    """Write these facts of saved projects, a table at a time."""
    told = [(project, row.acts) for project, row in pairs]
    Deposit.objects.bulk_create(
        Deposit(
            project=project,
            kind=row.kind,
            amount_vnd=row.amount_vnd,
            document_number=row.document_number,
            paid_date=row.paid,
            valid_until=row.valid_until,
        )
        for project, acts in told
        for row in acts.deposits
    )
    Contribution.objects.bulk_create(
        Contribution(project=project, date=row.on, amount_vnd=row.amount_vnd, evidence=row.evidence)
        for project, acts in told
        for row in acts.contributions
    )
    Contact.objects.bulk_create(
        Contact(
            project=project,
            date=row.on,
            channel=row.channel,
            reached=row.reached,
            document_number=row.document_number,
            note=row.note,
        )
        for project, acts in told
        for row in acts.contacts
    )
    _write_sites(told)
    _write_filings(told)


def write_requests(project: Project, acts: Acts, items: Sequence[ScheduleItem]) -> None:
    """Write what the investor asked for of this project's saved milestones."""
    ExtensionRequest.objects.bulk_create(
        ExtensionRequest(
            project=project,
            schedule_item=items[row.item],
            filed_date=row.filed,
            asked_date=row.asked,
            reason=row.reason,
            document_number=row.document_number,
            asking_investor=project.investor,
        )
        for row in acts.requests
    )


def _write_sites(told: Sequence[tuple[Project, Acts]]) -> None:
    SiteLoss.objects.bulk_create(
        SiteLoss(
            project=project,
            lost_date=row.lost,
            document_number=row.document_number,
            reason=row.reason,
        )
        for project, acts in told
        for row in acts.site_losses
    )


def _write_filings(told: Sequence[tuple[Project, Acts]]) -> None:
    Filing.objects.bulk_create(
        Filing(
            project=project,
            kind=row.kind,
            cycle=row.cycle,
            submitted_date=row.submitted,
            accepted_date=row.accepted,
            returned_date=row.returned,
            remarks=row.remarks,
        )
        for project, acts in told
        for row in acts.filings
    )
