"""The file of a case to print: all of it for its people, for others what is published (R-4.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from accounts.in_charge import InCharge
from accounts.models import Agency
from inspections import published, remedies_section
from inspections.case_timeline import Event, coming, events, named
from inspections.clocks import clocks_of
from inspections.models import Case, CaseMember, Conclusion, Finding
from inspections.people import is_on
from reporting.shapes import DEMO_LABEL
from vn.dates import day_text, official_date, official_short
from vn.money import trieu_text

if TYPE_CHECKING:
    from accounts.models import User

UNDER_THE_PROVINCE = ("department", "sector", "inspectorate", "zone_board", "pmu")
"""Kinds of bodies above whose name the People's Committee of the province stands."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the case: when it was taken or is due, and by which reckoning and article."""

    title: str
    day: str
    due: str
    why: tuple[str, ...]
    ahead: bool


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who keeps the case, as its first page presents the body (law.md 6.2).

    A body of the Party stands under the name of the Party, not of the nation (R-6.20).
    """

    parent: str
    body: str
    place: str
    of_the_party: bool


def page(case: Case, user: User, on: date) -> str:
    """The page for this reader, in Vietnamese; call it for a case this person may know of."""
    with translation.override("vi"):
        own = is_on(case, user)
        told = _common(case, on) | (_whole(case, user, on) if own else _open(case))
        template = "case_file" if own else "case_file_published"
        return render_to_string(f"reporting/pdf/{template}.html", told | {"reader": str(user)})


def _common(case: Case, on: date) -> dict[str, Any]:
    return {
        "case": case,
        "head": _letterhead(case.responsible_body),
        "label": DEMO_LABEL if case.is_demonstration else "",
        "printed": official_date(on),
        "cut_off": official_short(on),
    }


def _letterhead(body: Agency) -> Letterhead:
    usual = settings.ISSUER_PARENT if body.kind in UNDER_THE_PROVINCE else ""
    return Letterhead(
        parent=body.parent.name if body.parent else usual,
        body=body.name,
        place=settings.REPORT_PLACE,
        of_the_party=body.kind == Agency.Kind.PARTY,
    )


def _whole(case: Case, user: User, on: date) -> dict[str, Any]:
    conclusions = list(case.conclusions.order_by("ordinal"))
    clocks = clocks_of(case.pk, on)
    done = sorted(events(case, conclusions, clocks, writes=False), key=lambda each: each.on)
    ahead = [coming(each, first=False) for each in clocks if each.is_live and each.due]
    people = list(case.members.select_related("user__agency", "group").order_by("pk"))
    sections = remedies_section.section(case, user, on, writes=False)
    head = next((row for row in people if row.duty == CaseMember.Duty.HEAD), None)
    return {
        "facts": _facts(case),
        "people": people,
        "interruptions": list(_interruptions(case)),
        "groups": list(case.groups.order_by("ordinal")),
        "steps": [*map(_done, done), *map(_ahead, ahead)],
        "conclusions": [_conclusion(row) for row in conclusions],
        "closed": [named(row) for row in conclusions if row.published_date is None],
        "mark": _mark(conclusions),
        "recommendations": sections["recommendations"],
        "sanctions": sections["sanctions"],
        "signer": head.name if head and head.left_date is None else "",
    }


def _mark(conclusions: Sequence[Conclusion]) -> str:
    """What stands on every page: of the team, the steps and the pauses nothing is ever published."""
    known = any(row.published_date for row in conclusions)
    return "Có nội dung chưa công khai" if known else "Chưa công khai"


def _interruptions(case: Case) -> Iterator[str]:
    """Pauses, more days and handovers, each by its document."""
    for row in case.pauses.all():
        span = f"Tạm dừng từ ngày {official_short(row.from_date)}"
        if row.to_date:
            days = (row.to_date - row.from_date).days
            span += f" đến trước ngày {official_short(row.to_date)} ({days:02d} ngày)"
        yield f"{span}, {_by(row.document_number, row.document_date)}: {row.reason.rstrip('.')}"
    for more in case.extensions.all():
        document = _by(more.document_number, more.document_date)
        yield f"Gia hạn {more.days:02d} ngày, {document}: {more.get_ground_display()}"
    for each in case.transfers.all():
        reason = f": {each.reason.rstrip('.')}" if each.reason else ""
        document = _by(each.document_number, each.on_date)
        yield f"Chuyển giao cho {each.to_name}, {document}{reason}"


def _by(number: str, day: date) -> str:
    return f"theo văn bản số {number} ngày {official_short(day)}"


def _open(case: Case) -> dict[str, Any]:
    rows = case.conclusions.published().order_by("ordinal")
    return {"facts": _identity(case), "sheets": [published.sheet(row) for row in rows]}


def _identity(case: Case) -> list[tuple[str, str]]:
    """What names a case, as its page says it to everybody."""
    projects = case.projects.select_related("project").order_by("pk")
    subjects = case.subjects.select_related("agency", "investor")
    rows = [
        ("Mã vụ việc", case.code),
        ("Loại", case.get_kind_display()),
        ("Cơ quan tiến hành", InCharge.of([case.original_body]).name(case.original_body)),
        ("Đối tượng", "; ".join(str(row) for row in subjects)),
        ("Dự án", "; ".join(f"{row.project.code} {row.project.name}" for row in projects)),
    ]
    if case.responsible_body_id != case.original_body_id:
        rows.append(("Cơ quan theo dõi", case.responsible_body.name))
    if case.decision_date:
        said = f"{case.decision_number} ngày {official_short(case.decision_date)}"
        rows.append(("Quyết định", said))
    return rows


def _facts(case: Case) -> list[tuple[str, str]]:
    period = [day_text(day) if day else "…" for day in (case.period_from, case.period_to)]
    known = bool(case.period_from or case.period_to)
    rows = [
        *_identity(case),
        ("Người ra quyết định", case.issuer),
        ("Hình thức", case.get_mode_display() if case.mode else ""),
        ("Thời kỳ", " – ".join(period) if known else ""),
        ("Thời hạn theo quyết định", f"{case.decided_days} ngày" if case.decided_days else ""),
        ("Căn cứ", case.grounds),
        ("Nội dung", case.content),
        ("Tình trạng", case.get_state_display()),
        ("Lý do kết thúc", case.ended_reason),
    ]
    return [(label, value) for label, value in rows if value]


def _done(event: Event) -> StepLine:
    clock = event.clock
    why = [*event.text, *((clock.sum, clock.article) if clock is not None else ())]
    due = day_text(clock.due) if clock is not None and clock.due else "-"
    late = " (quá hạn)" if clock is not None and clock.late else ""
    return StepLine(event.title, event.day + late, due, tuple(filter(None, why)), ahead=False)


def _ahead(event: Event) -> StepLine:
    clock = event.clock
    if clock is None or clock.due is None:
        raise TypeError("a step ahead without its day")
    why = tuple(filter(None, (clock.sum, clock.article)))
    return StepLine(event.title, "chưa thực hiện", day_text(clock.due), why, ahead=True)


def _conclusion(row: Conclusion) -> dict[str, Any]:
    return {
        "row": row,
        "name": named(row),
        "findings": [_finding(each) for each in row.findings.all()],
        "proposals": list(row.proposals.select_related("project", "handling_class")),
    }


def _finding(row: Finding) -> Sequence[str]:
    amount = trieu_text(row.amount_vnd) if row.amount_vnd else "-"
    return row.get_law_area_display(), row.get_severity_display(), row.text, amount
