"""The tables of the supervision figures, and the list of those who did not report."""

from __future__ import annotations

from collections.abc import Iterable

from projects.rules.status import CENSUS
from reporting.builders.supervision_figures import (
    BUCKETS,
    CHECKED,
    KINDS,
    OBSTACLES,
    STANDINGS,
    by_agency,
    kinds,
    late_by_kind,
)
from reporting.document import cells
from reporting.document.cells import STT
from reporting.document.shapes import Align, Cell, Column, Figure, Row, RowKind, Table, Unit
from reporting.rules.handed_in import Handed
from reporting.supervised import Supervised
from reporting.templatetags import report as printed
from vn.dates import official_short

_NUMBER, _CENTRE = Align.NUMBER, Align.CENTRE
_PROJECTS = Column(label="Số dự án", width=24, align=_NUMBER, unit=Unit.COUNT)
ByKey = dict[str, Figure]


def _value(by_key: ByKey, key: str) -> int:
    return int(by_key[f"supervision.{key}"].value or 0)


def _count(by_key: ByKey, key: str) -> Cell:
    return cells.count(_value(by_key, key), f"supervision.{key}")


def followed(found: Supervised, by_key: ByKey, at: int) -> Table:
    """The followed projects by status."""
    whole = len(found.projects)
    names = [(f"followed.{b or 'unknown'}", BUCKETS[b]) for b in (*CENSUS, "")]
    shown = [(key, words) for key, words in names if "unknown" not in key or _value(by_key, key)]
    rows = [
        cells.row(
            cells.number(n),
            cells.text(words),
            _count(by_key, key),
            cells.share(_value(by_key, key), whole),
        )
        for n, (key, words) in enumerate(shown, 1)
    ]
    total = cells.row(
        cells.blank(),
        cells.text("Tổng số"),
        _count(by_key, "followed"),
        cells.share(whole, whole),
        kind=RowKind.TOTAL,
    )
    share = Column(
        label="Tỷ lệ (%)",
        width=28,
        align=_NUMBER,
        unit=Unit.PERCENT,
        number=f"(4) = (3)/{printed.count(whole)}",
    )
    return Table(
        key="followed",
        caption=f"Bảng {at}. Dự án theo dõi phân theo tình trạng",
        columns=(STT, Column(label="Tình trạng"), _PROJECTS, share),
        rows=(*rows, total),
        whole=True,
    )


def reports(found: Supervised, by_key: ByKey, at: int) -> Table:
    """Reports due by kind."""
    lines = [(KINDS[kind], f"reports.{kind}") for kind in kinds(found)]
    return _standings(
        "reports", f"Bảng {at}. Báo cáo của nhà đầu tư", "Loại báo cáo", lines, by_key
    )


def agencies(found: Supervised, by_key: ByKey, at: int) -> Table:
    """Reports due by the agency that follows the project."""
    lines = [(owed[0].project.agency, f"by.{key}") for key, owed in by_agency(found).items()]
    caption = f"Bảng {at}. Báo cáo của nhà đầu tư theo cơ quan theo dõi"
    return _standings("agencies", caption, "Cơ quan theo dõi", lines, by_key)


def _standings(
    key: str, caption: str, label: str, lines: list[tuple[str, str]], by_key: ByKey
) -> Table:
    rows = [
        cells.row(cells.number(n), cells.text(words), *_states(by_key, of))
        for n, (words, of) in enumerate(lines, 1)
    ]
    total = cells.row(
        cells.blank(), cells.text("Tổng số"), *_states(by_key, "reports"), kind=RowKind.TOTAL
    )
    return Table(
        key=key,
        caption=caption,
        columns=(
            STT,
            Column(label=label),
            *(
                Column(label=words, width=19, align=_NUMBER, unit=Unit.COUNT)
                for words in ("Phải nộp", *STANDINGS.values())
            ),
        ),
        rows=(*rows, total),
    )


def _states(by_key: ByKey, key: str) -> Iterable[Cell]:
    yield _count(by_key, key)
    yield from (_count(by_key, f"{key}.{state}") for state in STANDINGS)


