"""Every finding of an import, every column and every refusal has words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from projects.importing.columns import KNOWN
from projects.importing.layout import Role
from projects.importing.messages import Message, Severity
from projects.importing.template import TITLES
from projects.importing.vocabularies import OTHERS
from projects.importing.wording import ALL_WORDS, FAILURES, failure_words, words
from projects.importing.wording_columns import HOW, LABELS, ROLES, choices, unit_of
from tests.support.repository import ROOT

# The place of the code among the arguments of what tells a finding.
_TELLERS = {"Unreadable": 0, "Message": 3, "_say": 2, "_at": 3, "told": 2}
_NAMED = {"told", "codes", "code"}
_ROOMS = ("projects/importing", "projects/actions", "vn")


def texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def codes(path: Path) -> Iterator[str]:
    """The codes that a module gives its findings."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Assign) and path.parent.name == "importing":
            yield from texts(node.value) if ast.unparse(node.targets[0]) in _NAMED else ()
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _TELLERS and len(node.args) > _TELLERS[name]:
            yield from texts(node.args[_TELLERS[name]])
        for keyword in node.keywords:
            if keyword.arg == "told":
                yield from texts(keyword.value)


def sources() -> Iterator[Path]:
    for room in _ROOMS:
        pattern = "import*.py" if room.endswith("actions") else "*.py"
        yield from (ROOT / room).glob(pattern)


def test_every_code_has_words() -> None:
    found = {code for path in sources() for code in codes(path)} | set(OTHERS)
    assert {"sum_differs", "serial", "footnote", "place_not_found"} <= found
    coded = {code for code in found if re.fullmatch(r"[a-z][a-z_]+", code)}
    assert coded - set(ALL_WORDS) == set()


@pytest.mark.parametrize("code", sorted(ALL_WORDS))
def test_words_name_the_cell_and_hold_what_stands_there(code: str) -> None:
    said = words(Message(Severity.WARNING, "Danh mục", "E7", code, "1.5", "Vốn", "hai cách"))
    assert said.startswith("[Danh mục!E7] ")
    assert "%(" not in said


def test_a_finding_about_the_file_has_no_place() -> None:
    assert not words(Message(Severity.NOTE, "", "", "hidden_not_told")).startswith("[")


def test_every_column_can_be_chosen_and_written() -> None:
    assert {known.key for known in KNOWN} == set(LABELS)
    assert {known.kind for known in KNOWN} <= set(HOW)
    assert set(TITLES) <= set(LABELS)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("written", "unit"),
    [("tr.đ", "triệu đồng"), ("Tỷ VNĐ", "tỷ đồng"), ("m²", "m2"), ("mẫu", "mẫu"), ("", "")],
)
def test_a_unit_is_known_by_its_spellings(written: str, unit: str) -> None:
    assert unit_of(written) == unit


def test_an_unusual_unit_can_be_kept() -> None:
    offered = dict(choices("area", "mẫu"))
    assert "mẫu" in offered["area|mẫu"]
    assert "area|mẫu" not in dict(choices("name", ""))


@pytest.mark.parametrize("code", [*FAILURES, "a code of tomorrow"])
def test_every_refusal_of_a_file_says_what_to_do(code: str) -> None:
    assert failure_words(code).endswith(".")


def test_what_the_file_is_instead_is_told_first() -> None:
    told, plain = failure_words("not_a_workbook:pdf"), failure_words("not_a_workbook")
    assert told.endswith(plain)
    assert "PDF" in told
