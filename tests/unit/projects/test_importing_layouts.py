"""The published facts in the layouts of real lists: every value, every deviation, none invented."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from projects.importing.columns import PROJECTS
from projects.importing.corrections import NOTHING_ANSWERED, from_json, meanings
from projects.importing.messages import Message
from projects.importing.reading import ParsedRow, Table, read_table
from sheets.book import open_book
from tests.support import sheet_facts as facts
from tests.support import sheet_layouts as some
from tests.support import sheet_layouts_more as more
from tests.support.sheet_layouts import Laid, Row
from tests.support.workbooks import sheet

ON = date(2026, 11, 22)
LAYOUTS = (
    some.attracting,
    some.english_list,
    some.index_table,
    some.disbursement,
    some.flat_csv,
    more.slow_projects,
    more.sentences,
    more.several_sheets,
    more.american,
    more.mapped_by_a_person,
)


def read(laid: Laid) -> Table:
    book = open_book(laid.name, laid.content)
    return read_table(book.sheets, on=ON, corrections=laid.corrections, vocabulary=laid.vocabulary)


def values(row: ParsedRow) -> Row:
    """What was read of the cells that say something."""
    found = {key: reading.value for key, reading in row.values.items()}
    return {key: value for key, value in found.items() if value not in (None, "")}


def place(message: Message) -> tuple[str, str]:
    return f"{message.sheet}!{message.address}", message.code


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_cell_is_read_as_it_was_meant(layout: Callable[[], Laid]) -> None:
    laid = layout()
    rows = [values(row) for row in read(laid).rows]
    assert len(rows) == len(laid.truth)
    for found, meant in zip(rows, laid.truth, strict=True):
        assert {key: found.get(key) for key in meant} == meant
        assert not found.keys() - meant.keys() - _BESIDE.get(layout.__name__, set())


_BESIDE = {
    "flat_csv": {
        *("investor_kind", "kind_basis", "zone", "implemented", "capital_text", "area_text"),
        *("source", "source_date", "note", "handover_planned"),
    },
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_exactly_the_deviations_are_told(layout: Callable[[], Laid]) -> None:
    laid = layout()
    assert sorted(map(place, read(laid).messages)) == sorted(laid.deviations)


def test_a_column_that_no_cell_decides_is_asked_about_and_not_read() -> None:
    laid = replace(some.disbursement(), corrections=NOTHING_ANSWERED)
    table = read(laid)
    asked = [f"Giải ngân!C{row}" for row in range(9, 14)]
    assert [place(m) for m in table.messages] == [(cell, "doubtful") for cell in asked]
    first = table.rows[0]
    assert (first.unread["plan"], first.whole("plan")) == ("11.000", None)
    assert first.doubts["plan"] == ("11.000 triệu đồng", "11 triệu đồng")


def test_each_row_stands_under_its_section() -> None:
    table = read(more.slow_projects())
    sections = {row.text("name"): row.section for row in table.rows}
    assert set(sections.values()) == {
        (f"{m} {p.upper()}",) for m, p in zip("ABC", more.SLOW_PROVINCES, strict=True)
    }


def test_published_sums_stand_beside_the_computed_ones() -> None:
    found = [(s.address, s.published, s.computed, s.agrees) for s in read(some.attracting()).sums]
    assert found == [("E5", "26.914", "4.422", False), ("E6", "8.734", "4.422", False)]
    (total,) = read(more.slow_projects()).sums
    assert total.agrees
    assert not total.is_short


def test_two_rows_of_one_name_are_proposed_and_stop_nothing() -> None:
    table = read(some.flat_csv())
    assert table.errors == ()
    names = {(row.sheet, row.number): row.text("name") for row in table.rows}
    alike = {(names[pair.first], names[pair.second], pair.reason) for pair in table.alike}
    assert ("Khu du lịch sinh thái", "Khu du lịch sinh thái", "name") in alike


def test_the_published_texts_are_read_right_or_not_at_all() -> None:
    """Capital and area in the very words of the newspapers, beside what a person made of them."""
    published = facts.projects()
    texts = ("Vốn theo nguyên văn", "Diện tích theo nguyên văn")
    rows = [[f["Tên dự án"], f["Nhà đầu tư"], *(f[text] for text in texts)] for f in published]
    header = ("Tên dự án", "Nhà đầu tư", "Vốn đầu tư", "Diện tích")
    table = read_table([sheet(header, *rows)], on=ON)
    wrong, counts = [], Counter[str]()
    for fact, row in zip(published, table.rows, strict=True):
        meant = some.project_truth(fact)
        for key in ("capital", "capital_usd", "area"):
            found = row.values[key].value if key in row.values else None
            if found is not None and key in meant and found != meant[key]:
                wrong.append((row.number, key, row.written[key], found))
            counts[key] += found is not None
    assert wrong == []
    assert counts == {"capital": 28, "capital_usd": 19, "area": 28}
    told = {m.address for m in table.messages}
    assert all(row.addresses[key] in told for row in table.rows for key in row.unread)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_layout_is_remembered_and_answers_survive_json(layout: Callable[[], Laid]) -> None:
    laid = layout()
    kept = from_json(json.loads(json.dumps(laid.corrections.as_json())))
    assert kept == laid.corrections
    table = read(laid)
    remembered = {one.signature: meanings(one.meaning) for one in table.layouts if one.signature}
    book = open_book(laid.name, laid.content)
    again = read_table(
        book.sheets,
        on=ON,
        corrections=laid.corrections,
        remembered=remembered,
        vocabulary=laid.vocabulary,
    )
    assert [values(row) for row in again.rows] == [values(row) for row in table.rows]


def test_a_table_of_another_kind_is_named() -> None:
    laid = replace(some.index_table(), vocabulary=PROJECTS)
    assert [m.code for m in read(laid).errors] == ["other_list_scores"]
