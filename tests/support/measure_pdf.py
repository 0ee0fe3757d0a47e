"""Measures a report PDF against Nghị định 30/2020, Phụ lục I: positions, sizes, rules, numbering.

Every function returns sentences about what deviates: more than 0.5 mm, a quarter of a point of
letter size, or 0.02 of the length of a short rule. An empty list is a document in order.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
from pikepdf.pdfa import validate_written

MM = 72 / 25.4
_STARTS = ("ỦY BAN", "UBND", "CỘNG HÒA", "Phụ lục")
_LEADERS = "TRANG TÓM TẮT"
_TITLES = ("CỘNG HÒA XÃ HỘI", "ĐẢNG CỘNG SẢN")


@dataclass(frozen=True)
class Line:
    """One run of text on one baseline; lengths in points from the top left of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bold(self) -> bool:
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        return self.font.endswith("Italic")


@dataclass
class Findings:
    """Collects deviations, each as a sentence with the measured and the required value."""

    problems: list[str] = field(default_factory=list)

    def near(self, what: str, got: float, low: float, high: float, tolerance: float = 0.5) -> None:
        if not low - tolerance <= got <= high + tolerance:
            self.problems.append(f"{what}: {got:.2f}, not {low:g} to {high:g}")

    def holds(self, what: str, found: object) -> None:
        if not found:
            self.problems.append(what)


def lines(page: Any) -> list[Line]:
    """Group characters by baseline, top to bottom, splitting at gaps of two letter sizes."""
    rows = defaultdict(list)
    for char in page.chars:
        rows[round(page.height - char["matrix"][5], 1)].append(char)
    found = []
    for y, chars in sorted(rows.items()):
        chars.sort(key=lambda char: char["x0"])
        run = [chars[0]]
        for char in chars[1:]:
            if char["x0"] - run[-1]["x1"] > 2 * char["size"]:
                found.append(_line(run, y))
                run = []
            run.append(char)
        found.append(_line(run, y))
    return found


def find(rows: Sequence[Line], start: str) -> Line:
    """The first line that begins with `start`."""
    for row in rows:
        if row.text.startswith(start):
            return row
    raise AssertionError(f"no line begins with {start!r}")


def sections(texts: Sequence[str]) -> list[int]:
    """The number each page carries: counted anew in every annex; 0 on the leaders' page."""
    numbers: list[int] = []
    for text in texts:
        begins = not numbers or text.startswith(_STARTS) or _is_letterhead(text)
        if text.startswith(_LEADERS) or (numbers and not numbers[-1] and not begins):
            numbers.append(0)
        else:
            numbers.append(1 if begins else numbers[-1] + 1)
    return numbers


def _is_letterhead(text: str) -> bool:
    return any(title in text[:160] for title in _TITLES)


def _first(pdf: Any) -> Any:
    """The page with the letterhead: the leaders' page may stand before it."""
    return next((page for page in pdf.pages if _is_letterhead(page.extract_text())), pdf.pages[0])


def geometry(data: bytes) -> list[str]:
    """Paper, four margins of letters and rules, and the number at the top of every page."""
    found = Findings()
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        numbers = sections([page.extract_text() for page in pdf.pages])
        for at, (page, number) in enumerate(zip(pdf.pages, numbers, strict=True), 1):
            _page(found, f"page {at}", page, number)
    return found.problems


def letterhead(data: bytes, small: int, big: int) -> list[str]:
    """Cells 1 to 5a and 9a on the first page; `small` and `big` are the sizes of the preset."""
    found = Findings()
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        page = _first(pdf)
        rows = lines(page)
        _header(found, page, rows, (small, big))
        _title(found, page, rows)
    return found.problems


def party_letterhead(data: bytes, small: int, big: int) -> list[str]:
    """The same cells of a Party committee: its name at the right, ruled like the motto (R-6.20)."""
    found = Findings()
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        page = _first(pdf)
        rows = lines(page)
        found.holds("the nation's title on a paper of the Party", "CỘNG HÒA" not in rows[0].text)
        _cells(found, page, rows, (small, big), find(rows, "ĐẢNG CỘNG SẢN"))
        _title(found, page, rows)
    return found.problems


