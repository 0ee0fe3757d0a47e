"""The comparison of the first approval with each change, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from deadlines import wording
from projects import comparing
from projects.models import Instrument, Project, ScheduleRevision
from projects.rules.comparison import POLICY, Chain, Line, Said
from projects.rules.triggers import Hint, Trigger, hints
from projects.views.amounts import dollars
from projects.wording import FIELDS, partial
from vn.areas import ha_text
from vn.dates import PartialDate, day_text, months_and_days
from vn.money import ty_text

_CHAINS: Mapping[str, Promise] = {
    POLICY: _("In-principle approval and its changes"),
    "registration_certificate": _("Registration certificate and its changes"),
}
_TRIGGERS: Mapping[Trigger, Promise] = {
    Trigger.OBJECTIVE: _("The objective changed"),
    Trigger.PLACE: _("The place changed"),
    Trigger.AREA: _("The land area changed by more than 10 % or more than 30 ha"),
    Trigger.CAPITAL: _("The capital changed by 20 % or more"),
    Trigger.TIME: _("The time to carry it out grew by more than 12 months"),
    Trigger.TERM: _("The operating term changed"),
    Trigger.INVESTOR: _("The investor changed"),
}
_UNTIL_2026 = _(
    "Luật Đầu tư số 61/2020/QH14, Điều 41 khoản 3; for changes from 1/1/2021 to 28/2/2026"
)
_SINCE_2026 = _("Luật Đầu tư số 143/2025/QH15, in force from 1/3/2026; not verified")


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as it is printed; `mark` says in words how it stands to what was before."""

    label: str
    text: str
    how: str
    mark: str


def context(project: Project, user: User, on: date) -> dict[str, Any]:
    """Everything the template prints, formatted."""
    instruments, found, loose = comparing.compared(project)
    rows = {row.pk: row for row in instruments}
    back = reverse("projects:detail", args=[project.code])
    return {
        "project": project,
        "crumbs": [
            (gettext("Project registry"), reverse("projects:list")),
            (f"{project.code} {project.name}", back),
        ],
        "chains": [_chain(chain, rows) for chain in found],
        "stretches": [_stretch(each) for each in comparing.stretches(project, user, on)],
        "hints": [_hint(h, rows) for chain in found if chain.kind == POLICY for h in hints(chain)],
        "loose": [rows[paper.id] for paper in loose],
        "can_edit": user.can(Permission.EDIT_PROJECT),
        "on": on,
    }


def heading(row: Instrument, place: int) -> str:
    """First approval, then "lần thứ n" as the document writes it, else by its place."""
    if place == 0:
        return gettext("As first approved")
    return gettext("Change no. %(n)s") % {"n": row.sequence or place}


def _chain(chain: Chain, rows: Mapping[int, Instrument]) -> dict[str, Any]:
    heads = [
        {
            "label": heading(rows[paper.id], place),
            "number": rows[paper.id].number or gettext("number not known"),
            "issued": partial(rows[paper.id].issued_date, rows[paper.id].issued_precision),
            "authority": rows[paper.id].issuer_name or rows[paper.id].get_authority_display(),
            "changed": len(chain.changed_by(paper)),
        }
        for place, paper in enumerate(chain.papers)
    ]
    labels = [f"{head['label']} ({head['number']})" for head in heads]
    return {
        "kind": chain.kind,
        "title": _CHAINS[chain.kind],
        "heads": heads,
        "lines": [_line(line, labels) for line in chain.lines],
    }


def _line(line: Line, labels: list[str]) -> dict[str, Any]:
    cells = [
        Shown(label, text(line, cell.value), cell.how.value, _mark(cell.how))
        for label, cell in zip(labels, line.cells, strict=True)
    ]
    return {"label": name_of(line), "cells": cells, "changed": line.is_changed}


def _mark(how: Said) -> str:
    return gettext("changed") if how is Said.CHANGED else ""


def name_of(line: Line) -> str:
    """What the line is about."""
    if line.planned is not None:
        return gettext("Plan: %(name)s") % {"name": line.planned.name}
    return str(FIELDS[line.fact])


def text(line: Line, value: object) -> str:
    """What a document states, as one reads it; empty where it is silent."""
    if isinstance(value, PartialDate):
        return partial(value.first, value.precision)
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, int):
        return _number(line.fact, value)
    if isinstance(value, Decimal):
        return (
            dollars(value) if line.fact == "capital_usd" else f"{ha_text(value, 4, trim=True)} ha"
        )
    return str(value or "")


def _number(fact: str, value: int) -> str:
    if fact == "term_years":
        return gettext("%(n)s years") % {"n": value}
    return gettext("%(amount)s billion VND") % {"amount": ty_text(value, 3, trim=True)}


def _stretch(each: comparing.Stretch) -> dict[str, Any]:
    found = each.reading
    longer = found.planned > found.baseline
    months, days = months_and_days(found.baseline, found.planned) if longer else (0, 0)
    mark, words = _standing(each)
    return {
        "name": found.item.name,
        "phase": found.item.phase,
        "first": day_text(found.baseline),
        "now": day_text(found.planned),
        "longer": wording.length(months, days) if longer else gettext("not extended"),
        "cap": day_text(found.cap) if each.binds else "",
        "mark": mark,
        "words": words,
        "months": each.months,
        "article": each.article if each.binds else "",
        "advisory": each.advisory and each.binds,
        "flag": reverse("deadlines:flag", args=[each.flag_id]) if each.flag_id else "",
    }


def _standing(each: comparing.Stretch) -> tuple[str, str]:
    found = each.reading
    if not each.binds:
        return "info", gettext("no cap: there is no in-principle approval")
    if not found.is_beyond:
        left = wording.length(*months_and_days(found.planned, found.cap))
        return "ok", gettext("within the cap, %(left)s left") % {"left": left}
    beyond = wording.length(*months_and_days(found.cap, found.planned))
    if each.exception:
        case = ScheduleRevision.CapException(each.exception).label
        said = {"beyond": beyond, "case": case}
        return "info", gettext("%(beyond)s beyond the cap; exception: %(case)s") % said
    return "warn" if each.advisory else "crit", gettext("%(beyond)s beyond the cap") % {
        "beyond": beyond
    }


def _hint(hint: Hint, rows: Mapping[int, Instrument]) -> dict[str, Any]:
    row = rows[hint.paper.id]
    words = gettext("%(document)s of %(day)s") % {
        "document": row,
        "day": partial(row.issued_date, row.issued_precision) or "—",
    }
    return {
        "document": words,
        "what": _TRIGGERS[hint.trigger],
        "law": _SINCE_2026 if hint.under_2025 else _UNTIL_2026,
        "dropped": hint.dropped,
        "advisory": hint.advisory,
        "confidence": hint.confidence,
    }
