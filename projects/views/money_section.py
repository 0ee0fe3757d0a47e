"""Deposit and operating term on the project page: owed, held, given back, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import arithmetic_money, wording
from deadlines.line import Line
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import Deposit, DepositOutcome, Project, ScheduleItem
from projects.querysets.record import Record
from projects.rules.deposit_hints import DepositStory, Hint, hints
from projects.rules.facts_money import DepositFacts, OutcomeFacts
from projects.subjects.facts_money import outcome_text
from projects.views.sight import Sight
from vn.dates import Precision, day_text, last_day
from vn.money import ty_text

_SUM_STEPS = ("slice", "deposit_reduction", "deposit_sum", "deposit_agreed", "held")


def section(sight: Sight) -> dict[str, Any]:
    """Deposit and term."""
    record, on = sight.record, sight.on
    return {
        "money": {
            "facts": [*deposit_facts(record, on), *_reduction(record), *_term(record, on)],
            "deposits": deposits(record, on),
            "arithmetic": _arithmetic(record),
            "hints": _hints(record, on),
        }
    }


def deposits(record: Record, on: date) -> list[dict[str, Any]]:
    """What was paid or handed in, and how it stands."""
    return [_deposit(record, row, on) for row in record.deposits]


def deposit_facts(record: Record, on: date) -> list[tuple[str, str]]:
    """Owed, and secured today; nothing where nobody has said whether a deposit is required."""
    project = record.project
    if project.deposit_duty == Project.DepositDuty.UNKNOWN and not record.deposits:
        return []
    held = secured(record.deposits, on)
    return [
        (gettext("Deposit owed"), _owed(record)),
        (gettext("Secured today"), _ty(held) if record.deposits else gettext("nothing yet")),
    ]


def secured(held: Iterable[Deposit], on: date) -> int:
    """What secures the project on a day, in whole đồng, without what left it or ran out."""
    return sum(facts_of(row).held_on(on) for row in held)


def facts_of(row: Deposit) -> DepositFacts:
    """A deposit with its outcomes, as the rules read it."""
    told = [
        OutcomeFacts(
            day=each.date,
            amount_vnd=each.amount_vnd,
            forfeited=each.kind == DepositOutcome.Kind.FORFEITED,
        )
        for each in row.outcomes.all()
        if each.date is not None
    ]
    return DepositFacts(
        id=row.pk,
        amount_vnd=row.amount_vnd,
        paid=row.paid_date,
        valid_until=row.valid_until,
        outcomes=tuple(told),
    )


def _owed(record: Record) -> str:
    project: Project = record.project
    if project.deposit_duty == Project.DepositDuty.EXEMPT:
        return gettext("not required")
    duty = record.duty("I7", "project", project.pk)
    amount = duty.amount_due_vnd if duty else project.deposit_agreed_vnd
    if amount is None:
        return gettext("sum not known")
    if project.deposit_due_date is None:
        return _ty(amount)
    words = gettext("%(amount)s by %(day)s")
    return words % {"amount": _ty(amount), "day": day_text(project.deposit_due_date)}


def _reduction(record: Record) -> list[tuple[str, str]]:
    project: Project = record.project
    if project.deposit_reduction_percent is None:
        return []
    words = gettext("%(n)s%% off, %(basis)s (not verified)") % {
        "n": project.deposit_reduction_percent,
        "basis": project.deposit_reduction_basis,
    }
    return [(gettext("Reduction of the deposit"), words)]


def _arithmetic(record: Record) -> list[Line]:
    """How the sum was reckoned, slice by slice, as its obligation holds it."""
    duty = record.duty("I7", "project", record.project.pk)
    steps = [step for step in duty.steps if step["kind"] in _SUM_STEPS] if duty else []
    return [arithmetic_money.BUILDERS[step["kind"]](step["params"], "") for step in steps]


def _hints(record: Record, on: date) -> list[str]:
    """What may be done with what is held, in words; for whoever decides, never a duty."""
    ended = next((row for row in record.terminations if row.whole and row.date <= on), None)
    story = DepositStory(
        land=_land(record, on),
        construction=_reached(record, "start", on),
        accepted=_reached(record, "completion", on),
        ground=ended.ground if ended else "",
    )
    held = tuple(facts_of(row) for row in record.deposits)
    return [str(HINTS[hint]) for hint in hints(held, story, on)]


HINTS = {
    Hint.FIRST_HALF: _(
        "Land and construction papers were complete on time: half of the deposit may be released."
    ),
    Hint.REST: _(
        "Accepted on time: what is left of the deposit may be released, with its interest."
    ),
    Hint.FORFEIT: _(
        "Ended for a ground that lies with the investor: what is left may be forfeited to the "
        "budget."
    ),
}


def _land(record: Record, on: date) -> tuple[date, date | None] | None:
    """The day all the land was in hand; late handovers are the State's, so no last day."""
    days = [
        last_day(row.handover_date, Precision(row.handover_precision))
        for row in record.tranches
        if row.handover_date
    ]
    whole = bool(days) and len(days) == len(record.tranches) and max(days) <= on
    return (max(days), None) if whole else None


