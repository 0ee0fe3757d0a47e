"""The registry list: accent-blind search and filters, all in the address."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from projects.models import Project
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    InvestorFactory,
    ObligationRunning,
    ObligationUnknown,
    PolicyApproval,
    ProjectFactory,
    ProjectNotStarted,
    ProjectOperating,
    SectorFactory,
    UserFactory,
)
from tests.support.flags import raised
from vn.text import search_text

pytestmark = pytest.mark.django_db

LIST = "/du-an/"
BILLION = 10**9


@pytest.fixture
def officer() -> User:
    return UserFactory()


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """The browser of a specialist."""
    client.force_login(officer)
    return client


def codes(client: Client, **conditions: Any) -> list[str]:
    response = client.get(LIST, conditions)
    assert response.status_code == 200
    return [row["code"] for row in response.context["rows"]]


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    "typed",
    [
        "Ủy ban Khuổi Nọi",
        "uỷ ban khuổi nọi",
        "uy ban khuoi noi",
        "khuoi   UY",
        unicodedata.normalize("NFD", "Ủy ban Khuổi Nọi"),
        "UY BAN KHUOI NOI",
    ],
    ids=[
        "tone on the first vowel",
        "tone on the second vowel",
        "without accents",
        "words in another order",
        "decomposed letters",
        "capitals",
    ],
)
def test_search_is_blind_to_accents_and_forms(desk, typed) -> None:
    wanted = ProjectFactory(name="Trụ sở Ủy ban Khuổi Nọi")
    ProjectFactory(name="Chợ Tân Thanh")
    assert codes(desk, q=typed) == [wanted.code]


def test_search_finds_code_investor_and_place(desk) -> None:
    investor = InvestorFactory(name="Hợp tác xã Bản Chu")
    wanted = ProjectFactory(code="DA-9001", investor=investor, location_text="Phường Kỳ Lừa")
    ProjectFactory()
    for typed in ("da-9001", "ban chu", "ky lua"):
        assert codes(desk, q=typed) == [wanted.code]


def test_signs_of_a_pattern_are_letters_like_others(desk) -> None:
    ProjectFactory()
    percent = ProjectFactory(search_text=search_text("Tỷ lệ 100% vốn"))
    assert codes(desk, q="100%") == [percent.code]
    assert codes(desk, q="_") == []


# ---------------------------------------------------------------- filters


def test_each_filter_keeps_its_projects_only(desk, officer) -> None:
    place, sector, agency = CommuneFactory(), SectorFactory(), AgencyFactory()
    foreign = InvestorFactory(kind="foreign")
    wanted = ProjectOperating(
        units=[place],
        sector=sector,
        agency=agency,
        officer=officer,
        investor=foreign,
        zone=Project.Zone.INDUSTRIAL_ZONE,
        registered_capital_vnd=70 * BILLION,
    )
    PolicyApproval(project=wanted, issued_date=date(2019, 5, 2))
    other = ProjectNotStarted(registered_capital_vnd=10 * BILLION, units=[CommuneFactory()])
    PolicyApproval(project=other, issued_date=date(2022, 5, 2))
    conditions = {
        "tinh_trang": "operating",
        "dia_ban": place.pk,
        "linh_vuc": sector.pk,
        "khu": "industrial_zone",
        "loai_ndt": "foreign",
        "co_quan": agency.pk,
        "can_bo": officer.pk,
        "von_tu": "50",
        "nam": "2019",
    }
    for name, value in conditions.items():
        assert codes(desk, **{name: value}) == [wanted.code], name
    assert codes(desk, **conditions) == [wanted.code]
    assert codes(desk, can_bo="toi") == [wanted.code]
    assert codes(desk, von_den="50,5") == [other.code]


def test_a_place_holds_the_projects_of_the_places_below_it(desk) -> None:
    commune = CommuneFactory()
    wanted = ProjectFactory(units=[commune])
    ProjectFactory()
    assert codes(desk, dia_ban=commune.parent_id) == [wanted.code]


def test_a_project_in_two_communes_is_listed_once_under_their_province(desk) -> None:
    wanted = ProjectFactory(units=[CommuneFactory(), CommuneFactory()])
    province = wanted.units.first().parent_id
    assert codes(desk, dia_ban=province) == [wanted.code]


def test_filters_by_flag(desk) -> None:
    land, schedule, calm = ProjectFactory(), ProjectFactory(), ProjectFactory()
    raised(project=land, kind="L1")
    raised(project=schedule, kind="I1")
    assert set(codes(desk, canh_bao="co")) == {land.code, schedule.code}
    assert codes(desk, canh_bao="khong") == [calm.code]
    assert codes(desk, canh_bao="dat") == [land.code]
    assert codes(desk, canh_bao="I1") == [schedule.code]


def test_advisory_flags_are_in_no_count_of_what_is_overdue(desk) -> None:
    late, hinted = ProjectFactory(), ProjectFactory()
    raised(project=late, kind="L1")
    raised(project=hinted, kind="L1", advisory=True)
    assert set(codes(desk, canh_bao="co")) == {late.code, hinted.code}
    assert codes(desk, canh_bao="qua_han") == [late.code]
    assert codes(desk, canh_bao="dat") == [late.code]
    counts = {view.url: view.count for view in desk.get(LIST).context["views"]}
    assert counts[f"{LIST}?canh_bao=qua_han"] == counts[f"{LIST}?canh_bao=dat"] == "1"


@pytest.mark.parametrize(
    ("condition", "lacking"),
    [
        ("von", {"registered_capital_vnd": None}),
        ("dien_tich", {"land_area_m2": None}),
        ("linh_vuc", {"sector": None}),
        ("nha_dau_tu", {"investor": None}),
        ("tinh_trang", {"physical_state": "unknown", "operating_state": "unknown"}),
    ],
)
def test_filters_by_a_fact_the_project_lacks(desk, condition, lacking) -> None:
    place = CommuneFactory()
    wanted = ProjectOperating(units=[place], **lacking)
    ProjectOperating(units=[place])
    assert codes(desk, thieu=condition) == [wanted.code]


def test_filters_by_missing_document_and_place(desk) -> None:
    placed = ProjectFactory(units=[CommuneFactory()])
    documented = ProjectFactory()
    PolicyApproval(project=documented)
    assert codes(desk, thieu="van_ban") == [placed.code]
    assert codes(desk, thieu="dia_ban") == [documented.code]


def test_filters_by_a_deadline_that_cannot_be_computed(desk) -> None:
    wanted, other = ProjectFactory(), ProjectFactory()
    ObligationUnknown(project_id=wanted.pk, missing="land_handover_date")
    ObligationRunning(project_id=other.pk)
    assert codes(desk, thieu="han") == [wanted.code]
    assert codes(desk, thieu="land_handover_date") == [wanted.code]
    assert codes(desk, thieu="schedule") == []


def test_a_value_that_cannot_be_read_is_said_beside_its_box_and_left_out(desk) -> None:
    ProjectFactory()
    page = desk.get(LIST, {"von_tu": "nhiều", "tinh_trang": "abc", "nam": "x"})
    assert len(page.context["rows"]) == 1
    assert page.context["chips"] == []
    assert page.context["others_open"]
    assert page.content.count(b'class="err"') == 3


def test_a_chip_takes_away_its_own_condition_only(desk) -> None:
    ProjectOperating(name="Chợ Tân Thanh")
    page = desk.get(LIST, {"q": "cho", "tinh_trang": "operating", "sap": "ten", "trang": "x"})
    chips = page.context["chips"]
    assert [url for _words, url in chips] == [
        "/du-an/?tinh_trang=operating&sap=ten",
        "/du-an/?q=cho&sap=ten",
    ]
    assert page.context["clear_url"] == "/du-an/?sap=ten"


def test_ready_made_filters_carry_their_counts(desk, officer) -> None:
    raised(project=ProjectFactory(officer=officer), kind="L1")
    unknown = ProjectFactory()
    ObligationUnknown(project_id=unknown.pk)
    views = desk.get(LIST, {"canh_bao": "co"}).context["views"]
    assert [view.count for view in views] == ["2", "2", "1", "1", "1", "1", "1"]
    assert [view.label for view in views if view.current] == ["Có cảnh báo"]


def test_each_ready_made_count_is_what_its_filter_finds_for_its_reader(client) -> None:
    reader = UserFactory(sector_agency=True)
    inside, outside = ProjectFactory(agency=reader.agency), ProjectFactory()
    for project in (inside, outside):
        raised(project=project, kind="L1", days=40)
        raised(project=project, kind="I1", days=4)
        ObligationUnknown(project_id=project.pk)
    ProjectFactory(agency=reader.agency)
    client.force_login(reader)
    views = client.get(LIST).context["views"]
    found = [str(client.get(view.url).context["totals"].projects) for view in views]
    assert [view.count for view in views] == found == ["2", "2", "1", "1", "1", "1", "0"]
