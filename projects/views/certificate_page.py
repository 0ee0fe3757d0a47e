"""What the comparison of a list of certificates shows, and its workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.lists.certificates import Comparison
from projects.rules.certificates import FOUND, How, Known, Match
from sheets.writer import CellData, Column, ColumnKind, SheetData, write
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import group

HOW: dict[How, Promise] = {
    How.HAND: _("linked by a person"),
    How.CODE: _("by the code of the certificate"),
    How.NUMBER: _("by number"),
    How.NAME: _("by project and investor"),
    How.NOT_OURS: _("none of the province's"),
    How.MISSING: _("not in the registry"),
}
_FACTS: dict[str, Promise] = {
    "issued": _("Day"),
    "capital": _("Capital"),
    "name": _("Project"),
}
DIFFERS, MISSING, ABSENT, ASIDE, ALL = "khac", "thieu", "thua", "ngoai", "tat-ca"


def context(found: Comparison, view: str) -> dict[str, Any]:
    """Counts that add up, and the lines of one view."""
    counts = found.counts
    chosen = view if view in (DIFFERS, MISSING, ABSENT, ASIDE, ALL) else ALL
    shown = [match for match in found.matches if _belongs(match, chosen)]
    ready = (
        (ALL, gettext("All lines"), counts["all"]),
        (MISSING, gettext("Not in the registry"), counts["missing"]),
        (DIFFERS, gettext("Differing"), counts["differs"]),
        (ASIDE, gettext("None of the province's"), counts["not_ours"]),
        (ABSENT, gettext("Not on the list"), counts["absent"]),
    )
    return {
        "of_list": found.of_list,
        "counts": {name: group(n) for name, n in counts.items()},
        "views": [
            {"label": words, "url": f"?xem={code}", "count": group(n), "current": code == chosen}
            for code, words, n in ready
        ],
        "absent_shown": chosen == ABSENT,
        "rows": [_row(match, found) for match in shown] if chosen != ABSENT else [],
        "absent": [_absent(project, found) for project in found.absent] if chosen == ABSENT else [],
        "crumbs": [
            (gettext("Quality of the data"), reverse("projects:quality")),
            (gettext("Lists of certificates"), reverse("projects:certificate_lists")),
        ],
    }


def _belongs(match: Match, view: str) -> bool:
    if view == DIFFERS:
        return bool(match.differs)
    if view == ALL:
        return True
    return match.how == {MISSING: How.MISSING, ASIDE: How.NOT_OURS}.get(view)


def _row(match: Match, found: Comparison) -> dict[str, Any]:
    entry = found.entries[match.line.pk]
    project = found.projects.get(match.project_id or 0)
    code = found.codes.get(match.project_id or 0, "")
    return {
        "entry": entry,
        "how": HOW[match.how],
        "tone": "ok" if match.how in FOUND else "warn" if match.how is How.MISSING else "adv",
        "code": code,
        "url": reverse("projects:detail", args=[code]) if code else "",
        "name": project.name if project else "",
        "differs": [_difference(fact, match, project) for fact in match.differs if project],
        "decide_url": reverse("projects:certificate_line", args=[found.of_list.pk, entry.pk]),
    }


def _difference(fact: str, match: Match, project: Known) -> dict[str, Any]:
    theirs, ours = _sides(fact, match, project)
    return {"fact": _FACTS[fact], "theirs": theirs, "ours": ours}


def _sides(fact: str, match: Match, project: Known) -> tuple[str, str]:
    """What the list says and what the registry says, both in words."""
    certificate = match.certificate
    if fact == "issued":
        issued = certificate.issued if certificate else None
        line = match.line.issued
        return (day_text(line) if line else "—", day_text(issued) if issued else "—")
    if fact == "capital":
        ours = certificate.capital_vnd if certificate else None
        ours = project.capital_vnd if ours is None else ours
        return _billions(match.line.capital_vnd), _billions(ours)
    return match.line.project, project.name


def _billions(vnd: int | None) -> str:
    return gettext("%(n)s billion đồng") % {"n": ty_text(vnd, 3, trim=True)}


def _absent(project: Known, found: Comparison) -> dict[str, Any]:
    code = found.codes[project.project_id]
    return {
        "code": code,
        "url": reverse("projects:detail", args=[code]),
        "name": project.name,
        "investor": project.investor,
        "certificates": _certificates(project),
    }


def _certificates(project: Known) -> str:
    told = (
        " ".join(filter(None, (c.number, f"({day_text(c.issued)})" if c.issued else "")))
        for c in project.certificates
    )
    return "; ".join(told)


def workbook(found: Comparison, on: date) -> bytes:
    """Two sheets: the lines that are missing or differ, and the projects no line names."""
    said = {"day": day_text(found.of_list.as_of_date), "today": day_text(on)}
    heading = (
        found.of_list.name,
        gettext("List up to %(day)s, registry on %(today)s") % said,
    )
    text, wide = ColumnKind.TEXT, 40
    lines = SheetData(
        gettext("Lines"),
        (
            Column(gettext("Line"), ColumnKind.INTEGER, 8),
            Column(gettext("Number"), text, 22),
            Column(gettext("Day"), text, 12),
            Column(gettext("Project"), text, wide),
            Column(gettext("Investor"), text, 30),
            Column(gettext("Capital"), text, 18),
            Column(gettext("Found"), text, 22),
            Column(gettext("Code in the registry"), text, 16),
            Column(gettext("Differences"), text, wide),
            Column(gettext("Note"), text, 30),
        ),
        list(_written(found)),
        heading,
    )
    missing = SheetData(
        gettext("Not on the list"),
        (
            Column(gettext("Code in the registry"), text, 16),
            Column(gettext("Project"), text, wide),
            Column(gettext("Investor"), text, 30),
            Column(gettext("Certificates on record"), text, wide),
        ),
        [(found.codes[p.project_id], p.name, p.investor, _certificates(p)) for p in found.absent],
        heading,
    )
    out = io.BytesIO()
    write(out, [lines, missing])
    return out.getvalue()


def _written(found: Comparison) -> Iterable[tuple[CellData, ...]]:
    for match in found.matches:
        if match.how in FOUND and not match.differs:
            continue
        row = _row(match, found)
        entry = row["entry"]
        told = (f"{d['fact']}: {d['theirs']} ≠ {d['ours']}" for d in row["differs"])
        yield (
            *(entry.line, entry.number, entry.issued_text, entry.project_name),
            *(entry.investor_name, entry.capital_text, str(row["how"]), row["code"]),
            *("; ".join(told), entry.note),
        )
