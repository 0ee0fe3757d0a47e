"""A report prints the names of its cut-off day: districts until 30/6/2025, communes since."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Agency
from reporting import builder, configuring
from reporting.letterhead import abbreviation
from reporting.models import ReportRun
from reporting.names_on_day import NamesOnDay
from reporting.shapes import Amount, MonthlyReport
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    CommuneFactory,
    DistrictFactory,
    ObligationOverdue,
    ProjectNotStarted,
    ProjectOperating,
    ProvinceFactory,
    UnitSuccessionFactory,
)

pytestmark = pytest.mark.django_db

JUNE, JULY = date(2025, 6, 20), date(2025, 7, 20)
BEFORE_MARCH, IN_MARCH = date(2025, 2, 28), date(2025, 3, 1)
TY = 1_000_000_000


def monthly(cut_off: date) -> MonthlyReport:
    return builder.monthly(cut_off=cut_off, generated_on=cut_off, letter=configuring.letter())


def by_place(report: MonthlyReport) -> dict[str, Amount]:
    rows = next(cut for cut in report.cuts if cut.key == "place").rows
    return {row.label: row.amount for row in rows}


def divided(name: str, *communes: str) -> tuple[Any, list[Any]]:
    """A district and the communes it became."""
    district = DistrictFactory(name=name)
    parts = [CommuneFactory(name=commune) for commune in communes]
    for part in parts:
        UnitSuccessionFactory(old=district, new=part, share=None)
    return district, parts


def test_june_prints_districts_and_july_communes_with_equal_totals() -> None:
    lung, (here, there) = divided("huyện Hữu Lũng", "xã Tuấn Sơn", "xã Hữu Lũng")
    _loc, (other,) = divided("huyện Lộc Bình", "xã Na Dương")
    ProjectOperating(units=[here], registered_capital_vnd=5 * TY)
    ProjectOperating(units=[there], registered_capital_vnd=None)
    ProjectNotStarted(units=[here, there], registered_capital_vnd=2 * TY)
    ProjectNotStarted(units=[here, other], registered_capital_vnd=TY)
    ProjectNotStarted(units=[lung], registered_capital_vnd=3 * TY)
    ProjectNotStarted(registered_capital_vnd=TY)
    june, july = monthly(JUNE), monthly(JULY)
    assert {label: row.projects for label, row in by_place(june).items()} == {
        "huyện Hữu Lũng": 4,
        "Nhiều địa bàn": 1,
        "Chưa có số liệu": 1,
    }
    assert {label: row.projects for label, row in by_place(july).items()} == {
        "xã Tuấn Sơn": 1,
        "xã Hữu Lũng": 1,
        "huyện Hữu Lũng (cấp huyện cũ, chưa xác định xã)": 1,
        "Nhiều địa bàn": 2,
        "Chưa có số liệu": 1,
    }
    assert june.total == july.total == Amount(projects=6, capital_vnd=12 * TY, without_capital=1)


@pytest.mark.parametrize(("day", "place"), [(JUNE, "huyện Hữu Lũng"), (JULY, "xã Tuấn Sơn")])
def test_the_appendix_names_the_place_and_the_agency_of_the_day(day: date, place: str) -> None:
    _lung, (here, _there) = divided("huyện Hữu Lũng", "xã Tuấn Sơn", "xã Hữu Lũng")
    project = ProjectNotStarted(units=[here])
    ObligationOverdue(project_id=project.pk, due_date=date(2025, 1, 31))
    assert [row.place for row in monthly(day).overdue] == [place]


def test_a_former_commune_is_told_by_its_district_before_and_by_its_successor_since() -> None:
    district = DistrictFactory(name="huyện Hữu Lũng")
    former = CommuneFactory(
        name="xã Hồ Sơn", parent=district, valid_from=None, valid_to=date(2025, 6, 30)
    )
    UnitSuccessionFactory(old=former, new=CommuneFactory(name="xã Tuấn Sơn"))
    assert NamesOnDay(JUNE).place(former.pk) == "huyện Hữu Lũng"
    assert NamesOnDay(JULY).place(former.pk) == "xã Tuấn Sơn"


def test_what_cannot_be_decided_is_said() -> None:
    commune = CommuneFactory(name="xã Tuấn Sơn")
    district = DistrictFactory(name="huyện Hữu Lũng")
    for name in ("huyện Hữu Lũng 2", "huyện Chi Lăng"):
        UnitSuccessionFactory(old=DistrictFactory(name=name), new=commune, share=None)
    former = CommuneFactory(
        name="xã Hồ Sơn", parent=district, valid_from=None, valid_to=date(2025, 6, 30)
    )
    for _ in range(2):
        UnitSuccessionFactory(old=former, new=CommuneFactory(), share=None)
    june, july = NamesOnDay(JUNE), NamesOnDay(JULY)
    assert june.place(commune.pk) == "xã Tuấn Sơn (xã mới, chưa xác định huyện trước đây)"
    assert july.place(former.pk) == "xã Hồ Sơn (xã cũ, chưa xác định xã mới)"


def test_a_merged_province_bears_its_own_name_until_it_ended() -> None:
    old = ProvinceFactory(code="cu-30", name="tỉnh Hải Dương", valid_to=date(2025, 6, 30))
    city = ProvinceFactory(code="31", name="thành phố Hải Phòng")
    UnitSuccessionFactory(old=old, new=city)
    for day, name in ((JUNE, "tỉnh Hải Dương"), (JULY, "thành phố Hải Phòng")):
        assert NamesOnDay(day).place(old.pk) == name
        assert NamesOnDay(day).place(city.pk) == "thành phố Hải Phòng"


@pytest.fixture
def finance() -> Agency:
    """Sở Tài chính, which took over from Sở Kế hoạch và Đầu tư (R-5.1)."""
    old = AgencyFactory(name="Sở Kế hoạch và Đầu tư", valid_to=date(2025, 2, 28))
    new: Agency = AgencyFactory(name="Sở Tài chính", valid_from=IN_MARCH)
    AgencySuccessionFactory(old=old, new=new)
    return new


def test_the_issuer_and_the_bearers_are_those_of_the_day(finance: Agency, settings) -> None:
    settings.ISSUER_NAME, settings.REPORT_NUMBER_SUFFIX = "Sở Tài chính", "/BC-STC"
    ObligationOverdue(
        project_id=ProjectNotStarted().pk, bearer_agency=finance, due_date=date(2025, 1, 31)
    )
    before, since = monthly(BEFORE_MARCH), monthly(IN_MARCH)
    assert (before.issuer.name, before.issuer.number_suffix) == (
        "Sở Kế hoạch và Đầu tư",
        "/BC-SKHĐT",
    )
    assert (since.issuer.name, since.issuer.number_suffix) == ("Sở Tài chính", "/BC-STC")
    assert [row.agency for row in before.overdue] == ["Sở Kế hoạch và Đầu tư"]
    assert [row.agency for row in since.overdue] == ["Sở Tài chính"]


def test_an_issuer_with_several_predecessors_keeps_its_name(finance: Agency) -> None:
    other = AgencyFactory(name="Sở Tài chính cũ", valid_to=date(2025, 2, 28))
    AgencySuccessionFactory(old=other, new=finance)
    assert monthly(BEFORE_MARCH).issuer.name == "Sở Tài chính"


def test_of_several_successors_none_is_named() -> None:
    old = AgencyFactory(name="UBND huyện Hữu Lũng", valid_to=date(2025, 6, 30))
    for _ in range(2):
        AgencySuccessionFactory(old=old, new=AgencyFactory())
    assert NamesOnDay(JULY).body(old) == "UBND huyện Hữu Lũng (đã tổ chức lại)"
    assert NamesOnDay(JUNE).body(old) == "UBND huyện Hữu Lũng"


@pytest.mark.parametrize(
    ("name", "letters"), [("Sở Tài chính", "STC"), ("Sở Kế hoạch và Đầu tư", "SKHĐT")]
)
def test_a_body_is_abbreviated_by_its_words(name: str, letters: str) -> None:
    assert abbreviation(name) == letters


def test_a_city_is_called_a_city(settings) -> None:
    settings.PROVINCE_NAME = "Hải Phòng"
    assert configuring.letter().issuer.province == "tỉnh Hải Phòng"
    ProvinceFactory(code="31", name="thành phố Hải Phòng")
    assert configuring.letter().issuer.province == "thành phố Hải Phòng"


def test_a_report_is_made_of_a_day_in_the_past_but_not_of_tomorrow() -> None:
    ProjectNotStarted()
    call_command("make_report", cut_off=JUNE, stdout=io.StringIO())
    assert ReportRun.objects.get().cut_off == JUNE
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(CommandError, match="hôm nay"):
        call_command("make_report", cut_off=tomorrow, stdout=io.StringIO())
