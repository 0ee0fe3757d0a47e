"""Inspections and their recommendations as a document, and as section VI of the monthly report.

Published conclusions alone, and it says so: what is not published is known to the case's people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reporting.builders import inspections_figures as figures_of
from reporting.builders import inspections_tables as tables_of
from reporting.builders import leaders
from reporting.builders.asked import Asked
from reporting.builders.more import More
from reporting.document import cells
from reporting.document.first_page import Ask, FirstPage, Key, Level
from reporting.document.shapes import Annex, Block, Document, Figure, Paragraph, Section, Slot
from reporting.inspected import Inspected, read
from reporting.names_on_day import NamesOnDay
from reporting.rules.remedies import Standing
from reporting.wording import as_of, month_text, number_text, spelled
from vn.dates import official_short

KIND = "inspections"
VERSION = "thanh-tra/1"
_PUBLISHED_ONLY = (
    "Số liệu chỉ gồm vụ việc đã công khai kết luận; vụ việc chưa công khai không được tính."
)
_CHANGES = (
    "inspections.all.year",
    "remedies.all",
    "remedies.all.done_rate",
    "remedies.all.overdue",
    "remedies.all.recovered",
)


def build(asked: Asked) -> Document:
    """The report as of the end of the cut-off day; without a conclusion it says that."""
    found = read(asked.cut_off)
    made = figures(found)
    issuer = NamesOnDay(asked.cut_off).issuer(asked.letter.issuer)
    month = month_text(asked.cut_off.year, asked.cut_off.month)
    return Document(
        kind=KIND,
        letter=replace(asked.letter, issuer=issuer),
        subject=("Kết quả thanh tra, kiểm tra, giám sát và thực hiện kết luận", month),
        period=month,
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} báo cáo kết quả thanh tra, kiểm tra, giám sát các dự án đầu tư và "
        f"việc thực hiện kết luận trên địa bàn {issuer.province}, số liệu tính "
        f"{as_of(asked.cut_off)}, như sau:",
        sections=tuple(_sections(found, made)),
        annexes=tuple(_annexes(found)),
        closing=f"{issuer.name} báo cáo {', '.join(asked.letter.addressees)} xem xét, chỉ đạo./.",
        figures=made,
        sums=figures_of.sums(found),
        first_page=_first_page(found, made, asked),
        template_version=VERSION,
    )


def section(asked: Asked, table: int) -> More:
    """The same for the monthly report, its table numbered `table`."""
    found = read(asked.cut_off)
    made, shown = figures(found), bool(found.remedies)
    tables = (tables_of.remedies(found, _by_key(made), table),) if shown else ()
    return More(
        section=Section(
            key="inspections",
            title="Thanh tra, kiểm tra, giám sát; việc thực hiện kết luận",
            blocks=(*_said(found), *tables),
        ),
        figures=made,
        sums=figures_of.sums(found),
        tables=len(tables),
    )


def figures(found: Inspected) -> tuple[Figure, ...]:
    """Every figure of the report by its key."""
    return (
        *figures_of.conclusions(found),
        *figures_of.findings(found),
        *figures_of.remedies(found),
    )


def _by_key(made: Sequence[Figure]) -> dict[str, Figure]:
    return {figure.key: figure for figure in made}


def _said(found: Inspected) -> Iterable[Paragraph]:
    yield cells.paragraph(f"{_conclusions(found)} {_PUBLISHED_ONLY}")
    if found.remedies:
        yield cells.paragraph(_remedies(found))


def _conclusions(found: Inspected) -> str:
    year, month = (len(figures_of.told(found, span)) for span in ("year", "month"))
    if not found.conclusions:
        return "Chưa có kết luận thanh tra, kiểm tra, giám sát nào được công khai."
    recent = (
        f"trong tháng {number_text(month)} kết luận" if month else "trong tháng không phát sinh"
    )
    said = f"{number_text(year)} kết luận; {recent}" if year else "không phát sinh"
    return (
        f"Kết luận thanh tra, kiểm tra, giám sát công khai từ đầu năm: {said}; đến nay có "
        f"{number_text(len(found.conclusions))} kết luận đã công khai."
    )


def _remedies(found: Inspected) -> str:
    count = {
        state: number_text(len(found.standing(state)))
        for state in figures_of.STANDINGS
        if found.standing(state)
    }
    parts = [f"{n} {figures_of.STANDINGS[state]}" for state, n in count.items()]
    owed = sum(row.amount_vnd or 0 for row in found.remedies)
    recovered = sum(row.done_vnd for row in found.remedies if row.amount_vnd)
    money = (
        f" Số tiền phải thu hồi, xử lý {spelled(owed)}; đã thực hiện "
        f"{spelled(recovered) if recovered else '0 đồng'}."
        if owed
        else ""
    )
    return (
        f"Trong {number_text(len(found.remedies))} kiến nghị của các kết luận đã công khai: "
        f"{'; '.join(parts)}.{money}"
    )


def _sections(found: Inspected, made: Sequence[Figure]) -> Iterable[Section]:
    by_key, at = _by_key(made), 1
    blocks: list[Block] = [cells.paragraph(f"{_conclusions(found)} {_PUBLISHED_ONLY}")]
    if found.conclusions:
        blocks.append(tables_of.conclusions(found, by_key, at))
        at += 1
    yield Section(key="conclusions", title="Kết luận đã công khai", blocks=tuple(blocks))
    if figures_of.areas(found):
        yield Section(
            key="findings",
            title="Vi phạm, tồn tại",
            blocks=(
                cells.paragraph(f"Tổng hợp theo lĩnh vực tại Bảng\xa0{at}."),
                tables_of.findings(found, by_key, at),
            ),
        )
        at += 1
    if found.remedies:
        yield Section(
            key="remedies",
            title="Thực hiện kết luận, kiến nghị",
            blocks=(
                cells.paragraph(_remedies(found)),
                tables_of.remedies(found, by_key, at),
            ),
        )
    yield Section(
        key="remarks",
        title="Đánh giá, khó khăn, vướng mắc",
        blocks=(
            Slot(
                key="remarks",
                label="Đánh giá, khó khăn, vướng mắc",
                hint="Kiến nghị nào chậm, vì sao, đơn vị nào phải làm.",
            ),
        ),
    )
    asked = "\n".join(f"{n}. {each.text}" for n, each in enumerate(asks(found), 1))
    yield Section(
        key="proposals",
        title="Kiến nghị, đề xuất",
        blocks=(
            Slot(
                key="proposals",
                label="Kiến nghị, đề xuất",
                hint="Mỗi dòng một kiến nghị, ghi rõ kiến nghị ai.",
                proposal=asked or "Số liệu trong kỳ không phát sinh nội dung cần kiến nghị.",
            ),
        ),
    )


def _annexes(found: Inspected) -> Iterable[Annex]:
    if len(found.standing(Standing.DONE)) < len(found.remedies):
        yield Annex(
            key="open_remedies",
            label="Phụ lục",
            name="Kiến nghị chưa thực hiện xong",
            title=(
                "DANH MỤC KIẾN NGHỊ CHƯA THỰC HIỆN XONG",
                f"TÍNH ĐẾN HẾT NGÀY {official_short(found.cut_off)}",
            ),
            blocks=(tables_of.open_list(found),),
            landscape=True,
        )


def asks(found: Inspected) -> Iterable[Ask]:
    """Decisions the figures ask for; the day is the end of the next month."""
    until = leaders.end_of_next_month(found.cut_off)
    late, undated = found.standing(Standing.OVERDUE), found.standing(Standing.UNDATED)
    if late:
        who = ", ".join(dict.fromkeys(row.addressee for row in late))
        yield Ask(
            key="overdue",
            level=Level.CHAIR,
            text=f"Yêu cầu thực hiện dứt điểm {number_text(len(late))} kiến nghị đã quá hạn: {who}.",
            until=until,
            figure="remedies.all.overdue",
        )
    if undated:
        yield Ask(
            key="undated",
            level=Level.DEPARTMENT,
            text=f"Xác định hạn thực hiện của {number_text(len(undated))} kiến nghị chưa ghi hạn.",
            until=until,
            figure="remedies.all.undated",
        )


def _first_page(found: Inspected, made: Sequence[Figure], asked: Asked) -> FirstPage:
    by_key = _by_key(made)
    named = (
        (
            "inspections.all.year",
            "kết luận công khai từ đầu năm",
            "inspections.all.month",
            "trong tháng",
        ),
        ("remedies.all", "kiến nghị xử lý", "remedies.all.running", "còn hạn"),
        ("remedies.all.done_rate", "kiến nghị đã thực hiện xong", "remedies.all.done", "kiến nghị"),
        ("remedies.all.overdue", "kiến nghị quá hạn", "remedies.all.undated", "chưa ghi hạn"),
        ("remedies.all.recovered", "tỷ đồng đã thu hồi", "remedies.all.amount", "tỷ đồng phải thu"),
    )
    return FirstPage(
        title="Thanh tra, kiểm tra, giám sát,\n"
        f"{month_text(asked.cut_off.year, asked.cut_off.month)}",
        keys=tuple(
            Key(
                text=leaders.shown(by_key[key]),
                label=label,
                sub=f"{leaders.shown(by_key[under])} {words}",
                figure=key,
            )
            for key, label, under, words in named
        ),
        changes=leaders.changes(by_key, _CHANGES, asked.previous),
        changes_since=leaders.since(asked.previous),
        asks=tuple(asks(found))[: leaders.MOST],
        standing=asked.standing,
        note=f"{_PUBLISHED_ONLY} Việc xin quyết định do hệ thống đề xuất từ số liệu.",
    )
