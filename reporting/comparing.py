"""Two reports of one kind side by side, figure by figure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import User
from reporting import editions, figure_page
from reporting.builders.leaders import difference, shown
from reporting.document.shapes import Figure
from reporting.models import Paper
from reporting.paper_access import visible_papers

_OFFERED = 3
"""Earlier periods offered beside a report."""


def offered(paper: Paper, user: User) -> list[dict[str, Any]]:
    """What this report may be laid beside: the one it corrects, then the periods before.

    Of a period with several versions the issued one is offered, else the newest.
    """
    run, found, periods = paper.run, list[Paper](), set[date]()
    rows = visible_papers(user).filter(run__template=run.template).select_related("run")
    if paper.corrects_id is not None:
        found += rows.filter(pk=paper.corrects_id)
    earlier = rows.filter(run__period_start__lt=run.period_start).defer("run__snapshot", "run__pdf")
    for other in sorted(earlier[: _OFFERED * 8], key=_rank, reverse=True):
        if other.run.period_start not in periods and len(periods) < _OFFERED:
            periods.add(other.run.period_start)
            found.append(other)
    return [
        {
            "paper": other,
            "url": reverse("reporting:report_comparison", args=[run.pk, other.run_id]),
        }
        for other in found
    ]


def _rank(paper: Paper) -> tuple[Any, ...]:
    run = paper.run
    return run.period_start, paper.life == Paper.Life.ISSUED, run.number


def comparison(one: Paper, other: Paper) -> dict[str, Any]:
    """Figures of two reports by their keys, the earlier report first."""
    first, second = sorted((one, other), key=lambda each: (each.run.cut_off, each.run.number))
    old = {figure.key: figure for figure in editions.frozen(first).figures}
    new = {figure.key: figure for figure in editions.frozen(second).figures}
    # A figure only the earlier report has stands where that report had it, after the shared ones.
    keys = [*new, *(key for key in old if key not in new)]
    lines = [_line(first, second, old.get(key), new.get(key)) for key in keys]
    return {
        "first": first,
        "second": second,
        "lines": lines,
        "changed": sum(line["differs"] for line in lines),
        "same": sum(not line["differs"] for line in lines),
        "crumbs": figure_page.crumbs(second),
    }


def _line(first: Paper, second: Paper, old: Figure | None, new: Figure | None) -> dict[str, Any]:
    figure = new or old
    assert figure is not None  # noqa: S101 -- the key is of one of them
    return {
        "label": figure.label,
        "unit": figure_page.unit(figure),
        "old": shown(old) if old else "",
        "new": shown(new) if new else "",
        "old_url": figure_page.address(first, figure.key) if old else "",
        "new_url": figure_page.address(second, figure.key) if new else "",
        "difference": difference(new, old) if new else "…",
        "differs": old is None or new is None or old.value != new.value,
    }
