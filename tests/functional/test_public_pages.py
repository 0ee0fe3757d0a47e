"""Public pages: everybody reads aggregates and what was published, and nothing else (R-9.20)."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects.actions.publishing import Shown, publish
from projects.models import CallEntry, Publication
from reporting.public import open_data
from reporting.public.caching import forget
from tests.factories import (
    CallInForce,
    FlagConfirmed,
    ItemPlanned,
    ObligationOverdue,
    PciFactory,
    ProjectNotStarted,
    UserFactory,
)
from tests.factories.cases import ConclusionPublished, ConclusionSigned
from tests.factories.reporting import issued_with_its_words
from tests.support.html_valid import faults

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/cong-khai/du-an/",
    "/cong-khai/du-an/DA-0301/",
    "/cong-khai/moi-goi/",
    "/cong-khai/moi-goi/GDT-7/",
    "/cong-khai/moi-goi/GDT-7/quan-tam/",
    "/cong-khai/moi-goi/da-gui/",
    "/cong-khai/giai-ngan/",
    "/cong-khai/pci/",
    "/cong-khai/ket-luan/",
    "/cong-khai/bao-cao/",
    "/cong-khai/du-lieu-mo/",
    "/cong-khai/dinh-nghia/",
    "/cong-khai/lien-he/",
    "/cong-khai/tro-nang/",
    "/tra-cuu/",
]
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([a-z-]+)" href="https?://[^/]+([^"]*)">')
MOST_BYTES = 100_000
"""Of a page as it is sent, packed (ui.md)."""


@pytest.fixture
def shown() -> Any:
    """A published project with a flag, a dispute, an officer and an investor; and a call."""
    officer = UserFactory(display_name="Hoàng Văn Páo")
    project = ProjectNotStarted(
        code="DA-0301", name="Nhà máy gạch Kè Sơn", officer=officer, state_note="Nghi bỏ dự án"
    )
    ItemPlanned(project=project, name="Khởi công xây dựng")
    duty = ObligationOverdue(project_id=project.pk, kind="I1")
    FlagConfirmed(obligation=duty, project_id=project.pk, reason="Chây ì")
    text = Shown(
        objective="Sản xuất gạch", objective_en="Makes bricks", name_en="Ke Son brickworks"
    )
    publish(by=None, on=timezone.localdate(), at=timezone.now(), project=project, shown=text)
    CallInForce(call__code="GDT-7", call__name="Khu du lịch hồ Nà Tâm")
    PciFactory(province="Lạng Sơn")
    return project


def body(client: Client, path: str) -> str:
    page: Any = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return str(page.content.decode())


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_light_and_in_its_language(
    client: Client, shown: Any, path: str, prefix: str
) -> None:
    html = body(client, prefix + path)
    assert faults(html) == []
    assert f'<html lang="{"en" if prefix else "vi"}"' in html
    assert len(gzip.compress(html.encode())) < MOST_BYTES
    assert "sessionid" not in client.cookies
    assert 'class="skip" href="#noi-dung"' in html


@pytest.mark.parametrize("path", PAGES)
def test_both_languages_name_each_other_and_are_there(
    client: Client, shown: Any, path: str
) -> None:
    here, there = (dict(ALTERNATE.findall(body(client, each))) for each in (path, "/en" + path))
    assert here == there
    assert here == {"vi": path, "x-default": path, "en": "/en" + path}


def test_words_names_figures_and_days_follow_the_language(client: Client, shown: Any) -> None:
    vi, en = body(client, "/cong-khai/du-an/DA-0301/"), body(client, "/en/cong-khai/du-an/DA-0301/")
    assert "Sản xuất gạch" in vi
    assert "Makes bricks" not in vi
    assert "Makes bricks" in en
    assert "Ke Son brickworks" in en
    assert "Nhà máy gạch Kè Sơn" in en  # the legal name stays beside it
    today = timezone.localdate()
    assert f"{today.day}/{today.month}/{today.year}" in vi
    assert f"{today.day} {today:%b %Y}" in en


def test_who_chose_english_is_led_there_and_may_come_back(client: Client, shown: Any) -> None:
    client.cookies["django_language"] = "en"
    led: Any = client.get("/cong-khai/du-an/?linh_vuc=x")
    assert led.status_code == 302
    assert led.headers["Location"] == "/en/cong-khai/du-an/?linh_vuc=x"
    back: Any = client.get("/en/cong-khai/du-an/?ngon-ngu=vi")
    # The link of the Vietnamese page.
    back = client.get("/cong-khai/du-an/?ngon-ngu=vi")
    assert back.headers["Location"] == "/cong-khai/du-an/"
    assert client.get("/cong-khai/du-an/").status_code == 200


def test_nothing_of_a_person_a_flag_or_a_dispute_is_told(client: Client, shown: Any) -> None:
    told = "".join(body(client, path) for path in PAGES)
    told += "".join(
        client.get(f"/cong-khai/du-lieu-mo/{each.key}.json").content.decode()
        for each in open_data.SETS
    )
    for secret in ("Hoàng Văn Páo", "Nghi bỏ", "Chây ì", shown.investor.name, "/canh-bao/"):
        assert secret not in told


def test_what_was_not_published_is_not_there(client: Client) -> None:
    hidden = ProjectNotStarted(code="DA-0302", name="Dự án kín tiếng")
    signed = ConclusionSigned()
    published = ConclusionPublished()
    paper = issued_with_its_words(period_start=timezone.localdate().replace(day=1))
    for path in (
        f"/cong-khai/du-an/{hidden.code}/",
        f"/cong-khai/ket-luan/{signed.pk}/",
        f"/cong-khai/bao-cao/{paper.pk}.pdf",
        "/cong-khai/du-an/khong-co/",
        "/cong-khai/moi-goi/khong-co/",
        "/cong-khai/moi-goi/khong-co/quan-tam/",
        "/cong-khai/du-lieu-mo/khong-co.csv",
        "/cong-khai/du-lieu-mo/du-an.exe",
        f"/cong-khai/ket-luan/{10**30}/",
        f"/cong-khai/bao-cao/{10**30}.pdf",
    ):
        assert client.get(path).status_code == 404, path
    assert "Dự án kín tiếng" not in body(client, "/cong-khai/du-an/")
    assert "Dự án kín tiếng" not in client.get("/cong-khai/du-lieu-mo/du-an.csv").content.decode()
    assert published.number in body(client, "/cong-khai/ket-luan/")
    assert signed.number not in body(client, "/cong-khai/ket-luan/")
    assert body(client, f"/cong-khai/ket-luan/{published.pk}/")


def test_the_aggregates_count_what_is_not_named(client: Client) -> None:
    for _ in range(3):
        ProjectNotStarted(registered_capital_vnd=1_500_000_000_000)
    cards = client.get("/").context["cards"]
    assert (cards[0].value, cards[1].value) == ("3", "4.500")
    cards = client.get("/en/").context["cards"]
    assert (cards[0].value, cards[1].value) == ("3", "4,500")


def test_the_list_is_looked_through_by_words_place_sector_and_stage(
    client: Client, shown: Any
) -> None:
    row = Publication.objects.get().project
    place = row.units.first()
    for query in ("q=gach+ke+son", "q=DA-0301", "sap_xep=von", "trang=99", "trang=xx"):
        assert "DA-0301" in body(client, f"/cong-khai/du-an/?{query}"), query
    if place:
        assert "DA-0301" in body(client, f"/cong-khai/du-an/?dia_ban={place.name}")
    for query in ("q=khong-co-gi", "dia_ban=xã+khác", "linh_vuc=khác"):
        assert "/cong-khai/du-an/DA-0301/" not in body(client, f"/cong-khai/du-an/?{query}"), query


def test_open_data_keeps_its_columns_and_opens_in_a_spreadsheet(client: Client, shown: Any) -> None:
    answer: Any = client.get("/cong-khai/du-lieu-mo/du-an.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    names, row = answer.content.decode("utf-8-sig").split("\r\n")[:2]
    assert names == (
        "ma_du_an,ten,ten_tieng_anh,linh_vuc,dia_ban,von_dang_ky_vnd,dien_tich_m2,giai_doan,"
        "nguon_von,ngay_cong_bo"
    )
    assert row.startswith("DA-0301,Nhà máy gạch Kè Sơn,Ke Son brickworks,")
    assert "attachment" in answer.headers["Content-Disposition"]
    for each in open_data.SETS:
        told = json.loads(client.get(f"/cong-khai/du-lieu-mo/{each.key}.json").content)
        assert list(told["columns"]) == [column.name for column in each.columns]
        assert told["licence"]
        assert all(list(found) == list(told["columns"]) for found in told["rows"])


def test_a_text_that_a_spreadsheet_would_run_stays_a_text(client: Client) -> None:
    entry = CallInForce(name="=HYPERLINK(1)")
    CallEntry.objects.filter(pk=entry.pk).update(name="=HYPERLINK(1)")
    forget()
    assert "'=HYPERLINK(1)" in client.get("/cong-khai/du-lieu-mo/moi-goi.csv").content.decode()


def test_who_is_signed_in_goes_from_the_home_to_work() -> None:
    client = Client()
    client.force_login(UserFactory(specialist=True))
    assert client.get("/").status_code == 302
    assert client.get("/cong-khai/du-an/").status_code == 200


def test_a_preference_needs_no_token_and_leads_nowhere_else() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer: Any = strict.post("/tuy-chon/", {"theme": "dark", "next": "https://khac.example/"})
    assert answer.headers["Location"] == "/"
    assert 'data-theme="dark"' in strict.get("/cong-khai/lien-he/").content.decode()


def test_a_day_without_any_row_still_has_pages(client: Client) -> None:
    for path in PAGES:
        if not path.endswith(("DA-0301/", "GDT-7/", "quan-tam/")):
            assert faults(body(client, path)) == []
