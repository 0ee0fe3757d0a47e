"""The figures of the scorecard by their keys ("r135.1.month.projects"), each with its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporting.document import cells
from reporting.document.shapes import Figure, Sum
from reporting.rules.doctor import STALE
from reporting.rules.scorecard import Part, Span
from reporting.scorecard import Scorecard
from vn.dates import official_short


def span_text(span: Span, card: Scorecard) -> str:
    """A span in words: "trong tháng", "từ đầu năm", "từ 09/11/2023", "năm 2024"."""
    named = {
        "month": "trong tháng",
        "year": "từ đầu năm",
        "all": f"từ {official_short(card.begins)}",
    }
    return named.get(span.key, f"năm {span.year}")


def figures(card: Scorecard, over: Sequence[Span]) -> tuple[Figure, ...]:
    """Every figure of these spans, and of target 4 on the day."""
    found: list[Figure] = []
    for span in over:
        words = span_text(span, card)
        found += _attracted(card, span, words)
        found += _supported(card, span, words)
        found += _inspected(card, span, words)
    return (*found, *_records(card))


def sums(card: Scorecard, over: Sequence[Span]) -> tuple[Sum, ...]:
    """What was asked is answered, late or still has its days; the years add up to all of them."""
    found = [
        Sum(
            label=f"Đề nghị của nhà đầu tư {span_text(span, card)}",
            whole=f"r135.2.{span.key}.asked",
            parts=(f"r135.2.{span.key}.base", f"r135.2.{span.key}.waiting"),
        )
        for span in over
    ]
    years = [span.key for span in over if span in card.years]
    if years:
        found += [
            Sum(
                label=f"Các năm: {label}",
                whole=f"r135.{key.replace('*', 'all')}",
                parts=tuple(f"r135.{key.replace('*', year)}" for year in years),
            )
            for key, label in (
                ("1.*.projects", "dự án mới từ 500 tỷ đồng"),
                ("1.*.capital", "vốn của dự án mới từ 500 tỷ đồng"),
                ("2.*.asked", "đề nghị của nhà đầu tư"),
            )
        ]
    return tuple(found)


def _attracted(card: Scorecard, span: Span, words: str) -> Iterable[Figure]:
    found, key = card.attracted[span.key], f"r135.1.{span.key}"
    yield cells.counted(
        f"{key}.projects",
        f"Dự án mới từ 500 tỷ đồng {words}",
        len(found.projects),
        as_of=card.cut_off,
        rows=found.projects,
    )
    yield cells.money(
        f"{key}.capital",
        f"Vốn khi chấp thuận của dự án mới từ 500 tỷ đồng {words}",
        found.capital_vnd,
        as_of=card.cut_off,
        rows=found.projects,
    )
    yield cells.counted(
        f"{key}.doubtful",
        f"Dự án mới chưa xác định được vốn hoặc ngày {words}",
        len(found.doubtful),
        as_of=card.cut_off,
        rows=found.doubtful,
    )


def _supported(card: Scorecard, span: Span, words: str) -> Iterable[Figure]:
    found, key = card.supported[span.key], f"r135.2.{span.key}"
    for name, label, rows in (
        ("asked", "Đề nghị của nhà đầu tư", found.asked),
        ("waiting", "Đề nghị còn trong hạn trả lời", found.waiting),
    ):
        yield cells.counted(
            f"{key}.{name}", f"{label} {words}", len(rows), as_of=card.cut_off, rows=rows
        )
    yield from _share(
        card,
        found.in_time,
        (f"{key}.base", f"Đề nghị đã trả lời hoặc quá hạn trả lời {words}"),
        (f"{key}.in_time", f"Đề nghị trả lời trong hạn {words}"),
    )


def _inspected(card: Scorecard, span: Span, words: str) -> Iterable[Figure]:
    found, key = card.inspected[span.key], f"r135.3.{span.key}"
    late = (f"{key}.late", f"Dự án được xác nhận chậm đưa đất vào sử dụng {words}")
    seen = (f"{key}.inspected", f"Dự án chậm đưa đất đã thanh tra, kiểm tra {words}")
    done = (f"{key}.handled", f"Dự án chậm đưa đất đã thanh tra, kiểm tra và xử lý {words}")
    yield from _share(card, found.inspected, late, seen)
    yield from tuple(_share(card, found.handled, seen, done))[1:]


def _records(card: Scorecard) -> Iterable[Figure]:
    records = card.records
    base = ("r135.4.followed", "Dự án đang theo dõi")
    shares = (
        (records.complete, "complete", "Dự án đủ thông tin bắt buộc"),
        (records.current, "current", "Dự án cập nhật trong kỳ báo cáo"),
        (records.meets, "meets", "Dự án đủ thông tin và cập nhật trong kỳ"),
    )
    for at, (part, name, label) in enumerate(shares):
        made = tuple(_share(card, part, base, (f"r135.4.{name}", label)))
        yield from made[1 if at else 0 :]
    yield cells.counted(
        STALE,
        "Dự án không cập nhật trong kỳ báo cáo",
        len(records.stale),
        as_of=card.cut_off,
        rows=records.stale,
    )
    if records.outside is not None:
        lines = ("r135.4.lines", "Giấy chứng nhận trong danh sách đối chiếu")
        named = ("r135.4.found", "Giấy chứng nhận tìm thấy trong cơ sở dữ liệu")
        yield from _share(card, records.outside.found, lines, named)


def _share(
    card: Scorecard, part: Part, base: tuple[str, str], named: tuple[str, str]
) -> Iterable[Figure]:
    """The base, the part and the rate of the part."""
    for (key, label), rows in ((base, part.base), (named, part.rows)):
        yield cells.counted(key, label, len(rows), as_of=card.cut_off, rows=rows)
    key, label = named
    yield cells.rate(
        f"{key}_rate",
        f"{label}, tỷ lệ",
        part.ratio,
        base=base[0],
        as_of=card.cut_off,
        rows=part.rows,
    )