def footnotes(data: bytes, notes: Sequence[str]) -> list[str]:
    """Each note under a rule of 40 mm at the foot of the page that calls it, at 11 pt.

    The decree is silent about footnotes; these are the measures of the style sheet. `notes` are
    the texts that must stand there, in the order of their calls.
    """
    found = Findings()
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        pages = [(page, lines(page)) for page in pdf.pages]
        for at, note in enumerate(notes, 1):
            begun = f"{at}. {note}"[:40]
            where = [(p, row) for p, rows in pages for row in rows if row.text.startswith(begun)]
            found.holds(f"note {at} is printed {len(where)} times", len(where) == 1)
            for page, row in where:
                _footnote(found, page, row, at)
    return found.problems


def _footnote(found: Findings, page: Any, row: Line, at: int) -> None:
    found.near(f"note {at}: size", row.size, 11, 11, 0.25)
    found.near(f"note {at}: left", row.x0 / MM, 30, 30)
    rules = [
        mark
        for mark in page.rects + page.lines + page.images + page.curves
        if mark["x1"] - mark["x0"] > 20 * MM and mark["height"] < 3 and mark["bottom"] <= row.y
    ]
    rule = max(rules, key=lambda mark: float(mark["bottom"]), default=None)
    found.holds(f"note {at}: no rule above it", rule)
    if rule:
        found.near(f"note {at}: rule", (rule["x1"] - rule["x0"]) / MM, 39.7, 39.7)
        found.near(f"note {at}: rule at the left", rule["x0"] / MM, 30, 30)
    calls = [
        char
        for char in page.chars
        if char["text"] == str(at)[-1] and abs(char["size"] - 0.65 * 11) < 0.1
    ]
    found.holds(f"note {at}: not called on its page", calls)
    found.holds(f"note {at}: above its call", all(c["bottom"] < row.y for c in calls))


def body(data: bytes, big: int) -> list[str]:
    """First-line indent, letter size, leading, distance of paragraphs and the justified edge."""
    found = Findings()
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        first = lines(_first(pdf))
        text = [
            row
            for page in pdf.pages[_first(pdf).page_number - 1 : _signing_page(pdf) + 1]
            for row in lines(page)
            if abs(row.size - big) < 0.2 and row.y > 20 * MM and not row.text.startswith("Số:")
        ]
    for row in text:
        is_caption = row.bold and abs(row.centre / MM - 112.5) < 1
        if abs(row.x0 - 42.7 * MM) < 8 and not is_caption:
            found.near(f"indent of {row.text[:30]!r}", row.x0 / MM, 42.7, 42.7)
        if row.x1 > 194.4 * MM:
            found.near(f"right edge of {row.text[:30]!r}", row.x1 / MM, 195, 195)
    cited = [row for row in first if row.text.startswith("Căn cứ")]
    if len(cited) > 1:
        pitch = first[first.index(cited[1]) + 1].y - cited[1].y
        found.near("leading in single lines", pitch / (1.15 * big), 1, 1.5, 0.01)
        gap = cited[1].y - cited[0].y - pitch
        found.near("distance of paragraphs in points", gap, 6, 60, 0.25)
    return found.problems


def signature(data: bytes) -> list[str]:
    """Cells 7 and 9b, the room for the signature, and two lines of body on the signing page."""
    found = Findings()
    with pdfplumber.open(io.BytesIO(data), unicode_norm="NFC") as pdf:
        rows = lines(pdf.pages[_signing_page(pdf)])
    end = next(row for row in rows if row.text.endswith("./."))
    recipients, name = find(rows, "Nơi nhận:"), find(rows, "[Họ và tên]")
    power = next(row for row in rows if row.x0 > 100 * MM and row.y > end.y + 2)
    position = [r for r in rows if power.y <= r.y < name.y and r.x0 > 100 * MM][-1]
    above = [row for row in rows if 20 * MM < row.y <= end.y + 1]
    found.holds("fewer than two lines of body above the signature", len(above) >= 2)
    found.near("recipients: size", recipients.size, 12, 12, 0.25)
    found.near("recipients: left", recipients.x0 / MM, 30, 30)
    found.near("recipients: level with the power line", (recipients.y - power.y) / MM, 0, 0)
    found.holds("recipients not bold italic", recipients.bold and recipients.italic)
    found.near("list of recipients: size", find(rows, "- Như trên").size, 11, 11, 0.25)
    found.near("power line: size", power.size, 13, 14, 0.25)
    room = (name.y - position.y - 0.66 * name.size) / MM
    found.near("room for the signature", room, 25, 30)
    return found.problems


