"""Workbooks of many rows: ours, and the same by openpyxl as the floor."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import QueryDict

from accounts.models import User
from projects.lists import tables as list_tables
from projects.lists.question import ListQuestion
from projects.lists.tables import Made
from sheets.streamed import LongSheet, stream
from sheets.writer import CellData, Column, ColumnKind
from tests.benchmarks.province import DAY

_FIRST = date(2020, 1, 1)
_KINDS = (
    *(ColumnKind.TEXT,) * 5,
    *(ColumnKind.MONEY_TY, ColumnKind.DECIMAL, ColumnKind.TEXT, ColumnKind.DATE),
    *(ColumnKind.TEXT,) * 3,
)


def invented(rows: int) -> Iterator[tuple[CellData, ...]]:
    """Rows like those of the list: texts, money in đồng, hectares, a status, a day."""
    area = Decimal("10.25")
    for n in range(rows):
        yield (
            f"DA-{n:05d}",
            f"Nhà máy sản xuất linh kiện điện tử số {n} tại khu công nghiệp Đồng Đăng",
            f"Công ty cổ phần đầu tư phát triển {n % 9000}",
            "xã Đồng Đăng, xã Kỳ Lừa",
            "Công nghiệp chế biến, chế tạo",
            1_234_500_000_000 + n,
            area,
            "Đang xây dựng",
            _FIRST + timedelta(days=n % 2000),
            "Mốc tiến độ: quá 28 tháng",
            "Sở Tài chính",
            "Nguyễn Văn An",
        )


def ours(rows: int) -> int:
    """As the list leaves: with styles, piece by piece. Returns the size of the file."""
    columns = [Column(f"Cột {n}", kind) for n, kind in enumerate(_KINDS)]
    sheet = LongSheet("Dự án", columns, invented(rows), ("Danh mục",))
    return sum(map(len, stream(sheet)))


def openpyxl(rows: int) -> int:
    """The bare rows by openpyxl's fastest way, without styles."""
    from openpyxl import Workbook  # noqa: PLC0415 -- not counted in our own memory

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Dự án")
    for row in invented(rows):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return len(made.getvalue())


WAYS: dict[str, Callable[[int], int]] = {"ours": ours, "openpyxl": openpyxl}


def whole_list() -> tuple[ListQuestion, Callable[[ListQuestion], tuple[int, int]]]:
    """The question for the whole registry, and what sends its workbook: (rows, bytes)."""
    reader = User.objects.get(pk=1)
    made = Made(reader, datetime(2026, 9, 1, 2, 0, tzinfo=UTC))

    def send(question: ListQuestion) -> tuple[int, int]:
        parts = list_tables.parts_of(question)
        sheet: Any = list_tables.sheet(question, parts, made)
        return list_tables.size_of(parts), sum(map(len, stream(sheet)))

    return ListQuestion(reader, QueryDict("sap=ten"), on=DAY), send
