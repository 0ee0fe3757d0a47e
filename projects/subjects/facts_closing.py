"""The facts that the deadline of a step after a termination rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from projects.models import ClosureStep
from vn.dates import day_text


def of_step(subject_id: int) -> Iterator[tuple[Any, tuple[str, str, str, str]]]:
    """The termination, the day it orders for the step, and whether it was done."""
    row = ClosureStep.objects.select_related("termination__project").get(pk=subject_id)
    end = row.termination
    page = reverse("projects:detail", args=[end.project.code])
    here, there = f"{page}#viec-{row.pk}", f"{page}#cham-dut-{end.pk}"
    due = day_text(row.due_date) if row.due_date else ""
    done = day_text(row.done_date) if row.done_date else ""
    yield end, (gettext("Decision on the termination"), day_text(end.date), end.number, there)
    yield row, (str(row.get_kind_display()), due, end.number, here)
    yield row, (gettext("Done on"), done, row.document_number, here)
