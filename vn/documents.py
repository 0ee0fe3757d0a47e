"""Numbers of official documents: 2463/QĐ-UBND, 135-NQ/TU, 96/2026/NĐ-CP (R-8.8)."""

from __future__ import annotations

import re

from vn.text import fold, tidy

_PREFIX = re.compile(r"^s[ốo]\s*(?:hiệu\s*)?[:.]?\s*(?=\d)", re.IGNORECASE)
_AROUND_JOINERS = re.compile(r"\s*([-/])\s*")
_LONE_DIGIT = re.compile(r"^(\d)(?=[-/])")
# The tail must hold a letter: otherwise the month 12/2024 would pass for a document.
_STATE = re.compile(r"\d{1,5}(?:/\d{4})?/(?=[^/]*[A-ZĐƯ])[A-ZĐƯ0-9.&-]+")
_PARTY = re.compile(r"\d{1,5}-[A-ZĐƯ]{1,6}/[A-ZĐƯ0-9.&-]+")


def normalise_number(text: str) -> str:
    """One written form of a document number, to store beside the text and to compare.

    Upper case, NFC, plain hyphens, no spaces around "-" and "/", no leading "Số:", and the zero
    that numbers below 10 carry (NĐ 30/2020): "72- KL/TW" -> "72-KL/TW", "5/BC-UBND" ->
    "05/BC-UBND". It never repairs a number: "13/NQ-TW" stays apart from "13-NQ/TW".
    """
    plain = _PREFIX.sub("", tidy(text)).upper().replace("Ð", "Đ")
    joined = _AROUND_JOINERS.sub(r"\1", plain).strip(" .;,")
    return _LONE_DIGIT.sub(r"0\1", joined)


def search_number(text: str) -> str:
    """A key under which confused separators still meet: "13/NQ-TW" and "13-NQ/TW" -> "13 nq tw"."""
    return " ".join(re.findall(r"[a-z0-9&.]+", fold(normalise_number(text))))


def is_document_number(text: str) -> bool:
    """Whether the text, once normalised, has the State's or the Party's pattern (R-8.8)."""
    number = normalise_number(text)
    return bool(_STATE.fullmatch(number) or _PARTY.fullmatch(number))


def bare_number(text: str) -> str:
    """Letters and digits alone: how two spellings of one number meet where a person types it.

    "Số: 49 0000-0001" and "4900000001" -> "4900000001". Empty when nothing of a number is there.
    """
    return re.sub(r"[^a-z0-9]", "", fold(normalise_number(text)))
