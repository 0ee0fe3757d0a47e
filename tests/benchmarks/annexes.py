"""The same long annex by the portal, by Typst and by Chromium: the same words in cells."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import escape

import pikepdf

from investportal.local import machine
from reporting import pdf
from reporting.builders.non_budget import document
from reporting.copies import excel
from reporting.document.edited import Edited, Issue
from reporting.document.long_annexes import LONGEST
from reporting.document.shapes import Document, Table, code_of
from tests.support.report_samples import usual


@cache
def sample(rows: int) -> tuple[Document, Table]:
    """A document of one landscape annex with so many invented rows, and its table."""
    whole = document(usual(overdue=rows, missing=0))
    annex = whole.annexes[0]
    table = next(block for block in annex.blocks if isinstance(block, Table))
    return replace(whole, first_page=None, sections=(), annexes=(annex,)), table


def portal(rows: int) -> bytes:
    """As the portal sends it: tagged, archivable pages; what is too long for them as the workbook."""
    document = sample(rows)[0]
    if rows > LONGEST:
        excel.report(Edited(document=document, issue=Issue(code=code_of(document.sha256))))
    return pdf.render(document)


def typst(rows: int) -> bytes:
    """The table alone, in the letters that Typst brings, since it reads no woff2; rows undivided."""
    import typst as other  # noqa: PLC0415 -- loaded where it is measured

    table = sample(rows)[1]
    lines = [
        '#set page(paper: "a4", flipped: true, numbering: "1", number-align: top + center,',
        "  margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))",
        '#set text(size: 10pt, lang: "vi")',
        f"#table(columns: ({', '.join(_widths(table))}), inset: 2pt,",
        f"table.header({', '.join(f'[#{_quoted(each.label)}]' for each in table.columns)}),",
    ]
    for row in table.rows:
        for cell in row.cells:
            words = _quoted(" ".join(filter(None, (cell.text, cell.sub))))
            lines.append(f"table.cell(colspan: {cell.across}, breakable: false)[#{words}],")
    lines.append(")")
    made: bytes = other.compile("\n".join(lines).encode())
    return made


def chromium(rows: int) -> bytes:
    """The table alone, printed by the Chromium of the end-to-end tests."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- loaded where it is measured

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=machine.browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.set_content(_page(sample(rows)[1]))
        made = page.pdf(prefer_css_page_size=True)
        browser.close()
    return made


def _page(table: Table) -> str:
    heads = "".join(f"<th>{escape(each.label)}</th>" for each in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td colspan="{cell.across}">{escape(cell.text)} <i>{escape(cell.sub)}</i></td>'
            for cell in row.cells
        )
        + "</tr>"
        for row in table.rows
    )
    widths = "".join(
        f'<col style="width:{each.width}mm">' if each.width else "<col>" for each in table.columns
    )
    return (
        "<style>@page{size:A4 landscape;margin:20mm 15mm 20mm 30mm}"
        "table{table-layout:fixed;width:100%;border-spacing:0;font:10pt/1.15 serif}"
        "td,th{border:.75pt solid;padding:2pt}tr{break-inside:avoid}</style>"
        f"<table><colgroup>{widths}</colgroup><thead><tr>{heads}</tr></thead>{rows}</table>"
    )


def _widths(table: Table) -> list[str]:
    return [f"{each.width}mm" if each.width else "1fr" for each in table.columns]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def pages(made: bytes) -> int:
    """How many pages a rendering has."""
    with pikepdf.open(io.BytesIO(made)) as opened:
        return len(opened.pages)


WAYS: dict[str, Callable[[int], bytes]] = {
    "portal": portal,
    "typst": typst,
    "chromium": chromium,
}
