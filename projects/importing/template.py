"""The empty workbook that a person may fill in: its columns are known without a question."""

from __future__ import annotations

import io

from django.utils.translation import gettext

from projects.importing.columns import KNOWN
from projects.importing.wording_columns import HOW, LABELS
from sheets.writer import Column, ColumnKind, SheetData, write

TITLES = {
    "id": "Mã dự án",
    "name": "Tên dự án",
    "investor": "Nhà đầu tư",
    "investor_kind": "Loại nhà đầu tư",
    "country": "Quốc gia",
    "sector": "Lĩnh vực",
    "location": "Địa điểm",
    "zone": "Khu, cụm",
    "approval_number": "Số quyết định",
    "approval_date": "Ngày quyết định",
    "irc_code": "Mã số GCN đăng ký đầu tư",
    "capital": "Vốn đăng ký (tỷ đồng)",
    "capital_usd": "Vốn đăng ký (triệu USD)",
    "area": "Diện tích (ha)",
    "handover_planned": "Bàn giao đất theo kế hoạch",
    "handover": "Bàn giao đất thực tế",
    "start_planned": "Khởi công theo kế hoạch",
    "completion_planned": "Hoàn thành theo kế hoạch",
    "status": "Tình trạng",
    "status_text": "Tình hình thực hiện",
    "delay_reason": "Khó khăn, vướng mắc",
    "handling": "Kiến nghị, hướng xử lý",
    "note": "Ghi chú",
}
"""Headings by the column's key; each is one that `projects.importing.columns` knows."""

_WIDE, _NARROW = 34, 18
_LONG = frozenset({"name", "investor", "location", "status_text", "delay_reason", "handling"})


def workbook() -> bytes:
    """An empty sheet with the known columns, and a sheet that says how each is read."""
    columns = [
        Column(title, ColumnKind.TEXT, _WIDE if key in _LONG else _NARROW)
        for key, title in TITLES.items()
    ]
    kinds = {known.key: known.kind for known in KNOWN}
    notes = [(title, str(LABELS[key]), str(HOW[kinds[key]])) for key, title in TITLES.items()]
    heads = (
        Column(gettext("Column"), ColumnKind.TEXT, 28),
        Column(gettext("What it is"), ColumnKind.TEXT, 34),
        Column(gettext("How to write it"), ColumnKind.TEXT, 70),
    )
    out = io.BytesIO()
    write(out, [SheetData("Dự án", columns, []), SheetData("Ghi chú", heads, notes)])
    return out.getvalue()
