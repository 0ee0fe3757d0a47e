"""Empty signature fields where the decree puts them (R-6.10, R-6.11, R-6.14), the same bytes each time.

They are drawn into the file before anybody signs: a signing tool of the office fills them, and so
does the portal where it holds the organisation's certificate (`reporting.signing`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PERSON, ORGANISATION = "ChuKyCaNhan", "ChuKyCoQuan"
FIELDS = {"ky-ca-nhan": PERSON, "ky-co-quan": ORGANISATION}
"""Boxes of the page by their anchor, and the names of the fields laid over them."""

_POINTS_A_PIXEL = 0.75
_PRINTED, _LOCKED_PLACE = 4, 128

Boxes = Sequence[Mapping[str, Sequence[float]]]


def add(document: pikepdf.Pdf, boxes: Boxes) -> None:
    """Lay the fields over the boxes of each page (pixels from the top left, as WeasyPrint has them).

    PDF/A asks every field for an appearance: an empty one.
    """
    fields = []
    for page, found in zip(document.pages, boxes, strict=True):
        height = float(page.mediabox[3])
        for anchor, name in FIELDS.items():
            if anchor not in found:
                continue
            left, top, right, bottom = (each * _POINTS_A_PIXEL for each in found[anchor])
            rect = [left, height - bottom, right, height - top]
            field = document.make_indirect(_field(document, page, name, rect))
            page.obj.Annots = Array([*page.obj.get("/Annots", Array([])), field])
            fields.append(field)
    if fields:
        document.Root.AcroForm = document.make_indirect(
            Dictionary(Fields=Array(fields), SigFlags=0)
        )


def _field(document: pikepdf.Pdf, page: pikepdf.Page, name: str, rect: list[float]) -> Dictionary:
    empty = document.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(rect[2] - rect[0], 3), round(rect[3] - rect[1], 3)]),
        Resources=Dictionary(),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(name),
        TU=String(_SPOKEN[name]),
        F=_PRINTED | _LOCKED_PLACE,
        P=page.obj,
        Rect=Array([round(each, 3) for each in rect]),
        AP=Dictionary(N=empty),
    )


_SPOKEN = {
    PERSON: "Chữ ký của người có thẩm quyền",
    ORGANISATION: "Chữ ký của cơ quan",
}
