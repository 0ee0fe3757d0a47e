"""Periodic reports of one project: the periods owed, what was sent, what is on record to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Sum

from deadlines.models import Obligation
from projects.rules.filing_questions import Answers, Known
from vn.dates import PartialDate, Precision, last_day

if TYPE_CHECKING:
    from projects.models import Project

KINDS = ("R1", "R2", "R3")
_OWED_NOT = (Obligation.Clock.VOID, Obligation.Clock.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One period of one report: the duty, what was handed in (latest first), the draft if any."""

    kind: str
    cycle: str
    duty: Obligation | None
    filings: tuple[Any, ...]
    draft: Any | None

    @property
    def due(self) -> date | None:
        """The last day to hand it in."""
        return self.duty.due_date if self.duty else None

    @property
    def opens(self) -> date | None:
        """The day it is announced."""
        if self.duty is None or self.duty.due_date is None or self.duty.rule_version is None:
            return None
        days = int(self.duty.rule_version.parameters.get("opens_days", 0))
        return self.duty.due_date - timedelta(days=days)

    @property
    def live(self) -> Any | None:
        """The one that waits or was accepted."""
        return next((row for row in self.filings if row.returned_date is None), None)

    def is_open(self, on: date) -> bool:
        """Whether it may be written and sent: announced, and nothing waits or is accepted."""
        is_owed = self.duty is not None and self.duty.clock not in _OWED_NOT
        return is_owed and self.live is None and self.opens is not None and self.opens <= on

    def state(self, on: date) -> str:
        """Where it stands, as a key of `filing_wording.STATES`."""
        if self.live is not None:
            return "accepted" if self.live.accepted_date else "sent"
        if not self.filings and not self.is_open(on):
            return "to_come"
        if self.draft is not None:
            return "draft"
        if self.filings:
            return "returned"
        return "late" if self.due and self.due < on else "to_do"


def owed(project: Project) -> list[Owed]:
    """Every period owed or reported, the latest first; three questions."""
    return owed_of([project.pk])[project.pk]


def owed_of(projects: Sequence[int]) -> dict[int, list[Owed]]:
    """The same of each of these projects; three questions for all of them."""
    kept: dict[int, _Kept] = {pk: _Kept() for pk in projects}
    duties = Obligation.objects.filter(
        project_id__in=kept, subject_kind="project", kind__in=KINDS
    ).select_related("rule_version")
    for duty in duties:
        kept[duty.project_id].duties[duty.kind, duty.cycle] = duty
    filings = apps.get_model("projects", "Filing").objects.filter(project_id__in=kept)
    for filing in filings.select_related("sheet").order_by("-submitted_date", "-pk"):
        kept[filing.project_id].filed.setdefault((filing.kind, filing.cycle), []).append(filing)
    drafts = apps.get_model("projects", "FilingSheet").objects.filter(filing=None)
    for draft in drafts.filter(project_id__in=kept):
        kept[draft.project_id].drafts[draft.kind, draft.cycle] = draft
    return {pk: each.periods() for pk, each in kept.items()}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is on record of one project, by kind and cycle."""

    duties: dict[tuple[str, str], Obligation] = field(default_factory=dict)
    filed: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Any] = field(default_factory=dict)

    def periods(self) -> list[Owed]:
        """Each period owed or reported, the latest first."""
        owing = {
            key for key, duty in self.duties.items() if duty.clock not in _OWED_NOT and duty.cycle
        }
        rows = [
            Owed(
                kind=kind,
                cycle=cycle,
                duty=self.duties.get((kind, cycle)),
                filings=tuple(self.filed.get((kind, cycle), ())),
                draft=self.drafts.get((kind, cycle)),
            )
            for kind, cycle in owing | set(self.filed)
        ]
        return sorted(rows, key=lambda row: (end_of(row.cycle), row.kind), reverse=True)


def one_owed(project: Project, kind: str, cycle: str) -> Owed | None:
    """One of them, or None."""
    return next((row for row in owed(project) if (row.kind, row.cycle) == (kind, cycle)), None)


def span_of(cycle: str) -> PartialDate:
    """The quarter of 2026-Q3, the year of 2026."""
    year, _dash, quarter = cycle.partition("-Q")
    if quarter:
        return PartialDate(date(int(year), 3 * int(quarter) - 2, 1), Precision.QUARTER)
    return PartialDate(date(int(year), 1, 1), Precision.YEAR)


def end_of(cycle: str) -> date:
    """The last day of a period."""
    span = span_of(cycle)
    return last_day(span.first, Precision(span.precision))


def last_accepted(project: Project, sheet: Any) -> Any | None:
    """The accepted content of the period before, the same kind first; None without any."""
    rows = project.filing_sheets.exclude(filing=None).filter(filing__accepted_date__isnull=False)
    earlier = [row for row in rows if end_of(row.cycle) < end_of(sheet.cycle)]
    return max(
        earlier,
        key=lambda row: (row.kind == sheet.kind, end_of(row.cycle), row.pk),
        default=None,
    )


def answers_of(sheet: Any) -> Answers:
    """The figures of a sheet."""
    return Answers(**{each.name: getattr(sheet, each.name) for each in fields(Answers)})


def known_of(project: Project, sheet: Any, last: Any | None) -> Known:
    """What a sheet is compared with; two questions."""
    handed = project.tranches.exclude(handover_date=None).aggregate(sum=Sum("handed_area_m2"))
    state = project.operating_state
    return Known(
        last=answers_of(last) if last else None,
        is_next=last is not None and last.kind == sheet.kind and _follows(last.cycle, sheet.cycle),
        registered_vnd=project.registered_capital_vnd,
        brought_vnd=brought(project, end_of(sheet.cycle)),
        handed_m2=handed["sum"],
        operating=None if state == "unknown" else state == "operating",
    )


def brought(project: Project, by: date) -> int:
    """Capital brought in that is on record up to a day, in whole đồng."""
    rows = project.contributions.filter(date__lte=by)
    return int(rows.aggregate(sum=Sum("amount_vnd"))["sum"] or 0)


def in_use(project: Project) -> Decimal | None:
    """Land in use by the registry, in square metres; None where none is."""
    used = project.tranches.exclude(in_use_date=None).aggregate(sum=Sum("handed_area_m2"))["sum"]
    return used if used is None else Decimal(used)


def chain(sheet: Any) -> Sequence[int]:
    """The sheet and those it corrects, by their keys: their photographs belong together."""
    found, row = [], sheet
    while row is not None:
        found.append(row.pk)
        row = row.corrects
    return found


def _follows(before: str, after: str) -> bool:
    return end_of(before) + timedelta(days=1) == span_of(after).first
