"""Template B: Cao Bằng in August 2022 as ledger rows, and what the report makes of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reporting import configuring
from reporting.builders import disbursement
from reporting.builders.asked import Asked, NothingToReport
from reporting.document.shapes import Document, Nature
from reporting.rules.doctor import Kind, examine
from tests.factories import AgencyFactory
from tests.support.capital import Book

pytestmark = pytest.mark.django_db

AUGUST, DAY = date(2022, 8, 1), date(2022, 9, 5)
BASE, PAID, EXPECTED = 2_768_098_333_000, 727_304_290_000, 978_199_520_000
ASSIGNED, GIVEN_ON = 5_139_619_920_000, 4_484_305_920_000


def built(previous: Document | None = None) -> Document:
    letter = configuring.letter()
    return disbursement.build(
        Asked(cut_off=DAY, generated_on=DAY, letter=letter, previous=previous)
    )


@pytest.fixture
def book() -> Book:
    """Two owners, one far ahead of the other."""
    kept = Book(2022)
    kept.entry("pm", ASSIGNED, "1.1")
    kept.entry("council", GIVEN_ON, "1.1")
    for name, code, base, paid, more in (
        ("Ban một", "cb-1", 2_000_000_000_000, 600_000_000_000, 200_000_000_000),
        ("Sở hai", "cb-2", BASE - 2 * 10**12, PAID - 6 * 10**11, EXPECTED - PAID - 2 * 10**11),
    ):
        line = kept.line(AgencyFactory(name=name, code=code), base, "1.1")
        kept.paid(line, AUGUST, volume_vnd=paid, estimate_vnd=more)
    return kept


def test_without_a_plan_there_is_nothing_to_report() -> None:
    with pytest.raises(NothingToReport):
        built()


@pytest.mark.usefixtures("book")
def test_each_rate_stands_on_its_own_base_and_day() -> None:
    report = built()
    by_key = {figure.key: figure for figure in report.figures}
    assert (by_key["paid"].value, by_key["plan.deployed"].value) == (str(PAID), str(BASE))
    rate = by_key["rate.deployed"]
    assert (rate.value, rate.base, rate.as_of) == ("26.27", "plan.deployed", date(2022, 8, 31))
    of_pm = by_key["rate.pm"]
    assert (of_pm.value, of_pm.base) == ("14.15", "plan.pm")
    estimate = by_key["estimate"]
    assert (estimate.value, estimate.nature) == (str(EXPECTED), Nature.ESTIMATE)
    assert by_key["estimate.rate"].value == "35.34"
    assert all("ước" in f.label.casefold() for f in by_key.values() if f.nature is Nature.ESTIMATE)
    unallocated = by_key["plan.unallocated"].value
    assert Decimal(unallocated or 0) == GIVEN_ON - BASE


@pytest.mark.usefixtures("book")
def test_the_parts_add_up_and_the_doctor_asks_only_for_words() -> None:
    report = built()
    found = examine(report, None, {}).findings
    assert {each.kind for each in found} <= {Kind.EMPTY}
    assert Document.from_json(report.to_json()) == report
    assert built().sha256 == report.sha256


@pytest.mark.usefixtures("book")
def test_who_is_behind_is_named_and_asked_about() -> None:
    report = built()
    page = report.first_page
    assert page is not None
    texts = [block.text for block in report.blocks() if hasattr(block, "text")]
    assert any("Thấp hơn bình quân của tỉnh: Sở hai" in text for text in texts)
    (owners,) = (table for table in report.tables() if table.key == "owners")
    assert [row.cells[1].text for row in owners.rows] == ["Ban một", "Sở hai"]
    assert [ask.level for ask in page.asks] == ["ubnd", "ct"]
    below = report.figure("owners.below")
    assert below is not None
    assert (below.value, len(below.rows)) == ("1", 1)


@pytest.mark.usefixtures("book")
def test_the_annex_holds_the_22_columns_of_the_law_in_two_parts() -> None:
    report = built()
    plan, paid = (table for table in report.tables() if table.key.startswith("annex."))
    numbers = [
        column.number or f"({at})"
        for table, first in ((plan, 1), (paid, 1))
        for at, column in enumerate(table.columns, first)
    ]
    assert [number.split(" ")[0] for number in numbers] == [
        *(f"({at})" for at in range(1, 12)),
        *("(1)", "(2)"),
        *(f"({at})" for at in range(12, 23)),
    ]
    assert plan.rows[0].cells[8].text == "4.484.305,92"
    assert paid.rows[0].cells[4].text == "727.304,29"
    assert report.annexes[0].landscape


@pytest.mark.usefixtures("book")
def test_the_next_report_says_what_changed() -> None:
    first = built()
    page = built(previous=first).first_page
    assert page is not None
    assert page.changes_since.startswith("Năm thay đổi so với tháng\xa08")
    assert {row.change for row in page.changes} == {"-"}
