"""Apply a submitted draft by its decision: rows of the ledger, all of them or none (D9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from disbursement import moving_wording
from disbursement.actions import ledger
from disbursement.actions.ledger_rows import DecisionFacts
from disbursement.actions.reallocation_refusals import FiguresChanged, NotSubmitted
from disbursement.actions.reallocations import Told, refuse_unbalanced, tell, turn
from disbursement.models import Reallocation, ReallocationLine
from disbursement.querysets.moving import facts as facts_of
from disbursement.rules.moving import Span, span
from projects.actions.acts import Outcome, Seen, lock_seen
from vn.dates import day_text
from vn.money import trieu_text

_APPLIED = _("Draft of reallocation applied by decision %(number)s of %(day)s")


@transaction.atomic
def apply(
    *, seen: Seen, facts: DecisionFacts, by: User | None, on: date, at: datetime
) -> Outcome[Reallocation]:
    """Move the capital of a submitted draft by a decision of kind TRANSFER.

    Raises `Stale`, `NotSubmitted`, `FiguresChanged` when a line may no longer move what the draft
    says, and what `ledger.move` refuses.
    """
    row = lock_seen(Reallocation.objects.select_related("plan"), seen)
    if row.state != Reallocation.State.SUBMITTED:
        raise NotSubmitted
    moving = row.lines.exclude(edited_delta_vnd=0).select_related(
        "line__plan", "line__source", "line__project"
    )
    lines = list(moving.order_by("line_id"))
    refuse_unbalanced(lines)
    _refuse_changed(row, lines)
    moves = [(each.line, each.edited_delta_vnd) for each in lines]
    outcome = ledger.move(facts=facts, moves=moves, by=by, on=on, at=at)
    _refuse_moved_meanwhile(lines)
    row.state, row.decision = Reallocation.State.APPLIED, outcome.row
    turn(row)
    words = {"number": facts.number, "day": day_text(facts.issued_date)}
    tell(row, Told("reallocation_applied", _APPLIED, words), by=by)
    return Outcome(row=row, changed=("decision",), moved=outcome.moved)


def _refuse_changed(row: Reallocation, lines: Sequence[ReallocationLine]) -> None:
    """Raise `FiguresChanged` with each line whose plan or bounds are no longer those of the draft."""
    now = {
        each.key: span(each)
        for each in facts_of(row.plan_id, year=row.plan.first_year, month=row.month)
    }
    changed = [words for each in lines if (words := _changed(each, now[each.line_id]))]
    if changed:
        raise FiguresChanged(changes="; ".join(changed))


def _changed(line: ReallocationLine, now: Span) -> str:
    """What changed about a line so that it cannot move as the draft says; empty when it can."""
    held, delta = now.facts.allocated_vnd, line.edited_delta_vnd
    if held != line.allocated_vnd:
        words = {"was": trieu_text(line.allocated_vnd), "now": trieu_text(held)}
        said = gettext("plan was %(was)s, is %(now)s") % words
        return f"{line.line.project.name}: {said}"
    bound = now.floor if delta < 0 else now.ceiling
    if (held + delta < bound.vnd) if delta < 0 else (held + delta > bound.vnd):
        kept = {"code": bound.code, "vnd": bound.vnd}
        return f"{line.line.project.name}: {moving_wording.limit(kept, allocated_vnd=held)}"
    return ""


def _refuse_moved_meanwhile(lines: Sequence[ReallocationLine]) -> None:
    """Look once more at the lines, which the ledger holds by now."""
    changed = []
    for each in lines:
        each.line.refresh_from_db(fields=["allocated_vnd"])
        before = each.line.allocated_vnd - each.edited_delta_vnd
        if before != each.allocated_vnd:
            words = {"was": trieu_text(each.allocated_vnd), "now": trieu_text(before)}
            said = gettext("plan was %(was)s, is %(now)s") % words
            changed.append(f"{each.line.project.name}: {said}")
    if changed:
        raise FiguresChanged(changes="; ".join(changed))
