"""The supervision figures of a quarter or a year as a document (law.md §2.3, R3 and R4).

Who is followed, who reported, who was checked, what is late and what stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from reporting import recorded_after
from reporting.builders import leaders
from reporting.builders import supervision_tables as tables_of
from reporting.builders import supervision_words as words_of
from reporting.builders.asked import Asked, NothingToReport
from reporting.builders.supervision_figures import (
    figures,
    late_rows,
    sums,
    unreported,
)
from reporting.document import cells
from reporting.document.first_page import Ask, FirstPage, Key, Level
from reporting.document.shapes import Annex, Block, Document, Figure, Section, Slot
from reporting.names_on_day import NamesOnDay
from reporting.supervised import Supervised, read
from reporting.wording import NBSP, as_of, projects_text, quarter_text
from vn.dates import Precision, last_day, official_short

VERSION = "giam-sat/1"
_CHANGES = (
    "supervision.followed",
    "supervision.reports.rate",
    "supervision.unreported",
    "supervision.checked",
    "supervision.late",
)


def build_quarter(asked: Asked) -> Document:
    """The quarter of the cut-off day. Raises NothingToReport without a followed project."""
    day = asked.cut_off
    begins = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    found = read(begins, last_day(day, Precision.QUARTER), day)
    return _document("supervision_quarter", found, quarter_text(day.year, day.month), asked)


def build_year(asked: Asked) -> Document:
    """The year of the cut-off day. Raises NothingToReport without a followed project."""
    day = asked.cut_off
    found = read(date(day.year, 1, 1), date(day.year, 12, 31), day)
    return _document("supervision_year", found, f"năm{NBSP}{day.year}", asked)


def _document(kind: str, found: Supervised, period: str, asked: Asked) -> Document:
    if not found.projects:
        raise NothingToReport
    after = recorded_after.figure(found.recorded_after, found.cut_off)
    made = (*figures(found), after)
    issuer = NamesOnDay(asked.cut_off).issuer(asked.letter.issuer)
    return Document(
        kind=kind,
        letter=replace(asked.letter, issuer=issuer),
        subject=("Số liệu giám sát, đánh giá các dự án đầu tư", f"ngoài ngân sách {period}"),
        period=period,
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} báo cáo số liệu giám sát các dự án đầu tư ngoài ngân sách trên địa bàn "
        f"{issuer.province} {period}, số liệu tính {as_of(asked.cut_off)}, như sau:",
        sections=tuple(_sections(found, made, period, asked.generated_on)),
        annexes=tuple(_annexes(found)),
        closing=f"{issuer.name} báo cáo {', '.join(asked.letter.addressees)} xem xét, chỉ đạo./.",
        figures=made,
        sums=tuple(sums(found)),
        first_page=_first_page(made, period, found, asked),
        rule_versions=found.deadlines.rule_versions,
        ruleset=found.ruleset,
        uncomputed=found.deadlines.computability.missing,
        template_version=VERSION,
    )


def _sections(
    found: Supervised, made: Sequence[Figure], period: str, frozen_on: date
) -> Iterable[Section]:
    by_key, at = {figure.key: figure for figure in made}, count(1)
    yield _section(
        "followed",
        "Dự án theo dõi",
        words_of.followed(found, period),
        *recorded_after.paragraphs(
            found.recorded_after, cut_off=found.cut_off, frozen_on=frozen_on
        ),
        tables_of.followed(found, by_key, next(at)),
    )
    owed = (tables_of.reports, tables_of.agencies) if found.owed else ()
    yield _section(
        "reports",
        "Chế độ báo cáo của nhà đầu tư",
        words_of.reports(found),
        *(table(found, by_key, next(at)) for table in owed),
    )
    yield _section(
        "checked",
        "Kiểm tra, thanh tra, rà soát",
        [words_of.checked(found, by_key)],
        *((tables_of.checked(by_key, next(at)),) if any(found.checked.values()) else ()),
    )
    yield _section(
        "late",
        "Thời hạn đã quá của các dự án",
        [words_of.late(found)],
        *((tables_of.late(found, by_key, next(at)),) if late_rows(found) else ()),
    )
    yield _section(
        "obstacles",
        "Khó khăn, vướng mắc; nguyên nhân",
        [words_of.hard(by_key)],
        *((tables_of.obstacles(by_key, next(at)),) if any(found.obstacles.values()) else ()),
        Slot(
            key="obstacles",
            label="Khó khăn, vướng mắc; nguyên nhân",
            hint="Vướng mắc của nhóm dự án nào, ai chịu trách nhiệm, nguyên nhân.",
        ),
    )
    asked = "\n".join(f"{n}. {each.text}" for n, each in enumerate(asks(found), 1))
    yield _section(
        "proposals",
        "Kiến nghị, đề xuất",
        [],
        Slot(
            key="proposals",
            label="Kiến nghị, đề xuất",
            hint="Mỗi dòng một kiến nghị, ghi rõ kiến nghị ai.",
            proposal=asked or "Số liệu trong kỳ không phát sinh nội dung cần kiến nghị.",
        ),
    )


def _section(key: str, title: str, said: Iterable[str], *blocks: Block) -> Section:
    return Section(key=key, title=title, blocks=(*map(cells.paragraph, said), *blocks))


def _annexes(found: Supervised) -> Iterable[Annex]:
    if unreported(found):
        yield Annex(
            key="unreported",
            label="Phụ lục",
            name="Báo cáo quá hạn chưa nộp",
            title=(
                "DANH MỤC BÁO CÁO CỦA NHÀ ĐẦU TƯ QUÁ HẠN CHƯA NỘP",
                f"TÍNH ĐẾN HẾT NGÀY {official_short(found.cut_off)}",
            ),
            blocks=(tables_of.unreported(found),),
            landscape=True,
        )


def asks(found: Supervised) -> Iterable[Ask]:
    """Decisions the figures ask for; the day is the end of the next month."""
    until = leaders.end_of_next_month(found.cut_off)
    handover, silent = len(found.obstacles["late_handover"]), len(unreported(found))
    late = len({row.project_code for row in late_rows(found)})
    named = (
        (
            "handover",
            Level.COMMITTEE,
            handover,
            f"Chỉ đạo bàn giao đất cho {projects_text(handover)} đang chờ Nhà nước bàn giao.",
            "supervision.obstacles.late_handover",
        ),
        (
            "late",
            Level.CHAIR,
            late,
            f"Giao các cơ quan theo dõi xác minh, đề xuất xử lý {projects_text(late)} có thời hạn đã quá.",
            "supervision.late",
        ),
        (
            "report",
            Level.DEPARTMENT,
            silent,
            f"Đôn đốc nhà đầu tư của {projects_text(silent)} quá hạn chưa nộp báo cáo.",
            "supervision.unreported",
        ),
    )
    for key, level, number, text, figure in named:
        if number:
            yield Ask(key=key, level=level, text=text, until=until, figure=figure)


def _first_page(made: Sequence[Figure], period: str, found: Supervised, asked: Asked) -> FirstPage:
    by_key = {figure.key.removeprefix("supervision."): figure for figure in made}
    named = (
        ("followed", "dự án theo dõi", "acted.approved", "chấp thuận mới trong kỳ"),
        ("reports.rate", "báo cáo nộp đúng hạn", "reports.due", "báo cáo đã nộp hoặc đến hạn"),
        ("unreported", "dự án chưa nộp báo cáo", "older", "còn thiếu của kỳ trước"),
        ("checked", "dự án được kiểm tra", "checked.inspected", "có kết luận công khai"),
        ("late", "dự án có thời hạn đã quá", "late.rate", "số dự án theo dõi"),
    )
    return FirstPage(
        title=f"Giám sát dự án đầu tư ngoài ngân sách,\n{period}",
        keys=tuple(
            Key(
                text=leaders.shown(by_key[key]),
                label=label,
                sub=f"{leaders.shown(by_key[under])} {words}",
                figure=f"supervision.{key}",
            )
            for key, label, under, words in named
        ),
        changes=leaders.changes({figure.key: figure for figure in made}, _CHANGES, asked.previous),
        changes_since=leaders.since(asked.previous),
        asks=tuple(asks(found))[: leaders.MOST],
        standing=asked.standing,
        note="Việc xin quyết định do hệ thống đề xuất từ số liệu, đơn vị trình bổ sung, chỉnh sửa.",
    )
