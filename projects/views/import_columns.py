"""Step 2: what was recognised in a workbook, and a person's corrections of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import requires, signed_in
from accounts.permissions import Permission
from desk.tasks import enqueue
from projects.actions import import_batches as acts
from projects.actions.refusals import Refusal
from projects.forms.import_columns import SheetForm, answered
from projects.importing.corrections import Corrections, from_json
from projects.importing.layout import Role, Style, Why
from projects.importing.wording import words
from projects.importing.wording_columns import LEFT_OUT, ROLES
from projects.models import ImportBatch, ImportLayout
from projects.views import import_page
from projects.views.editing import pages
from projects.views.import_cells import messages_of
from sheets.reader import column_letters
from vn.dates import day_text

REMEMBER = "nho"
_SHOWN_SPANS = 6
_STYLES = {
    Style.POINT: _("read with the point as decimal mark"),
    Style.MIXED: _("cells contradict each other: say which mark is decimal"),
}


@pages
@requires(Permission.IMPORT_PROJECTS)
def import_columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show how each sheet is read; what is corrected is read again."""
    batch = import_page.found(import_id)
    moved_on = import_page.elsewhere(batch, ImportBatch.State.READ)
    if moved_on is not None:
        return moved_on
    corrections = from_json(batch.options.get("corrections", {}))
    forms = _forms(batch, corrections, request.POST if request.method == "POST" else None)
    valid = [form.is_valid() for form in forms] if request.method == "POST" else []
    if valid and all(valid):
        return _save(request, batch, corrections, forms)
    context = import_page.frame(batch, "import_columns") | _context(batch, forms)
    context["wrong"] = [form for form in forms if form.errors]
    status = 422 if context["wrong"] else 200
    return render(request, "projects/import_columns.html", context, status=status)


def _forms(batch: ImportBatch, corrections: Corrections, data: QueryDict | None) -> list[SheetForm]:
    layouts = batch.found.get("layouts", [])
    return [SheetForm(layout, corrections.of(layout["sheet"]), data) for layout in layouts]


