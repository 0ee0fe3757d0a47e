"""Whatever is sent to a page of this portal, it answers with a page: never with an error of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.factories import UserFactory
from tests.functional.test_permission_matrix import OURS, TOGETHER, Address, things, url_of
from tests.support.made_things import Things

__all__ = ["things"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("menu_without_counts")]

Answers = list[tuple[str, Any]]
Say = Callable[[Client, str, list[str]], Answers]

SENT = [
    *("\0", "\r\nSet-Cookie: a=b", "-1", "1-1", "²", "NaN", "9" * 5000, "20269"),
    *("9223372036854775808", "01/01/0001", "31/12/9999", "ệ" * 5000),
]
PARAMETERS = (
    *("nam", "ngay", "nhom", "q", "trang", "dong", "sap", "ket_qua", "co_quan", "dia_ban", "dot"),
    *("nguon", "chu_tri", "phoi_hop", "han", "trang_thai", "cach", "ban", "loai", "lop", "chon"),
    *(
        "chua-doc",
        "nhap",
        "moc",
        "dat",
        "ve",
        "nguoi",
        "muc",
        "ma",
        "flag",
        "project",
        "act",
        "yeu-cau",
    ),
)
ROLES = {
    "deadlines:propose": "administrator",
    "deadlines:holidays": "administrator",
    "deadlines:change_holidays": "administrator",
    "deadlines:withdraw_proposal": "administrator",
    "deadlines:apply_proposal": "administrator",
    "deadlines:try_proposal": "administrator",
    "deadlines:assign": "department_leader",
    "projects:directive_add": "department_leader",
}
NEW = [
    each
    for each in OURS
    if each.name.split(":")[0] in ("deadlines", "projects", "disbursement", "inspections")
    and not each.read_by_programs
    and each.name not in ("projects:document_file", "projects:document_page")
]


def sent_to(address: Address) -> list[str]:
    """Two of the values, others at the next address: the suite has six minutes for everything."""
    return SENT[NEW.index(address) % 6 :: 6]


def browsers() -> dict[str, Client]:
    """Somebody signed in for each role that is let in."""
    found = {}
    for role in {"specialist", *ROLES.values()}:
        found[role] = Client(raise_request_exception=False)
        found[role].force_login(UserFactory(**{role: True}))
    return found


def broken(answers: Answers) -> list[tuple[str, int]]:
    return [(said[:30], found.status_code) for said, found in answers if found.status_code >= 500]


def names_on(page: Any) -> list[str]:
    found = re.findall(rb'name="([^"]+)"', b"" if page.streaming else page.content)
    return sorted({name.decode() for name in found} - {"csrfmiddlewaretoken", "slip"})


in_parts = pytest.mark.parametrize(
    "addresses",
    [NEW[start : start + TOGETHER] for start in range(0, len(NEW), TOGETHER)],
    ids=lambda addresses: addresses[0].name,
)


def broken_of(addresses: list[Address], things: Things, say: Say) -> dict[str, Any]:
    """The addresses that broke, with what was said; the next finds the things as they were made."""
    found, clients = {}, browsers()
    urls = [url_of(address, things) for address in addresses]
    for address, url in zip(addresses, urls, strict=True):
        with transaction.atomic():
            answers = say(clients[ROLES.get(address.name, "specialist")], url, sent_to(address))
            transaction.set_rollback(True)
        found[address.name] = broken(answers)
    return {name: answers for name, answers in found.items() if answers}


@in_parts
def test_no_address_breaks_by_what_stands_behind_it(
    addresses: list[Address], things: Things
) -> None:
    def ask(client: Client, url: str, values: list[str]) -> Answers:
        return [(value, client.get(url, dict.fromkeys(PARAMETERS, value))) for value in values]

    assert broken_of(addresses, things, ask) == {}


@in_parts
def test_no_form_breaks_by_what_is_typed(addresses: list[Address], things: Things) -> None:
    def fill(client: Client, url: str, values: list[str]) -> Answers:
        page = client.get(url)
        names = names_on(page) or ["version", "act", "date", "year", "decision", "reason"]
        acts = re.findall(rb'name="act" value="([^"]+)"', getattr(page, "content", b""))
        return [
            (value, client.post(url, dict.fromkeys(names, value) | {"act": act.decode()}))
            for value in values
            for act in acts or [b""]
        ]

    assert broken_of(addresses, things, fill) == {}


def test_a_day_off_of_another_age_is_refused_in_words(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    for day in ("01/01/0001", "31/12/9999"):
        page = client.post("/ngay-nghi/sua/", {"act": "them", "date": day, "name": "Thử"})
        assert page.status_code == 422
        assert "date" in page.context["form"].errors


def test_a_version_nobody_can_have_seen_is_not_applied(things: Things) -> None:
    client = Client()
    client.force_login(UserFactory(department_leader=True))
    url = f"/quy-tac/de-nghi/{things['proposal_id']}/ap-dung/"
    assert client.post(url, {"version": "9" * 5000}).status_code == 409
