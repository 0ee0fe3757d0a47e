"""The ranking of owners as a workbook."""

from __future__ import annotations

import io

from django.http import HttpResponse
from django.utils.translation import gettext

from disbursement import figures_wording as words
from disbursement.overview import Overview
from disbursement.ranking import Ranking
from disbursement.views.ranking_page import moved
from sheets.writer import CellData, Column, ColumnKind, SheetData, write
from vn.dates import day_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(shown: Overview) -> HttpResponse:
    """The file, named by its month."""
    response = HttpResponse(workbook(shown), content_type=XLSX)
    name = f"xep-hang-chu-dau-tu-{shown.question.month:%Y-%m}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def workbook(shown: Overview) -> bytes:
    """One sheet: the province first, then the owners in their order, then those without capital."""
    found = shown.ranking
    out = io.BytesIO()
    data = SheetData(gettext("Ranking of owners"), _columns(shown), _rows(found), _heading(shown))
    write(out, [data])
    return out.getvalue()


def _heading(shown: Overview) -> tuple[str, ...]:
    figures, average = shown.figures, shown.ranking.average
    said = {"year": shown.question.year, "day": day_text(figures.day)}
    state = (
        gettext("Closed by %(number)s") % {"number": shown.closing.decision_number}
        if shown.closing
        else gettext("Provisional figures")
    )
    return (
        gettext("Ranking of owners, plan of %(year)s, to %(day)s") % said,
        gettext("Base of the rates: %(basis)s") % {"basis": words.BASES[average.basis]},
        state,
        gettext("Unit: million VND"),
    )


def _columns(shown: Overview) -> tuple[Column, ...]:
    day = day_text(shown.figures.estimate_day)
    money, rate = ColumnKind.MONEY_TRIEU, ColumnKind.PERCENT
    return (
        Column(gettext("Rank"), ColumnKind.INTEGER, 8),
        Column(gettext("Code"), ColumnKind.TEXT, 14),
        Column(gettext("Project owner"), ColumnKind.TEXT, 44),
        Column(gettext("Base"), money, 18),
        Column(gettext("Disbursed"), money, 18),
        Column(gettext("Disbursement rate"), rate, 10),
        Column(gettext("Against the average (points)"), ColumnKind.DECIMAL, 16),
        Column(gettext("Estimated to %(day)s") % {"day": day}, rate, 14),
        Column(gettext("Change of rank"), ColumnKind.TEXT, 14),
        Column(gettext("Lines not entered"), ColumnKind.INTEGER, 14),
    )


def _rows(found: Ranking) -> list[tuple[CellData, ...]]:
    average, figures = found.average, found.province
    estimate = figures.estimate_rate(found.basis)
    whole = (
        *(None, "", gettext("Whole province"), average.denominator, average.numerator),
        *(average.percent, None, estimate.percent, "", figures.lines_missing),
    )
    owners = [
        (
            *(row.rank, row.owner.code, row.owner.name, row.rate.denominator, row.rate.numerator),
            *(row.rate.percent, row.points, row.figures.estimate_rate(found.basis).percent),
            *(moved(row.moved), row.figures.lines_missing),
        )
        for row in found.rows
    ]
    without = [
        (None, owner.code, owner.name, None, None, None, None, None, gettext("no capital"), None)
        for owner in found.without_plan
    ]
    return [whole, *owners, *without]
