"""The registry list: filters in the address, accent-blind search, orders, keyset pages."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from desk import paging
from projects.models import Project
from projects.querysets import listing
from tests.factories import (
    AgencyFactory,
    CommuneFactory,
    FlagOpen,
    InvestorFactory,
    InvestorMemberFactory,
    ObligationOverdue,
    ObligationRunning,
    ObligationUnknown,
    PolicyApproval,
    ProjectFactory,
    ProjectNotStarted,
    ProjectOperating,
    ProjectUnderConstruction,
    SectorFactory,
    TrancheDecided,
    UserFactory,
)
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


def flagged(project: Project, *, kind: str = "I1", days: int = 10, **more) -> None:
    due = timezone.localdate() - timedelta(days=days)
    advisory = more.pop("advisory", False)
    duty = ObligationOverdue(
        project_id=project.pk,
        kind=kind,
        due_date=due,
        advisory=advisory,
        level=more.pop("level", 4),
    )
    FlagOpen(
        obligation=duty,
        project_id=project.pk,
        opened_on=due + timedelta(days=1),
        advisory=advisory,
        **more,
    )


# ---------------------------------------------------------------- what is on the list


def test_the_list_is_open_to_people_who_may_read_the_registry(desk) -> None:
    project = ProjectUnderConstruction(location_text="Xã Đồng Đăng")
    page = desk.get(LIST)
    (row,) = page.context["rows"]
    assert (row["code"], row["name"]) == (project.code, project.name)
    assert (row["capital"], row["area"]) == ("1.250,0", "42,6")
    assert 'class="tag build"' in row["pill"]
    assert row["place"] == "Xã Đồng Đăng"


def test_the_name_is_the_only_link_of_a_row_and_its_heading(desk) -> None:
    project = ProjectFactory()
    html = desk.get(LIST).content.decode()
    assert html.count(f'href="{reverse("projects:detail", args=[project.code])}"') == 1
    assert f'<th scope="row"><a class="pn" href="/du-an/{project.code}/">' in html


def test_an_unknown_amount_is_not_printed_as_zero(desk) -> None:
    ProjectFactory(registered_capital_vnd=None, land_area_m2=None)
    (row,) = desk.get(LIST).context["rows"]
    assert (row["capital"], row["area"]) == ("", "")


def test_totals_say_how_many_projects_lack_capital(desk) -> None:
    ProjectFactory(registered_capital_vnd=100 * BILLION)
    ProjectFactory(registered_capital_vnd=50 * BILLION)
    ProjectFactory(registered_capital_vnd=None)
    totals = desk.get(LIST).context["totals"]
    assert (totals.projects, totals.capital_vnd, totals.without_capital) == (3, 150 * BILLION, 1)


def test_totals_are_those_of_the_filter_and_not_of_the_page(desk) -> None:
    for _ in range(30):
        ProjectOperating(registered_capital_vnd=BILLION)
    ProjectNotStarted()
    page = desk.get(LIST, {"tinh_trang": "operating", "dong": "25"})
    assert page.context["totals"].projects == 30
    assert len(page.context["rows"]) == 25


def test_an_empty_registry_and_an_empty_answer_say_different_things(desk) -> None:
    nothing = desk.get(LIST).content
    ProjectFactory()
    none = desk.get(LIST, {"q": "không có dự án này"}).content
    assert b'class="empty"' in nothing
    assert b'class="empty"' in none
    assert nothing.count(b'href="/du-an/"') < none.count(b'href="/du-an/"')


def test_at_most_two_flags_are_named_the_gravest_first(desk) -> None:
    project = ProjectFactory()
    flagged(project, kind="I1", days=40)
    flagged(project, kind="L1", days=5)
    flagged(project, kind="L6", days=300, advisory=True)
    flagged(project, kind="I4", days=3)
    (row,) = desk.get(LIST).context["rows"]
    assert [mark for mark, _words, _advisory in row["flags"]] == ["crit", "crit"]
    assert row["more"] == 2


def test_the_deadline_shown_is_the_next_one_and_else_the_one_longest_overdue(desk) -> None:
    today = timezone.localdate()
    both, late = ProjectFactory(), ProjectFactory()
    ObligationOverdue(project_id=both.pk, due_date=today - timedelta(days=9))
    ObligationRunning(project_id=both.pk, due_date=today + timedelta(days=30))
    ObligationRunning(project_id=both.pk, due_date=today + timedelta(days=90))
    ObligationOverdue(project_id=late.pk, due_date=today - timedelta(days=3))
    ObligationOverdue(project_id=late.pk, due_date=today - timedelta(days=70))
    shown = {row["code"]: (row["due"], row["late"]) for row in desk.get(LIST).context["rows"]}
    ahead, behind = today + timedelta(days=30), today - timedelta(days=70)
    assert shown[both.code] == (f"{ahead.day}/{ahead.month}/{ahead.year}", False)
    assert shown[late.code] == (f"{behind.day}/{behind.month}/{behind.year}", True)


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
    flagged(land, kind="L1")
    flagged(schedule, kind="I1")
    assert set(codes(desk, canh_bao="co")) == {land.code, schedule.code}
    assert codes(desk, canh_bao="khong") == [calm.code]
    assert codes(desk, canh_bao="dat") == [land.code]
    assert codes(desk, canh_bao="I1") == [schedule.code]


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
    flagged(ProjectFactory(officer=officer), kind="L1")
    unknown = ProjectFactory()
    ObligationUnknown(project_id=unknown.pk)
    views = desk.get(LIST, {"canh_bao": "co"}).context["views"]
    assert [view.count for view in views] == ["2", "1", "1", "1", "1"]
    assert [view.current for view in views] == [False, True, False, False, False]


# ---------------------------------------------------------------- orders and pages


def walk(client: Client, **conditions: Any) -> list[str]:
    """All codes, following "next" to the end; then back to the start, which must agree."""
    found: list[str] = []
    pages: list[list[str]] = []
    url = LIST + "?" + "&".join(f"{name}={value}" for name, value in conditions.items())
    while url:
        page = client.get(url)
        pages.append([row["code"] for row in page.context["rows"]])
        found += pages[-1]
        last, url = url, page.context["pager"]["older_url"]
    back, url = [], last
    while url:
        page = client.get(url)
        back.append([row["code"] for row in page.context["rows"]])
        url = page.context["pager"]["newer_url"]
    assert back == pages[::-1]
    return found


@pytest.mark.parametrize("order", ["ten", "-ten", "von", "-von", "moi", "muc"])
def test_pages_show_every_project_once_in_every_order(desk, order) -> None:
    moment = timezone.now()
    for number in range(61):
        project = ProjectFactory(
            name="Cùng một tên" if number % 3 else f"Dự án {number:02d}",
            registered_capital_vnd=None if number % 4 == 0 else (number % 5) * BILLION,
        )
        if number % 3 == 0:
            flagged(project, kind="L1" if number % 2 else "I1", days=1 + number % 4)
    Project.objects.filter(pk__gt=0).update(updated_at=moment)
    found = walk(desk, sap=order, dong=25)
    assert len(found) == 61
    assert set(found) == set(Project.objects.values_list("code", flat=True))


def test_capital_puts_the_largest_first_and_the_unknown_last(desk) -> None:
    unknown = ProjectFactory(registered_capital_vnd=None)
    small = ProjectFactory(registered_capital_vnd=BILLION)
    large = ProjectFactory(registered_capital_vnd=9 * BILLION)
    assert codes(desk, sap="von") == [large.code, small.code, unknown.code]
    assert codes(desk, sap="-von") == [small.code, large.code, unknown.code]


def test_names_come_in_vietnamese_order(desk) -> None:
    names = ["Ân", "Ban", "Đa", "An", "Da", "Ăn"]
    for name in names:
        ProjectFactory(name=name)
    page = desk.get(LIST, {"sap": "ten"})
    assert [row["name"] for row in page.context["rows"]] == ["An", "Ăn", "Ân", "Ban", "Da", "Đa"]


def test_severity_comes_first_then_days_late_then_the_name(desk) -> None:
    calm = ProjectFactory(name="A")
    advisory = ProjectFactory(name="B")
    flagged(advisory, kind="L6", days=400, advisory=True, level=7)
    warned, worse = ProjectFactory(name="C"), ProjectFactory(name="D")
    flagged(warned, kind="I1", days=5)
    flagged(worse, kind="I1", days=80)
    serious = ProjectFactory(name="E")
    flagged(serious, kind="L1", days=2)
    expected = [serious.code, worse.code, warned.code, advisory.code, calm.code]
    assert codes(desk) == expected
    assert codes(desk, sap="muc") == expected


def test_old_flags_of_small_weight_do_not_lift_a_grave_one(desk) -> None:
    mixed, plain = ProjectFactory(), ProjectFactory()
    flagged(mixed, kind="L1", days=5)
    flagged(mixed, kind="L6", days=900, advisory=True)
    flagged(plain, kind="L1", days=50)
    assert codes(desk) == [plain.code, mixed.code]


@pytest.mark.parametrize("cursor", ["x", "W10", "WzAsMCwieCIsIjEiXQ", "WzAsOSwiYSIsIjEiXQ", "=="])
def test_a_cursor_nobody_made_leads_to_the_first_page(desk, cursor) -> None:
    project = ProjectFactory()
    assert codes(desk, trang=cursor) == [project.code]


def test_only_three_sizes_of_a_page_are_known(desk) -> None:
    for number in range(30):
        ProjectFactory(name=f"{number}")
    assert len(codes(desk, dong="25")) == 25
    assert len(codes(desk, dong="1000000")) == 30


# ---------------------------------------------------------------- who sees what


def test_a_commune_officer_sees_the_projects_of_the_commune_and_no_flags(client) -> None:
    officer = UserFactory(commune_officer=True)
    own = ProjectFactory(units=[officer.agency.unit])
    ProjectFactory(units=[CommuneFactory()])
    flagged(own)
    client.force_login(officer)
    page = client.get(LIST)
    assert [row["code"] for row in page.context["rows"]] == [own.code]
    assert page.context["rows"][0]["flags"] == []
    assert page.context["views"] == []
    assert "muc" not in page.context["headings"]
    assert b'name="canh_bao"' not in page.content


def test_conditions_on_flags_are_not_answered_to_people_who_see_none(client) -> None:
    officer = UserFactory(commune_officer=True)
    own = ProjectFactory(units=[officer.agency.unit])
    client.force_login(officer)
    assert codes(client, canh_bao="co", sap="muc", can_bo="toi") == [own.code]


def test_an_investor_sees_the_own_projects(client) -> None:
    member = InvestorMemberFactory()
    own = ProjectFactory(investor=member.investor)
    ProjectFactory()
    client.force_login(member.user)
    assert codes(client) == [own.code]
    assert client.get(LIST).context["add_url"] == ""


def test_a_sector_agency_sees_a_project_with_two_of_its_tranches_once(client) -> None:
    user = UserFactory(sector_agency=True)
    project = ProjectFactory()
    TrancheDecided(project=project, agency=user.agency)
    TrancheDecided(project=project, agency=user.agency)
    ProjectFactory()
    client.force_login(user)
    page = client.get(LIST)
    assert [row["code"] for row in page.context["rows"]] == [project.code]
    assert page.context["totals"].projects == 1


def test_a_bearer_reads_deadlines_told_to_the_bearer_only(client) -> None:
    member = InvestorMemberFactory()
    told, kept = (ProjectFactory(investor=member.investor) for _ in range(2))
    due = timezone.localdate() + timedelta(days=20)
    ObligationRunning(project_id=told.pk, due_date=due, audience="bearer")
    ObligationRunning(project_id=kept.pk, due_date=due, audience="staff")
    client.force_login(member.user)
    shown = {row["code"]: bool(row["due"]) for row in client.get(LIST).context["rows"]}
    assert shown == {told.code: True, kept.code: False}


# ---------------------------------------------------------------- cost


def cost(client: Client, **conditions: Any) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST, conditions).status_code == 200
    return len(queries)


@pytest.mark.parametrize("order", ["muc", "ten", "von", "moi"])
def test_a_page_costs_the_same_whatever_its_size(desk, order) -> None:
    def grow(count: int) -> None:
        for _ in range(count):
            project = ProjectFactory(units=[CommuneFactory()])
            flagged(project, days=7)
            ObligationRunning(project_id=project.pk)

    grow(2)
    few = cost(desk, sap=order)
    grow(23)
    assert cost(desk, sap=order) <= few
    assert few <= 15


def test_the_list_itself_takes_five_queries(django_assert_num_queries, officer) -> None:
    for _ in range(3):
        flagged(ProjectFactory(units=[CommuneFactory()]))
    projects = Project.objects.all()
    with django_assert_num_queries(5):
        page = paging.page(listing.segments(projects, "muc"), cursor=None, size=2)
        listing.totals(projects)
        listing.rows(projects, page.ids)
        listing.live_flags(page.ids)
        listing.nearest_duties(page.ids, officer, on=timezone.localdate())
    assert len(page.ids) == 2