def file(data: bytes, path: Path) -> list[str]:
    """Language, tags, outline, PDF/A-2b and embedded fonts; `path` is where to write a copy."""
    found = Findings()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        found.holds("language is not Vietnamese", str(root.get("/Lang", "")) == "vi")
        found.holds("no tags", "/StructTreeRoot" in root and bool(root.MarkInfo.Marked))
        found.holds("no outline", "/Outlines" in root and root.Outlines.get("/Count", 0))
        faces = [item for item in pdf.objects if _is_font(item)]
        found.holds("a font of another family", all("Tinos" in str(f.FontName) for f in faces))
        found.holds("a font is not embedded", all("/FontFile2" in f for f in faces))
    path.write_bytes(data)
    found.problems += not_archivable(path)
    return found.problems


def not_archivable(path: Path) -> list[str]:
    """What the checker holds against PDF/A-2b, but for its one remark on the signature form.

    The form with its two empty fields is allowed by the standard; this checker does not look into
    forms and says so, as "unsupported", for the catalogue of a file that has one.
    """
    report = validate_written(str(path), "2b")
    return [str(each) for each in report.findings if not _is_signature_form(each)]


def _is_signature_form(finding: Any) -> bool:
    kind, words = str(finding.kind), str(finding)
    return kind == "unsupported" and "interactive forms (/AcroForm)" in words


def _line(chars: list[dict[str, Any]], y: float) -> Line:
    ink = [char for char in chars if char["text"].strip()] or chars
    return Line(
        text="".join(char["text"] for char in chars).replace("\N{NO-BREAK SPACE}", " ").strip(),
        x0=ink[0]["x0"],
        x1=ink[-1]["x1"],
        y=y,
        size=max(char["size"] for char in chars),
        font=ink[0]["fontname"].split("+")[-1],
    )


def _page(found: Findings, what: str, page: Any, number: int) -> None:
    wide = page.width > page.height
    width, height = (297, 210) if wide else (210, 297)
    middle = 30 + (width - 45) / 2
    above = [c for c in page.chars if c["top"] < 18 * MM and c["text"].strip()]
    # At its sides the file of a case tells who printed it and that it is not published.
    head = [c for c in above if abs(c["x0"] / MM - middle) < 15]
    ink = [c for c in page.chars if c["top"] >= 18 * MM and c["text"].strip()]
    marks = [m for m in page.rects + page.lines if m["top"] >= 18 * MM]
    right = max(item["x1"] for item in ink + marks)
    found.near(f"{what}: width", page.width / MM, width, width)
    found.near(f"{what}: height", page.height / MM, height, height)
    found.near(f"{what}: left margin", min(item["x0"] for item in ink + marks) / MM, 30, 35)
    found.near(f"{what}: right margin", (page.width - right) / MM, 15, 20)
    found.near(f"{what}: top margin", min(c["top"] for c in ink) / MM, 20, 25)
    bottom = page.height - max(item["bottom"] for item in ink + marks)
    found.near(f"{what}: bottom margin", bottom / MM, 20, height)
    if marks:
        hanging = max(mark["bottom"] for mark in marks) - max(char["bottom"] for char in ink)
        found.near(f"{what}: a rule hangs below the last line", hanging / MM, -height, 2)
    shown = "".join(char["text"] for char in head)
    found.holds(
        f"{what}: carries {shown!r} as the page {number} of its part",
        shown == ("" if number < 2 else str(number)),
    )
    if head:
        centre = (head[0]["x0"] + head[-1]["x1"]) / 2 / MM
        found.near(f"{what}: number off centre", centre, middle, middle)
        found.near(f"{what}: number size", head[0]["size"], 13, 14, 0.25)


