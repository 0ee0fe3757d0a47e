"""Tables of published figures: their digits and hedges as printed, their sums said to be computed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import translation

from reporting import configuring
from reporting.actions.targets import load_targets
from reporting.builders import published_tables
from reporting.builders.asked import Asked
from reporting.document.shapes import Document, Table

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def documents() -> list[Document]:
    load_targets()
    call_command("load_published", verbosity=0)
    with translation.override("vi"), override_settings(PROVINCE_NAME="Cao Bằng"):
        asked = Asked(cut_off=DAY, generated_on=DAY, letter=configuring.letter())
        return list(published_tables.documents(asked))


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def by_key(document: Document) -> dict[str, Table]:
    return {table.key: table for table in document.tables()}


def test_the_stock_of_215_projects_stands_by_status_with_its_capital(
    documents: list[Document],
) -> None:
    table = by_key(documents[0])["published.status.1"]
    shown = [[row[2], row[3], row[4]] for row in texts(table)]
    assert shown == [
        ["140", "65,12", "trên 13.800"],
        ["15", "6,98", "534"],
        ["26", "12,09", "gần 6.030"],
        ["34", "15,81", "trên 6.970"],
        ["215", "100,00", "hơn 27.347"],
    ]
    assert "215, khớp" in table.note
    assert "27.334 tỷ đồng, khớp trong khoảng chữ nêu" in table.note


def test_slow_projects_stand_by_how_they_are_to_be_handled(documents: list[Document]) -> None:
    table = by_key(documents[0])["published.groups.2"]
    assert [row[2] for row in texts(table)] == ["4", "18", "42", "6", "3", "5", "78"]
    assert texts(table)[0][1] == "Thuộc diện chấm dứt hoạt động"
    assert texts(table)[5][1].startswith("Thuộc thẩm quyền UBND cấp huyện xử lý vi phạm")
    assert "Cộng các nhóm: 78, khớp" in table.note


def test_a_grouping_that_does_not_add_up_says_so(documents: list[Document]) -> None:
    table = by_key(documents[0])["published.groups.3"]
    assert [row[2] for row in texts(table)] == ["4", "18", "42", "3", "5", "78"]
    assert "Cộng các nhóm: 72, lệch" in table.note


def test_what_was_reviewed_and_found_slow_is_not_added_up(documents: list[Document]) -> None:
    found = [row[3] for row in texts(by_key(documents[0])["published.reviewed"])]
    assert found[0] == "1.880"
    assert {"127", "117", "26", "78"} <= set(found)


def test_rates_of_public_capital_keep_their_decimals(documents: list[Document]) -> None:
    rows = {row[4]: row for row in texts(by_key(documents[0])["published.capital"])}
    assert rows["26,25%"][2:4] == ["727.304,29", "2.768.098,333"]
    assert rows["26,25%"][5:] == ["26,2745", "lệch"]
    assert rows["87,25%"][2:4] == ["4.484.305,92", "5.139.619,92"]
    assert rows["35,3%"][2] == "978.199,52"


def test_the_targets_stand_in_the_words_of_the_resolution(documents: list[Document]) -> None:
    rows = texts(by_key(documents[0])["published.targets"])
    assert [row[2] for row in rows] == ["03 - 05", "100%", "100%", "100%"]
    assert rows[2][1].startswith("100% dự án chậm đưa đất vào sử dụng phải được thanh tra")


def test_every_figure_is_reprinted_once_besides_the_forms(documents: list[Document]) -> None:
    keys = [figure.key for document in documents[1:] for figure in document.figures]
    assert len(keys) == len(set(keys)) > 300
    assert all(each.figure(key) for each in documents[:1] for key in _shown(each))


def _shown(document: Document) -> set[str]:
    return {c.figure for t in document.tables() for r in t.rows for c in r.cells if c.figure}
