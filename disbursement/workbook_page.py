"""One workbook of capital on its way: its rows beside what is on record, as a page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission, Scope
from disbursement import entry_months as months
from disbursement.actions.capital_sheets import PaidRow
from disbursement.actions.ledger_rows import Layer, RowFacts
from disbursement.forms.payments import text_of
from disbursement.forms.workbooks import key_of
from disbursement.models import CapitalPlan, CapitalSheet, FundingSource
from disbursement.workbook_matching import (
    Match,
    items_of,
    match_payments,
    projects_of,
    source_names,
)
from disbursement.workbook_plan import match_plan
from disbursement.workbook_reading import AMOUNT
from disbursement.workbook_wording import FIGURES, stored_words
from projects.models import Project
from projects.querysets.public import own_agencies

PLAN, PAYMENTS = CapitalSheet.Kind.PLAN, CapitalSheet.Kind.PAYMENTS


def visible(user: User) -> QuerySet[CapitalSheet]:
    """Workbooks a person may know of: the province all, others those of their own agencies."""
    rows = CapitalSheet.objects.select_related("owner", "decision").defer("rows")
    if user.scope == Scope.PROVINCE:
        return rows
    return rows.filter(Q(kind=PAYMENTS) & Q(owner__in=own_agencies(user)))


def may_handle(user: User, sheet: CapitalSheet) -> bool:
    """Whether a person answers and writes it: plans by their keepers, payments by the owner."""
    if sheet.kind == PLAN:
        return user.can(Permission.KEEP_PLANS)
    return sheet.owner_id is not None and months.may_enter(user, sheet.owner_id)


def matched(sheet: CapitalSheet, user: User, on: date) -> list[Match]:
    """All rows with what they mean now, in a constant number of queries."""
    rows, projects, sources = items_of(sheet), projects_of(user), source_names()
    if sheet.kind == PLAN:
        match_plan(rows, projects, sources, key_of(sheet.target))
    elif sheet.month is not None:
        lines = months.lines_for(user, sheet.month, on, sheet.owner)
        match_payments(rows, projects, sources, lines)
    return rows


def paid_rows(rows: Sequence[Match]) -> list[PaidRow]:
    """What is to be entered."""
    return [
        PaidRow(row.line.pk, row.place, dict(row.changes), {k: row.old[k] for k in row.changes})
        for row in rows
        if row.changes and row.line is not None
    ]


def plan_rows(sheet: CapitalSheet, rows: Sequence[Match]) -> list[RowFacts]:
    """What the decision gives, in two queries."""
    key = key_of(sheet.target)
    plan = CapitalPlan.objects.filter(horizon=key.horizon, first_year=key.first_year).first()
    span = 4 if key.horizon == CapitalPlan.Horizon.MEDIUM_TERM else 0
    plan = plan or CapitalPlan(
        horizon=key.horizon, first_year=key.first_year, last_year=key.first_year + span
    )
    given = [row for row in rows if row.changes and row.project and row.source]
    projects = Project.objects.in_bulk([row.project.pk for row in given if row.project])
    sources = FundingSource.objects.in_bulk([row.source.pk for row in given if row.source])
    return [
        RowFacts(
            plan=plan,
            layer=Layer.ALLOCATED,
            bucket=key.bucket,
            source=sources[row.source.pk],
            project=projects[row.project.pk],
            amount_delta_vnd=row.changes[AMOUNT],
            carry_case=row.case,
        )
        for row in given
        if row.project and row.source
    ]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a row: where it stands, what it says, what is on record."""

    key: str
    label: Any
    box: str
    new: int | None
    old: int | None
    unread: str
    typed: str
    error: str

    @property
    def changes(self) -> bool:
        """Whether it would be written."""
        return self.new is not None and self.new != self.old


@dataclass(slots=True)
class Shown:
    """A row as the table draws it."""

    row: Match
    figures: list[Figure] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    editing: bool = False
    asked: bool = False
    code: str = ""
    chosen: str = ""


def shown(
    row: Match, *, may: bool, asked: bool, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Shown:
    """The row with its boxes; what was typed stays in them."""
    editing = may and not row.is_out and (row.waits or asked)
    found = Shown(row, editing=editing, asked=asked)
    doubted = [told for told in row.item.told if told["code"] == "doubtful"]
    keys = [key for key in FIGURES if key in row.values or key in row.item.unread]
    for key in keys:
        box = f"r{row.index}-{key}"
        new = row.values.get(key)
        old = row.old.get("held_vnd" if key == AMOUNT else key)
        text = typed.get(box, text_of("volume_vnd", new))
        unread = row.item.unread.get(key, "")
        found.figures.append(
            Figure(key, FIGURES[key], box, new, old, unread, text, errors.get(box, ""))
        )
    told = [each for each in row.item.told if each not in doubted or row.problems]
    found.said = [stored_words(each) for each in told]
    found.code = typed.get(f"r{row.index}-code", str(row.answer.get("code") or ""))
    found.chosen = str(row.answer.get("line") or row.answer.get("source") or "")
    return found
