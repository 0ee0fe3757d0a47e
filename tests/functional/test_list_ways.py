"""The ways to show the list: gathered in one menu, each with its way back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import ProjectFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST, CHOOSE = "/du-an/", "/du-an/cot/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory(specialist=True))
    ProjectFactory()
    return client


def body(desk: Client, address: str) -> str:
    page: str = desk.get(address).content.decode()
    return page


def test_one_menu_holds_order_groups_an_earlier_day_and_columns(desk) -> None:
    page = body(desk, LIST)
    menu = page.split('class="ways"')[1].split("</details>")[0]
    for part in ("?sap=ten", "?nhom=tinh_trang", 'name="so_voi"', CHOOSE):
        assert part in menu
    for part in ("?nhom=tinh_trang", 'name="so_voi"', CHOOSE):
        assert page.count(part) == 1


def test_groups_have_no_order_and_lead_back_to_the_list_with_its_conditions(desk) -> None:
    page = body(desk, f"{LIST}?nhom=tinh_trang")
    assert "?sap=ten" not in page
    found = desk.get(f"{LIST}?nhom=tinh_trang&tinh_trang=operating").context
    assert found["plain_url"] == f"{LIST}?tinh_trang=operating"


def test_a_day_before_a_history_of_today_is_refused_without_sending_in_circles(desk) -> None:
    yesterday = timezone.localdate().replace(day=1).replace(year=2020)
    found = desk.get(f"{LIST}?so_voi={yesterday:%Y-%m-%d}").context
    assert found["comparison"].began == timezone.localdate()
    assert found["began_today"]


def test_the_columns_lead_to_the_usual_ones_with_the_conditions_kept(desk) -> None:
    found = desk.get(f"{CHOOSE}?cot=ma&tinh_trang=operating&q=nhà máy").context
    assert found["usual_url"] == f"{LIST}?tinh_trang=operating&q=nh%C3%A0+m%C3%A1y"


def test_the_rows_of_a_page_are_chosen_beneath_the_table(desk) -> None:
    page = body(desk, LIST)
    assert "?dong=100" in page.split('<nav class="pager"')[1]
    assert "?dong=100" not in page.split('<nav class="pager"')[0]
