"""The facts that deadlines of money, term, contact, site and reports rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from deadlines import wording
from projects.models import (
    ClearanceCount,
    Deposit,
    DepositOutcome,
    Filing,
    Instrument,
    Project,
    SiteLoss,
)
from projects.wording import cycle_text, partial
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import group

_Part = tuple[str, str, str, str]
_Rows = Iterator[tuple[Any, _Part]]
_FILINGS_SHOWN = 8
_COUNTS_SHOWN = 4
_APPROVALS = (Instrument.Kind.POLICY_APPROVAL, Instrument.Kind.REGISTRATION_CERTIFICATE)
_LAND_DECISIONS = (Instrument.Kind.LAND_ALLOCATION, Instrument.Kind.LAND_LEASE)


@dataclass(frozen=True, slots=True)
class Untraced:
    """A fact of the project's own columns: who entered it is in the history, not on the row."""

    recorded_by_id: int | None = None
    recorded_at: datetime | None = None


def _of_security(project_id: int) -> _Rows:
    """What must secure the project, and what does (I7)."""
    project = Project.objects.get(pk=project_id)
    here = _page(project.code, "#tien")
    agreed, base = project.deposit_agreed_vnd, project.deposit_base_vnd
    due = _day(project.deposit_due_date)
    yield Untraced(), (gettext("Deposit set by the agreement"), _dong(agreed), "", here)
    yield Untraced(), (gettext("Capital the deposit is reckoned from"), _dong(base), "", here)
    if project.deposit_reduction_percent is not None:
        off = gettext("%(n)s%% off") % {"n": project.deposit_reduction_percent}
        basis = project.deposit_reduction_basis
        yield Untraced(), (gettext("Reduction of the deposit"), off, basis, here)
    yield Untraced(), (gettext("Last day set by the deposit agreement"), due, "", here)
    for act in project.instruments.filter(kind__in=_LAND_DECISIONS):
        issued = partial(act.issued_date, act.issued_precision)
        there = _page(project.code, f"#vb-{act.pk}")
        yield act, (str(act.get_kind_display()), issued, act.number, there)
    for held in project.deposits.prefetch_related("outcomes"):
        yield held, _of_deposit(held, project.code)


def _of_term(project_id: int) -> _Rows:
    """How long the project may operate, and from which day (I9)."""
    project = Project.objects.get(pk=project_id)
    here = _page(project.code, "#tien")
    years = gettext("%(n)s years") % {"n": project.term_years} if project.term_years else ""
    event = str(project.get_term_start_event_display())
    start = _day(project.term_start_date)
    yield Untraced(), (gettext("Operating term"), years, "", here)
    yield Untraced(), (gettext("First day of the operating term"), start, event, here)


def _of_reports(project_id: int) -> _Rows:
    """The first approval or certificate, and the last reports handed in (R1 to R3)."""
    project = Project.objects.get(pk=project_id)
    for act in project.instruments.filter(kind__in=_APPROVALS):
        issued = partial(act.issued_date, act.issued_precision)
        there = _page(project.code, f"#vb-{act.pk}")
        yield act, (str(act.get_kind_display()), issued, act.number, there)
    for filing in project.filings.all()[:_FILINGS_SHOWN]:
        yield filing, _of_filing(filing, project.code)


def of_deposit(subject_id: int) -> _Rows:
    """A deposit or guarantee, then the others of its project."""
    row = Deposit.objects.select_related("project").get(pk=subject_id)
    yield row, _of_deposit(row, row.project.code)
    for other in row.project.deposits.exclude(pk=row.pk).prefetch_related("outcomes"):
        yield other, _of_deposit(other, row.project.code)


def of_site_loss(subject_id: int) -> _Rows:
    """The loss of a site and the application to move."""
    row = SiteLoss.objects.select_related("project").get(pk=subject_id)
    here = _page(row.project.code, f"#mdd-{row.pk}")
    lost, filed = _day(row.lost_date), _day(row.relocation_filed_date)
    yield row, (gettext("Day the site was lost"), lost, row.document_number, here)
    yield row, (gettext("Change of site applied for on"), filed, row.relocation_document, here)


