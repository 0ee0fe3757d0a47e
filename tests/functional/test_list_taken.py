"""The list taken along as a workbook, as text, as a table to copy: what the screen shows."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from projects.models import Project
from sheets.delimited import read_delimited
from sheets.reader import Cell, read
from tests.factories import (
    CommuneFactory,
    ItemPlanned,
    ProjectFactory,
    ProjectNotStarted,
    SectorFactory,
    UserFactory,
)
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


@pytest.fixture
def projects() -> list[Project]:
    energy, trade = SectorFactory(name="Năng lượng"), SectorFactory(name="Thương mại")
    facts: tuple[tuple[str, Any, int | None], ...] = (
        ("Thủy điện Bắc Giang", energy, 300_000_000_000),
        ("Chợ Tân Thanh", trade, 45_500_000_000),
        ("=cmd|' /C calc'!A0", trade, None),
    )
    return [
        ProjectFactory(name=name, sector=sector, registered_capital_vnd=vnd, land_area_m2=12_500)
        for name, sector, vnd in facts
    ]


def content(desk: Client, query: str = "") -> bytes:
    answer = desk.get(f"{reverse('projects:list_take')}?{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def table(desk: Client, query: str = "") -> list[list[Cell]]:
    """The header and all rows under it."""
    rows = read(content(desk, query))[0].rows
    start = next(n for n, row in enumerate(rows) if not any(cell.text for cell in row))
    return [list(row) for row in rows[start + 1 :]]


def shown(desk: Client, query: str) -> list[str]:
    """The codes on the screen, in order."""
    page = desk.get(f"{reverse('projects:list')}?{query}").content.decode()
    return re.findall(r'<td class="nowrap muted">(DA-\d+)</td>', page)


@pytest.mark.parametrize("query", ["", "sap=ten", "sap=-ten", "sap=von", "sap=-von", "q=Tan+Thanh"])
def test_a_workbook_holds_what_the_screen_shows(
    desk: Client, projects: list[Project], query: str
) -> None:
    found = [row[0].text for row in table(desk, query)[1:-1]]
    assert found == shown(desk, query)
    assert found


def test_a_workbook_is_not_cut_at_the_page(desk: Client) -> None:
    for _n in range(30):
        ProjectFactory()
    assert len(table(desk, "dong=25")) == 1 + 30 + 1


def test_chosen_columns_come_in_their_order_and_typed(
    desk: Client, projects: list[Project]
) -> None:
    ItemPlanned(project=projects[0], kind="start", planned_date=date(2026, 8, 31))
    rows = table(desk, "cot=von,ten,dien_tich,khoi_cong_kh&sap=ten")
    assert len(rows[0]) == len(["von", "ten", "ndt", "dien_tich", "khoi_cong_kh"])
    values = {row[1].value: (row[0].value, row[3].value, row[4].value) for row in rows[1:-1]}
    assert values == {
        "Thủy điện Bắc Giang": (Decimal(300), Decimal("1.25"), date(2026, 8, 31)),
        "Chợ Tân Thanh": (Decimal("45.5"), Decimal("1.25"), None),
        "=cmd|' /C calc'!A0": (None, Decimal("1.25"), None),
    }


def test_part_of_a_date_stays_as_it_is_known(desk: Client, projects: list[Project]) -> None:
    ItemPlanned(
        project=projects[0],
        kind="start",
        planned_date=date(2026, 7, 1),
        planned_precision="quarter",
    )
    found = {row[0].text for row in table(desk, "cot=khoi_cong_kh")[1:-1]}
    assert "Quý III/2026" in found


def test_above_the_table_stands_what_it_is(desk: Client, projects: list[Project]) -> None:
    lines = [row[0].text for row in read(content(desk, "q=cho"))[0].rows[:4]]
    assert "cho" in lines[1]
    assert "45,5" in lines[2]
    assert "Lê Thu Hà" in lines[3]


def test_the_total_is_that_of_the_screen(desk: Client, projects: list[Project]) -> None:
    last = table(desk, "cot=ma,von")[-1]
    assert "3" in last[0].text
    assert last[1].value == Decimal("345.5")


def test_groups_stand_above_their_rows(desk: Client, projects: list[Project]) -> None:
    rows = table(desk, "nhom=linh_vuc&cot=ten,von&sap=ten")
    words = [row[0].text for row in rows[1:]]
    assert words[0].startswith("Năng lượng")
    assert words[1] == "Thủy điện Bắc Giang"
    assert words[2].startswith("Thương mại")
    assert [row[2].value for row in rows[1:]] == [
        *(Decimal(300), Decimal(300)),
        *(Decimal("45.5"), None, Decimal("45.5")),
        Decimal("345.5"),
    ]


def test_a_project_in_two_places_counts_once_in_the_whole(desk: Client) -> None:
    project = ProjectFactory(registered_capital_vnd=10**9, name="Đường nối")
    project.units.set([CommuneFactory(), CommuneFactory()])
    rows = table(desk, "nhom=dia_ban&cot=ten,von")
    assert [row[0].text for row in rows].count("Đường nối") == 2
    assert rows[-1][2].value == Decimal(1)


def test_a_csv_holds_the_same_rows_and_no_formula(desk: Client, projects: list[Project]) -> None:
    rows = read_delimited(content(desk, "dang=csv&cot=ma,ten,von&sap=von")).rows
    assert [row[0].text for row in rows[1:]] == shown(desk, "sap=von")
    names = [row[1].text for row in rows[1:]]
    assert "'=cmd|' /C calc'!A0" in names
    assert {row[3].text for row in rows[1:]} == {"300", "45,5", ""}


def test_a_csv_in_groups_names_the_group_in_a_column(desk: Client, projects: list[Project]) -> None:
    rows = read_delimited(content(desk, "dang=csv&nhom=linh_vuc&cot=ten")).rows
    assert {row[0].text for row in rows[1:]} == {"Năng lượng", "Thương mại"}


def test_another_form_does_not_exist(desk: Client) -> None:
    assert desk.get(f"{reverse('projects:list_take')}?dang=exe").status_code == 404


def test_who_takes_a_list_is_kept(desk: Client, officer: User, projects: list[Project]) -> None:
    content(desk, "dang=csv&q=cho&dong=25")
    event = AuditEvent.objects.get(verb="list_taken")
    assert (event.by_id, event.new) == (officer.pk, {"query": "q=cho", "form": "csv", "rows": 1})


def test_looking_at_the_headers_takes_nothing(desk: Client) -> None:
    assert desk.head(reverse("projects:list_take")).status_code == 200
    assert not AuditEvent.objects.filter(verb="list_taken").exists()


def test_columns_for_staff_are_nobody_elses(projects: list[Project]) -> None:
    reader = signed_in(UserFactory(supervisor=True))
    titles = [cell.text for cell in table(reader, "cot=ma,can_bo,canh_bao")[0]]
    officers = [cell.text for cell in table(signed_in(UserFactory()), "cot=ma,can_bo,canh_bao")[0]]
    assert len(titles) <= len(officers) == 3


def test_rows_are_those_the_person_may_see(projects: list[Project]) -> None:
    committee = UserFactory(commune_officer=True)
    ProjectNotStarted(name="Của xã", units=[committee.agency.unit])
    found = [row[1].text for row in table(signed_in(committee))[1:-1]]
    assert found == ["Của xã"]


def test_the_page_to_copy_holds_the_table_and_nothing_to_run(
    desk: Client, projects: list[Project]
) -> None:
    answer = desk.get(f"{reverse('projects:list_copy')}?cot=ten,von")
    page = answer.content.decode()
    assert page.count("<tr>") == 1 + 3
    assert "<script" not in page
    assert "stylesheet" not in page
    assert '<td align="right">45,5</td>' in page
    assert "<td>&#x27;=cmd|" in page
    assert AuditEvent.objects.get(verb="list_taken").new["form"] == "bang"


def test_a_long_list_says_what_the_page_to_copy_leaves_out(
    desk: Client, projects: list[Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.views.list_tables.MOST_COPIED", 2)
    answer = desk.get(reverse("projects:list_copy"))
    assert answer.context["left_out"] == 1
    assert len(answer.context["rows"]) == 2


def test_groups_are_copied_as_the_screen_shows_them(desk: Client, projects: list[Project]) -> None:
    answer = desk.get(f"{reverse('projects:list_copy')}?nhom=linh_vuc")
    assert [[text for text, _number in row][:3] for row in answer.context["rows"]] == [
        ["Năng lượng", "1", "300,0"],
        ["Thương mại", "2", "45,5"],
    ]
