"""Which letters a text file is written in; never by trying until something comes out.

Vietnamese was stored in half a dozen ways before Unicode. Read as another one, each gives other
words without any error, so only UTF-8 and UTF-16 that says so are read; the rest is named.
"""

from __future__ import annotations

import codecs
import re

from sheets.errors import UnreadableWorkbook

# Letters that the fonts of TCVN3 (ABC) and VNI put in place of Vietnamese ones, where Unicode
# text has none: "Dù ¸n ®Çu t­", "Döï aùn ñaàu tö".
_TCVN3 = re.compile("[a-zA-Z][µ¸¹¨©®¬­ª«»¾½¼Ç×§]|[®¸µ©¨ª§][a-zA-Z]")
_VNI = re.compile("[aeouyAEOUYöôÖÔ][äåïûùøñöéèëêâ](?![a-z]{3})|ñ[aeouöô]|[öô][ïùûøõ]")
_SAMPLE = 20_000
_FEWEST = 6
_A_LINE_OF = 60
# windows-1258 writes the tones as marks of their own behind the vowel.
_TONES_1258 = re.compile(
    rb"[AEIOUYaeiouy\xc2\xca\xd4\xd5\xdd\xe2\xea\xf4\xf5\xfd\xc3\xe3][\xcc\xd2\xde\xec\xf2]"
)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark.

    Raises `UnreadableWorkbook`: `not_a_workbook` for what is no text, `not_utf8` for old letters.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableWorkbook("corrupt") from error
    if b"\0" in content:
        raise UnreadableWorkbook("not_a_workbook")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableWorkbook("not_utf8", _old_bytes(content[:_SAMPLE])) from error
    if font := old_font(text[:_SAMPLE]):
        raise UnreadableWorkbook("not_utf8", font)
    return text


def old_font(text: str) -> str:
    """ "tcvn3" or "vni" when the text was typed for such a font, else ""."""
    for name, pattern in (("tcvn3", _TCVN3), ("vni", _VNI)):
        found = len(pattern.findall(text))
        if found >= _FEWEST and found * _A_LINE_OF > len(text):
            return name
    return ""


def _old_bytes(content: bytes) -> str:
    if font := old_font(content.decode("latin-1")):
        return font
    return "windows-1258" if len(_TONES_1258.findall(content)) >= _FEWEST else ""
