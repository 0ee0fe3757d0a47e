"""Columns of the list: which a person may choose, what they show, and every order they allow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from projects.lists.columns import BY_KEY, COLUMNS, Column, chosen, laid_out, offered, text_of
from projects.lists.question import ListQuestion
from projects.models import HandlingDecision, Project
from tests.factories import (
    CommuneFactory,
    DecisionInForce,
    ItemPlanned,
    ObligationRunning,
    PolicyApproval,
    ProjectFactory,
    ProjectOperating,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.flags import raised

pytestmark = pytest.mark.django_db

LIST, CHOOSE = "/du-an/", "/du-an/cot/"
ALL = ",".join(column.key for column in COLUMNS)


@pytest.fixture
def officer() -> User:
    return UserFactory(specialist=True)


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def full(**facts: Any) -> Project:
    """A project with a row of each kind that a column reads."""
    project = ProjectFactory(units=[CommuneFactory(), CommuneFactory()], **facts)
    PolicyApproval(project=project, number="12/QĐ-UBND", issued_date=date(2024, 5, 6))
    TrancheHandedOver(project=project)
    ItemPlanned(project=project, kind="completion", planned_date=date(2027, 1, 1))
    raised(project=project, days=40)
    ObligationRunning(project_id=project.pk)
    DecisionInForce(project=project)
    return project


def asked(user: User, query: str = "") -> ListQuestion:
    return ListQuestion(user, QueryDict(query), on=timezone.localdate())


def texts(user: User, query: str = "") -> list[dict[str, str]]:
    """Each row of the list as a workbook has it: one text a column."""
    question = asked(user, query)
    rows = question.rows(question.page().ids)
    return [{each.key: text_of(each, row) for each in question.laid_out} for row in rows]


def test_a_row_shows_what_is_on_record(officer) -> None:
    project = full(certificate_code="1234567890", legacy_code="CŨ-7", officer=officer)
    ItemPlanned(
        project=project, kind="start", planned_date=date(2026, 7, 1), planned_precision="quarter"
    )
    (row,) = texts(officer, f"cot={ALL}")
    told = {
        "ma": project.code,
        "gcn_ma": "1234567890",
        "ma_cu": "CŨ-7",
        "mst": project.investor.tax_code,
        "von": "1.250,0",
        "dien_tich": "42,6",
        "so_cttu": "12/QĐ-UBND",
        "ngay_cttu": "6/5/2024",
        "khoi_cong_kh": "Quý III/2026",
        "hoan_thanh_kh": "1/1/2027",
        "can_bo": str(officer),
        "dien": HandlingDecision.objects.get().handling_class.short_name,
    }
    assert {key: row[key] for key in told} == told
    assert row["canh_bao"]
    assert row["viec"]


def test_unknown_facts_stay_empty_and_are_never_zero(officer) -> None:
    ProjectFactory(registered_capital_vnd=None, land_area_m2=None, investor=None, sector=None)
    (row,) = texts(officer, f"cot={ALL}")
    empty = ("von", "dien_tich", "ndt", "mst", "linh_vuc", "ky_quy", "ngay_cttu", "giao_dat", "han")
    assert {row[key] for key in empty} == {""}


def test_a_milestone_reached_on_an_unknown_day_says_so(officer) -> None:
    project = ProjectOperating()
    ItemPlanned(project=project, kind="completion", achieved_undated=True)
    (row,) = texts(officer, "cot=hoan_thanh")
    assert row["hoan_thanh"] == "đã đạt, chưa rõ ngày" or "reached" in row["hoan_thanh"]


def test_of_several_phases_the_first_start_and_the_last_completion_are_shown(officer) -> None:
    project = ProjectFactory()
    for phase, kind in ((1, "start"), (2, "start"), (1, "completion"), (2, "completion")):
        day = date(2026, phase, 1 if kind == "start" else 20)
        ItemPlanned(project=project, kind=kind, phase=phase, planned_date=day)
    (row,) = texts(officer, "cot=khoi_cong_kh,hoan_thanh_kh")
    assert (row["khoi_cong_kh"], row["hoan_thanh_kh"]) == ("1/1/2026", "20/2/2026")


def test_the_address_says_which_columns_and_in_which_order(desk) -> None:
    full()
    page = desk.get(LIST, {"cot": "von,ten,khong-co,von,mst"})
    assert [each["key"] for each in page.context["headings"]] == ["von", "ten", "mst"]


def test_columns_of_staff_are_not_shown_to_others(client) -> None:
    person = UserFactory(commune_officer=True)
    project = full()
    project.units.add(person.agency.unit)
    kept = {column.key for column in COLUMNS if column.needs}
    assert kept == {"ky_quy", "giai_doan", "canh_bao", "can_bo", "dien", "con_thieu"}
    assert not kept & {column.key for column in offered(person)}
    client.force_login(person)
    page = client.get(LIST, {"cot": ALL, "sap": "can_bo"})
    assert not kept & {each["key"] for each in page.context["headings"]}
    assert page.context["rows"][0]["code"] == project.code


def test_what_needs_a_right_is_not_told_of_a_project_one_was_only_asked_about(monkeypatch) -> None:
    agency = UserFactory(sector_agency=True)
    own, other = full(agency=agency.agency, officer=agency), full(officer=agency)
    question = asked(agency, "cot=can_bo,giai_doan,dien,ma")
    rows = {row["pk"]: row for row in question.rows([own.pk, other.pk])}
    shown = {pk: text_of(BY_KEY["can_bo"], row) for pk, row in rows.items()}
    assert shown == {own.pk: str(agency), other.pk: ""}
    assert text_of(BY_KEY["giai_doan"], rows[other.pk]) == ""


def test_what_stands_beneath_is_a_column_of_its_own_in_a_workbook(officer) -> None:
    keys = [column.key for column in laid_out(chosen("", officer), officer)]
    assert keys[1:5] == ["ten", "ndt", "dia_ban", "linh_vuc"]
    assert len(keys) == len(set(keys))
    assert keys[-2:] == ["viec", "han"]


def test_the_form_leads_back_to_the_list_with_the_columns_in_the_order_of_their_numbers(
    desk,
) -> None:
    ticked = {"chon": ["ma", "von", "ten"], "vi-tri-ten": "1", "vi-tri-von": "2", "xong": "1"}
    answer = desk.get(CHOOSE, ticked | {"tinh_trang": "operating", "vi-tri-ma": "x", "trang": "z"})
    assert answer.url == "/du-an/?tinh_trang=operating&cot=ten,von,ma"


def test_choosing_the_usual_columns_leaves_the_address_plain(desk, officer) -> None:
    usual = [column.key for column in chosen("", officer)]
    numbers = {f"vi-tri-{key}": str(place) for place, key in enumerate(usual)}
    assert desk.get(CHOOSE, {"chon": usual, "xong": "1"} | numbers).url == "/du-an/?"
    page = desk.get(CHOOSE, {"cot": "von,ma"})
    places = {c.key: n for _words, row in page.context["groups"] for c, n in row if n}
    assert places == {"von": 1, "ma": 2}


ORDERED = [column for column in COLUMNS if column.order]


@pytest.mark.parametrize("column", ORDERED, ids=lambda column: column.key)
def test_every_order_shows_each_project_once_both_ways_with_the_unknown_last(
    officer, column: Column
) -> None:
    for number in range(4):
        full(registered_capital_vnd=number * 10**9, officer=officer)
    for number in range(3):
        ProjectFactory(
            name=f"B {number}",
            registered_capital_vnd=None,
            land_area_m2=None,
            investor=None,
            sector=None,
        )
    for turned in ("", "-"):
        question = asked(officer, f"sap={turned}{column.key}&cot=ma,{column.key}")
        assert question.order == turned + column.key
        rows = [row for piece in question.pieces(2) for row in piece]
        assert len({row["pk"] for row in rows}) == len(rows) == 7
        known = [bool(column.value(row)) for row in rows]
        if column.key not in ("von", "con_thieu"):
            assert known == sorted(known, reverse=True)


def test_amounts_begin_with_the_largest_and_names_with_the_first(desk) -> None:
    small = ProjectFactory(name="B", land_area_m2=10_000)
    large = ProjectFactory(name="A", land_area_m2=90_000)

    def codes(order: str) -> list[str]:
        return [row["code"] for row in desk.get(LIST, {"sap": order}).context["rows"]]

    assert codes("dien_tich") == codes("ma")[::-1] == [large.code, small.code]
    assert codes("-dien_tich") == [small.code, large.code]


def test_all_columns_cost_the_same_however_many_rows(desk) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST, {"cot": ALL}).status_code == 200
        return len(queries)

    full()
    cost()
    few = cost()
    for _ in range(10):
        full()
    assert cost() == few <= 30


def test_turning_a_page_in_place_draws_neither_counts_nor_boxes(desk) -> None:
    for _ in range(3):
        full()

    def get(**headers: str) -> tuple[str, int]:
        with CaptureQueriesContext(connection) as queries:
            page = desk.get(LIST, {"sap": "ten"}, headers={"HX-Request": "true"} | headers)
        return page.content.decode(), len(queries)

    whole, many = get()
    part, few = get(**{"HX-Target": "ket-qua"})
    filtered, _n = get(**{"HX-Target": "ket-qua", "HX-Trigger": "bo-loc"})
    assert part.lstrip().startswith('<div id="ket-qua">')
    assert "<html" not in part
    assert "nhom-xem" in whole
    assert "nhom-xem" in filtered
    assert few <= many - 10


def test_a_page_in_place_keeps_a_condition_whose_choices_are_rows(desk) -> None:
    project = full()
    ProjectFactory(registered_capital_vnd=1)
    query = {"linh_vuc": str(project.sector_id), "sap": "ten"}
    headers = {"HX-Request": "true", "HX-Target": "ket-qua"}
    page = desk.get(LIST, query, headers=headers)
    assert [row["code"] for row in page.context["rows"]] == [project.code]
    assert project.sector.name in page.content.decode()


def test_days_past_are_marked_and_a_name_cannot_write_html(desk) -> None:
    project = ProjectFactory(name="<b>Nhà máy</b>")
    ObligationRunning(project_id=project.pk, due_date=timezone.localdate() - timedelta(days=2))
    cells = desk.get(LIST).context["rows"][0]["cells"]
    assert "&lt;b&gt;Nhà máy" in cells
    assert 'class="sub od"' in cells
