"""An adjusting decision: its document and everything it changes, in one act (R-1.4, R-1.20)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions import instruments, money, projects, schedule
from projects.actions.acts import (
    Change,
    Deed,
    Outcome,
    Seen,
    lock_project,
    remember,
    settle,
)
from projects.actions.instruments import InstrumentFacts
from projects.actions.refusals import NotOfThisProject, Refusal, Stale
from projects.models import CapitalPart, Instrument, Project, ScheduleItem
from vn.dates import PartialDate, Precision, last_day, partial_text

CARRIED: Mapping[str, str] = {
    "project_name": "name",
    "objective": "objective",
    "scale": "scale",
    "location_text": "location_text",
    "capital_vnd": "registered_capital_vnd",
    "capital_usd": "registered_capital_usd",
    "land_area_m2": "land_area_m2",
    "term_years": "term_years",
}
"""What the document states, and the column of the project that holds it from then on."""

PARTS: Mapping[str, str] = {
    "equity_vnd": CapitalPart.Kind.EQUITY,
    "loan_vnd": CapitalPart.Kind.LOAN,
}
"""The parts of the capital it states, and the kind of part each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneMove:
    """A milestone's new planned day; `exception` as of `schedule.Plan`, no amount: it stays."""

    item_id: int
    planned: PartialDate
    exception: str = ""
    amount_vnd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusting:
    """The document with what it states, and the milestones it moves; what is empty stays.

    `ends_request`: it answers the request for an adjustment that is pending.
    """

    instrument: InstrumentFacts
    moves: tuple[MilestoneMove, ...] = ()
    ends_request: bool = False


class NothingAdjusted(Refusal):
    """The document would change nothing."""

    text = _(
        "Fill in at least one thing the decision changes. A document that changes nothing the "
        "portal holds is added as a document."
    )


class LaterOnRecord(Refusal):
    """What holds now was set by a later change."""

    field = "issued"
    text = _(
        "%(number)s of %(day)s, a later change, is on record and holds now. Correct the day, or "
        "add this one as a document: then it moves nothing."
    )


def version_of_all(
    project: Project, items: Iterable[ScheduleItem], parts: Iterable[CapitalPart]
) -> int:
    """The version of everything an adjusting decision may touch, the project's rows with it."""
    rows = [sorted((row.pk, row.version) for row in of) for of in (items, parts)]
    return zlib.crc32(repr((project.pk, project.version, rows)).encode())


@transaction.atomic
def adjust(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: Adjusting
) -> Outcome[Project]:
    """Record an adjusting decision and carry it out; all of it, or nothing when a part is refused.

    `seen.version` is `version_of_all`. Raises `Stale`, `NothingAdjusted`, `LaterOnRecord` and what
    `instruments.record`, `schedule.revise` and `projects.change` raise; what a milestone's move
    raises names its box, "planned_" and its key.
    """
    project = lock_project(seen.pk)
    items = {row.pk: row for row in project.schedule_items.select_for_update(no_key=True)}
    parts = list(project.capital_parts.select_related("investor"))
    if version_of_all(project, items.values(), parts) != seen.version:
        raise Stale
    _refuse_earlier(project, facts.instrument)
    stated = replace(facts.instrument, operation_date=_operation(facts, items))
    entered = instruments.enter(by=by, on=on, project=project, facts=stated)
    document = entered.row
    if not isinstance(document, Instrument):
        raise TypeError("a document was entered")
    moved = [_move(move, items, document, by=by, on=on) for move in facts.moves]
    found = projects.amend(project, _carried(project, facts))
    hand = {"by": by, "on": on, "at": at}
    shared = [name for name in PARTS if _set_part(project, stated, name, parts, hand)]
    if not moved and not found and not shared:
        raise NothingAdjusted
    for deed in (entered, *moved):
        remember(deed, by=by)
    told = _told(project, document, found, moved)
    outcome = settle(told, by=by, on=on, at=at)
    return replace(outcome, changed=(*found.new, *shared, *(["planned_date"] if moved else [])))


