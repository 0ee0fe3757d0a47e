"""An outside list held against the registry: who is found how, what differs, what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from projects.importing.certificates import NoColumns, NoLines, read_lines
from projects.rules.certificates import Certificate, How, Known, Line, absent, compare
from sheets.delimited import read_delimited

DAY = date(2020, 5, 17)
MILL = Known(
    project_id=1,
    code="9900000001",
    name="Nhà máy giấy Bản Mới",
    investor="Công ty A",
    capital_vnd=100,
    certificates=(Certificate(project_id=1, number="12/GCN-BQL", issued=DAY, capital_vnd=80),),
)
PORT = Known(project_id=2, name="Kho ngoại quan", investor="Công ty B", capital_vnd=50)
LINE = Line(pk=7, number="12/GCN-BQL", issued=DAY, capital_vnd=80, project="NHÀ MÁY GIẤY BẢN MỚI")


@pytest.mark.parametrize(
    ("line", "how"),
    [
        (LINE, How.NUMBER),
        (replace(LINE, number="Số: 12 / GCN–BQL"), How.NUMBER),
        (replace(LINE, number="Mã số dự án 9900000001, thay đổi lần 2"), How.CODE),
        (replace(LINE, number="", project="Nhà máy giấy bản mới", investor="công ty a"), How.NAME),
        (replace(LINE, number="khác", investor="Công ty B"), How.MISSING),
        (replace(LINE, number="", linked=1), How.HAND),
        (replace(LINE, number="", set_aside=True), How.NOT_OURS),
        (replace(LINE, number="1234"), How.MISSING),
    ],
)
def test_how_a_line_finds_its_project(line: Line, how: How) -> None:
    (match,) = compare([line], [MILL, PORT])
    assert match.how is how
    assert (match.project_id == 1) is (how not in (How.MISSING, How.NOT_OURS))


def test_what_fits_two_projects_is_left_to_a_person() -> None:
    twin = replace(MILL, project_id=3, code="")
    (match,) = compare([LINE], [MILL, twin])
    assert match.how is How.MISSING


@pytest.mark.parametrize(
    ("line", "differs"),
    [
        (LINE, ()),
        (replace(LINE, issued=date(2020, 5, 18)), ("issued",)),
        (replace(LINE, capital_vnd=100), ("capital",)),
        (replace(LINE, project="Nhà máy giấy"), ("name",)),
        (replace(LINE, issued=None, capital_vnd=None, project=""), ()),
    ],
)
def test_what_differs(line: Line, differs: tuple[str, ...]) -> None:
    (match,) = compare([line], [MILL])
    assert match.differs == differs


def test_the_capital_of_the_project_stands_in_for_a_certificate_that_states_none() -> None:
    bare = replace(MILL, certificates=(Certificate(project_id=1, number="12/GCN-BQL", issued=DAY),))
    (match,) = compare([LINE], [bare])
    assert match.differs == ("capital",)


def test_what_no_line_names_up_to_the_day_of_the_list() -> None:
    matches = compare([], [MILL, PORT])
    assert absent([MILL, PORT], matches, DAY) == [MILL]
    assert absent([MILL, PORT], matches, date(2020, 5, 16)) == []
    assert absent([MILL], compare([LINE], [MILL]), DAY) == []


CSV = (
    "Danh sách;;;;\n"
    "STT;Số GCN;Ngày cấp;Tên dự án;Nhà đầu tư;Vốn đầu tư (tỷ đồng)\n"
    "1;9900000001;17/5/2020;Nhà máy;Công ty A;1.250,5\n"
    "2;;;;;\n"
    "3;12/GCN;quý II/2020;;;\n"
)


def test_columns_are_known_by_their_headings() -> None:
    first, second = read_lines([read_delimited(CSV.encode())], {})
    assert (first.line, first.number, first.issued, first.project) == (
        3,
        "9900000001",
        DAY,
        "Nhà máy",
    )
    assert (first.investor, first.capital_text) == ("Công ty A", "1.250,5 tỷ đồng")
    assert (second.issued, second.issued_text) == (None, "quý II/2020")


def test_columns_nobody_knows_can_be_chosen() -> None:
    odd = "A;B\nx1;Nhà máy\n"
    with pytest.raises(NoColumns) as refused:
        read_lines([read_delimited(odd.encode())], {})
    assert refused.value.seen == ("A: A", "B: B")
    (line,) = read_lines([read_delimited(odd.encode())], {"number": 0, "project": 1})
    assert (line.number, line.project) == ("x1", "Nhà máy")


def test_headings_without_lines() -> None:
    with pytest.raises(NoLines):
        read_lines([read_delimited(b"So GCN;Ten du an\n;\n")], {})
