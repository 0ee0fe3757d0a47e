"""Whatever is sent to a page of this portal, it answers with a page: never with an error of its own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import UserFactory
from tests.functional.test_permission_matrix import OURS, Address, things, url_of

__all__ = ["things"]

pytestmark = pytest.mark.django_db

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
    if each.name.split(":")[0] in ("deadlines", "projects")
    and not each.read_by_programs
    and each.name not in ("projects:document_file", "projects:document_page")
]


def sent_to(address: Address) -> list[str]:
    """Every third value, another third at each address: the suite has six minutes for everything."""
    return SENT[NEW.index(address) % 3 :: 3]


def browser(address: Address) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(**{ROLES.get(address.name, "specialist"): True}))
    return client


def broken(answers: list[tuple[str, Any]]) -> list[tuple[str, int]]:
    return [(said[:30], found.status_code) for said, found in answers if found.status_code >= 500]


def names_on(page: Any) -> list[str]:
    found = re.findall(rb'name="([^"]+)"', b"" if page.streaming else page.content)
    return sorted({name.decode() for name in found} - {"csrfmiddlewaretoken", "slip"})


@pytest.mark.parametrize("address", NEW, ids=lambda each: each.name)
def test_no_address_breaks_by_what_stands_behind_it(
    address: Address, things: dict[str, Any]
) -> None:
    client, url = browser(address), url_of(address, things)
    asked = [(v, client.get(url, dict.fromkeys(PARAMETERS, v))) for v in sent_to(address)]
    assert broken(asked) == []


@pytest.mark.parametrize("address", NEW, ids=lambda each: each.name)
def test_no_form_breaks_by_what_is_typed(address: Address, things: dict[str, Any]) -> None:
    client, url = browser(address), url_of(address, things)
    page = client.get(url)
    names = names_on(page) or ["version", "act", "date", "year", "decision", "reason"]
    acts = re.findall(rb'name="act" value="([^"]+)"', getattr(page, "content", b""))
    sent = []
    for value in sent_to(address):
        said = dict.fromkeys(names, value)
        sent += [(value, client.post(url, said | {"act": act.decode()})) for act in acts or [b""]]
    assert broken(sent) == []


def test_a_day_off_of_another_age_is_refused_in_words(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    for day in ("01/01/0001", "31/12/9999"):
        page = client.post("/ngay-nghi/sua/", {"act": "them", "date": day, "name": "Thử"})
        assert page.status_code == 422
        assert "date" in page.context["form"].errors


def test_a_version_nobody_can_have_seen_is_not_applied(things: dict[str, Any]) -> None:
    client = Client()
    client.force_login(UserFactory(department_leader=True))
    url = f"/quy-tac/de-nghi/{things['proposal_id']}/ap-dung/"
    assert client.post(url, {"version": "9" * 5000}).status_code == 409