def _reached(record: Record, kind: str, on: date) -> tuple[date, date | None] | None:
    """The day the last milestone of a kind was reached, and its last day after excluded days."""
    items: list[ScheduleItem] = [row for row in record.items if row.kind == kind]
    if not items or any(row.actual_date is None for row in items):
        return None
    found = max(items, key=lambda row: row.actual_date or date.min)
    if found.actual_date is None or found.actual_date > on:
        return None
    duty = record.of_milestone(found)
    due = duty.due_date if duty else None
    return last_day(found.actual_date, Precision(found.actual_precision)), due


def _deposit(record: Record, row: Deposit, on: date) -> dict[str, Any]:
    facts = facts_of(row)
    mark, words = _standing(record.duty("I7", "deposit", row.pk), on)
    if not facts.left_on(on):
        mark, words = "", gettext("nothing left")
    elif not words:
        words = gettext("still valid") if facts.held_on(on) else gettext("run out")
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "number": row.document_number,
        "amount": ty_text(row.amount_vnd, 3, trim=True),
        "held": ty_text(facts.held_on(on), 3, trim=True),
        "paid": day_text(row.paid_date),
        "until": day_text(row.valid_until) if row.valid_until else "",
        "mark": mark,
        "words": words,
        "outcomes": [_outcome(each) for each in row.outcomes.all() if each.date],
    }


def _outcome(row: DepositOutcome) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "words": outcome_text(row),
        "document": row.document_number,
        "note": row.note,
    }


def _term(record: Record, on: date) -> list[tuple[str, str]]:
    project: Project = record.project
    if project.term_years is None:
        return []
    words = gettext("%(years)s years") % {"years": project.term_years}
    if project.term_start_date is not None:
        since = gettext("from %(day)s") % {"day": day_text(project.term_start_date)}
        words = f"{words}, {since}"
    duty = record.duty("I9", "project", project.pk)
    facts = [(gettext("Operating term"), words)]
    if duty and duty.due_date:
        # Decades ahead the day alone says more than a count of months.
        left = wording.standing(vars(duty), on) if duty.level else ""
        said = " · ".join(filter(None, (day_text(duty.due_date), left)))
        facts.append((gettext("Term ends"), said))
    return facts


def _standing(duty: Obligation | None, on: date) -> tuple[str, str]:
    """The mark and words of a duty that still asks for something."""
    if duty is None or duty.clock in ("void", "met"):
        return "", ""
    mark = duty_mark(clock=duty.clock, kind=duty.kind, level=duty.level, advisory=duty.advisory)
    return mark, wording.standing(vars(duty), on)


def _ty(vnd: int) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(vnd, 3, trim=True)}
