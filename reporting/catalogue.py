"""The reports of the province: what each is asked with, who reads it, when, and who builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from reporting.builders import (
    agencies,
    disbursement,
    inspections,
    late_land,
    non_budget,
    scorecard,
    supervision,
)
from reporting.builders.asked import Asked
from reporting.document.shapes import Document
from reporting.models import ReportRun

Kind = ReportRun.Template


class Period(StrEnum):
    """The span a report is about; its parameter is a day in it, the cut-off."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report of the catalogue. `monthly_day`: the worker freezes it on the day of the month."""

    kind: str
    title: str | Promise
    about: str | Promise
    period: Period
    audience: str | Promise
    schedule: str | Promise
    sections: tuple[str | Promise, ...]
    build: Callable[[Asked], Document]
    prepare: Permission = Permission.PREPARE_REPORT
    read: Permission = Permission.VIEW_REPORTS
    monthly_day: bool = False

    def starts(self, cut_off: date) -> date:
        """First day of the period of a cut-off."""
        if self.period is Period.YEAR:
            return cut_off.replace(month=1, day=1)
        if self.period is Period.QUARTER:
            return cut_off.replace(month=(cut_off.month - 1) // 3 * 3 + 1, day=1)
        return cut_off.replace(day=1)


_SUPERVISED = (
    _("Projects followed"),
    _("Reports of investors"),
    _("Checked and inspected"),
    _("Overdue deadlines"),
    _("Obstacles"),
    _("Proposals"),
)


def _entries() -> tuple[Entry, ...]:
    return (
        Entry(
            kind=Kind.MONTHLY_NON_BUDGET,
            title=Kind.MONTHLY_NON_BUDGET.label,
            about=_("Stock, what changed, land, late projects, obstacles and proposals."),
            period=Period.MONTH,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("Monthly; the figures are frozen by the worker"),
            sections=(
                _("General"),
                _("Results of the month and since January"),
                _("Status of projects"),
                _("Land"),
                _("Late projects"),
                _("Obstacles, tasks, proposals"),
            ),
            build=non_budget.build,
            monthly_day=True,
        ),
        Entry(
            kind=Kind.MONTHLY_DISBURSEMENT,
            title=Kind.MONTHLY_DISBURSEMENT.label,
            about=_("Plan, payments by source and owner, estimate, who is behind, the table."),
            period=Period.MONTH,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("When asked for"),
            sections=(
                _("Capital plan"),
                _("Payments"),
                _("Estimate of the next month"),
                _("Owners behind"),
                _("Causes, measures, proposals"),
                _("Table of 22 columns"),
            ),
            build=disbursement.build,
        ),
        Entry(
            kind=Kind.LATE_LAND,
            title=Kind.LATE_LAND.label,
            about=_("Projects late in using their land: how long, and what was done about each."),
            period=Period.MONTH,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("When asked for"),
            sections=(
                _("General"),
                _("Inspected and handled"),
                _("Remarks and reasons"),
                _("Proposals"),
                _("List of projects"),
            ),
            build=late_land.build,
        ),
        Entry(
            kind=Kind.INSPECTIONS,
            title=Kind.INSPECTIONS.label,
            about=_("Published conclusions, what they found, and what became of it."),
            period=Period.MONTH,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("When asked for"),
            sections=(
                _("Published conclusions"),
                _("Breaches found"),
                _("What became of it"),
                _("Remarks and reasons"),
                _("Proposals"),
            ),
            build=inspections.build,
        ),
        Entry(
            kind=Kind.SCORECARD,
            title=Kind.SCORECARD.label,
            about=_("The four targets over the month, the year and since 9 November 2023."),
            period=Period.MONTH,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("When asked for"),
            sections=(
                _("What was reached"),
                _("Each year"),
                _("Remarks and reasons"),
                _("Proposals"),
                _("How it is counted"),
            ),
            build=scorecard.build,
        ),
        Entry(
            kind=Kind.SUPERVISION_QUARTER,
            title=Kind.SUPERVISION_QUARTER.label,
            about=_("Projects followed, who reported, who was checked, what is late and why."),
            period=Period.QUARTER,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("Quarterly"),
            sections=_SUPERVISED,
            build=supervision.build_quarter,
        ),
        Entry(
            kind=Kind.SUPERVISION_YEAR,
            title=Kind.SUPERVISION_YEAR.label,
            about=_("Projects followed, who reported, who was checked, what is late and why."),
            period=Period.YEAR,
            audience=_("Standing committee of the Party committee, People's Committee"),
            schedule=_("Yearly"),
            sections=_SUPERVISED,
            build=supervision.build_year,
        ),
        Entry(
            kind=Kind.AGENCIES_YEAR,
            title=Kind.AGENCIES_YEAR.label,
            about=_("What each agency was ordered: done in time, late, waiting or not done."),
            period=Period.YEAR,
            audience=_("People's Committee, departments and communes"),
            schedule=_("Yearly, after the reports due before 31 December"),
            sections=(
                _("Tasks ordered"),
                _("Overdue and late"),
                _("Yearly reports of the agencies"),
                _("Remarks and reasons"),
                _("Proposals"),
                _("Register of tasks"),
            ),
            build=agencies.build,
        ),
    )


CATALOGUE: dict[str, Entry] = {entry.kind: entry for entry in _entries()}