def checked(by_key: ByKey, at: int) -> Table:
    """Projects checked, by how."""
    return _named(
        "checked", f"Bảng {at}. Dự án được kiểm tra trong kỳ", "Hình thức", CHECKED, by_key
    )


def obstacles(by_key: ByKey, at: int) -> Table:
    """Projects with an obstacle on record, by its reason."""
    shown = {key: words for key, words in OBSTACLES.items() if _value(by_key, f"obstacles.{key}")}
    return _named("obstacles", f"Bảng {at}. Dự án có vướng mắc", "Vướng mắc", shown, by_key)


def _named(key: str, caption: str, label: str, names: dict[str, str], by_key: ByKey) -> Table:
    rows = [
        cells.row(cells.number(n), cells.text(words), _count(by_key, f"{key}.{name}"))
        for n, (name, words) in enumerate(names.items(), 1)
    ]
    total = cells.row(
        cells.blank(), cells.text("Tổng số dự án"), _count(by_key, key), kind=RowKind.TOTAL
    )
    return Table(
        key=key,
        caption=caption,
        columns=(STT, Column(label=label), _PROJECTS),
        rows=(*rows, total),
        note="Ghi chú: một dự án thuộc nhiều dòng được tính một lần ở dòng tổng số.",
        whole=True,
    )


def late(found: Supervised, by_key: ByKey, at: int) -> Table:
    """Late deadlines by rule and article."""
    labels = {(group.rule_kind, group.article): group.label for group in found.deadlines.groups}
    rows = [
        cells.row(
            cells.number(n),
            cells.text(labels.get((kind, article), kind)),
            cells.text(article),
            _count(by_key, f"late.{n}.duties"),
            _count(by_key, f"late.{n}"),
        )
        for n, (kind, article) in enumerate(late_by_kind(found), 1)
    ]
    total = cells.row(
        cells.blank(),
        cells.text("Tổng số"),
        cells.blank(),
        _count(by_key, "late.duties"),
        _count(by_key, "late"),
        kind=RowKind.TOTAL,
    )
    return Table(
        key="late",
        caption=f"Bảng {at}. Thời hạn đã quá, theo nội dung và căn cứ",
        columns=(
            STT,
            Column(label="Nội dung"),
            Column(label="Căn cứ", width=58),
            Column(label="Số thời\xa0hạn", width=20, align=_NUMBER, unit=Unit.COUNT),
            Column(label="Số dự\xa0án", width=20, align=_NUMBER, unit=Unit.COUNT),
        ),
        rows=(*rows, total),
        note="Ghi chú: một dự án có nhiều thời hạn đã quá được tính một lần ở dòng tổng số.",
    )


def unreported(found: Supervised) -> Table:
    """Each report that did not come, by the agency that follows the project."""
    return Table(
        key="unreported",
        columns=(
            Column(label="STT", width=11, align=_CENTRE),
            Column(label="Tên dự án, mã dự án"),
            Column(label="Nhà đầu tư", width=54),
            Column(label="Báo cáo", width=52),
            Column(label="Kỳ", width=28, align=_CENTRE),
            Column(label="Hạn nộp", width=24, align=_CENTRE, unit=Unit.DATE),
        ),
        rows=tuple(_unreported(found)),
        small=True,
        note=f"Ghi chú: báo cáo chưa nộp tính đến hết ngày {official_short(found.cut_off)}.",
    )


def _unreported(found: Supervised) -> Iterable[Row]:
    at = 0
    for owed in by_agency(found).values():
        missing = [each for each in owed if each.standing is Handed.OVERDUE]
        if not missing:
            continue
        words = f"{missing[0].project.agency} ({printed.count(len(missing))} báo cáo)"
        yield cells.row(cells.blank(), cells.text(words, across=5), kind=RowKind.GROUP)
        for each in missing:
            at += 1
            yield cells.row(
                cells.number(at),
                cells.text(each.project.name, sub=f"({each.project.code})"),
                cells.text(each.project.investor),
                cells.text(KINDS[each.kind]),
                cells.text(each.cycle or printed.NOTHING),
                cells.day(each.due),
            )
