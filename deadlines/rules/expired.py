"""Instruments that are no longer in force, and where a text still cites one (R-0.2).

From the first column of law catalogue section 0. What is only amended there (Nghị định 122/2021) or
has no successor (Nghị định 30/2020) is not here. Where the catalogue knows only the year of the
successor, its day of issue stands.
"""

import re
from dataclasses import dataclass
from datetime import date

from vn.text import fold


@dataclass(frozen=True, slots=True)
class Expired:
    """One instrument and its end: `since` is the first day of what replaced it."""

    name: str
    pattern: str
    replaced_by: str
    since: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument that a text cites although it was not in force any more."""

    name: str
    replaced_by: str
    since: date
    confidence: str


_LAW, _DECREE, _CIRCULAR = "luat", "decree", "circular"
_CALLED = {
    _LAW: r"(?:luat|bo luat)(?: [^\d.;,()]{0,40}?)?",
    _DECREE: r"(?:nghi dinh|nd)(?:-cp)?",
    _CIRCULAR: r"(?:thong tu|tt)",
}
_ENDING = {_LAW: r"/qh\d+", _DECREE: r"/n[dđ]-cp", _CIRCULAR: r"/tt-[a-z]+"}


def _numbered(kind: str, number: str, year: int, *, ending: str = "") -> str:
    """The number with its own ending, or after the word for its kind: "NĐ 31/2021".

    A bare 11/2022 is a month.
    """
    bare = rf"0*{number}/{year}"
    whole = rf"(?<![\d/]){bare}{ending or _ENDING[kind]}(?![a-z])"
    called = rf"\b{_CALLED[kind]} ?(?:so )?{bare}(?![\d/])"
    return f"{whole}|{called}"


def _law(number: str, year: int, name: str) -> str:
    """Also by its name and the year it was passed: "Luật Đầu tư 2020", "Luật Đầu tư năm 2020"."""
    return rf"{_numbered(_LAW, number, year)}|\bluat {name} (?:nam )?{year}\b"


_INVESTMENT_2025, _DECREE_96 = "Luật Đầu tư số 143/2025/QH15", "Nghị định số 96/2026/NĐ-CP"
_CYBER_LAW, _DECREE_331 = "Luật An ninh mạng số 116/2025/QH15", "Nghị định số 331/2026/NĐ-CP"

EXPIRED: tuple[Expired, ...] = (
    Expired(
        "Luật Đầu tư số 61/2020/QH14",
        _law("61", 2020, "dau tu"),
        _INVESTMENT_2025,
        date(2026, 3, 1),
        "B",
    ),
    Expired(
        "Nghị định số 31/2021/NĐ-CP",
        _numbered(_DECREE, "31", 2021),
        _DECREE_96,
        date(2026, 3, 31),
        "B",
    ),
    Expired(
        "Nghị định số 19/2025/NĐ-CP",
        _numbered(_DECREE, "19", 2025),
        _DECREE_96,
        date(2026, 3, 31),
        "B",
    ),
    Expired(
        "Nghị định số 239/2025/NĐ-CP",
        _numbered(_DECREE, "239", 2025),
        _DECREE_96,
        date(2026, 3, 31),
        "B",
    ),
    Expired(
        "Thông tư số 03/2021/TT-BKHĐT",
        _numbered(_CIRCULAR, "3", 2021, ending="/tt-bkhdt"),
        "Thông tư số 55/2026/TT-BTC",
        date(2026, 5, 15),
        "B",
    ),
    Expired(
        "Nghị định số 29/2021/NĐ-CP",
        _numbered(_DECREE, "29", 2021),
        "Nghị định số 19/2026/NĐ-CP",
        date(2026, 1, 14),
        "B",
    ),
    Expired(
        "Thông tư số 05/2023/TT-BKHĐT",
        _numbered(_CIRCULAR, "5", 2023, ending="/tt-bkhdt"),
        "Thông tư số 44/2026/TT-BTC",
        date(2026, 4, 22),
        "C",
    ),
    Expired(
        "Luật Thanh tra số 11/2022/QH15",
        _law("11", 2022, "thanh tra"),
        "Luật Thanh tra số 84/2025/QH15",
        date(2025, 7, 1),
        "A",
    ),
    Expired(
        "thanh tra chuyên ngành của sở",
        r"\bthanh tra chuyen nganh\b",
        "kiểm tra chuyên ngành theo Nghị định số 217/2025/NĐ-CP",
        date(2025, 8, 5),
        "A",
    ),
    Expired(
        "Luật Đầu tư công số 39/2019/QH14",
        _law("39", 2019, "dau tu cong"),
        "Luật Đầu tư công số 58/2024/QH15",
        date(2025, 1, 1),
        "B",
    ),
    Expired(
        "Nghị định số 40/2020/NĐ-CP",
        _numbered(_DECREE, "40", 2020),
        "Nghị định số 85/2025/NĐ-CP",
        date(2025, 4, 8),
        "B",
    ),
    Expired(
        "Nghị định số 99/2021/NĐ-CP",
        _numbered(_DECREE, "99", 2021),
        "Nghị định số 254/2025/NĐ-CP",
        date(2025, 9, 26),
        "B",
    ),
    Expired(
        "Luật Ngân sách nhà nước số 83/2015/QH13",
        _law("83", 2015, "ngan sach nha nuoc") + r"|\bluat nsnn 83/2015",
        "Luật Ngân sách nhà nước số 89/2025/QH15",
        date(2026, 1, 1),
        "B",
    ),
    Expired(
        "Nghị định số 13/2023/NĐ-CP",
        _numbered(_DECREE, "13", 2023),
        "Luật số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP",
        date(2026, 1, 1),
        "B",
    ),
    Expired(
        "Luật An toàn thông tin mạng số 86/2015/QH13",
        _law("86", 2015, "an toan thong tin mang"),
        _CYBER_LAW,
        date(2026, 7, 1),
        "B",
    ),
    Expired(
        "Nghị định số 85/2016/NĐ-CP",
        _numbered(_DECREE, "85", 2016),
        _DECREE_331,
        date(2026, 8, 19),
        "C+",
    ),
    Expired(
        "Thông tư số 12/2022/TT-BTTTT",
        _numbered(_CIRCULAR, "12", 2022, ending="/tt-btttt"),
        _DECREE_331,
        date(2026, 8, 19),
        "C+",
    ),
    Expired(
        "TCVN 11930:2017",
        r"\btcvn ?11930(?::2017)?\b",
        "TCVN 14423:2026",
        date(2026, 8, 19),
        "C+",
    ),
    Expired(
        "Luật Xây dựng số 50/2014/QH13",
        _law("50", 2014, "xay dung"),
        "Luật Xây dựng số 135/2025/QH15",
        date(2026, 7, 1),
        "C",
    ),
)


def cited(text: str, on: date) -> tuple[Citation, ...]:
    """The instruments a text cites that were replaced by the day `on`, each once.

    A text about earlier days may cite them: give the last day it is about.
    """
    folded = fold(text)
    return tuple(
        Citation(each.name, each.replaced_by, each.since, each.confidence)
        for each in EXPIRED
        if each.since <= on and re.search(each.pattern, folded)
    )
