"""What a person types into a search box, read as conditions on folded text (R-8.8, R-8.9).

Folding (`vn.text.fold`) makes diacritics, tone placement and Unicode form equal; here it is said
which further differences do not count: separators of document numbers, the zero before a number
below 10, words before a number, dots and spaces in codes, and abbreviations of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn.abbreviations import FUSED, SPELLINGS
from vn.documents import search_number
from vn.text import fold

LONGEST, MOST = 200, 16
"""Characters that are read, and conditions that are made of them."""

# Boundaries as classes of signs and not as \m: the trigram index can use these.
_SIGNS = r"[ |(),.:;'/\"&+-]"
_FROM = rf"(^|{_SIGNS})"
_TO = rf"({_SIGNS}|$)"

_OTHER_SIGNS = re.compile(r"[^\w\s./&-]|_")
_LONE_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
# Codes of investors and certificates: 10 digits (a branch has 3 more), older ones 11 or 12.
_CODE = re.compile(r"(?<![\w./-])\d(?:[ .]?\d){9,11}(?: ?- ?\d{3})?(?![\w./-])")
_BEFORE_A_NUMBER = re.compile(
    r"(?<!\w)(?:(?:ma )?so(?: hieu)?(?: du an| thue| doanh nghiep)?|mst|msdn|quyet dinh|nghi quyet"
    r"|giay chung nhan(?: dang ky dau tu)?|gcn(?:dkdt)?|thong bao|cong van|to trinh|bao cao"
    r"|ke hoach|van ban|ket luan|chi thi)(?: so)?\s+(?=\d)"
)
_BRANCH = re.compile(r"(\d{10})-(\d{3})")
_LONG_CODE = re.compile(r"\d{10,13}")
_PIECES = re.compile(r"[a-z&]+|\d+|\.")
_SHORT = 2


def _ideas() -> dict[tuple[str, ...], tuple[str, ...]]:
    """By the words of each spelling the patterns of the ideas it stands for."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in SPELLINGS:
        fused = [word for word, ideas in FUSED.items() if group[0] in ideas]
        pattern = rf"{_FROM}({'|'.join((*group, *fused))}){_TO}"
        found |= {tuple(spelling.split()): (pattern,) for spelling in group}
    for word, ideas in FUSED.items():
        found[word,] = tuple(found[tuple(idea.split())][0] for idea in ideas)
    return found


_IDEAS = _ideas()
_MOST_WORDS = max(map(len, _IDEAS))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a folded text must hold: these letters anywhere, or a pattern (Python, PostgreSQL)."""

    text: str
    is_pattern: bool = False


def plain(text: str) -> str:
    """What is read of a typed text: folded, codes without dots and spaces, no stray signs."""
    folded = fold(text[:LONGEST].replace("\0", " "))
    bare = _LONE_DOT.sub(" ", _OTHER_SIGNS.sub(" ", folded))
    joined = _CODE.sub(lambda code: re.sub(r"[ .]", "", code[0]), " ".join(bare.split()))
    return _BEFORE_A_NUMBER.sub("", joined).strip(" -/&")


def wanted(text: str) -> tuple[Wanted, ...]:
    """The conditions a typed text makes, all of which must be met; none for an empty text."""
    words = [
        part
        for word in plain(text).split()
        for part in ([word] if _has_digit(word) else re.split(r"[/-]+", word))
        if part
    ]
    found: list[Wanted] = []
    while words and len(found) < MOST:
        size = next((n for n in range(_MOST_WORDS, 0, -1) if tuple(words[:n]) in _IDEAS), 0)
        if size:
            found += [Wanted(pattern, is_pattern=True) for pattern in _IDEAS[tuple(words[:size])]]
        else:
            found.append(_word(words[0]))
        words = words[size or 1 :]
    if not found and (signs := fold(text[:LONGEST].replace("\0", " "))):
        # Signs alone are looked for as they stand: something typed never finds everything.
        return (Wanted(signs),)
    return tuple(dict.fromkeys(found))


def code_of(text: str) -> str:
    """The ten digits a text consists of, as a tax code or a certificate; "" for any other text."""
    found = re.fullmatch(r"(\d{10})(?:-\d{3})?", plain(text))
    return found[1] if found else ""


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _word(word: str) -> Wanted:
    if branch := _BRANCH.fullmatch(word):
        # A branch is found, and the enterprise it belongs to; not its other branches.
        enterprise, number = branch.groups()
        return Wanted(rf"{enterprise}(-?{number}|[^0-9-]|$)", is_pattern=True)
    if _LONG_CODE.fullmatch(word):
        return Wanted(word)
    if _has_digit(word):
        return Wanted(_number(word), is_pattern=True)
    if len(word) <= _SHORT:
        return Wanted(_FROM + word, is_pattern=True)
    return Wanted(word)


def _number(word: str) -> str:
    """The pattern of a number or a code in all ways of writing its separators."""
    parts = search_number(word).split()
    if len(parts) == 1 and parts[0].isdigit() and len(parts[0]) <= _SHORT:
        return rf"{_FROM}{_lone(parts[0])}([^0-9]|$)"
    return _FROM + "[-/. ]".join(_spelt_loosely(part) for part in parts)


def _spelt_loosely(part: str) -> str:
    pieces = [piece for piece in _PIECES.findall(part) if piece != "."]
    first, *others = pieces or [part]
    return "[-/. ]?".join([_lone(first), *others])


def _lone(digits: str) -> str:
    return rf"0?{digits[-1]}" if re.fullmatch(r"0?[1-9]", digits) else digits
