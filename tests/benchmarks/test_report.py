"""The monthly report: its figures at both sizes, its pages by processor time and memory."""

from __future__ import annotations

from statistics import median

import pytest
from django.db import connection

from reporting.document.long_annexes import LONGEST
from tests.benchmarks import alone
from tests.benchmarks.harness import Goal, Ledger, Line, number, ratio, seconds, took

PAGES_A_SECOND = Goal(6.5, at_least=True, unit=" pages/s")
ROWS = 200
ANNEX_ROWS = 2_000
REPEATS = 3

_ROWS_OF_THE_REPORT = """
SELECT o.kind, o.clock, o.due_date, o.missing, o.excluded_days, p.code, p.name, i.name,
       p.location_text, p.registered_capital_vnd, p.land_area_m2, a.name, v.article
FROM deadlines_obligation o
JOIN projects_project p ON p.id = o.project_id
JOIN accounts_agency a ON a.id = p.agency_id
LEFT JOIN projects_investor i ON i.id = p.investor_id
LEFT JOIN deadlines_ruleversion v ON v.id = o.rule_version_id
WHERE o.clock = 'unknown' OR (o.clock = 'running' AND o.level >= 4)
"""


def rows_as_tuples() -> int:
    """The rows that the two appendices list, from one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_OF_THE_REPORT)
        return len(cursor.fetchall())


def test_figures_of_the_month(registry: str, swept, ledger: Ledger) -> None:
    once = 1 if registry == "100k" else REPEATS
    runs = [alone.measure("figures", swept(registry)) for _ in range(once)]
    floor = [seconds(rows_as_tuples) for _ in range(REPEATS)]
    ours = [run["seconds"] for run in runs]
    ledger.add(
        Line(
            "Monthly report: all figures computed and frozen",
            registry,
            f"{took(ours)}, {number(runs[0]['peak_mb'])} MB",
            f"its {rows_as_tuples():,} rows as tuples {took(floor)}",
            ratio(ours, floor),
        )
    )


def test_pages_of_two_hundred_rows(ledger: Ledger) -> None:
    runs = [alone.measure("sample_report", ROWS, 24) for _ in range(REPEATS)]
    pages = runs[0]["pages"]
    cpu = median(run["cpu"] for run in runs)
    size = f"{ROWS} rows"
    ledger.add(
        Line(
            "Report PDF, pages for each second of processor time",
            size,
            f"{number(cpu)} s for {pages:.0f} pages",
            "the goal's pages held 18 rows, these eight",
            pages / cpu,
            PAGES_A_SECOND,
            note="Thirteen columns make a row of four to six lines, so a page holds eight rows in a "
            "hundred cells. Two thirds of the time is WeasyPrint's layout of cells and lines, a "
            "quarter drawing, a twelfth the tags that make the file readable aloud.",
        )
    )
    ledger.add(
        Line(
            "Report PDF, memory of the worker at its peak",
            size,
            f"{number(median(run['peak_mb'] for run in runs))} MB",
            "Django, WeasyPrint and fonts alone: about 130 MB",
            median(run["peak_mb"] for run in runs),
            Goal(150, unit=" MB"),
            note="The goal was set on 11 pages; this report has nearly three times as many, and "
            "WeasyPrint holds every page until the file is written.",
        )
    )


def test_month_of_two_thousand_projects(swept, ledger: Ledger) -> None:
    run = alone.measure("month", swept("2k"))
    what = f"Monthly report, its appendix of {run['rows']:,.0f} rows as a workbook"
    ledger.add(
        Line(
            f"{what}, pages a second",
            "2k",
            f"{number(run['cpu'])} s for {run['pages']:.0f} pages and the workbook",
            "measured once",
            run["pages"] / run["cpu"],
            PAGES_A_SECOND,
            note="The workbook's rows are counted in the time and not in the pages.",
        )
    )
    ledger.add(
        Line(
            f"{what}, memory",
            "2k",
            f"{number(run['peak_mb'])} MB",
            "measured once",
            run["peak_mb"],
            Goal(400, unit=" MB"),
            note="The snapshot itself is large: every figure keeps the rows it was counted from.",
        )
    )


@pytest.mark.parametrize("rows", [LONGEST, ANNEX_ROWS], ids=["printed", "workbook"])
def test_annex_beside_other_typesetters(rows: int, ledger: Ledger) -> None:
    ways = ("portal", "typst", "chromium")
    ours, typst, chromium = (alone.measure("annex", way, rows) for way in ways)
    sent = "the longest printed" if rows <= LONGEST else "as the workbook"
    for name, other, goal in (("Typst", typst, Goal(10)), ("Chromium", chromium, None)):
        ledger.add(
            Line(
                f"Report, an annex alone, {sent}, beside {name}",
                f"{rows:,} rows",
                f"{number(ours['seconds'])} s, pages: {ours['pages']:.0f}",
                f"{name} {number(other['seconds'])} s, pages: {other['pages']:.0f}",
                ours["seconds"] / other["seconds"],
                goal,
                note="Typst is compiled, lays out on all cores, and writes neither our tags nor "
                "PDF/A.",
            )
        )
    ledger.add(
        Line(
            f"Report, memory of an annex alone, {sent}",
            f"{rows:,} rows",
            f"{number(ours['peak_mb'])} MB",
            f"Typst {number(typst['peak_mb'])} MB",
            ours["peak_mb"],
            Goal(400, unit=" MB"),
            note="WeasyPrint holds every page until the file is written; the queue of its own "
            "keeps that memory away from the other jobs.",
        )
    )