def _header(found: Findings, page: Any, rows: list[Line], sizes: tuple[int, int]) -> None:
    nation, motto = find(rows, "CỘNG HÒA"), find(rows, "Độc lập")
    found.near("national title: size", nation.size, sizes[0], sizes[0], 0.25)
    found.holds("national title not bold", nation.bold)
    found.near("motto: centre under the national title", (motto.centre - nation.centre) / MM, 0, 0)
    issuer = _cells(found, page, rows, sizes, motto)
    found.near("issuer: on the line of the national title", (issuer.y - nation.y) / MM, 0, 0)


def _cells(
    found: Findings, page: Any, rows: list[Line], sizes: tuple[int, int], ruled: Line
) -> Line:
    """Cells 2 to 4 beside and under the ruled line at the right; gives the issuer's first line."""
    number = find(rows, "Số:")
    day = next(row for row in rows if ", ngày" in row.text and "tháng" in row.text)
    issuer = [row for row in rows if row.centre < 95 * MM and row.y < number.y]
    for what, row, size in (
        ("issuer", issuer[-1], sizes[0]),
        ("ruled line", ruled, sizes[1]),
        ("place and date", day, sizes[1]),
        ("number", number, 13),
    ):
        found.near(f"{what}: size", row.size, size, size, 0.25)
    found.holds("ruled line or issuer not bold", ruled.bold and issuer[-1].bold)
    found.holds("date not italic", day.italic and not day.bold)
    found.near("date: centre under the ruled line", (day.centre - ruled.centre) / MM, 0, 0)
    found.near("number: on the line of the date", (number.y - day.y) / MM, 0, 0)
    found.near("rule under the ruled line", _rule(page, ruled) / (ruled.x1 - ruled.x0), 1, 1, 0.02)
    widest = max(row.x1 - row.x0 for row in issuer[-2:] if row.bold)
    found.near("rule under the issuer", _rule(page, issuer[-1]) / widest, 1 / 3, 1 / 2, 0.02)
    return issuer[0]


def _title(found: Findings, page: Any, rows: list[Line]) -> None:
    kind = find(rows, "BÁO CÁO")
    subject = [row for row in rows if kind.y < row.y < kind.y + 45 and row.bold]
    for what, row in (("BÁO CÁO", kind), ("subject", subject[0])):
        found.near(f"{what}: centre", row.centre / MM, 112.5, 112.5)
        found.near(f"{what}: size", row.size, 13, 14, 0.25)
    widest = max(row.x1 - row.x0 for row in subject)
    found.near("rule under the subject", _rule(page, subject[-1]) / widest, 1 / 3, 1 / 2, 0.02)
    to = find(rows, "Kính gửi")
    colon = next(
        char
        for char in page.chars
        if char["text"] == ":" and abs(page.height - char["matrix"][5] - to.y) < 1
    )
    found.near("dashes under the colon", (find(rows, "- ").x0 - colon["x0"]) / MM, 0, 0)


def _rule(page: Any, row: Line) -> float:
    """Length of the nearest rule under a line, centred on it. A border is drawn as a rectangle."""
    return min(_rules_under(page, row))[1]


def _rules_under(page: Any, row: Line) -> Iterator[tuple[float, float]]:
    for mark in page.rects + page.lines:
        below = mark["bottom"] - row.y
        centred = abs((mark["x0"] + mark["x1"]) / 2 - row.centre) < 4
        if 0 < below < 16 and centred and mark["x1"] - mark["x0"] > 20 and mark["height"] < 25:
            yield below, mark["x1"] - mark["x0"]


def _signing_page(pdf: Any) -> int:
    return next(i for i, page in enumerate(pdf.pages) if "./." in page.extract_text())


def _is_font(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
