"""Findings, recommendations and sanctions as pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from inspections.models import (
    Case,
    CaseSanction,
    Conclusion,
    Finding,
    Recommendation,
    RecommendationAnswer,
)
from inspections.people import may_write
from inspections.rules.paying import Paid, paid_state
from vn.dates import day_text
from vn.money import trieu_text

if TYPE_CHECKING:
    from accounts.models import User

PAID_WORDS = {
    Paid.NO_FINE: _("no fine"),
    Paid.PAID: _("paid"),
    Paid.PART: _("part paid"),
    Paid.UNPAID: _("not paid"),
}
_SEVERITY_MARKS = {"note": "info", "breach": "warn", "grave": "crit"}
WAITS = RecommendationAnswer.State.SUBMITTED


def section(case: Case, user: User, on: date, *, writes: bool) -> dict[str, Any]:
    """The three cards of a case, for who may read them."""
    conclusions = Conclusion.objects.visible_to(user).filter(case=case)
    found = Finding.objects.filter(conclusion__in=conclusions).select_related("conclusion")
    asked = Recommendation.objects.filter(conclusion__in=conclusions)
    rows = recommendations(asked, on)
    fined = case.sanctions.select_related("agency", "investor").annotate(
        paid=Sum("payments__amount_vnd")
    )
    # What was fined is followed also after the case ended.
    follows = writes or may_write(case, user)
    return {
        "findings": [_finding(row, case, writes=writes) for row in found],
        "recommendations": rows,
        "recommendations_done": sum(bool(row["closed"]) for row in rows),
        "recommendations_late": sum(bool(row["late"]) for row in rows),
        "sanctions": [_sanction(row, case, on, follows=follows) for row in fined],
        "sanction_add": reverse("inspections:sanction_add", args=[case.code]) if writes else "",
    }


def _finding(row: Finding, case: Case, *, writes: bool) -> dict[str, Any]:
    amount = f" · {trieu_text(row.amount_vnd)} {gettext('million VND')}" if row.amount_vnd else ""
    may = writes and row.conclusion.published_date is None
    return {
        "title": f"{row.get_law_area_display()}{amount}",
        "mark": _SEVERITY_MARKS[row.severity],
        "severity": row.get_severity_display(),
        "text": row.text,
        "conclusion": row.conclusion.ordinal,
        "edit": reverse("inspections:finding_edit", args=[case.code, row.pk]) if may else "",
    }


def recommendations(rows: QuerySet[Any], on: date) -> list[dict[str, Any]]:
    """Recommendations with their addressee of today, how far they are, and what is due."""
    found = list(
        rows.select_related(
            "conclusion__case", "addressee_agency", "addressee_investor", "responsible_agency"
        ).prefetch_related(Prefetch("answers", RecommendationAnswer.objects.order_by("-pk")))
    )
    charge = InCharge.of(row.addressee_agency for row in found)
    return [_recommendation(row, charge, on) for row in found]


def _recommendation(row: Recommendation, charge: InCharge, on: date) -> dict[str, Any]:
    answers = list(row.answers.all())
    last = answers[0] if answers else None
    waits = last is not None and last.state == WAITS
    full = last is not None and last.progress_percent == 100
    met = row.closed_date or (last.submitted_date if waits and full and last else None)
    late = bool(row.due_date and row.due_date < (met or on))
    return {
        "row": row,
        "case": row.conclusion.case,
        "url": reverse("inspections:remedy", args=[row.pk]),
        "who": _addressee(row, charge),
        "amount": trieu_text(row.amount_vnd) if row.amount_vnd is not None else "",
        "due": day_text(row.due_date) if row.due_date else "",
        "closed": day_text(row.closed_date) if row.closed_date else "",
        "late": late and not row.closed_date and not (waits and full),
        "days": abs((row.due_date - on).days) if row.due_date else None,
        "mark": _mark(row, late=late, waits=waits, on=on),
        "state": _state(row, last, late=late, waits=waits, on=on),
        "answer": last,
    }


def _addressee(row: Recommendation, charge: InCharge) -> str:
    if row.addressee_investor is not None:
        return str(row.addressee_investor)
    if row.addressee_agency is None:
        return ""
    if row.responsible_agency is not None:
        words = {"old": row.addressee_agency.short_name, "new": row.responsible_agency.short_name}
        return gettext("%(old)s, now %(new)s") % words
    return charge.name(row.addressee_agency)


def _mark(row: Recommendation, *, late: bool, waits: bool, on: date) -> str:
    if row.closed_date:
        return "ok"
    if waits:
        return "hold"
    if late:
        return "crit"
    return "info" if row.due_date else "unk"


def _state(
    row: Recommendation,
    last: RecommendationAnswer | None,
    *,
    late: bool,
    waits: bool,
    on: date,
) -> str:
    if row.closed_date:
        return gettext("Done on %(day)s, verified") % {"day": day_text(row.closed_date)}
    if waits and last is not None:
        words = gettext("Answered on %(day)s, waits for verification")
        return words % {"day": day_text(last.submitted_date)}
    told = gettext("%(n)s%% done") % {"n": row.progress_percent}
    if row.due_date is None:
        return gettext("No day set · %(told)s") % {"told": told}
    days = abs((row.due_date - on).days)
    if late:
        return gettext("%(n)s days overdue · %(told)s") % {"n": days, "told": told}
    return gettext("%(n)s days left · %(told)s") % {"n": days, "told": told}


def _sanction(row: Any, case: Case, on: date, *, follows: bool) -> dict[str, Any]:
    """A sanction; `paid` is annotated."""
    paid = row.paid or 0
    state = paid_state(row.fine_vnd, paid)
    owed = (row.fine_vnd or 0) - paid
    over = bool(owed and row.pay_by_date and row.pay_by_date < on)
    subject = row.investor or row.agency
    return {
        "row": row,
        "who": str(subject),
        "decision": f"{row.decision_number} ({day_text(row.decision_date)})",
        "fine": trieu_text(row.fine_vnd) if row.fine_vnd is not None else "—",
        "paid": trieu_text(paid),
        "state": PAID_WORDS[state],
        "owed": trieu_text(owed) if owed else "",
        "over": (on - row.pay_by_date).days if over and row.pay_by_date else 0,
        "mark": "ok" if state in (Paid.PAID, Paid.NO_FINE) else ("crit" if over else "info"),
        "stance": row.get_stance_display() if row.stance != CaseSanction.Stance.NONE else "",
        "edit": reverse("inspections:sanction_edit", args=[case.code, row.pk]) if follows else "",
        "pay": reverse("inspections:sanction_pay", args=[case.code, row.pk])
        if follows and owed
        else "",
    }
