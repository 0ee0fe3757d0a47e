"""Cao Bằng in August 2022 as rows: each rate on its own base, beside what was published of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.permissions import Role
from disbursement.overview import overview
from disbursement.querysets.figures import Question
from disbursement.rules.basis import Basis
from projects.models import PublishedFigure
from projects.rules.published import Verdict
from reporting.published import compared
from tests.factories import AgencyFactory, FigureFactory, UserFactory
from tests.support.capital import Book
from tests.support.people import signed_in

pytestmark = pytest.mark.django_db

AUGUST = date(2022, 8, 1)
OVERVIEW, RANKING = "/giai-ngan/", "/xep-hang-chu-dau-tu/"
BASE, PAID, EXPECTED = 2_768_098_333_000, 727_304_290_000, 978_199_520_000
ASSIGNED, GIVEN_ON = 5_139_619_920_000, 4_484_305_920_000
ESTIMATE, PLAN = PublishedFigure.Nature.ESTIMATE, PublishedFigure.Nature.PLAN


@pytest.fixture(autouse=True)
def province(settings: Any) -> None:
    settings.PROVINCE_NAME = "Cao Bằng"


@pytest.fixture
def book() -> Book:
    """Two owners; the second has one line of which nobody entered July."""
    kept = Book(2022)
    kept.entry("pm", ASSIGNED, "1.1")
    kept.entry("council", GIVEN_ON, "1.1")
    first, second = AgencyFactory(name="Ban một", code="cb-1"), AgencyFactory(name="Sở hai")
    for owner, base, paid, more in (
        (first, 2_000_000_000_000, 600_000_000_000, 200_000_000_000),
        (second, BASE - 2_000_000_000_000, PAID - 600_000_000_000, EXPECTED - PAID - 2 * 10**11),
    ):
        line = kept.line(owner, base, "1.1")
        kept.paid(line, date(2022, 6, 1), volume_vnd=paid - 1_000)
        kept.paid(line, AUGUST, advance_vnd=1_000, estimate_vnd=more)
    AgencyFactory(name="Sở không dự án")
    return kept


def rate(text: str, **more: Any) -> PublishedFigure:
    return FigureFactory(
        text=f"{text}%",
        value=Decimal(text.replace(",", ".")),
        measure="percent",
        **{"indicator": "disbursement_rate", "denominator": BASE, "basis": "kế hoạch", **more},
    )


def money(text: str, **more: Any) -> PublishedFigure:
    value = Decimal(text.replace(".", "").replace(",", ".")) * 10**6
    return FigureFactory(text=f"{text} triệu đồng", value=value, measure="vnd", **more)


@pytest.fixture
def published(book: Book) -> dict[str, PublishedFigure]:
    whole = money("5.139.619,92", indicator="plan_assigned", nature=PLAN)
    part = {"part_of": whole, "cut": "đã giao, chưa giao", "nature": PLAN}
    august, september = date(2022, 8, 31), date(2022, 9, 30)
    return {
        "assigned": whole,
        "given on": money("4.484.305,92", indicator="plan_allocated", **part),
        "rest": money("655.314,05", indicator="plan_assigned", **part),
        "allocation": rate(
            "87,25", indicator="allocation_rate", denominator=ASSIGNED, numerator=GIVEN_ON
        ),
        "paid": rate("26,25", as_of_date=august, numerator=PAID),
        "expected": rate("35,3", as_of_date=september, nature=ESTIMATE, numerator=EXPECTED),
        "money": money("727.304,29", indicator="disbursed", as_of_date=august),
        "other base": rate("14,15", as_of_date=august, denominator=0, basis="Thủ tướng giao"),
        "unknown base": rate("20,1", as_of_date=august, denominator=3 * 10**12, basis="kế hoạch"),
        "of a January": rate("93,1", as_of_date=date(2022, 1, 31)),
        "of a day within": rate("27,1", as_of_date=date(2022, 8, 30)),
        "of a year without a plan": rate("27,1", as_of_date=date(2021, 8, 31)),
        "nation": rate("40,1", as_of_date=august, denominator=None, scope_text="Cả nước"),
    }


def test_three_denominators_stand_apart(book: Book) -> None:
    shown = overview(Question(2022, AUGUST))
    found = shown.figures
    assert found.assignment_rate().percent == Decimal("87.25")
    assert found.assigned_pm_vnd - found.assigned_province_vnd == 655_314_000_000
    shares = {basis: found.rate(basis) for basis in Basis}
    assert {basis: (str(each.percent), each.denominator) for basis, each in shares.items()} == {
        Basis.DEPLOYED: ("26.27", BASE),
        Basis.ALLOCATED: ("26.27", BASE),
        Basis.PROVINCE: ("16.22", GIVEN_ON),
        Basis.PM: ("14.15", ASSIGNED),
    }
    expected = found.estimate_rate()
    assert (str(expected.percent), expected.day) == ("35.34", date(2022, 9, 30))
    assert (shown.pace.remaining_vnd, shown.pace.months) == (BASE - PAID, 5)
    assert shown.provisional


def test_published_figures_beside_the_ledger(published: dict[str, PublishedFigure]) -> None:
    rows = {row.figure.pk: row for row in compared(on=date(2022, 9, 20))}
    found = {name: rows[row.pk].check for name, row in published.items()}
    verdicts = {name: check.verdict if check else None for name, check in found.items()}
    assert verdicts == {
        "assigned": Verdict.EXACT,
        "given on": Verdict.EXACT,
        "rest": Verdict.OFF,
        "allocation": Verdict.ROUNDED,
        "paid": Verdict.OFF,
        "expected": Verdict.ROUNDED,
        "money": Verdict.EXACT,
        "other base": Verdict.ROUNDED,
        "unknown base": None,
        "of a January": None,
        "of a day within": None,
        "of a year without a plan": None,
        "nation": None,
    }
    assert found["rest"].difference == 50_000
    assert str(found["paid"].computed) == "26.274511"


def test_the_page_shows_both_and_names_every_base(published: dict[str, PublishedFigure]) -> None:
    leader = signed_in(UserFactory(role=Role.DEPARTMENT_LEADER))
    text = leader.get(f"{OVERVIEW}?nam=2022&thang=8").content.decode()
    for said in ("26,27%", "26,25%", "ước 35,34%", "35,3%", "87,25%", "16,22%", "14,15%"):
        assert said in text, said
    for said in ("4.484.306", "727.304", "978.200", "2.040.794", "408.159"):
        assert said in text, said
    assert "2.768.098,333" in text
    for wrong in ("thang=77", "nam=1999", "nguon=abc", "chu_dau_tu=999999"):
        assert leader.get(f"{OVERVIEW}?{wrong}").status_code == 200
    dashboard = leader.get("/dieu-hanh/").content.decode()
    assert "26,27%" in dashboard
    assert "Sở hai" in dashboard


def test_an_owner_reads_its_own_projects_and_everybodys_average(book: Book) -> None:
    line = book.plan.lines.order_by("pk").first()
    owner = UserFactory(role=Role.OWNER, agency=line.project.public.owner)
    other = book.plan.lines.order_by("pk").last().project
    text = signed_in(owner).get(OVERVIEW, {"nam": 2022, "thang": 8}).content.decode()
    assert line.project.name in text
    assert other.name not in text
    assert "Sở hai" in text
    mine: dict[str, int] = {"nam": 2022, "thang": 8, "chu_dau_tu": other.public.owner_id}
    assert other.name not in signed_in(owner).get(OVERVIEW, mine).content.decode()


def test_owners_in_their_order(published: dict[str, PublishedFigure], book: Book) -> None:
    third = AgencyFactory(name="Phường ba", code="cb-9")
    line = book.line(third, 10**9, "1.1", "carried_over")
    book.paid(line, date(2022, 7, 1), volume_vnd=0)
    found = overview(Question(2022, AUGUST)).ranking
    assert [(row.owner.name, row.rank, row.moved) for row in found.rows] == [
        ("Ban một", 1, 0),
        ("Sở hai", 2, 0),
        ("Phường ba", 3, 0),
    ]
    assert (found.above, found.below, found.at_zero) == (1, 2, 1)
    assert [row.owner.name for row in found.furthest_behind] == ["Phường ba", "Sở hai"]
    assert found.rows[2].figures.lines_missing == 1
    assert found.rows[2].paid[-2:] == (0, None)
    allocated = overview(Question(2022, AUGUST), basis=Basis.ALLOCATED).ranking
    assert [owner.name for owner in allocated.without_plan] == ["Phường ba"]
    assert found.nation.figure == published["nation"]
    assert sum(found.nation.sides.values()) == 3
    leader = signed_in(UserFactory(role=Role.DEPARTMENT_LEADER))
    text = leader.get(RANKING, {"nam": 2022, "thang": 8}).content.decode()
    assert text.index("Ban một") < text.index("Sở hai") < text.index("Phường ba")
    sent = leader.get(RANKING, {"nam": "2022", "thang": "8", "xuat": "xlsx"})
    sheet = load_workbook(BytesIO(sent.content)).active
    told = [row for row in sheet.iter_rows(values_only=True) if row[2]]
    assert [row[2] for row in told[1:]] == ["Toàn tỉnh", "Ban một", "Sở hai", "Phường ba"]


def test_pages_ask_as_often_for_two_owners_as_for_ten(
    book: Book, published: dict[str, PublishedFigure]
) -> None:
    leader = signed_in(UserFactory(role=Role.DEPARTMENT_LEADER))

    def asked() -> list[int]:
        counts = []
        for url in (OVERVIEW, RANKING, "/dieu-hanh/"):
            with CaptureQueriesContext(connection) as seen:
                assert leader.get(url, {"nam": 2022, "thang": 8}).status_code == 200
            counts.append(len(seen))
        return counts

    few = asked()
    for _ in range(8):
        book.paid(book.line(AgencyFactory(), 10**9, "1.1"), AUGUST, volume_vnd=5)
    assert asked() == few
    assert max(few) <= 51


def test_before_there_is_a_plan_the_pages_say_so() -> None:
    leader = signed_in(UserFactory(role=Role.DEPARTMENT_LEADER))
    for url in (OVERVIEW, RANKING):
        assert "Chưa có kế hoạch vốn năm nào" in leader.get(url).content.decode()


def test_says_whose_figures_they_are_and_shows_no_zero_for_what_names_no_owner(book: Book) -> None:
    client = signed_in(UserFactory(specialist=True, is_superuser=False))
    whole = client.get(OVERVIEW, {"nam": "2022", "thang": "8"})
    assert "Toàn tỉnh." in whole.content.decode()
    assert whole.context["without_assigned"] is False
    owner = whole.context["standings"][0]["owner_id"]
    one = client.get(OVERVIEW, {"nam": "2022", "thang": "8", "chu_dau_tu": owner})
    assert one.context["narrowed"] == [whole.context["standings"][0]["owner"]]
    assert one.context["without_assigned"] is True
    assert "Vốn giao" not in one.content.decode()
    wrong = client.get(OVERVIEW, {"nam": "2022", "thang": "99"})
    assert wrong.context["boxes"][1].value() == str(wrong.context["number"])
    assert "Chọn một giá trị trong danh sách." in wrong.content.decode()
