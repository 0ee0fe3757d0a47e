"""Reading a workbook of invented rows, our way and openpyxl's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_TITLES = ("Mã dòng", "Tên dự án", "Nhà đầu tư", "Tỉnh", "Vốn đăng ký (tỷ đồng)", "Diện tích (ha)")
_MORE = ("Ngày chấp thuận", "Tình trạng")


def make(path: Path, rows: int) -> None:
    """Write the workbook that is read."""
    import xlsxwriter  # noqa: PLC0415 -- loaded where it is needed, not where reading is measured

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Danh mục")
    sheet.write_row(0, 0, [*_TITLES, *_MORE])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, [f"M{row}", f"Nhà máy số {row}", f"Công ty {row % 900}"])
        sheet.write_row(row, 3, ["Cao Bằng", row % 500 + 0.5, row % 90 + 0.25])
        sheet.write_row(row, 6, [f"{row % 28 + 1}/8/2024", "đang hoạt động"])
    book.close()


def ours(path: Path) -> int:
    """Open it with the limits of so many rows, and look at every row."""
    from sheets.book import open_book  # noqa: PLC0415
    from sheets.guard import Limits  # noqa: PLC0415

    book = open_book(path.name, path.read_bytes(), limits=Limits(rows=200_000))
    return sum(len(sheet.rows) for sheet in book.sheets)


def openpyxl_read_only(path: Path) -> int:
    """What one would use otherwise."""
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(path, read_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


WAYS: dict[str, Callable[[Path], int]] = {"ours": ours, "openpyxl": openpyxl_read_only}
