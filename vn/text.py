"""Folding, searching and ordering of Vietnamese text (R-8.9), without ICU."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_REPLACED = {**_DASHES, **_INVISIBLE}
_ODD = re.compile(f"[{''.join(map(chr, _REPLACED))}]")
# U+00F0 (Icelandic eth) is what many old Vietnamese files hold in place of U+0111.
_DSTROKE = {ord("đ"): "d", ord("ð"): "d"}
_AROUND_JOINERS = re.compile(r"\s*([-/])\s*")

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODE = {
    letter: "abcdefghij"[index // 10] + "0123456789"[index % 10]
    for index, letter in enumerate(_LETTERS)
}
_SHAPE_MARKS = frozenset("\u0302\u0306\u031b")
# Dictionary order of tones: level, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_END_OF_LETTERS = "00"
_SPACE, _SYMBOL, _FOREIGN = "01", "02", "z0"


def nfc(text: str) -> str:
    """Return the text in NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """NFC, one plain space between words, every dash a hyphen, invisible characters gone."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_plain(nfc(text)).split())


def _plain(text: str) -> str:
    """Every dash a hyphen, invisible characters gone; looked for first, since few texts have any."""
    return text.translate(_REPLACED) if _ODD.search(text) else text


def fold(text: str) -> str:
    """Fold for search: lower case, no diacritics, `đ` as `d`, tidy spaces and dashes.

    Both tone placements (uỷ, ủy) and both Unicode forms fold to the same string, and so do
    document numbers with stray spaces: "72- KL/TW" and "72-KL/TW" (R-8.9).
    """
    return _folded_before(text) if len(text) <= _REMEMBERED_LENGTH else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return _AROUND_JOINERS.sub(r"\1", " ".join(text.lower().split()))
    # Decomposed twice: lowering may compose anew, and compatibility forms hide dashes and capitals.
    plain = _plain(unicodedata.normalize("NFKD", text))
    lowered = unicodedata.normalize("NFKD", plain.lower()).translate(_DSTROKE)
    bare = "".join(char for char in lowered if not unicodedata.combining(char))
    return _AROUND_JOINERS.sub(r"\1", " ".join(bare.split()))


_REMEMBERED_LENGTH = 200
"""Longer texts seldom come twice, and would fill memory."""
_folded_before = lru_cache(maxsize=16_384)(_folded)


def search_text(*parts: str | None) -> str:
    """Join the folded parts that say something with ` | `, for a trigram-indexed column."""
    folded = (fold(part) for part in parts if part)
    return " | ".join(part for part in folded if part)


def _letters(text: str) -> Iterator[tuple[str, int]]:
    """Yield each letter with its shape mark (â, ơ, đ) and, apart from it, its tone rank."""
    current, tone = "", 0
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            if current:
                yield nfc(current), tone
            current, tone = char, 0
        elif char in _SHAPE_MARKS:
            current += char
        else:
            tone = _TONE_RANK.get(char, tone)
    if current:
        yield nfc(current), tone


def _code(letter: str) -> str:
    if letter in _LETTER_CODE:
        return _LETTER_CODE[letter]
    if letter.isspace():
        return _SPACE
    if letter.isascii() and letter.isdigit():
        return "1" + letter
    return _FOREIGN if letter.isalnum() else _SYMBOL


def sort_key(text: str) -> str:
    """A string of [0-9a-z] whose plain order is Vietnamese alphabetical order.

    Letters decide first (a ă â b c d đ e ê ...), tones second (level, huyền, hỏi, ngã, sắc,
    nặng), word by word, so that both placements of a tone are equal. Case is ignored. Only digits
    and small letters are used because every database collation orders those alike; names such
    as "An" come before "An Bình" and "Anh".
    """
    codes: list[str] = []
    tones: list[int] = [0]
    for letter, tone in _letters(tidy(text).lower().replace("ð", "đ")):
        code = _code(letter)
        if code in (_SPACE, _SYMBOL):
            tones.append(0)
        tones[-1] = max(tones[-1], tone)
        codes.append(code)
    return "".join(codes) + _END_OF_LETTERS + "".join(map(str, tones))
