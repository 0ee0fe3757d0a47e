"""Ends, zones, related projects and contact persons of the demonstration province; all invented.

The people do not exist: their numbers begin with 0900 000, their addresses end in example.vn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from accounts.models import Agency
from projects.models import (
    ClosureStep,
    ContactPerson,
    Instrument,
    InvestmentZone,
    Project,
    ProjectLink,
    Termination,
)
from vn.dates import add_months
from vn.documents import normalise_number
from vn.text import sort_key

_ZONES = (
    ("kcn-dong-bac", "Khu công nghiệp Đông Bắc (minh họa)", "industrial_zone", "bqlkkt"),
    ("kkt-cua-khau", "Khu kinh tế cửa khẩu Bắc Sơn (minh họa)", "border_gate_zone", "bqlkkt"),
    ("ccn-phia-nam", "Cụm công nghiệp Phía Nam (minh họa)", "industrial_cluster", "stc"),
)
_PEOPLE = (
    ("Lương Thị Mười", "Giám đốc (nhân vật hư cấu)"),
    ("Nông Văn Hòe", "Phụ trách pháp lý (nhân vật hư cấu)"),
    ("Hoàng Thị Sáo", "Quản lý dự án (nhân vật hư cấu)"),
    ("Vi Văn Tòng", "Phó giám đốc (nhân vật hư cấu)"),
)
_SPOKEN_FOR = ("twenty_five_months_behind", "handover_late", "several_tranches")
_LINKED = (
    ("several_tranches", ProjectLink.Kind.SUPPLIES, "handover_late"),
    ("extension_running", ProjectLink.Kind.PHASE_OF, "unused_just_overdue"),
)
_PART_OF = "twenty_five_months_behind"
_PART_TY = 20


def tell_of_ends(
    *,
    projects: Sequence[Project],
    told: Mapping[str, Project],
    agencies: Mapping[str, Agency],
    on: date,
) -> None:
    """Write what stands beside these projects; their census stays as it was told."""
    _zones(projects, agencies)
    ends = Termination.objects.filter(project__in=projects).order_by("date", "pk")
    found = list(ends.select_related("project"))
    if len(found) > 1:
        _settled(found[0], agencies, on)
        _unsettled(found[len(found) // 2], agencies, on)
    _part(told[_PART_OF], on)
    for later, kind, earlier in _LINKED:
        ProjectLink.objects.create(project=told[later], other=told[earlier], kind=kind)
    _people([told[story] for story in _SPOKEN_FOR])


def _zones(projects: Sequence[Project], agencies: Mapping[str, Agency]) -> None:
    """Every other project of a kind of zone is in the one that has a name."""
    for code, name, kind, agency in _ZONES:
        zone = InvestmentZone.objects.create(
            code=code,
            name=name,
            kind=kind,
            agency=agencies[agency],
            sort_key=sort_key(name),
        )
        of_kind = [project.pk for project in projects if project.zone == kind]
        Project.objects.filter(pk__in=of_kind[::2]).update(zone_place=zone)


def _settled(row: Termination, agencies: Mapping[str, Agency], on: date) -> None:
    """Ended for its land, and liquidated since: every act in its order."""
    recovered = row.date - timedelta(days=40)
    number = f"{900 + row.pk}/QĐ-UBND"
    row.ground = Termination.Ground.LAND_RECOVERED
    row.note = "Đất bị thu hồi do không đưa vào sử dụng; số liệu minh họa."
    row.recovery = Instrument.objects.create(
        project=row.project,
        kind=Instrument.Kind.LAND_RECOVERY,
        number=number,
        number_key=normalise_number(number),
        issued_date=recovered,
        authority=Instrument.Authority.COMMITTEE,
        issuer_name="Ủy ban nhân dân tỉnh",
    )
    row.revocation_number, row.revocation_date = f"{910 + row.pk}/QĐ-STC", row.date
    row.kind = Termination.Kind.REVOCATION
    row.save()
    ended = min(row.date + timedelta(days=60), on)
    _step(row, "liquidation", due=row.date + timedelta(days=90), done=ended)
    _step(row, "land", due=None, done=ended, agency=agencies["snnmt"])
    _step(row, "deposit", due=None, done=ended, agency=agencies["stc"])
    _step(row, "certificate", due=None, done=row.date)
    _step(row, "tax", due=None, done=ended)


def _unsettled(row: Termination, agencies: Mapping[str, Agency], on: date) -> None:
    """Ended 24 months behind its schedule: the liquidation ordered is late, the land not begun."""
    row.ground = Termination.Ground.SCHEDULE_24M
    row.note = "Quá 24 tháng chưa hoàn thành mục tiêu hoạt động; số liệu minh họa."
    row.minutes_number = f"{920 + row.pk}/BB-STC"
    row.minutes_date = row.date - timedelta(days=12)
    row.save()
    _step(row, "liquidation", due=max(row.date, on - timedelta(days=17)))
    _step(row, "land", due=on + timedelta(days=45), agency=agencies["snnmt"])
    _step(row, "deposit", due=None, agency=agencies["stc"])
    _step(row, "certificate", due=None)
    _step(row, "tax", due=None, done=row.date + timedelta(days=1))


def _step(
    row: Termination,
    kind: str,
    *,
    due: date | None,
    done: date | None = None,
    agency: Agency | None = None,
) -> None:
    ClosureStep.objects.create(
        termination=row,
        kind=kind,
        due_date=due,
        done_date=done,
        document_number=f"{930 + row.pk}/BB-TL" if done else "",
        agency=agency,
    )


def _part(project: Project, on: date) -> None:
    """A part that ended fourteen months ago; what is on record of the project is what is left."""
    row = Termination.objects.create(
        project=project,
        whole=False,
        ground=Termination.Ground.INVESTOR_DECISION,
        number="941/QĐ-STC",
        date=add_months(on, -14),
        authority="Sở Tài chính",
        scope_text="Hạng mục kho lạnh số 2 và 1,2 ha đất chưa sử dụng",
        capital_vnd=_PART_TY * 1_000_000_000,
        land_area_m2=12_000,
        note="Số liệu minh họa.",
    )
    _step(row, "land", due=None, done=add_months(on, -12), agency=project.agency)


def _people(projects: Sequence[Project]) -> None:
    """Who speaks for the investors of these projects, the last for all projects of the first."""
    spoken = [*projects, projects[0]]
    ContactPerson.objects.bulk_create(
        ContactPerson(
            investor=project.investor,
            project=None if number == len(projects) else project,
            name=name,
            position=position,
            phone=f"0900 000 {101 + number}",
            email=f"nguoilienhe{number + 1}@example.vn",
        )
        for number, ((name, position), project) in enumerate(zip(_PEOPLE, spoken, strict=True))
    )
