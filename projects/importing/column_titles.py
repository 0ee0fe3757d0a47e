"""Columns known by the words of their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from projects.importing.column_units import is_unit, measure, unit_words
from projects.importing.columns import PROJECTS, Column, Vocabulary
from sheets.reader import Cell, CellKind
from vn.text import fold

_PLANNED = ("ke hoach", "duoc duyet", "du kien", "phe duyet", "dang ky", "theo gcn", "tien do")
_ACTUAL = ("thuc te", "da thuc hien", "thuc hien")
_UNIT = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\*?$")
_TRAILING_UNIT = re.compile(r"[,:;-]? ?(?:don vi|dvt|dv)(?: tinh)? ?:? ?(?P<unit>[a-z0-9 ]+)$")
_YEAR = re.compile(r"\b(?:nam )?((?:19|20|21)\d\d)\b")
_UNTIL = re.compile(r"\b(?:tinh )?den (?:het )?(?:ngay )?\d[\d/.-]*")
_FILLERS = ("trong do", "gom", "bao gom")
_WORDS = re.compile(r"[a-z0-9#]+")


def recognise(cell: Cell, vocabulary: Vocabulary = PROJECTS) -> Column | None:
    """The known column a header cell names, or None."""
    return (
        recognise_title(cell.column, (cell.text,), vocabulary)
        if cell.kind is CellKind.TEXT
        else None
    )


def recognise_title(
    index: int, levels: Sequence[str], vocabulary: Vocabulary = PROJECTS
) -> Column | None:
    """The known column that the levels of a header name together, outermost first."""
    title = " / ".join(level.strip() for level in levels)
    for words, unit, year in _spellings(levels):
        for known in vocabulary.known:
            if words not in known.headers:
                continue
            measured = measure(known, unit)
            if measured is not None:
                kept = year if known.by_year else ""
                return Column(index, title, known, measured, unit_words(known, measured), year=kept)
    return None


def spellings(levels: Sequence[str]) -> tuple[str, ...]:
    """The words under which a vocabulary knows this very title, with all its levels."""
    every = [words for words, _unit, _year in _spellings(levels)]
    return tuple(dict.fromkeys(every if len(levels) == 1 else every[:1]))


def words_of(title: str) -> str:
    """The folded words of a title, without marks."""
    return " ".join(_WORDS.findall(fold(title)))


def _spellings(levels: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(words, unit, year) under which a title may be known, the fullest first."""
    parts = [_split(level) for level in levels]
    unit = next((u for _, u in reversed(parts) if u), "")
    year = next((found[1] for text, _ in parts if (found := _YEAR.search(text))), "")
    texts = [_YEAR.sub(" ", _UNTIL.sub(" ", text)) for text, _ in parts]
    whole = [words_of(text) for text in texts]
    told = words_of(fold(levels[-1]))
    if len(levels) == 1:
        yield told, "", ""
        yield whole[0], unit, year
        if unit and " " in whole[0]:
            yield f"{whole[0]} {words_of(unit)}", "", year
        return
    leaf, parents = whole[-1], [w for w in whole[:-1] if w and w not in _FILLERS]
    yield " ".join([*parents, leaf]), unit, year
    aim = _aim(parents)
    if aim:
        yield f"{leaf} {aim}", unit, year
    if aim != "thuc te":
        yield leaf, unit, year


def _aim(parents: Sequence[str]) -> str:
    """Whether the levels above speak of what is planned or of what has happened."""
    above = " ".join(parents)
    if any(word in above for word in _PLANNED) and not any(word in above for word in _ACTUAL[:2]):
        return "theo ke hoach"
    return "thuc te" if any(word in above for word in _ACTUAL) else ""


def _split(title: str) -> tuple[str, str]:
    """A title without its unit, and the unit."""
    folded = fold(title)
    found = _UNIT.search(folded)
    if found and (is_unit(found[1].strip()) or not folded[: found.start()].strip()):
        return folded[: found.start()], found[1].strip()
    if trailing := _TRAILING_UNIT.search(folded):
        return folded[: trailing.start()], trailing["unit"].strip()
    return (folded[: found.start()], "") if found else (folded, "")
