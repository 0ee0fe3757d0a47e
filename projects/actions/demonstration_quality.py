"""The demonstration's records: measured, some of them old, and an invented outside list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from projects.actions.quality import keep
from projects.models import (
    CertificateEntry,
    CertificateList,
    Instrument,
    Project,
    ProjectQuality,
    RecordCheck,
)
from vn.dates import day_text
from vn.documents import bare_number
from vn.money import BILLION, ty_text

_EVERY = 14
_OLD_FOR = 97
"""Days since the last update of the first old record; the next ones are older by a week each."""

_INVENTED = "Số liệu minh họa"
_Entries = Sequence[tuple[Project, Instrument]]


def measure(*, projects: Sequence[Project], on: date, at: datetime) -> None:
    """Measure the records; every fourteenth was last updated longer ago than the period."""
    keep(project_ids=[project.pk for project in projects], at=at)
    for place, project in enumerate(projects[5::_EVERY]):
        old = on - timedelta(days=_OLD_FOR + 7 * place)
        ProjectQuality.objects.filter(pk=project.pk).update(updated_on=old)


def confirm_and_list(*, projects: Sequence[Project], on: date) -> None:
    """A record confirmed on the eve, and a list of twelve certificates that shows each case."""
    if len(projects) > 1:
        RecordCheck.objects.create(
            project=projects[1],
            date=on - timedelta(days=1),
            note=f"{_INVENTED}: gọi điện nhà đầu tư",
        )
    certificates = (
        Instrument.objects.filter(
            project__in=projects,
            kind=Instrument.Kind.REGISTRATION_CERTIFICATE,
            issued_precision="day",
        )
        .exclude(number="")
        .exclude(issued_date=None)
        .select_related("project__investor")
        .order_by("project__code")
    )
    found = [(row.project, row) for row in certificates[:9]]
    if len(found) < 9:
        return
    kept = CertificateList.objects.create(
        name=f"Danh sách giấy chứng nhận đã cấp ({_INVENTED.lower()})",
        source=f"{_INVENTED}: bản xuất từ hệ thống thông tin quốc gia về đầu tư",
        as_of_date=on,
        file_name="minh-hoa-gcn.xlsx",
    )
    entries = list(_lines(kept, found))
    for line, entry in enumerate(entries, start=2):
        entry.line = line
        entry.number_key = bare_number(entry.number)
    CertificateEntry.objects.bulk_create(entries)


def _lines(kept: CertificateList, found: _Entries) -> Iterator[CertificateEntry]:
    """Same, spaced, by name, other day, other capital, other name, by hand, missing, set aside."""

    def entry(at: int, **other: object) -> CertificateEntry:
        project, certificate = found[at]
        issued = certificate.issued_date
        capital = certificate.capital_vnd
        said: dict[str, object] = {
            "of_list": kept,
            "number": certificate.number,
            "issued_date": issued,
            "issued_text": day_text(issued) if issued else "",
            "project_name": project.name,
            "investor_name": str(project.investor or ""),
            "capital_text": f"{ty_text(capital, 3, trim=True)} tỷ đồng" if capital else "",
        }
        return CertificateEntry(**(said | other))

    yield entry(0)
    yield entry(1, number=_spaced(found[1][1].number))
    yield entry(2, number="")
    day = date(2012, 5, 17)
    yield entry(3, issued_date=day, issued_text=day_text(day))
    more = (found[4][1].capital_vnd or 0) + 15 * BILLION
    yield entry(4, capital_text=f"{ty_text(more, 3, trim=True)} tỷ đồng")
    yield entry(5, project_name=f"{found[5][0].name} (giai đoạn 1)")
    yield entry(6, number="0000/CN-CŨ", project_name="Tên trong hồ sơ cũ", project=found[6][0])
    yield entry(7, issued_date=None, issued_text="không rõ ngày")
    yield entry(8, capital_text="")
    nobody: dict[str, object] = {
        "investor_name": "Công ty Minh Họa chưa có trong sổ",
        "issued_date": None,
        "issued_text": "",
        "capital_text": "",
    }
    yield entry(0, number="9999000001", project_name="Dự án minh họa chưa nhập", **nobody)
    yield entry(0, number="9999000002", project_name="Dự án minh họa thiếu trong sổ", **nobody)
    yield entry(
        0,
        number="9999000003",
        project_name="Dự án minh họa của tỉnh khác",
        note=f"{_INVENTED}: nằm ngoài địa bàn tỉnh",
        **nobody,
    )


def _spaced(number: str) -> str:
    return f"Số: {number[:4]} {number[4:]}"