def _save(
    request: HttpRequest, batch: ImportBatch, corrections: Corrections, forms: list[SheetForm]
) -> HttpResponse:
    """Go on when nothing was said otherwise; else have the workbook read again."""
    said = answered(forms, corrections)
    if said == corrections:
        return _go_on(request, batch)
    learnt = [form.learnt() for form in forms] if REMEMBER in request.POST else []
    try:
        job = acts.read_again(
            by=signed_in(request),
            at=timezone.now(),
            batch_id=batch.pk,
            corrections=said.as_json(),
            learnt=tuple(each for each in learnt if each is not None),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("projects:import", batch.pk)
    enqueue(job.pk)
    return redirect("projects:import", batch.pk)


def _go_on(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """To the rows; without a sheet that is read there are none to look at."""
    if any(layout["used"] for layout in batch.found.get("layouts", [])):
        return redirect("projects:import_preview", batch.pk)
    messages.error(request, gettext("No sheet is read yet: mark one, or give up this workbook."))
    return redirect("projects:import_columns", batch.pk)


def _context(batch: ImportBatch, forms: list[SheetForm]) -> dict[str, Any]:
    signatures = [form.layout["signature"] for form in forms if form.layout["signature"]]
    learnt = dict(
        ImportLayout.objects.filter(signature__in=signatures).values_list("signature", "learnt_at")
    )
    sheets = [_sheet(batch, form, learnt) for form in forms]
    used = [sheet for sheet in sheets if sheet["layout"]["used"]]
    return {
        "sheets": sheets,
        "rows": sum(sheet["layout"]["data_rows"] for sheet in used),
        "used": used,
    }


def _sheet(batch: ImportBatch, form: SheetForm, learnt: Mapping[str, Any]) -> dict[str, Any]:
    layout = form.layout
    when = learnt.get(layout["signature"])
    remembered = gettext("remembered from the import of %(day)s") % {
        "day": day_text(timezone.localtime(when).date()) if when else "—"
    }
    columns = [_column(form, column, remembered) for column in layout["columns"]]
    known = sum(bool(column["key"]) for column in layout["columns"])
    return {
        "form": form,
        "layout": layout,
        "left_out": LEFT_OUT.get(layout["left_out"], ""),
        "told": [] if layout["used"] else _told_of(batch, layout["sheet"]),
        "columns": columns,
        "known": known,
        "unknown": len(columns) - known,
        "marks": list(_marks(layout)),
        "top": _top(layout, batch.found.get("tops", {}).get(layout["sheet"], [])),
        "remembered": remembered if when and any(c["remembered"] for c in columns) else "",
    }


def _told_of(batch: ImportBatch, sheet: str) -> list[str]:
    """What is said of a whole sheet that is not read, such as where else it belongs."""
    about = messages_of(batch.found.get("about", []))
    return [words(message) for message in about if message.sheet == sheet and not message.address]


def _column(form: SheetForm, column: Mapping[str, Any], remembered: str) -> dict[str, Any]:
    index, why = column["index"], column["why"]
    reasons = {
        Why.WORDS: gettext("by its heading"),
        Why.REMEMBERED: remembered,
        Why.PERSON: gettext("as you said"),
    }
    notes = [_STYLES.get(column["style"], "")]
    if column["style"] == Style.COMMA and column["style_cells"]:
        cells = {"cells": ", ".join(column["style_cells"])}
        notes.append(gettext("the point parts thousands, as cells %(cells)s tell") % cells)
    if column["unit_from"]:
        notes.append(gettext("unit from cell %(address)s") % {"address": column["unit_from"]})
    return {
        "letters": column_letters(index),
        "title": column["title"],
        "samples": column["samples"][:3],
        "field": form[f"c{index}"],
        "style": form[f"d{index}"] if f"d{index}" in form.fields else None,
        "tone": "warn" if column["style"] == Style.MIXED else "ok" if column["key"] else "unk",
        "why": reasons.get(why, gettext("not recognised")),
        "remembered": why == Why.REMEMBERED,
        "notes": [str(note) for note in notes if note],
        "hidden": column["hidden"],
    }


def _marks(layout: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Rows that are no projects by what they are: ("Title", "1–4")."""
    rows: dict[str, list[int]] = {Role.HEADER: list(layout["header_rows"])}
    for mark in layout["marks"]:
        if mark["role"] != Role.HEADER:
            rows.setdefault(mark["role"], []).append(mark["number"])
    for role in Role:
        if rows.get(role) and role not in (Role.BLANK, Role.DATA):
            yield str(ROLES[role]), spans(rows[role])
    if layout["hidden_rows"]:
        yield gettext("Hidden rows"), spans(layout["hidden_rows"])


def spans(numbers: Iterable[int]) -> str:
    """Row numbers as "1–4, 9"; after a few spans only how many more there are."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    shown = [str(a) if a == b else f"{a}\N{EN DASH}{b}" for a, b in found[:_SHOWN_SPANS]]
    more = len(found) - _SHOWN_SPANS
    if more > 0:
        shown.append(gettext("and %(count)s more") % {"count": more})
    return ", ".join(shown)


def _top(layout: Mapping[str, Any], rows: list[list[str]]) -> dict[str, Any]:
    """The top of the sheet as Excel shows it, with what each row is taken for."""
    roles = {mark["number"]: mark["role"] for mark in layout["marks"]}
    roles |= dict.fromkeys(layout["header_rows"], Role.HEADER)
    width = max((len(row) for row in rows), default=0)
    lines = []
    for number, row in enumerate(rows, start=1):
        role = roles.get(number, Role.DATA if layout["header_rows"] else Role.BLANK)
        lines.append(
            {
                "number": number,
                "role": "" if role == Role.BLANK else ROLES[role],
                "is_header": role == Role.HEADER,
                "is_data": role == Role.DATA,
                "cells": row + [""] * (width - len(row)),
            }
        )
    return {"letters": [column_letters(index) for index in range(width)], "rows": lines}
