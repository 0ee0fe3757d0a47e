"""The yearly synthesis of what agencies were ordered, and what came of it, as a document.

A plan has its agencies report before 31 December of each year (rule R6); this puts it together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from reporting.builders import agencies_tables as tables_of
from reporting.builders import leaders
from reporting.builders.agencies_figures import JUDGED, by_agency, figures, sums
from reporting.builders.asked import Asked, NothingToReport
from reporting.document import cells
from reporting.document.first_page import Ask, FirstPage, Key, Level
from reporting.document.shapes import Annex, Document, Figure, Section, Slot
from reporting.names_on_day import NamesOnDay
from reporting.ordered import YEARLY_REPORT, Ordered, Task, read
from reporting.rules.handed_in import Handed
from reporting.wording import NBSP, as_of, capital_first, number_text
from vn.dates import official_short
from vn.numbers import decimal_text, ratio_percent

KIND = "agencies_year"
VERSION = "co-quan/1"
_CHANGES = (
    "agencies.all",
    "agencies.all.in_time",
    "agencies.all.late",
    "agencies.all.overdue",
    "agencies.all.rate",
)
_MOST_NAMES = 5


class NothingOrdered(NothingToReport):
    """No task is on record for the year."""

    text = _("No task of an agency is on record for this year. Enter the orders first.")


def build(asked: Asked) -> Document:
    """The tasks of the year as of the end of the cut-off day. Raises NothingOrdered without any."""
    found = read(asked.cut_off)
    if not found.tasks:
        raise NothingOrdered
    made = figures(found)
    issuer = NamesOnDay(asked.cut_off).issuer(asked.letter.issuer)
    year = f"năm{NBSP}{asked.cut_off.year}"
    return Document(
        kind=KIND,
        letter=replace(asked.letter, issuer=issuer),
        subject=("Tổng hợp kết quả thực hiện nhiệm vụ", f"của các cơ quan, đơn vị {year}"),
        period=year,
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} tổng hợp kết quả thực hiện nhiệm vụ được giao của các sở, ban, ngành, "
        f"địa phương {year}, số liệu tính {as_of(asked.cut_off)}, như sau:",
        sections=tuple(_sections(found, made)),
        annexes=tuple(_annexes(found, made)),
        closing=f"{issuer.name} báo cáo {', '.join(asked.letter.addressees)} xem xét, chỉ đạo./.",
        figures=made,
        sums=tuple(sums(found)),
        first_page=_first_page(found, made, asked),
        template_version=VERSION,
    )


def _sections(found: Ordered, made: Sequence[Figure]) -> Iterable[Section]:
    by_key = {figure.key: figure for figure in made}
    yield Section(
        key="general",
        title="Nhiệm vụ được giao",
        blocks=(
            *(cells.paragraph(said) for said in _general(found)),
            tables_of.standings(found, by_key, 1),
            tables_of.sources(found, by_key, 2),
        ),
    )
    yield Section(
        key="overdue",
        title="Nhiệm vụ quá hạn, chậm hạn",
        blocks=tuple(cells.paragraph(said) for said in _late(found)),
    )
    yield Section(
        key="yearly",
        title="Chế độ báo cáo năm",
        blocks=(cells.paragraph(_yearly(found)),),
    )
    yield Section(
        key="remarks",
        title="Đánh giá, khó khăn, vướng mắc; nguyên nhân",
        blocks=(
            Slot(
                key="remarks",
                label="Đánh giá, khó khăn, vướng mắc; nguyên nhân",
                hint="Việc nào làm tốt, việc nào chậm, vì sao, ai phải tháo gỡ.",
            ),
        ),
    )
    asked = "\n".join(f"{at}. {each.text}" for at, each in enumerate(asks(found), 1))
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


def _general(found: Ordered) -> Iterable[str]:
    carried = sum(task.carried for task in found.tasks)
    before = f", trong đó {number_text(carried)} từ năm trước chuyển sang" if carried else ""
    judged = len(found.standing(*JUDGED))
    in_time = len(found.standing(Handed.IN_TIME))
    rate = ratio_percent(in_time, judged, 2)
    said = (
        f" Trong {number_text(judged)} nhiệm vụ đã xong hoặc đã quá hạn, "
        f"{number_text(in_time)} nhiệm vụ xong đúng hạn, đạt {decimal_text(rate, 2)}%."
        if rate is not None
        else " Chưa có nhiệm vụ nào đã xong hoặc quá hạn."
    )
    yield (
        f"{capital_first(as_of(found.cut_off))}, {number_text(len(by_agency(found.tasks)))} cơ quan, "
        f"đơn vị được giao {number_text(len(found.tasks))} nhiệm vụ phải làm trong năm{before}.{said} "
        "Kết quả của từng cơ quan tại Phụ lục I."
    )
    yield (
        "Nhiệm vụ giao cho nhiều cơ quan chủ trì, hoặc giao theo kỳ, được tính theo từng cơ quan, "
        "từng kỳ. Nhiệm vụ đã duyệt tính theo ngày nộp; nhiệm vụ đã thu hồi không tính."
        + (
            f" Ngoài ra có {number_text(len(found.later))} lượt giao nhiệm vụ có hạn sau năm báo cáo."
            if found.later
            else ""
        )
    )


def _late(found: Ordered) -> Iterable[str]:
    overdue, late = found.standing(Handed.OVERDUE), found.standing(Handed.LATE)
    if not overdue:
        yield "Không có nhiệm vụ quá hạn chưa có kết quả."
    else:
        yield (
            f"Có {number_text(len(overdue))} nhiệm vụ quá hạn chưa có kết quả: "
            f"{_named(overdue)}. Danh mục tại Phụ lục II."
        )
    if late:
        yield (
            f"Có {number_text(len(late))} nhiệm vụ đã xong nhưng nộp kết quả sau hạn: {_named(late)}."
        )


def _named(tasks: Sequence[Task]) -> str:
    """The agencies with most of these tasks, each with their number."""
    counts = sorted(by_agency(tasks).values(), key=lambda led: (-len(led), led[0].agency))
    named = [f"{led[0].agency} ({number_text(len(led))})" for led in counts[:_MOST_NAMES]]
    rest = len(counts) - len(named)
    return ", ".join(named) + (f" và {number_text(rest)} cơ quan, đơn vị khác" if rest else "")


def _yearly(found: Ordered) -> str:
    owed = [task for task in found.tasks if task.kind == YEARLY_REPORT]
    if not owed:
        return "Trong năm không có báo cáo năm về kế hoạch phải nộp."
    count = {
        state: number_text(sum(task.standing is state for task in owed))
        for state in Handed
        if any(task.standing is state for task in owed)
    }
    words = {
        Handed.IN_TIME: "đã nộp đúng hạn",
        Handed.LATE: "nộp chậm",
        Handed.WAITING: "đã nộp, chờ duyệt",
        Handed.OVERDUE: "quá hạn chưa nộp",
        Handed.RUNNING: "còn trong hạn",
        Handed.UNDATED: "không ghi hạn",
    }
    parts = "; ".join(f"{n} {words[state]}" for state, n in count.items())
    late = [task for task in owed if task.standing is Handed.OVERDUE]
    who = f" Chưa nộp: {_named(late)}." if late else ""
    return (
        "Theo kế hoạch, các sở, ban, ngành và địa phương báo cáo kết quả trước ngày 31/12 hằng năm. "
        f"Trong {number_text(len(owed))} báo cáo phải nộp: {parts}.{who}"
    )


def _annexes(found: Ordered, made: Sequence[Figure]) -> Iterable[Annex]:
    by_key = {figure.key: figure for figure in made}
    overdue = found.standing(Handed.OVERDUE)
    day = f"TÍNH ĐẾN HẾT NGÀY {official_short(found.cut_off)}"
    named = [
        (
            "agencies",
            "Kết quả theo cơ quan, đơn vị",
            "KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO CƠ QUAN, ĐƠN VỊ",
            tables_of.agencies(found, by_key),
        )
    ]
    if overdue:
        named.append(
            (
                "overdue",
                "Nhiệm vụ quá hạn",
                "DANH MỤC NHIỆM VỤ QUÁ HẠN CHƯA CÓ KẾT QUẢ",
                tables_of.register("overdue_tasks", overdue, found),
            )
        )
    named.append(
        (
            "register",
            "Sổ theo dõi nhiệm vụ",
            "SỔ THEO DÕI NHIỆM VỤ ĐƯỢC GIAO",
            tables_of.register("tasks", found.tasks, found),
        )
    )
    for roman, (key, name, title, table) in zip(("I", "II", "III"), named, strict=False):
        yield Annex(
            key=key,
            label=f"Phụ lục {roman}",
            name=name,
            title=(title, day),
            blocks=(table,),
            landscape=True,
        )


def asks(found: Ordered) -> Iterable[Ask]:
    """Decisions the figures ask for; the day is the end of the next month."""
    until = leaders.end_of_next_month(found.cut_off)
    overdue = found.standing(Handed.OVERDUE)
    if overdue:
        yield Ask(
            key="overdue",
            level=Level.CHAIR,
            text=f"Yêu cầu hoàn thành {number_text(len(overdue))} nhiệm vụ quá hạn và giải trình: "
            f"{_named(overdue)}.",
            until=until,
            figure="agencies.all.overdue",
        )
    undated = [task for task in found.standing(Handed.UNDATED) if task.submitted is None]
    if undated:
        yield Ask(
            key="undated",
            level=Level.COMMITTEE,
            text=f"Ấn định hạn của {number_text(len(undated))} nhiệm vụ chưa ghi hạn.",
            until=until,
            figure="agencies.all.undated",
        )
    waiting = found.standing(Handed.WAITING)
    if waiting:
        yield Ask(
            key="waiting",
            level=Level.DEPARTMENT,
            text=f"Duyệt hoặc trả lại {number_text(len(waiting))} kết quả đang chờ.",
            until=until,
            figure="agencies.all.waiting",
        )


def _first_page(found: Ordered, made: Sequence[Figure], asked: Asked) -> FirstPage:
    by_key = {figure.key: figure for figure in made}
    named = (
        ("agencies.all", "nhiệm vụ phải làm trong năm", "agencies.units", "cơ quan, đơn vị"),
        (
            "agencies.all.rate",
            "xong đúng hạn",
            "agencies.all.judged",
            "nhiệm vụ đã xong hoặc quá hạn",
        ),
        ("agencies.all.late", "nhiệm vụ xong chậm", "agencies.all.judged", "đã xong hoặc quá hạn"),
        (
            "agencies.all.overdue",
            "nhiệm vụ quá hạn",
            "agencies.units.overdue",
            "cơ quan, đơn vị",
        ),
        ("agencies.all.undated", "nhiệm vụ không ghi hạn", "agencies.all.running", "còn hạn"),
    )
    return FirstPage(
        title=f"Kết quả nhiệm vụ của các cơ quan,\nnăm{NBSP}{found.cut_off.year}",
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
        note="Việc xin quyết định do hệ thống đề xuất từ số liệu, đơn vị trình bổ sung, chỉnh sửa.",
    )
