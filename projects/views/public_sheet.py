"""The list of public projects as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext

from projects.lists.public import Totals
from projects.models import PublicProject
from projects.views.public_section import years
from sheets.writer import CellData, Column, ColumnKind, SheetData, Strong, write
from vn.dates import day_text
from vn.numbers import ratio_percent

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(rows: Sequence[dict[str, Any]], found: Totals, on: date) -> HttpResponse:
    """The file of all that is found, named by its day."""
    response = HttpResponse(workbook(rows, found, on), content_type=XLSX)
    name = f"du-an-dau-tu-cong-{on:%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def workbook(rows: Sequence[dict[str, Any]], found: Totals, on: date) -> bytes:
    """One sheet: what all of them add up to, then the projects by name; money in đồng."""
    heading = (
        gettext("Public projects"),
        gettext("Figures up to %(day)s") % {"day": day_text(on)},
        gettext("Unit: million VND"),
    )
    out = io.BytesIO()
    cells = [_whole(found), *map(_cells, rows)]
    write(out, [SheetData(gettext("Public projects"), _columns(), cells, heading)])
    return out.getvalue()


def _columns() -> tuple[Column, ...]:
    text, money = ColumnKind.TEXT, ColumnKind.MONEY_TRIEU
    return (
        Column(gettext("Code"), text, 12),
        Column(gettext("Budget code"), text, 12),
        Column(gettext("Project name"), text, 44),
        Column(gettext("Project owner"), text, 36),
        Column(gettext("Project group"), text, 14),
        Column(gettext("Investment decision"), text, 20),
        Column(gettext("Date of the decision"), ColumnKind.DATE, 12),
        Column(gettext("Years of the project"), text, 12),
        Column(gettext("Total investment"), money, 18),
        Column(gettext("Disbursed in its life"), money, 18),
        Column(gettext("Part of the total"), ColumnKind.PERCENT, 12),
        Column(gettext("Site"), text, 24),
        Column(gettext("Handed over to its users on"), ColumnKind.DATE, 14),
    )


def _cells(row: dict[str, Any]) -> tuple[CellData, ...]:
    return (
        *(row["code"], row["budget_code"], row["name"], row["owner"]),
        str(PublicProject.Group(row["group"]).label),
        *(row["decision"], row["decision_date"], years(row["start_year"], row["end_year"])),
        *(row["total_vnd"], row["spent_vnd"], _part(row["spent_vnd"], row["total_vnd"])),
        str(PublicProject.LandReady(row["land_ready"]).label),
        row["handed_over_date"],
    )


def _whole(found: Totals) -> Strong:
    said = gettext("%(n)s projects") % {"n": found.projects}
    part = _part(found.spent_vnd, found.total_vnd)
    before: tuple[CellData, ...] = ("", "", said, "", "", "", None, "")
    return Strong((*before, found.total_vnd, found.spent_vnd, part, "", None))


def _part(spent_vnd: int, total_vnd: int | None) -> Decimal | None:
    return ratio_percent(spent_vnd, total_vnd)
