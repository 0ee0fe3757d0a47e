"""Orders in words: their source, their cycles, and what screens of deadlines say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.in_charge import InCharge
from deadlines.models import Assignment, AssignmentLead
from deadlines.registry import Fact, Subject
from deadlines.registry import describe as describe_all
from vn.dates import day_text
from vn.numbers import decimal_text

SHORT_TEXT = 120
PROJECT = "project"
"""The kind under which the registry of projects describes one."""

KINDS: dict[str, Promise] = {
    "A1": _("Task of a plan or order"),
    "R4": _("Yearly supervision report of the registry (R4)"),
    "R5": _("Yearly investment promotion dossier (R5)"),
    "R6": _("Yearly report on the plan (R6)"),
}
_EVERY: dict[str, Promise] = {
    "yearly": _("every year"),
    "quarterly": _("every quarter"),
    "monthly": _("every month"),
}


def short(text: str) -> str:
    """The beginning of a task, for lists."""
    return Truncator(text.partition("\n")[0].strip()).chars(SHORT_TEXT, truncate="…")


def source_words(order: Assignment) -> str:
    """The document with its day and clause: "1644/KH-UBND ngày 5/9/2024, mục III.3"."""
    if order.origin == Assignment.Origin.DIRECTIVE and not order.source_number:
        source = gettext("Leader's directive")
    else:
        source = order.source_number
    if order.source_date:
        said = gettext("%(number)s of %(day)s")
        source = said % {"number": source, "day": day_text(order.source_date)}
    return ", ".join(filter(None, (source, order.clause)))


def cycle_words(cycle: str) -> str:
    """A cycle as people say it: "năm 2026", "Quý III/2026", "tháng 9/2026"; "" for once."""
    if not cycle:
        return ""
    year, _dash, part = cycle.partition("-")
    if not part:
        return gettext("year %(year)s") % {"year": year}
    if part.startswith("Q"):
        quarter = ("I", "II", "III", "IV")[int(part[1:]) - 1]
        return gettext("quarter %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
    return gettext("month %(month)s/%(year)s") % {"month": int(part), "year": year}


def quantity(value: Decimal | None, unit: str) -> str:
    """A number with its unit, without needless places: "24 cụm công nghiệp"; "" for none."""
    if value is None:
        return ""
    return f"{decimal_text(value, 2, trim=True)} {unit}".strip()


def when_words(order: Assignment) -> str:
    """When it is due: "trước ngày 31/12 hằng năm (từ 31/12/2024)", "đến hết ngày 30/6/2026"."""
    if order.due_date is None:
        return gettext("no day was set")
    before = order.boundary == Assignment.Boundary.BEFORE
    day = {"day": day_text(order.due_date)}
    words = (gettext("before %(day)s") if before else gettext("by the end of %(day)s")) % day
    every = _EVERY.get(order.recurrence)
    if every is None:
        return words
    first = gettext("%(every)s, the first time %(words)s")
    said = first % {"every": every, "words": words}
    if order.ends_on is None:
        return said
    return gettext("%(said)s, until %(day)s") % {"said": said, "day": day_text(order.ends_on)}


def describe(kind: str, ids: Sequence[int]) -> Mapping[int, Subject]:
    """Words and addresses of orders by leading agency; a directive with its project."""
    rows = AssignmentLead.objects.filter(pk__in=ids).select_related("assignment", "agency")
    leads = list(rows)
    in_charge = InCharge.of(lead.agency for lead in leads)
    about = {lead.assignment.project_id for lead in leads} - {None}
    projects = describe_all((PROJECT, pk) for pk in about if pk is not None)
    return {lead.pk: _subject(lead, in_charge, projects) for lead in leads}


def _subject(
    lead: AssignmentLead,
    in_charge: InCharge,
    projects: Mapping[tuple[str, int], Subject],
) -> Subject:
    order = lead.assignment
    page = reverse("deadlines:order", args=[order.pk])
    project = projects.get((PROJECT, order.project_id or 0))
    return Subject(
        words=short(order.text),
        url=f"{page}#giao-{lead.pk}",
        project_code=project.project_code if project else order.clause,
        project_name=project.project_name if project else order.source_number,
        project_url=project.project_url if project else page,
        investor=project.investor if project else "",
        handler=in_charge.name(lead.agency),
        remedies={"order_due_date": page},
    )


def facts(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    """What the deadline of an order rests on: its document, its day, what was handed in."""
    lead = AssignmentLead.objects.select_related("assignment").filter(pk=subject_id).first()
    if lead is None:
        return ()
    order = lead.assignment
    page = f"{reverse('deadlines:order', args=[order.pk])}#giao-{lead.pk}"
    found = [
        Fact(gettext("Task"), short(order.text), source_words(order), page),
        Fact(gettext("Due"), when_words(order), source_words(order), page),
    ]
    return [*found, *(_result(row, page) for row in lead.results.order_by("-submitted_date"))]


def _result(row: Any, page: str) -> Fact:
    said = {"day": day_text(row.submitted_date), "cycle": cycle_words(row.cycle)}
    label = gettext("Result, %(cycle)s") % said if row.cycle else gettext("Result")
    return Fact(label, result_state(row), row.evidence, page, day_text(row.submitted_date))


def result_state(row: Any) -> str:
    """What became of a result that was handed in."""
    if row.returned_date:
        return gettext("returned on %(day)s") % {"day": day_text(row.returned_date)}
    if row.accepted_date:
        return gettext("accepted on %(day)s") % {"day": day_text(row.accepted_date)}
    return gettext("waiting for review")
