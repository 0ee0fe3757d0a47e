"""Nghị định 30/2020/NĐ-CP as Word styles: what every document of ours begins with (law.md §6).

Times New Roman, because the offices that edit the file have it; the PDF embeds its metric twin.
"""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reporting.copies.grids import places
from reporting.letterhead import Header, Letter, Preset
from reporting.wording import month_text

FONT = "Times New Roman"
SIZES = {Preset.LARGE: (13, 14), Preset.SMALL: (12, 13)}
"""Points of the national title, and of motto, date and body (footnote 1)."""

CENTRE, RIGHT, JUSTIFY, LEFT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)
_STAMP = (1980, 1, 1, 0, 0, 0)


def blank(letter: Letter, title: str, day: date) -> Any:
    """An empty document with the page, the styles and the properties of an official one."""
    document = docx.Document()
    large = SIZES[letter.preset][1]
    _style(document.styles["Normal"], large, align=JUSTIFY)
    normal = document.styles["Normal"].paragraph_format
    normal.space_before = normal.space_after = Pt(6)
    normal.line_spacing, normal.first_line_indent = 1.3, Mm(12.7)
    normal.widow_control = True
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        _style(style, large, bold=True, align=LEFT if level > 1 else CENTRE)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.first_line_indent = Mm(12.7) if level > 1 else 0
    _style(document.styles["Caption"], 12, bold=True, align=CENTRE)
    document.styles["Caption"].paragraph_format.first_line_indent = 0
    document.styles["Caption"].paragraph_format.keep_with_next = True
    _page(document.sections[0], wide=False)
    core = document.core_properties
    core.title, core.author, core.language = title, letter.issuer.name, "vi-VN"
    core.created = core.modified = datetime.combine(day, time())
    core.last_modified_by, core.revision = letter.issuer.name, 1
    return document


def letterhead(document: Any, letter: Letter, *, number: str = "", on: date | None = None) -> None:
    """Cells 1 to 4: two columns without borders; number and day stay open until the clerk's."""
    small, large = SIZES[letter.preset]
    issuer = letter.issuer
    table = places(document, (64, 101), 2, inside=0)
    left, right = table.rows[0].cells
    parent = issuer.parent if issuer.header is not Header.COMMITTEE else ""
    if parent:
        _line(left, parent.upper(), small)
    _line(left, issuer.name.upper(), small, bold=True, rule=True)
    if issuer.header is Header.PARTY:
        _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", large, bold=True, rule=True)
    else:
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", small, bold=True)
        _line(right, "Độc lập - Tự do - Hạnh phúc", large, bold=True, rule=True)
    left, right = table.rows[1].cells
    _line(left, f"Số: {number or '        ' + issuer.number_suffix}", 13)
    written = on or date.min
    day = f"{written:%d}" if on else "      "
    month = month_text(on.year, on.month) if on else "tháng      năm      "
    _line(right, f"{issuer.place}, ngày {day} {month}", large, italic=True)


def signature(document: Any, letter: Letter) -> None:
    """Cells 7 and 9b on one line, kept with the paragraph before."""
    _, large = SIZES[letter.preset]
    table = places(document, (74, 91), 1, inside=0)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, bold=True, italic=True, align=LEFT)
    last = len(letter.recipients) - 1
    for at, name in enumerate(letter.recipients):
        _line(left, f"- {name}{'.' if at == last else ';'}", 11, align=LEFT)
    for power in letter.signature.power_lines:
        _line(right, power.upper(), large, bold=True)
    for _ in range(4):
        _line(right, "", large)
    _line(right, "[Họ và tên]", large, bold=True)


def paragraph(document: Any, text: str, *, italic: bool = False, style: str = "Normal") -> Any:
    """A paragraph of the body."""
    made = document.add_paragraph(style=style)
    made.add_run(text).italic = italic
    return made


def picture(document: Any, data: bytes, words: str, *, widest: float) -> None:
    """A picture on a line of its own, at most so many millimetres wide, told in words besides."""
    made = document.add_paragraph()
    made.alignment, made.paragraph_format.first_line_indent = CENTRE, 0
    made.paragraph_format.line_spacing = 1.0
    shown = made.add_run().add_picture(BytesIO(data))
    if shown.width > Mm(widest):
        shown.height = round(shown.height * Mm(widest) / shown.width)
        shown.width = Mm(widest)
    shown._inline.docPr.set("descr", words)
    for side in "TBLR":
        shown._inline.set(f"dist{side}", "0")  # left out, LibreOffice takes an eighth of an inch


LEFT_COLUMN = 70
"""Millimetres of the column under the number, where a công văn says what it is about."""


def centred(document: Any, text: str, *, width: float | None = None) -> Any:
    """A line set in the middle of the page, or of the column at its left."""
    made = document.add_paragraph()
    made.add_run(text)
    made.alignment, made.paragraph_format.first_line_indent = CENTRE, 0
    if width is not None:
        made.paragraph_format.right_indent = Mm(165 - width)
    return made


def annex(document: Any, *, wide: bool) -> None:
    """Begin a part with page numbers of its own, lying where it is wide."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The break stands in a paragraph of its own, which begins an empty page below a full one.
    alone = document.paragraphs[-1]._p
    before = alone.getprevious()
    if before is not None and before.tag == qn("w:p"):
        before.get_or_add_pPr().append(alone.pPr.find(qn("w:sectPr")))
        alone.getparent().remove(alone)
    _page(section, wide=wide)


def packed(document: Any) -> bytes:
    """The bytes of the file; the same document always gives the same ones."""
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in found.namelist():
            # The date of a packed part is that of the packing, which says nothing.
            made.writestr(zipfile.ZipInfo(name, _STAMP), found.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _page(section: Any, *, wide: bool) -> None:
    """A4, left 30 and right 15 mm also where it lies; the number on top from page 2 on."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    # The schema wants the numbering right before the columns.
    section._sectPr.find(qn("w:cols")).addprevious(numbers)
    section.header.is_linked_to_previous = section.first_page_header.is_linked_to_previous = False
    made = section.header.paragraphs[0]
    made.alignment, made.paragraph_format.first_line_indent = CENTRE, 0
    if not made.runs:
        _field(made, "PAGE")


def _field(paragraph: Any, code: str) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


def _style(style: Any, points: float, *, bold: bool = False, align: Any = LEFT) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
    style.font.italic, style.font.color.rgb = False, None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    style.paragraph_format.alignment = align


def _line(
    cell: Any,
    text: str,
    points: float,
    *,
    bold: bool = False,
    italic: bool = False,
    rule: bool = False,
    align: Any = CENTRE,
) -> None:
    """One line of a placed cell; with a rule it is underlined, as offices draw it."""
    first = cell.paragraphs[0]
    made = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    made.alignment, form = align, made.paragraph_format
    form.first_line_indent, form.line_spacing = 0, 1.0
    form.space_before = form.space_after = Pt(0)
    form.keep_with_next = True
    run = made.add_run(text)
    run.font.size, run.bold, run.italic = Pt(points), bold, italic
    run.font.underline = rule or None
