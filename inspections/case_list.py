"""The list of cases, formatted: on the page and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.models import Obligation
from deadlines.rules.ladder import Level
from desk import paging
from desk.addresses import CURSOR, SIZE, Address
from inspections.case_access import case_url
from inspections.filters.cases import LATE, CaseFilter
from inspections.models import Case
from inspections.next_due import Due, next_by_case
from sheets.streamed import LongSheet, stream
from sheets.writer import CellData, Column, ColumnKind
from vn.dates import day_text
from vn.numbers import group

if TYPE_CHECKING:
    from accounts.models import User

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {
    "filter": _("Filter the cases"),
    "none": _("No case meets the conditions"),
    "none_text": _("Take away a condition, or clear all of them."),
    "clear": _("Clear all filters"),
    "nothing": _("No case you may know of"),
    "nothing_text": _("Before a conclusion is published, a case is known to the people on it."),
}
_STATE_MARKS = {Case.State.OPEN: "new", Case.State.CLOSED: "ok", Case.State.STOPPED: ""}
_AT_ONCE = 500


def visible(user: User) -> QuerySet[Case]:
    """The cases of the list, the newest first."""
    rows: QuerySet[Case] = Case.objects.visible_to(user)
    return rows


def context(request: HttpRequest, address: Address, user: User, on: date) -> dict[str, Any]:
    """What the page prints."""
    conditions = _conditions(request.GET, user)
    found = conditions.found()
    page = paging.page(
        [paging.Segment(found, (paging.Key("pk", descending=True),))],
        cursor=paging.read_cursor(request.GET.get(CURSOR, "")),
        size=paging.read_size(address.size),
    )
    total = found.count()
    return {
        "words": WORDS,
        "views": _views(user, address),
        "rows": rows(page.ids, user, on),
        "total": total,
        "list_url": reverse("inspections:cases"),
        "sheet_url": address.at(reverse("inspections:cases_sheet")),
        "first": conditions.fields(first=True),
        "others": conditions.fields(first=False),
        "kept": address.kept,
        "chips": [(words, address.but(**{name: ""})) for name, words in conditions.active()],
        "clear_url": address.bare(),
        "sizes": [(n, address.but(**{SIZE: str(n)})) for n in paging.SIZES],
        "size": paging.read_size(address.size),
        "pager": {
            "summary": gettext("%(n)s cases") % {"n": group(total)},
            "newer_url": address.but(**{CURSOR: page.newer}) if page.newer else "",
            "older_url": address.but(**{CURSOR: page.older}) if page.older else "",
        },
    }


def _conditions(data: Mapping[str, Any], user: User) -> CaseFilter:
    duties = Obligation.objects.visible_to(user)
    return CaseFilter(data, visible(user), duties=duties)


def _views(user: User, address: Address) -> list[dict[str, Any]]:
    """Ready-made conditions with their counts."""
    asked: tuple[tuple[Promise, dict[str, str], bool], ...] = (
        (_("All cases"), {}, False),
        (_("Open"), {"tinh_trang": Case.State.OPEN}, False),
        (_("A step is overdue"), {"tinh_trang": Case.State.OPEN, "han": LATE}, True),
        (_("Finished"), {"tinh_trang": Case.State.CLOSED}, False),
    )
    here = address.conditions
    return [
        {
            "label": label,
            "url": reverse("inspections:cases") + _query(wanted),
            "count": group(count),
            "alarming": alarming and count,
            "current": here == {name: str(value) for name, value in wanted.items()},
        }
        for label, wanted, alarming in asked
        for count in [_conditions(wanted, user).found().count()]
    ]


def _query(wanted: Mapping[str, Any]) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in wanted.items()) if wanted else ""


def rows(ids: list[int], user: User, on: date) -> list[dict[str, Any]]:
    """The cases of a page with their projects and what is due next."""
    found = Case.objects.filter(pk__in=ids).select_related("responsible_body")
    by_id = {row.pk: row for row in found.prefetch_related("projects__project")}
    due = next_by_case(Obligation.objects.visible_to(user), ids)
    return [_row(by_id[pk], due.get(pk), on) for pk in ids]


def _row(case: Case, due: Due | None, on: date) -> dict[str, Any]:
    projects = [each.project for each in case.projects.all()]
    return {
        "case": case,
        "url": case_url(case),
        "kind": case.get_kind_display(),
        "body": case.responsible_body.short_name,
        "decision": case.decision_number,
        "decided": day_text(case.decision_date) if case.decision_date else "",
        "projects": [
            (row.code, row.name, reverse("projects:detail", args=[row.code])) for row in projects
        ],
        "state": case.get_state_display(),
        "mark": _STATE_MARKS[Case.State(case.state)],
        "due": day_text(due.due_date) if due else "",
        "step": wording.duty(due.kind) if due else "",
        "late": (on - due.due_date).days if due and due.level >= Level.OVERDUE else 0,
        "left": (due.due_date - on).days if due and due.level < Level.OVERDUE else None,
        "rests": due.stopped if due else False,
    }


def sheet(data: Mapping[str, Any], user: User, on: date) -> HttpResponse:
    """The cases that the conditions find, as a workbook."""
    ids = list(_conditions(data, user).found().order_by("-pk").values_list("pk", flat=True))
    heading = (
        gettext("CASES OF INSPECTION, CHECK AND SUPERVISION"),
        gettext("As of %(day)s; cases this account may know of") % {"day": day_text(on)},
    )
    table = LongSheet(gettext("Cases"), _columns(), _lines(ids, user, on), heading)
    response = HttpResponse(b"".join(stream(table)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="vu-viec-{on:%Y%m%d}.xlsx"'
    return response


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("Code"), width=14),
        Column(gettext("Title of the case"), width=60),
        Column(gettext("Kind"), width=24),
        Column(gettext("Body that follows it up"), width=26),
        Column(gettext("Decision"), width=20),
        Column(gettext("Day of the decision"), ColumnKind.DATE, width=14),
        Column(gettext("Projects"), width=40),
        Column(gettext("State"), width=16),
        Column(gettext("Next step"), width=34),
        Column(gettext("Due"), ColumnKind.DATE, width=14),
    )


def _lines(ids: list[int], user: User, on: date) -> Iterator[list[CellData]]:
    for start in range(0, len(ids), _AT_ONCE):
        piece = ids[start : start + _AT_ONCE]
        due = next_by_case(Obligation.objects.visible_to(user), piece)
        for row in rows(piece, user, on):
            case, coming = row["case"], due.get(row["case"].pk)
            yield [
                case.code,
                case.title,
                row["kind"],
                row["body"],
                case.decision_number,
                case.decision_date,
                "; ".join(code for code, _name, _url in row["projects"]),
                row["state"],
                row["step"],
                coming.due_date if coming else None,
            ]
