"""Deposit, capital contributed and operating term on the project page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext

from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from projects.models import Contribution, Deposit, Project, ScheduleItem
from projects.querysets.record import Record
from projects.views.sight import Sight
from vn.dates import Precision, day_text, last_day
from vn.money import ty_text


def section(sight: Sight) -> dict[str, Any]:
    """Deposit, capital contributed and term."""
    return {"money": money(sight.record, sight.on)}


def money(record: Record, on: date) -> dict[str, Any]:
    """What is owed, secured and brought in, and until when the project may operate."""
    brought = sum(row.amount_vnd for row in record.contributions)
    contributions = [_contribution(row) for row in reversed(record.contributions)]
    facts = [*deposit_facts(record, on), *_capital(record, on), *_term(record, on)]
    return {
        "facts": facts,
        "deposits": deposits(record, on),
        "contributions": contributions,
        "contributions_sum": _ty(brought) if brought else "",
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
    """What secures the project on a day, in whole đồng: neither released nor run out."""
    return sum(row.amount_vnd for row in held if _counts(row, on))


def _counts(row: Deposit, on: date) -> bool:
    released = row.released_date is not None and row.released_date <= on
    return not released and (row.valid_until is None or row.valid_until >= on)


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


def _deposit(record: Record, row: Deposit, on: date) -> dict[str, Any]:
    mark, words = _standing(record.duty("I7", "deposit", row.pk), on)
    if row.released_date:
        words = gettext("released on %(day)s") % {"day": day_text(row.released_date)}
        mark = ""
    elif not words:
        words = gettext("still valid") if _counts(row, on) else gettext("run out")
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "number": row.document_number,
        "amount": ty_text(row.amount_vnd, 3, trim=True),
        "paid": day_text(row.paid_date),
        "until": day_text(row.valid_until) if row.valid_until else "",
        "mark": mark,
        "words": words,
        "document": row.release_document,
    }


def _contribution(row: Contribution) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "day": day_text(row.date),
        "amount": ty_text(row.amount_vnd, 3, trim=True),
        "evidence": row.evidence,
    }


def _capital(record: Record, on: date) -> list[tuple[str, str]]:
    """Brought in against what the schedule asks for by today."""
    items = [item for item in record.items if item.amount_vnd is not None]
    if not items and not record.contributions:
        return []
    brought = sum(row.amount_vnd for row in record.contributions)
    due = sum(item.amount_vnd for item in items if _is_due(item, on))
    planned = sum(item.amount_vnd for item in items)
    facts = [(gettext("Capital contributed"), _ty(brought))]
    if items:
        words = gettext("%(due)s by today, %(all)s in all")
        facts.append((gettext("By the schedule"), words % {"due": _ty(due), "all": _ty(planned)}))
    return facts


def _is_due(item: ScheduleItem, on: date) -> bool:
    day = item.planned_date
    return day is not None and last_day(day, Precision(item.planned_precision)) <= on


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
