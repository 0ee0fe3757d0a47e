"""Step 3: every row of a workbook before it is written, and what there is to answer."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import requires
from accounts.permissions import Permission
from desk import paging
from projects.importing import counts as import_counts
from projects.importing.messages import Message, Severity
from projects.importing.wording import candidate_words, failure_words, words
from projects.importing.wording_columns import label
from projects.models import ImportBatch, ImportRow
from projects.views import import_page
from projects.views.import_cells import MARKS, Screen, messages_of
from sheets.writer import CellData, Column, ColumnKind, SheetData, write

VIEW = "xem"
_TABS = {
    "cho": _("To answer"),
    "loi": _("With errors"),
    "canh_bao": _("With warnings"),
    "moi": _("New"),
    "doi": _("Changed"),
    "khong_doi": _("Unchanged"),
    "bo": _("Left out"),
    "tat_ca": _("All"),
}
_MOST_ASKED = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEVERITIES = {"error": _("Error"), "warning": _("Warning"), "note": _("For information")}
State = ImportBatch.State


@require_safe
@requires(Permission.IMPORT_PROJECTS)
def import_preview(request: HttpRequest, import_id: int) -> HttpResponse:
    """The rows, narrowed by tabs; while the batch is open with the questions to answer."""
    batch = import_page.found(import_id)
    moved_on = import_page.elsewhere(batch, State.READ, State.DONE, State.UNDONE)
    if moved_on is not None:
        return moved_on
    counts = import_counts.counted(batch.pk)
    view = request.GET.get(VIEW, "")
    if view not in _TABS:
        view = "cho" if counts["cho"] else "tat_ca"
    context = import_page.frame(batch, "import_preview") | {
        "counts": counts,
        "view": view,
        "tabs": list(_tabs(view, counts)),
        "open": batch.state == State.READ,
        "writes": counts["moi"] + counts["doi"],
        "about": _told(batch),
        **_rows(batch, view, request.GET),
        **_sums(batch),
    }
    if batch.state == State.READ:
        context["failed_words"] = failure_words(batch.failure) if batch.failure else ""
        context |= {"investors": _investors(batch), **_numbers(batch)}
    return render(request, "projects/import_preview.html", context)


@require_safe
@requires(Permission.IMPORT_PROJECTS)
def import_messages(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """Everything that is said of the workbook, as a workbook."""
    batch = import_page.found(import_id)
    rows = ImportRow.objects.filter(batch=batch).exclude(messages=[]).order_by("position")
    text = ColumnKind.TEXT
    columns = (
        Column(gettext("Sheet"), text, 24),
        Column(gettext("Row"), ColumnKind.INTEGER, 8),
        Column(gettext("Cell"), text, 10),
        Column(gettext("Project"), text, 40),
        Column(gettext("Kind"), text, 12),
        Column(gettext("What stands there"), text, 30),
        Column(gettext("What to do"), text, 80),
        Column(gettext("What becomes of the row"), text, 20),
    )
    out = io.BytesIO()
    said = gettext("%(file)s, import no. %(number)s") % {
        "file": batch.file_name,
        "number": batch.pk,
    }
    write(out, [SheetData(gettext("Messages"), columns, list(_lines(batch, rows)), (said,))])
    out.seek(0)
    name = f"thong-bao-nhap-{batch.pk}.xlsx"
    return FileResponse(out, as_attachment=True, filename=name, content_type=_XLSX)


def _tabs(view: str, counts: dict[str, int]) -> Iterator[dict[str, Any]]:
    for name, label_ in _TABS.items():
        if counts[name] or name in (view, "tat_ca"):
            yield {
                "label": label_,
                "url": f"?{VIEW}={name}",
                "count": counts[name],
                "current": name == view,
                "bad": name in ("cho", "loi"),
            }


def _rows(batch: ImportBatch, view: str, query: QueryDict) -> dict[str, Any]:
    """One page of the rows of a view."""
    segment = paging.Segment(
        import_counts.of_view(batch.pk, view), (paging.Key("position"), paging.Key("pk"))
    )
    cursor = paging.read_cursor(query.get("trang", ""))
    page = paging.page([segment], cursor=cursor, size=paging.DEFAULT_SIZE)
    screen = Screen(batch)
    rows = ImportRow.objects.filter(pk__in=page.ids).order_by("position")

    def beside(place: str) -> str:
        return f"?{VIEW}={view}&trang={place}" if place else ""

    return {
        "columns": screen.columns,
        "rows": screen.show(rows),
        "newer_url": beside(page.newer),
        "older_url": beside(page.older),
    }


def _sums(batch: ImportBatch) -> dict[str, Any]:
    """Published totals beside what their rows add up to, in the unit of their column."""
    units = {
        (layout["sheet"], column["key"]): column["unit"]
        for layout in batch.found.get("layouts", [])
        for column in layout["columns"]
    }
    shown = [
        {
            **each,
            "label": label(each["key"]),
            "unit": units.get((each["sheet"], each["key"]), ""),
        }
        for each in batch.found.get("sums", [])
    ]
    return {"sums": shown, "unequal": [each for each in shown if not each["agrees"]]}


def _about(batch: ImportBatch) -> list[Message]:
    """What is said of the workbook and belongs to no row of it."""
    return messages_of(batch.found.get("about", []))


def _told(batch: ImportBatch) -> dict[str, list[str]]:
    """That in words, by how grave it is; sums that differ are told with their rows (`_sums`)."""
    told: dict[str, list[str]] = {severity.value: [] for severity in Severity}
    for message in _about(batch):
        if message.code != "sum_differs":
            told[message.severity.value].append(words(message))
    return told


def _investors(batch: ImportBatch) -> list[dict[str, Any]]:
    """Each investor that may be one on record under another name, once."""
    asked: dict[str, dict[str, Any]] = {}
    for row in import_counts.asked_investors(batch.pk):
        name = str(row.values.get("investor", {}).get("written", ""))
        each = asked.setdefault(
            name,
            {
                "name": name,
                "rows": 0,
                "candidates": [
                    c | {"why": candidate_words(str(c.get("why", "")))}
                    for c in row.candidates
                    if c["about"] == "investor"
                ],
            },
        )
        each["rows"] += 1
    return list(asked.values())[:_MOST_ASKED]


def _numbers(batch: ImportBatch) -> dict[str, Any]:
    """Numbers that can be read two ways and were answered by nobody."""
    doubts = batch.found.get("doubts", [])
    shown = [
        each | {"label": label(each["key"]), "place": f"{each['sheet']}!{each['address']}"}
        for each in doubts[:_MOST_ASKED]
    ]
    return {"doubts": shown, "doubts_all": len(doubts)}


def _lines(batch: ImportBatch, rows: QuerySet[ImportRow]) -> Iterator[tuple[CellData, ...]]:
    for message in _about(batch):
        kind = str(_SEVERITIES[message.severity.value])
        yield (message.sheet, None, message.address, "", kind, message.text, words(message), "")
    for row in rows.iterator(500):
        name = str(row.values.get("name", {}).get("written", ""))
        mark = str(MARKS[ImportRow.Outcome(row.outcome)][0])
        for message in messages_of(row.messages):
            kind = str(_SEVERITIES[message.severity.value])
            said = (kind, message.text, words(message), mark)
            yield (row.sheet, row.number, message.address, name, *said)