def of_filing(subject_id: int) -> _Rows:
    """A report handed in."""
    row = Filing.objects.select_related("project").get(pk=subject_id)
    yield row, _of_filing(row, row.project.code)


def of_capital(project: Project) -> _Rows:
    """What was brought in."""
    for row in project.contributions.all():
        words = gettext("Capital brought in on %(day)s") % {"day": day_text(row.date)}
        here = _page(project.code, f"#gv-{row.pk}")
        yield row, (words, _dong(row.amount_vnd), row.evidence, here)


def of_contacts(project: Project) -> _Rows:
    """Whom the agency sought, how, and whether he was reached."""
    for row in project.contacts.all():
        words = gettext("Contact on %(day)s") % {"day": day_text(row.date)}
        outcome = gettext("reached") if row.reached else gettext("not reached")
        said = f"{row.get_channel_display()}: {outcome}"
        yield row, (words, said, row.document_number, _page(project.code, f"#lh-{row.pk}"))


def _of_deposit(row: Deposit, code: str) -> _Part:
    parts = [_dong(row.amount_vnd), day_text(row.paid_date)]
    if row.valid_until:
        parts.append(gettext("valid until %(day)s") % {"day": day_text(row.valid_until)})
    parts += [outcome_text(outcome) for outcome in row.outcomes.all() if outcome.date]
    here = _page(code, f"#kq-{row.pk}")
    return str(row.get_kind_display()), " · ".join(parts), row.document_number, here


def outcome_text(row: DepositOutcome) -> str:
    """What became of a part of a deposit: "giải tỏa 4,5 tỷ đồng ngày 1/8/2026"."""
    said = {
        "kind": wording.lower(str(row.get_kind_display())),
        "amount": gettext("%(amount)s billion VND")
        % {"amount": ty_text(row.amount_vnd, 3, trim=True)},
        "day": day_text(row.date) if row.date else "—",
    }
    return gettext("%(kind)s %(amount)s on %(day)s") % said


def _of_filing(row: Filing, code: str) -> _Part:
    parts = [gettext("handed in on %(day)s") % {"day": day_text(row.submitted_date)}]
    if row.accepted_date:
        parts.append(gettext("report accepted on %(day)s") % {"day": day_text(row.accepted_date)})
    if row.returned_date:
        parts.append(gettext("returned on %(day)s") % {"day": day_text(row.returned_date)})
    words = f"{row.get_kind_display()}, {cycle_text(row.cycle)}"
    return words, " · ".join(parts), row.document_number, _page(code, f"#bc-{row.pk}")


def _page(code: str, anchor: str) -> str:
    return reverse("projects:detail", args=[code]) + anchor


def _day(value: date | None) -> str:
    return day_text(value) if value else ""


def _dong(amount: int | None) -> str:
    return "" if amount is None else gettext("%(n)s đồng") % {"n": group(amount)}


def _of_clearance(project_id: int) -> _Rows:
    """The counts of the whole project, the latest first (C1)."""
    yield from _counts(ClearanceCount.objects.filter(project_id=project_id, tranche=None))


def of_tranche_cleared(tranche_id: int) -> _Rows:
    """The counts of a tranche, the latest first (C1)."""
    yield from _counts(ClearanceCount.objects.filter(tranche_id=tranche_id))


def _counts(rows: QuerySet[ClearanceCount]) -> _Rows:
    for row in rows.select_related("project")[:_COUNTS_SHOWN]:
        said = gettext("users %(users)s of %(all)s, area %(area)s of %(whole)s ha") % {
            "users": "—" if row.users_agreed is None else group(row.users_agreed),
            "all": "—" if row.users_total is None else group(row.users_total),
            "area": ha_text(row.area_agreed_m2) or "—",
            "whole": ha_text(row.area_total_m2) or "—",
        }
        day = gettext("Clearance counted on %(day)s") % {"day": day_text(row.as_of_date)}
        yield row, (day, said, row.source, _page(row.project.code, f"#gpmb-{row.pk}"))


BY_RULE: dict[str, Callable[[int], _Rows]] = {
    "C1": _of_clearance,
    "I7": _of_security,
    "I9": _of_term,
    "R1": _of_reports,
    "R2": _of_reports,
    "R3": _of_reports,
}
"""What a rule about a project as a whole rests on."""
