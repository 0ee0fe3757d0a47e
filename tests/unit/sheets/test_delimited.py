"""Reading .csv files into cells."""

from __future__ import annotations

import pytest

from sheets.delimited import read_delimited
from sheets.errors import UnreadableWorkbook
from sheets.guard import Limits
from sheets.reader import CellKind


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_delimited(content).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_the_delimiter_is_the_one_of_the_first_line(delimiter: str) -> None:
    content = f'Tên{delimiter}"Cơ quan"\nHà{delimiter}"Sở X, tỉnh"\n'.encode("utf-8-sig")
    assert texts(content) == [["Tên", "Cơ quan"], ["Hà", "Sở X, tỉnh"]]


def test_cells_know_their_address_and_whether_they_hold_something() -> None:
    (_head, row) = read_delimited("a,b,c\n ,đ,\n".encode()).rows
    assert [cell.kind for cell in row] == [CellKind.EMPTY, CellKind.TEXT, CellKind.EMPTY]
    assert row[1].address == "B2"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param("Tên".encode("utf-16-le"), "not_a_workbook", id="unmarked UTF-16"),
        pytest.param(b"a,b\0c", "not_a_workbook", id="not text"),
        pytest.param(b'a,"' + b"x" * 200_000 + b'"', "corrupt", id="an endless cell"),
        pytest.param(b"a\n" * 11, "too_many_rows", id="too long"),
    ],
)
def test_what_is_not_a_list_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableWorkbook) as refusal:
        read_delimited(content, limits=Limits(rows=10))
    assert refusal.value.code == code


def test_nothing_is_an_empty_sheet() -> None:
    assert texts(b"") == []
