"""The synthesis of one source document: every task, who led it, what came of it by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from accounts.models import User
from deadlines import wording
from deadlines.models import Assignment, AssignmentLead, AssignmentResult
from deadlines.orders import providing, register
from deadlines.orders.words import cycle_words, quantity
from sheets.writer import Column, ColumnKind, SheetData, write
from vn.dates import day_text
from vn.numbers import group

_LEFT_OUT = (register.COMING, register.OVER)


class SummaryForm(forms.Form):
    """Which document, and which year's days."""

    nguon = forms.ChoiceField(label=_("Source document"))
    nam = forms.ChoiceField(label=_("Year of the due day"), required=False)

    def __init__(self, data: QueryDict, *, user: User, on: date) -> None:
        known = register.sources(providing.visible_orders(user))
        first = {"nguon": known[0] if known else "", "nam": ""}
        super().__init__(first | {k: v for k, v in data.items() if v}, label_suffix="")
        years = [str(on.year + 5 - back) for back in range(16)]
        self.fields["nguon"].choices = [(n, n) for n in known]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [("", _("All")), *((y, y) for y in years)]  # type: ignore[attr-defined]

    @property
    def source(self) -> str:
        """The document chosen; "" when there is none."""
        return self.cleaned_data.get("nguon", "") if self.is_valid() else ""

    @property
    def year(self) -> int | None:
        """The year chosen."""
        text = self.cleaned_data.get("nam") if self.is_valid() else ""
        return int(text) if text else None


def table(*, source: str, year: int | None, user: User, on: date) -> dict[str, Any]:
    """The rows in the order of the tasks, with totals that add up."""
    duties = register.duties(user).exclude(state__in=_LEFT_OUT)
    leads = {
        lead.pk: lead
        for lead in providing.visible_leads(user)
        .filter(assignment__source_number=source)
        .select_related("assignment", "agency")
    }
    duties = duties.filter(subject_id__in=leads)
    if year is not None:
        duties = duties.filter(due_date__year=year)
    found = list(duties)
    results = _results(found)
    in_charge = InCharge.of(lead.agency for lead in leads.values())
    found.sort(key=lambda d: (leads[d.subject_id].assignment_id, d.due_date or date.max, d.pk))
    rows = [
        _row(
            duty, leads[duty.subject_id], in_charge, results.get((duty.subject_id, duty.cycle)), on
        )
        for duty in found
    ]
    counted = Counter(str(row["state"]) for row in rows)
    some = next(iter(leads.values()), None)
    return {
        "source": source,
        "source_title": some.assignment.source_title if some else "",
        "rows": rows,
        "tasks": [
            _task(leads[d.subject_id].assignment, rows) for d in _first_of_each(found, leads)
        ],
        "demonstration": any(lead.assignment.is_demonstration for lead in leads.values()),
        "total": group(len(rows)),
        "counts": [
            (str(words), group(counted[str(words)]))
            for words in register.STATES.values()
            if counted[str(words)]
        ],
    }


def _first_of_each(duties: Sequence[Any], leads: Mapping[int, AssignmentLead]) -> list[Any]:
    """One row of each task, in their order."""
    return list({leads[duty.subject_id].assignment_id: duty for duty in duties}.values())


def _task(order: Assignment, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A task as the heading of its rows."""
    return {
        "clause": order.clause,
        "text": order.text.partition("\n")[0],
        "target": quantity(order.target_value, order.target_unit),
        "url": reverse("deadlines:order", args=[order.pk]),
        "rows": [row for row in rows if row["order_id"] == order.pk],
    }


def _results(duties: Sequence[Any]) -> dict[tuple[int, str], AssignmentResult]:
    """The result that counts, or waits, of each cycle."""
    rows = AssignmentResult.objects.filter(
        lead__in={duty.subject_id for duty in duties}, returned_date__isnull=True
    )
    return {(row.lead_id, row.cycle): row for row in rows}


def _row(
    duty: Any,
    lead: AssignmentLead,
    in_charge: InCharge,
    result: AssignmentResult | None,
    on: date,
) -> dict[str, Any]:
    order = lead.assignment
    return {
        "order_id": order.pk,
        "clause": order.clause,
        "text": order.text,
        "agency": in_charge.name(lead.agency),
        "target": quantity(order.target_value, order.target_unit),
        "cycle": cycle_words(duty.cycle),
        "due": duty.due_date,
        "result": result.text if result else "",
        "reached": quantity(result.value, order.target_unit) if result else "",
        "submitted": result.submitted_date if result else None,
        "state": register.STATES[duty.state],
        "mark": register.mark(duty),
        "standing": wording.standing(vars(duty), on),
    }


def workbook(found: dict[str, Any], *, on: date, at: datetime) -> bytes:
    """The table as an .xlsx."""
    text, day = ColumnKind.TEXT, ColumnKind.DATE
    columns = [
        Column(gettext("Clause"), text, 12),
        Column(gettext("Task"), text, 60),
        Column(gettext("Leads"), text, 28),
        Column(gettext("Numeric target"), text, 22),
        Column(gettext("Cycle"), text, 14),
        Column(gettext("Due"), day),
        Column(gettext("Result"), text, 50),
        Column(gettext("Figure reached"), text, 22),
        Column(gettext("Handed in"), day),
        Column(gettext("State"), text, 18),
        Column(gettext("Where it stands"), text, 28),
    ]
    names = ("clause", "text", "agency", "target", "cycle", "due", "result", "reached", "submitted")
    rows = [
        [*(row[name] for name in names), str(row["state"]), row["standing"]]
        for row in found["rows"]
    ]
    heading = [
        gettext("Synthesis of tasks: %(source)s") % {"source": found["source"]},
        found["source_title"],
        gettext("As of %(day)s; rows: %(n)s") % {"day": day_text(on), "n": found["total"]},
    ]
    sheet = SheetData(gettext("Synthesis"), columns, rows, [line for line in heading if line])
    stream = BytesIO()
    write(stream, [sheet], created=at)
    return stream.getvalue()
