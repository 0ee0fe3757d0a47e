"""Template A of law.md §7: the monthly report on non-budget projects as a document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporting import figure, narrative, pages, recorded_after
from reporting.builder import monthly
from reporting.builders import inspections, leaders, scorecard
from reporting.builders import non_budget_tables as tables_of
from reporting.builders.asked import Asked, NothingToReport
from reporting.builders.more import More
from reporting.builders.non_budget_figures import FLOWS, figures, sums
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Document,
    Drawing,
    Heading,
    Paragraph,
    RowKind,
    Section,
    Slot,
    Table,
    Unit,
)
from reporting.letterhead import Letter
from reporting.shapes import Amount, Flow, MonthlyReport, StatusRow
from reporting.templatetags import report as printed
from reporting.wording import month_text
from vn.dates import official_short

KIND = "monthly_non_budget"
VERSION = "thang-A/2"
_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
_PROJECTS = Column(label="Số dự án", width=22, align=_NUMBER, unit=Unit.COUNT)
_CAPITAL = Column(label="Vốn đăng ký (tỷ\xa0đồng)", width=34, align=_NUMBER, unit=Unit.VND)


def build(asked: Asked) -> Document:
    """The report as of the end of the cut-off day.

    Raises NothingToReport without a followed project, ReportShapeError when sums do not agree.
    """
    report = monthly(cut_off=asked.cut_off, generated_on=asked.generated_on, letter=asked.letter)
    if not report.total.projects:
        raise NothingToReport
    return document(report, asked, tuple(_more(report, asked)))


def _more(report: MonthlyReport, asked: Asked) -> Iterable[More]:
    """What other rooms add, in the order of template A, their tables numbered after ours."""
    at = len(pages.tables(report)) + 1
    for section in (inspections.section, scorecard.section):
        found = section(asked, at)
        if found is not None:
            at += found.tables
            yield found


def document(
    report: MonthlyReport, asked: Asked | None = None, more: Sequence[More] = ()
) -> Document:
    """The document of these figures; `more` are sections of other rooms, before the proposals."""
    own = figures(report)
    return Document(
        kind=KIND,
        letter=Letter(
            issuer=report.issuer,
            addressees=report.addressees,
            recipients=report.recipients,
            signature=report.signature,
            basis=report.basis,
            dataset_label=report.dataset_label,
            preset=report.preset,
        ),
        subject=(
            "Tình hình thực hiện các dự án đầu tư ngoài ngân sách",
            month_text(report.year, report.month),
        ),
        period=month_text(report.year, report.month),
        cut_off=report.cut_off,
        generated_on=report.generated_on,
        opening=narrative.opening(report),
        sections=tuple(_sections(report, [each.section for each in more])),
        annexes=tuple(_annexes(report)),
        closing=narrative.closing(report),
        figures=(*own, *(figure for each in more for figure in each.figures)),
        sums=(*sums(report), *(rule for each in more for rule in each.sums)),
        twins=tuple(pair for each in more for pair in each.twins),
        stale=tuple(row for each in more for row in each.stale),
        first_page=leaders.page(report, own, asked) if asked else None,
        rule_versions=report.rule_versions,
        ruleset=report.ruleset,
        uncomputed=report.computability.missing,
        template_version=VERSION,
    )


def _sections(report: MonthlyReport, more: Sequence[Section]) -> Iterable[Section]:
    tables, annexes = pages.tables(report), pages.appendices(report)
    yield Section(key="general", title="Tình hình chung", blocks=tuple(_general(report, tables)))
    yield Section(
        key="results", title="Kết quả trong tháng và lũy kế", blocks=tuple(_flows(report, tables))
    )
    yield Section(
        key="progress", title="Tình hình triển khai dự án", blocks=tuple(_status(report, tables))
    )
    if report.land is not None:
        yield Section(
            key="land",
            title="Đất đai, bàn giao đất",
            blocks=(
                *(Paragraph(text=said) for said in narrative.land(report)),
                Slot(
                    key="land",
                    label="Giải phóng mặt bằng, bàn giao đất",
                    hint="Việc đã làm trong tháng, nơi còn vướng. Để trống nếu không có gì thêm.",
                    required=False,
                ),
            ),
        )
    yield Section(
        key="overdue",
        title="Dự án chậm tiến độ",
        blocks=tuple(_late(report, tables, annexes)),
    )
    yield from more
    yield Section(
        key="obstacles",
        title="Khó khăn, vướng mắc; nguyên nhân",
        blocks=(
            Slot(
                key="obstacles",
                label="Khó khăn, vướng mắc; nguyên nhân",
                hint="Vướng mắc của nhóm dự án nào, ai chịu trách nhiệm, nguyên nhân.",
                proposal="\n".join(narrative.obstacles(report)),
            ),
        ),
    )
    yield Section(
        key="tasks",
        title="Nhiệm vụ tháng tới",
        blocks=(
            Slot(
                key="tasks",
                label="Nhiệm vụ tháng tới",
                hint="Mỗi dòng một việc: việc gì, ai chủ trì, xong ngày nào.",
                proposal="\n".join(narrative.next_tasks(report)),
            ),
        ),
    )
    proposals = narrative.proposals(report)
    yield Section(
        key="proposals",
        title="Kiến nghị, đề xuất",
        blocks=(
            Slot(
                key="proposals",
                label="Kiến nghị, đề xuất",
                hint="Mỗi dòng một kiến nghị, ghi rõ kiến nghị ai.",
                proposal="\n".join(f"{at}. {said}" for at, said in enumerate(proposals, 1))
                or "Số liệu trong kỳ không phát sinh nội dung cần kiến nghị.",
            ),
        ),
    )


def _general(report: MonthlyReport, tables: dict[str, int]) -> Iterable[Block]:
    at = tables.get("cuts")
    shown = f" Cơ cấu dự án tại Bảng\xa0{at}." if at else ""
    yield Paragraph(
        text=narrative.stock(report) + shown, footnote=narrative.without_capital(report.total)
    )
    yield from recorded_after.paragraphs(
        report.recorded_after, cut_off=report.cut_off, frozen_on=report.generated_on
    )
    if not at:
        return
    rows = []
    for n, cut in enumerate(map(pages.shortened, report.cuts), 1):
        whole = report.total
        rows.append(cells.row(*_share_row(str(n), cut.title, whole, whole), kind=RowKind.GROUP))
        for m, part in enumerate(cut.rows, 1):
            kind = RowKind.LAST_ITEM if m == len(cut.rows) else RowKind.ITEM
            label = part.label[:1].upper() + part.label[1:]
            key = (
                ""
                if part.label.startswith("Còn lại (")
                else f"{cut.key}.{_place(report, cut.key, part.label)}"
            )
            rows.append(
                cells.row(*_share_row(f"{n}.{m}", label, part.amount, whole, key), kind=kind)
            )
    yield Table(
        key="cuts",
        caption=f"Bảng {at}. Cơ cấu dự án đầu tư ngoài ngân sách",
        columns=_share_columns("Cách phân chia", report.total),
        rows=tuple(rows),
        note="Ghi chú: “-” là không phát sinh; “…” là chưa có số liệu.",
    )


def _place(report: MonthlyReport, key: str, label: str) -> int:
    """Where a part stands in its whole cut, which names its figure."""
    (cut,) = (each for each in report.cuts if each.key == key)
    return next(at for at, part in enumerate(cut.rows, 1) if part.label == label)


def _share_columns(label: str, total: Amount) -> tuple[Column, ...]:
    base = f" = (3)/{printed.count(total.projects)}" if total.projects else ""
    return (
        STT,
        Column(label=label),
        _PROJECTS,
        Column(label="Tỷ lệ (%)", width=24, align=_NUMBER, unit=Unit.PERCENT, number=f"(4){base}"),
        _CAPITAL,
    )


def _share_row(
    at: str, label: str, amount: Amount, whole: Amount, key: str = "census"
) -> Iterable[Cell]:
    return (
        cells.number(at),
        cells.text(label),
        cells.count(amount.projects, f"{key}.projects" if key else ""),
        cells.share(amount.projects, whole.projects) if whole.projects else cells.count(0),
        _capital(amount, f"{key}.capital" if key else ""),
    )


def _capital(amount: Amount, figure_key: str = "") -> Cell:
    """ "-" for an empty group, not "…"."""
    return cells.ty(amount.capital_vnd if amount.projects else 0, figure_key)


def _flows(report: MonthlyReport, tables: dict[str, int]) -> Iterable[Block]:
    for said in cells.numbered_lines(narrative.flows(report), pages.LETTERS):
        yield Paragraph(text=said)
    rows = []
    for at, (key, name) in enumerate(FLOWS, 1):
        flow: Flow = getattr(report.flows, key)
        rows.append(
            cells.row(
                cells.number(at),
                cells.text(name),
                cells.count(flow.month.projects, f"{key}.month.projects"),
                _capital(flow.month, f"{key}.month.capital"),
                cells.count(flow.year.projects, f"{key}.projects"),
                _capital(flow.year, f"{key}.capital"),
            )
        )
    capital = Column(label="Vốn đăng ký (tỷ\xa0đồng)", width=28, align=_NUMBER, unit=Unit.VND)
    yield Table(
        key="flows",
        caption=f"Bảng {tables['flows']}. Dự án phát sinh trong tháng và lũy kế từ đầu năm",
        columns=(STT, Column(label="Nội dung"), _PROJECTS, capital, _PROJECTS, capital),
        heads=cells.heads(
            [
                ("STT", 1, 2),
                ("Nội dung", 1, 2),
                ("Trong tháng", 2, 1),
                ("Lũy kế từ đầu năm", 2, 1),
            ],
            ["Số dự án", capital.label, "Số dự án", capital.label],
        ),
        rows=tuple(rows),
        whole=True,
    )


def _status(report: MonthlyReport, tables: dict[str, int]) -> Iterable[Block]:
    chart = figure.status_chart(report) if report.total.projects else ""
    yield Heading(text="1. Phân theo tình trạng")
    at = tables["status"]
    shown = f" Chi tiết tại Bảng\xa0{at} và Biểu đồ\xa01." if chart else ""
    yield Paragraph(text=narrative.statuses(report) + shown)
    rows: list[StatusRow] = [*report.status_rows, *report.outside_rows]
    whole = report.total
    yield Table(
        key="status",
        caption=f"Bảng {at}. Dự án đầu tư ngoài ngân sách phân theo tình trạng",
        columns=_share_columns("Tình trạng", whole),
        rows=(
            *(
                cells.row(*_share_row(str(n), row.label, row.amount, whole, row.bucket.lower()))
                for n, row in enumerate(rows, 1)
            ),
            cells.row(*_share_row("", "Tổng số", whole, whole), kind=RowKind.TOTAL),
        ),
        note=(
            "Nguồn: hệ thống thông tin quản lý dự án đầu tư, tính đến hết ngày "
            f"{official_short(report.cut_off)}. Dự án đã chấm dứt là số phát sinh, không tính vào "
            "bảng này."
        ),
        whole=True,
    )
    if chart:
        yield Drawing(caption="Biểu đồ 1. Cơ cấu dự án theo tình trạng", svg=chart)
        yield Heading(text="2. Nhận xét")
        for said in cells.numbered_lines(narrative.remarks(report), pages.LETTERS):
            yield Paragraph(text=said)


def _late(
    report: MonthlyReport, tables: dict[str, int], annexes: dict[str, str]
) -> Iterable[Block]:
    yield Heading(text="1. Thời hạn đã quá")
    for n, said in enumerate(narrative.overdue(report)):
        shown = ""
        if not n and "overdue" in annexes:
            shown = f" Tổng hợp tại Bảng\xa0{tables['groups']}; danh mục tại {annexes['overdue']}."
        yield Paragraph(text=said + shown)
    if "groups" in tables:
        yield tables_of.groups(report, tables["groups"])
    yield Heading(text="2. Mức độ đầy đủ của số liệu")
    detail = f" Chi tiết tại {annexes['missing']}." if "missing" in annexes else ""
    yield Paragraph(text=narrative.computability(report) + detail)
    if "rules" in tables:
        yield Heading(text="3. Quy định dùng để tính thời hạn")
        yield Paragraph(
            text="Các thời hạn trong báo cáo được tính theo quy định tại "
            f"Bảng\xa0{tables['rules']}."
        )
        yield tables_of.rules(report, tables["rules"])


def _annexes(report: MonthlyReport) -> Iterable[Annex]:
    labels = pages.appendices(report)
    day = f"TÍNH ĐẾN HẾT NGÀY {official_short(report.cut_off)}"
    if "overdue" in labels:
        yield Annex(
            key="overdue",
            label=labels["overdue"],
            name="Danh mục dự án có thời hạn đã quá",
            title=("DANH MỤC DỰ ÁN ĐẦU TƯ NGOÀI NGÂN SÁCH CHẬM TIẾN ĐỘ", day),
            blocks=(tables_of.overdue_table(report),),
            landscape=True,
        )
    if "missing" in labels:
        yield Annex(
            key="missing",
            label=labels["missing"],
            name="Thời hạn chưa tính được",
            title=("THỜI HẠN CHƯA TÍNH ĐƯỢC DO THIẾU SỐ LIỆU", day),
            blocks=(tables_of.missing_table(report),),
        )
