"""From the registry to the frozen monthly report: every figure is computed here, once."""

from __future__ import annotations

import hashlib
from datetime import date

from deadlines.models import RuleVersion
from reporting import queries
from reporting.deadlines_section import deadlines
from reporting.letterhead import Letter
from reporting.members import members
from reporting.names_on_day import NamesOnDay
from reporting.recorded_after import codes_after
from reporting.shapes import MonthlyReport


def monthly(*, cut_off: date, generated_on: date, letter: Letter) -> MonthlyReport:
    """Template A of law.md §7 as of the end of the cut-off day (R-7.1).

    Places and bodies, the issuer too, bear the names of that day (R-5.4).

    Raises ReportShapeError when a part does not add up to its whole.
    """
    rows, outside = queries.census()
    names = NamesOnDay(cut_off)
    cuts = queries.cuts(names=names)
    section = deadlines(cut_off=cut_off, names=names)
    return MonthlyReport(
        issuer=names.issuer(letter.issuer),
        addressees=letter.addressees,
        recipients=letter.recipients,
        signature=letter.signature,
        basis=letter.basis,
        year=cut_off.year,
        month=cut_off.month,
        cut_off=cut_off,
        generated_on=generated_on,
        dataset_label=letter.dataset_label,
        preset=letter.preset,
        total=queries.total(row.amount for row in (*rows, *outside)),
        status_rows=rows,
        outside_rows=outside,
        flows=queries.flows(cut_off=cut_off),
        cuts=cuts,
        land=queries.land(cut_off=cut_off, late_projects=section.late_land_projects),
        overdue=section.overdue,
        overdue_groups=section.groups,
        computability=section.computability,
        rule_versions=section.rule_versions,
        ruleset=ruleset(),
        members=members(cut_off=cut_off, cuts=cuts, names=names),
        recorded_after=codes_after(cut_off),
    )


def ruleset() -> str:
    """A short name of all rule versions in the table: it changes when any of them does."""
    rows = RuleVersion.objects.order_by("kind", "number").values_list(
        "kind", "number", "effective_from", "effective_to", "parameters", "advisory"
    )
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()[:12]