def _refuse_earlier(project: Project, facts: InstrumentFacts) -> None:
    """A change entered late must not undo a later one."""
    if facts.issued is None:
        return
    changes = project.instruments.filter(
        kind=Instrument.Kind.ADJUSTMENT, issued_date__gt=facts.issued.last
    )
    later = changes.order_by("-issued_date", "-pk").first()
    if later is not None and later.issued_date is not None:
        day = partial_text(later.issued_date, Precision(later.issued_precision))
        raise LaterOnRecord(number=later, day=day)


def _operation(facts: Adjusting, items: Mapping[int, ScheduleItem]) -> date | None:
    """The last day of operation the document leaves; as it says itself, if it moves none."""
    moved = {move.item_id: move.planned.last for move in facts.moves}
    operations = [row for row in items.values() if row.kind == ScheduleItem.Kind.OPERATION]
    if not any(row.pk in moved for row in operations):
        return facts.instrument.operation_date
    return max(day for row in operations if (day := moved.get(row.pk) or _planned(row)))


def _planned(row: ScheduleItem) -> date | None:
    if row.planned_date is None:
        return None
    return last_day(row.planned_date, Precision(row.planned_precision))


def _move(
    move: MilestoneMove,
    items: Mapping[int, ScheduleItem],
    document: Instrument,
    *,
    by: User | None,
    on: date,
) -> Deed:
    field = f"planned_{move.item_id}"
    row = items.get(move.item_id)
    if row is None:
        raise NotOfThisProject(field=field)
    amount = row.amount_vnd if move.amount_vnd is None else move.amount_vnd
    plan = schedule.Plan(document, move.planned, move.exception, amount)
    try:
        return schedule.move(by=by, on=on, seen=Seen(row.pk, row.version), plan=plan)
    except Refusal as refusal:
        refusal.field = field
        raise


def _carried(project: Project, facts: Adjusting) -> dict[str, Any]:
    """The columns of the project the document sets anew."""
    said = {column: getattr(facts.instrument, name) for name, column in CARRIED.items()}
    values = {column: value for column, value in said.items() if value not in (None, "")}
    if "registered_capital_vnd" in values:
        # The document states the exact sum: a word such as "hơn" no longer stands before it.
        values["capital_hedge"] = ""
    if facts.ends_request:
        values["adjustment_pending_since"] = None
    return values


def _set_part(
    project: Project,
    stated: InstrumentFacts,
    name: str,
    parts: list[CapitalPart],
    hand: dict[str, Any],
) -> bool:
    """Bring a part of the capital in line with the document; whether anything differed.

    Of a part that several investors share nobody can tell whose changed: it stays. Dollars and
    rate of the old sum go, for they are not those of the new one.
    """
    amount = getattr(stated, name)
    known = [part for part in parts if part.kind == PARTS[name]]
    if amount is None or len(known) > 1:
        return False
    facts = money.CapitalPartFacts(kind=PARTS[name], amount_vnd=amount, source=stated.number)
    if not known:
        return bool(money.add_part(**hand, project_id=project.pk, facts=facts).changed)
    part = known[0]
    if part.amount_vnd == amount:
        return False
    facts = replace(facts, investor=part.investor.name if part.investor else "")
    seen = Seen(part.pk, part.version)
    return bool(money.change_part(**hand, seen=seen, facts=facts).changed)


def _told(project: Project, document: Instrument, found: Change, moved: list[Deed]) -> Deed:
    """The one line that tells the whole act; each milestone and the document have their own."""
    summary = _("Adjusted by %(number)s: %(fields)s")
    if moved and found:
        summary = _("Adjusted by %(number)s: %(count)s milestones moved; %(fields)s")
    elif moved:
        summary = _("Adjusted by %(number)s: %(count)s milestones moved")
    return Deed(
        verb="project_adjusted",
        row=project,
        project=project,
        summary=summary,
        words={"number": document, "count": len(moved)},
        change=found,
    )
