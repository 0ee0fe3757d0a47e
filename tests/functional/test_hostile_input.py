"""What strangers and broken links put into an address is answered with a page, never an error."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from deadlines.filters import FlagFilter
from deadlines.models import Flag
from projects.filters.registry import ProjectFilter
from projects.querysets.listing import ORDERS
from tests.factories import (
    FlagOpen,
    ObligationOverdue,
    ObligationUnknown,
    PolicyApproval,
    ProjectNotStarted,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("menu_without_counts")]


def cursor(*said: Any) -> str:
    """A page cursor that holds what no page of ours would have put there."""
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


HOSTILE = [
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "NaN",
    "Infinity",
    "9" * 9,
    "9" * 19,
    "9" * 40,
    "9" * 5000,
    "1" * 300 + ",5",
    "٢٠٢٦",
    "²",
    "½",
    "二〇二六",
    "0x1F",
    "1_000",
    "\0",
    "DA\0-0001",
    "a" * 201,
    "ệ" * 3000,
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202e\u200b\ufeff",
    "e" + "\u0301" * 500,
    "'; DROP TABLE projects_project; --",
    "%",
    "%s%n%(q)s",
    "_\\",
    "<script>alert(1)</script>",
    "{{ settings.SECRET_KEY }}",
    "../../etc/passwd",
    "31/2/2026",
    "0000-00-00",
    "99999-01-01",
    "true",
    "null",
    "[]",
    "toi",
    "\r\nSet-Cookie: a=b",
]
CURSORS = [
    "garbage",
    "ệ",
    "=",
    "====",
    "W10",
    cursor(),
    cursor(0, 0),
    cursor(0, 0, "x"),
    cursor(0, 99, "1"),
    cursor(0, -1, "1"),
    cursor(0, 0, "9" * 40, "9" * 40, "9" * 40),
    cursor(0, 0, "9" * 5000, "1"),
    cursor(0, 0, "\0", "1"),
    cursor(0, 0, "\ud800", "1"),
    cursor(0, 0, "NaN", "1"),
    cursor(0, 0, "NaN", "2026-01-01", "1"),
    cursor(0, 0, "1", "99999-01-01", "1"),
    cursor(0, 1, "a", "1"),
    cursor(0, "a", "1"),
    cursor(0, None, "1"),
    cursor(0, float("inf"), "1"),
    cursor(0, float("nan"), "1"),
    cursor(None, {"a": 1}, "1"),
    cursor(0, 0, ["1"]),
    base64.urlsafe_b64encode(b"[" * 3000).decode(),
    base64.urlsafe_b64encode(b"{}").decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]
ADDRESSES = {
    "/du-an/": (*ProjectFilter.base_filters, "sap", "dong"),
    "/canh-bao/": (*FlagFilter.base_filters, "sap", "dong"),
    "/chua-tinh-duoc-han/": ("thieu", "dong"),
}
ORDERS_OF = {
    "/du-an/": ORDERS,
    "/canh-bao/": ("muc", "moi"),
    "/chua-tinh-duoc-han/": ("",),
}


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist, in a registry that is not empty."""
    officer: User = UserFactory()
    project = ProjectNotStarted()
    PolicyApproval(project=project)
    FlagOpen(obligation=ObligationOverdue(project_id=project.pk), project_id=project.pk)
    ObligationUnknown(project_id=project.pk)
    client.force_login(officer)
    client.raise_request_exception = False
    return client


TURNED = {"HX-Request": "true", "HX-Target": "ket-qua"}
"""What htmx says where only the rows are drawn anew."""


def refused(
    client: Client, address: str, asked: list[dict[str, str]], headers: dict[str, str] | None = None
) -> list[dict[str, str]]:
    """The questions that were not answered with the page."""
    return [said for said in asked if client.get(address, said, headers=headers).status_code != 200]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_value_breaks_a_list_whatever_it_is_said_of(desk: Client, address: str) -> None:
    everywhere = [dict.fromkeys(ADDRESSES[address], value) for value in HOSTILE]
    assert refused(desk, address, everywhere) == []


@pytest.mark.parametrize("name", ["q", "nam", "von_tu", "von_den", "dia_ban", "can_bo", "sap"])
def test_no_value_of_one_box_breaks_the_registry(desk: Client, name: str) -> None:
    assert refused(desk, "/du-an/", [{name: value} for value in HOSTILE]) == []


@pytest.mark.parametrize(
    ("address", "order"),
    [(address, order) for address in ADDRESSES for order in ORDERS_OF[address]],
)
def test_no_cursor_breaks_a_list_in_any_order(desk: Client, address: str, order: str) -> None:
    asked = [
        {"trang": said, "sap": order, "thieu": "schedule"} for said in [*CURSORS, *HOSTILE[:12]]
    ]
    whole = order == next(iter(ORDERS_OF[address]))
    assert refused(desk, address, asked, None if whole else TURNED) == []


@pytest.mark.parametrize(
    "address",
    [
        "/du-an/khong-co/",
        "/du-an/%00/",
        "/du-an/DA-%D9%A1/",
        "/du-an/" + "9" * 300 + "/",
        "/canh-bao/99999999999999999999999/",
        "/canh-bao/-1/",
        "/canh-bao/%C2%B2/",
        "/bao-cao/99999999999999999999999/tai-ve/",
        "/bao-cao/0/tai-ve/",
    ],
)
def test_what_does_not_exist_is_not_found(desk: Client, address: str) -> None:
    assert desk.get(address).status_code == 404


def test_a_parameter_said_a_thousand_times_is_read_once(desk: Client) -> None:
    assert desk.get("/du-an/?" + "&".join(["q=a"] * 900)).status_code == 200


@pytest.mark.parametrize("name", ["state", "reason", "document_number", "version"])
def test_no_value_of_one_box_breaks_a_decision(desk: Client, name: str) -> None:
    flag = Flag.objects.get()
    said = {"state": "confirmed", "reason": "", "document_number": "", "version": "7"}
    for value in HOSTILE:
        answer = desk.post(f"/canh-bao/{flag.pk}/ket-luan/", said | {name: value})
        assert answer.status_code in (409, 422), value
    assert Flag.objects.get().version == flag.version


@pytest.mark.parametrize("name", ["login", "password", "next"])
def test_no_value_of_one_box_breaks_signing_in(client: Client, name: str) -> None:
    client.raise_request_exception = False
    for value in HOSTILE[::3]:
        said = {"login": "ai-do", "password": "sai", "next": "/"} | {name: value}
        assert client.post("/dang-nhap/", said).status_code in (200, 429), value
