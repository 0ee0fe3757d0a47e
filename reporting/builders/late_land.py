"""Projects late in using their land as a document: how many, how long, and what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reporting.builders import late_land_tables as tables_of
from reporting.builders import leaders
from reporting.builders.asked import Asked
from reporting.builders.late_land_figures import figures, sums
from reporting.document import cells
from reporting.document.first_page import Ask, FirstPage, Key, Level
from reporting.document.shapes import Annex, Document, Figure, Section, Slot
from reporting.late_land import LateOnLand, LateProject, read
from reporting.names_on_day import NamesOnDay
from reporting.wording import as_of, capital_first, month_text, number_text, projects_text
from vn.dates import official_short

KIND = "late_land"
VERSION = "dat-cham/1"
_CHANGES = (
    "late_land.projects",
    "late_land.confirmed",
    "late_land.inspected",
    "late_land.handling.none",
    "late_land.area",
)
_NOT_A_FINDING = (
    "Đây là kết quả rà soát tự động từ số liệu đã nhập; thời hạn chưa được cơ quan theo dõi xác "
    "nhận chưa phải kết luận vi phạm."
)


def build(asked: Asked) -> Document:
    """The report as of the end of the cut-off day; with nobody late it says that."""
    found = read(asked.cut_off)
    made = figures(found)
    issuer = NamesOnDay(asked.cut_off).issuer(asked.letter.issuer)
    month = month_text(asked.cut_off.year, asked.cut_off.month)
    return Document(
        kind=KIND,
        letter=replace(asked.letter, issuer=issuer),
        subject=("Các dự án chậm đưa đất vào sử dụng", month),
        period=month,
        cut_off=asked.cut_off,
        generated_on=asked.generated_on,
        opening=f"{issuer.name} báo cáo các dự án đầu tư ngoài ngân sách có dấu hiệu chậm đưa đất vào "
        f"sử dụng, chậm tiến độ sử dụng đất trên địa bàn {issuer.province}, số liệu tính "
        f"{as_of(asked.cut_off)}, như sau:",
        sections=tuple(_sections(found, made)),
        annexes=tuple(_annexes(found)),
        closing=f"{issuer.name} báo cáo {', '.join(asked.letter.addressees)} xem xét, chỉ đạo./.",
        figures=made,
        sums=sums(found),
        first_page=_first_page(found, made, asked),
        rule_versions=found.rule_versions,
        ruleset=found.ruleset,
        template_version=VERSION,
    )


def _sections(found: LateOnLand, made: Sequence[Figure]) -> Iterable[Section]:
    by_key = {figure.key: figure for figure in made}
    yield Section(
        key="general",
        title="Tình hình chung",
        blocks=(
            cells.paragraph(_general(found)),
            cells.paragraph(_NOT_A_FINDING),
            *((tables_of.rules(found, by_key, 1),) if found.projects else ()),
            *((tables_of.bands(found, by_key, 2),) if found.projects else ()),
        ),
    )
    if found.projects:
        yield Section(
            key="handling",
            title="Thanh tra, kiểm tra và xử lý",
            blocks=(
                cells.paragraph(_handled(found)),
                tables_of.handling(found, by_key, 3),
            ),
        )
    yield Section(
        key="remarks",
        title="Nguyên nhân, khó khăn, vướng mắc",
        blocks=(
            Slot(
                key="remarks",
                label="Nguyên nhân, khó khăn, vướng mắc",
                hint="Vì sao chậm: nhà đầu tư, giải phóng mặt bằng, thủ tục; ai phải tháo gỡ.",
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


def _general(found: LateOnLand) -> str:
    start = capital_first(as_of(found.cut_off))
    also = (
        f" Ngoài ra {projects_text(len(found.advisory))} chỉ có dấu hiệu theo quy định chờ xác nhận, "
        "không tính vào báo cáo này."
        if found.advisory
        else ""
    )
    if not found.projects:
        return f"{start}, không có dự án nào có dấu hiệu chậm đưa đất vào sử dụng.{also}"
    confirmed = len(_those(found, lambda each: each.confirmed))
    seen = f"trong đó {projects_text(confirmed)} đã" if confirmed else "chưa có dự án nào"
    return (
        f"{start}, có {projects_text(len(found.projects))} có dấu hiệu chậm đưa đất vào sử dụng, "
        f"sau khi trừ thời gian không tính; {seen} được xác nhận. "
        f"Danh mục tại Phụ lục.{also}"
    )


def _handled(found: LateOnLand) -> str:
    seen = len(_those(found, lambda each: each.inspected))
    handled = len(_those(found, lambda each: bool(each.handling)))
    whole = number_text(len(found.projects))
    return (
        f"Trong {whole} dự án, {number_text(seen)} dự án đã được xác nhận và có vụ việc thanh tra, "
        f"kiểm tra đã công khai kết luận; {number_text(handled)} dự án đang có quyết định hướng xử "
        "lý còn hiệu lực."
    )


def _those(found: LateOnLand, test: Callable[[LateProject], bool]) -> list[LateProject]:
    return [each for each in found.projects if test(each)]


def _annexes(found: LateOnLand) -> Iterable[Annex]:
    if found.projects:
        yield Annex(
            key="projects",
            label="Phụ lục",
            name="Danh mục dự án chậm đưa đất vào sử dụng",
            title=(
                "DANH MỤC DỰ ÁN CHẬM ĐƯA ĐẤT VÀO SỬ DỤNG",
                f"TÍNH ĐẾN HẾT NGÀY {official_short(found.cut_off)}",
            ),
            blocks=(tables_of.projects(found),),
            landscape=True,
        )


def asks(found: LateOnLand) -> Iterable[Ask]:
    """Decisions the figures ask for; the day is the end of the next month."""
    until = leaders.end_of_next_month(found.cut_off)
    unseen = len(_those(found, lambda each: each.confirmed and not each.inspected))
    if unseen:
        yield Ask(
            key="inspect",
            level=Level.CHAIR,
            text=f"Giao thanh tra, kiểm tra {projects_text(unseen)} đã được xác nhận chậm đưa đất vào "
            "sử dụng, chưa có kết luận công khai.",
            until=until,
            figure="late_land.confirmed",
        )
    undecided = len(_those(found, lambda each: each.confirmed and not each.handling))
    if undecided:
        yield Ask(
            key="handle",
            level=Level.COMMITTEE,
            text=f"Quyết định hướng xử lý {projects_text(undecided)} đã được xác nhận chậm: gia hạn, "
            "tháo gỡ, thu hồi đất hoặc chấm dứt.",
            until=until,
            figure="late_land.handling.none",
        )
    waiting = len(_those(found, lambda each: not each.confirmed))
    if waiting:
        yield Ask(
            key="verify",
            level=Level.DEPARTMENT,
            text=f"Xác minh trên thực địa {projects_text(waiting)} chưa được xác nhận.",
            until=until,
            figure="late_land.projects",
        )


def _first_page(found: LateOnLand, made: Sequence[Figure], asked: Asked) -> FirstPage:
    by_key = {figure.key: figure for figure in made}
    named = (
        ("late_land.projects", "dự án có dấu hiệu chậm", "late_land.obligations", "thời hạn"),
        ("late_land.confirmed", "dự án đã được xác nhận", "late_land.projects", "dự án chậm"),
        ("late_land.band.3", "dự án chậm từ 24 tháng", "late_land.projects", "dự án chậm"),
        (
            "late_land.inspected",
            "dự án đã thanh tra, kiểm tra",
            "late_land.confirmed",
            "đã xác nhận",
        ),
        (
            "late_land.handling.none",
            "dự án chưa có hướng xử lý",
            "late_land.projects",
            "dự án chậm",
        ),
    )
    return FirstPage(
        title="Dự án chậm đưa đất vào sử dụng,\n"
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
        note="Việc xin quyết định do hệ thống đề xuất từ số liệu, đơn vị trình bổ sung, chỉnh sửa.",
    )
