"""Personal data that can be told by its shape, and names that are those of people."""

from __future__ import annotations

import re

from vn.text import fold

HIDDEN = "•••"
"""What stands in the place of a number or an address that is hidden."""

_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Since 2021 twelve digits, the first of them 0; before that nine, told by the word before them.
_PERSONAL_ID = re.compile(r"(?<!\d)0\d{11}(?!\d)")
_OLD_ID = re.compile(r"((?:CMND|CMT|chứng minh)\D{0,25})\d{9}(?!\d)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d/.])(?:\+84|0)[ .-]?[235789](?:[ .-]?\d){8,9}(?![\d/])")
_TAX_CODE = re.compile(r"(?:mã số|MST|doanh nghiệp)\D{0,25}$", re.IGNORECASE)
_PERSONS = ("ong ", "ba ", "ho ong ", "ho ba ", "ho kinh doanh ", "ho gia dinh ")


def without_personal(text: str) -> str:
    """The text with e-mail addresses, phone numbers and personal numbers hidden (R-9.20).

    Names of people in running text cannot be told from others: who publishes reads the text.
    """
    for pattern in (_E_MAIL, _PERSONAL_ID):
        text = pattern.sub(HIDDEN, text)
    text = _OLD_ID.sub(rf"\g<1>{HIDDEN}", text)
    return _PHONE.sub(_hide_phone, text)


def _hide_phone(found: re.Match[str]) -> str:
    """A tax code may look like a phone number: the words before it tell."""
    before = found.string[max(0, found.start() - 40) : found.start()]
    return found.group() if _TAX_CODE.search(before) else HIDDEN


def names_a_person(name: str) -> bool:
    """Whether a name is that of a person or a household, by the word it begins with."""
    return fold(name).startswith(_PERSONS)
