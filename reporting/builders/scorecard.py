"""The scorecard of Resolution 135-NQ/TU as a document, and as section VII of the monthly report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from reporting import recorded_after
from reporting.builders import leaders, scorecard_words
from reporting.builders.asked import Asked, NothingToReport
from reporting.builders.more import More
from reporting.builders.scorecard_figures import figures, sums
from reporting.builders.scorecard_tables import VERDICTS, results, verdict
from reporting.builders.scorecard_years import years
from reporting.document import cells
from reporting.document.first_page import FirstPage, Key
from reporting.document.shapes import Document, Figure, Heading, Paragraph, Section, Slot, Twins
from reporting.letterhead import Letter
from reporting.names_on_day import NamesOnDay
from reporting.rules.scorecard import Part
from reporting.scorecard import Scorecard, read
from reporting.templatetags import report as printed
from reporting.wording import as_of, month_text
from vn.dates import official_short
from vn.numbers import percent_text

KIND = "scorecard"
VERSION = "nq135/1"
_CHANGES = (
    "r135.1.year.projects",
    "r135.2.all.in_time_rate",
    "r135.3.all.inspected_rate",
    "r135.3.all.handled_rate",
    "r135.4.meets_rate",
)


class NoTargets(NothingToReport):
    """The targets were never loaded, or the day lies before the resolution."""

    text = _("The targets of Resolution 135 are not in force on this day, or not loaded yet.")


def build(asked: Asked) -> Document:
    """The scorecard as of the end of the cut-off day. Raises NothingToReport without targets."""
    card = read(asked.cut_off)
    if card is None:
        raise NoTargets
    over = (*card.spans, *card.years)
    codes, letter = recorded_after.codes_after(card.cut_off), _letter(asked)
    found = (*figures(card, over), recorded_after.figure(codes, card.cut_off))
    month = month_text(card.cut_off.year, card.cut_off.month)
    return Document(
        kind=KIND,
        letter=letter,
        subject=("Kết quả thực hiện Nghị quyết số 135-NQ/TU", month),
        period=month,
        cut_off=card.cut_off,
        generated_on=asked.generated_on,
        opening=f"Thực hiện Nghị quyết số 135-NQ/TU ngày {official_short(card.begins)} của Ban Thường "
        "vụ Tỉnh ủy về tăng cường sự lãnh đạo của Đảng đối với công tác thu hút đầu tư, thực hiện "
        "các dự án đầu tư nguồn vốn ngoài ngân sách nhà nước, "
        f"{letter.issuer.name} báo cáo kết quả {as_of(card.cut_off)} như sau:",
        sections=tuple(_sections(card, codes, asked.generated_on)),
        closing=f"{letter.issuer.name} báo cáo {', '.join(letter.addressees)} xem xét, chỉ đạo./.",
        figures=found,
        sums=sums(card, over),
        first_page=_first_page(card, found, asked),
        stale=card.records.stale,
        template_version=VERSION,
    )


def _letter(asked: Asked) -> Letter:
    """Issued by the body that held the duty that day (R-5.4)."""
    return replace(asked.letter, issuer=NamesOnDay(asked.cut_off).issuer(asked.letter.issuer))


def section(asked: Asked, table: int) -> More | None:
    """The same for the monthly report, its table numbered `table`; None without targets."""
    card = read(asked.cut_off)
    if card is None:
        return None
    return More(
        section=Section(
            key="r135",
            title="Thực hiện Nghị quyết số 135-NQ/TU",
            blocks=(
                *(cells.paragraph(said) for said in scorecard_words.sentences(card)),
                results(card, table),
            ),
        ),
        figures=figures(card, card.spans),
        sums=sums(card, card.spans),
        twins=(
            Twins(
                label="Dự án đang theo dõi, theo tình trạng và theo chất lượng hồ sơ",
                one="census.projects",
                other="r135.4.followed",
            ),
        ),
        stale=card.records.stale,
        tables=1,
    )


def _sections(card: Scorecard, codes: tuple[str, ...], frozen_on: date) -> Iterable[Section]:
    yield Section(
        key="results",
        title="Kết quả thực hiện các mục tiêu",
        blocks=(
            *(cells.paragraph(said) for said in scorecard_words.sentences(card)),
            *recorded_after.paragraphs(codes, cut_off=card.cut_off, frozen_on=frozen_on),
            results(card, 1),
        ),
    )
    yield Section(
        key="years",
        title="Kết quả từng năm",
        blocks=(
            cells.paragraph(
                f"Kết quả từng năm kể từ ngày {official_short(card.begins)} tại Bảng\xa02."
            ),
            years(card, 2),
        ),
    )
    yield Section(
        key="remarks",
        title="Đánh giá, nguyên nhân",
        blocks=(
            Slot(
                key="remarks",
                label="Đánh giá, nguyên nhân",
                hint="Vì sao mục tiêu đạt hoặc chưa đạt, việc đã làm, ai chịu trách nhiệm.",
            ),
        ),
    )
    asked = "\n".join(f"{at}. {each.text}" for at, each in enumerate(scorecard_words.asks(card), 1))
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
    yield Section(key="definitions", title="Cách tính", blocks=tuple(_definitions(card)))


def _definitions(card: Scorecard) -> Iterable[Heading | Paragraph]:
    for aim in card.aims:
        yield Heading(text=f"{aim.number}. {aim.title}")
        yield cells.paragraph(aim.definition, footnote=aim.source)


def _first_page(card: Scorecard, found: Sequence[Figure], asked: Asked) -> FirstPage:
    by_key = {figure.key: figure for figure in found}
    return FirstPage(
        title=f"Nghị quyết số 135-NQ/TU,\n{month_text(card.cut_off.year, card.cut_off.month)}",
        keys=tuple(_keys(card)),
        changes=leaders.changes(by_key, _CHANGES, asked.previous),
        changes_since=leaders.since(asked.previous),
        asks=tuple(scorecard_words.asks(card))[: leaders.MOST],
        standing=asked.standing,
        note="“-”: không phát sinh; “…”: chưa có số liệu. Việc xin quyết định do hệ thống đề xuất "
        "từ số liệu, đơn vị trình bổ sung, chỉnh sửa.",
    )


def _keys(card: Scorecard) -> Iterable[Key]:
    year, late = card.attracted["year"], card.inspected["all"]
    yield Key(
        text=printed.count(len(year.projects)),
        label="dự án mới từ 500 tỷ đồng trong năm",
        sub=VERDICTS[verdict(card, 1)],
        figure="r135.1.year.projects",
    )
    for part, label, figure in (
        (
            card.supported["all"].in_time,
            "đề nghị của nhà đầu tư trả lời trong hạn",
            "2.all.in_time",
        ),
        (late.inspected, "dự án chậm đưa đất đã thanh tra, kiểm tra", "3.all.inspected"),
        (late.handled, "dự án đã thanh tra, kiểm tra được xử lý", "3.all.handled"),
        (card.records.meets, "dự án đủ thông tin, cập nhật trong kỳ", "4.meets"),
    ):
        yield Key(
            text=_percent(part),
            label=label,
            sub=f"{len(part.rows)}/{len(part.base)}" if part.base else "Chưa phát sinh",
            figure=f"r135.{figure}_rate",
        )


def _percent(part: Part) -> str:
    return printed.NOTHING if part.ratio is None else percent_text(part.ratio, 2, trim=True)
