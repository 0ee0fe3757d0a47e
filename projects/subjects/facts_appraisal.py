"""The facts that deadlines of an appraisal, an opinion or a boundary rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from projects.models import Opinion, Proposal, SiteArea
from vn.dates import day_text
from vn.numbers import decimal_text

_Rows = Iterator[tuple[Any, tuple[str, str, str, str]]]


def of_proposal(subject_id: int) -> _Rows:
    """The dossier and the papers asked of the investor."""
    row = Proposal.objects.select_related("project").get(pk=subject_id)
    here = reverse("projects:proposal", args=[row.project.code, row.pk])
    number = row.dossier_code
    yield row, (gettext("Day the dossier was received"), _day(row.received_date), number, here)
    yield row, (gettext("Days given"), days_given(row), number, here)
    for each in row.supplements.all():
        end = _day(each.answered_date) or gettext("still running")
        said = f"{day_text(each.asked_date)} – {end}"
        yield each, (gettext("Papers asked of the investor"), said, each.document_number, here)
    yield row, (gettext("Submitted on"), _day(row.submitted_date), row.report_number, here)
    yield row, (gettext("Decided on"), _day(row.decided_date), str(row.instrument or ""), here)


def of_opinion(subject_id: int) -> _Rows:
    """The question and the answer."""
    row = Opinion.objects.select_related("proposal__project", "agency").get(pk=subject_id)
    here = reverse("projects:opinion", args=[row.pk])
    number = row.document_number
    yield row, (gettext("Day the opinion was asked for"), _day(row.asked_date), number, here)
    yield row, (gettext("Days given"), days_given(row), number, here)
    yield row, (gettext("Answered on"), _day(row.answered_date), row.answer_number, here)
    proposal = row.proposal
    there = reverse("projects:proposal", args=[proposal.project.code, proposal.pk])
    decided = _day(proposal.decided_date)
    yield proposal, (gettext("Decided on"), decided, proposal.dossier_code, there)


def of_area(subject_id: int) -> _Rows:
    """The area alone: who may know of the other project sees it on the page of this one."""
    row = SiteArea.objects.select_related("project").get(pk=subject_id)
    here = reverse("projects:detail", args=[row.project.code]) + f"#ranh-gioi-{row.pk}"
    said = f"{decimal_text(row.area_m2, 2, trim=True)} m²"
    yield row, (row.label, said, row.source, here)


def days_given(row: Proposal | Opinion) -> str:
    """10 ngày làm việc; empty where nobody said how many."""
    if row.limit_days is None:
        return ""
    words = gettext("%(n)s working days") if row.working_days else gettext("%(n)s calendar days")
    return words % {"n": row.limit_days}


def _day(value: date | None) -> str:
    return day_text(value) if value else ""
