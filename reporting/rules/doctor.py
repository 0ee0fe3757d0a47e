"""The figure doctor: what somebody would ask of a report before signing it.

Pure: a document, the one before, the law that ended. Each finding has an identity, so that it is
told once and its explanation stays with it. What is found is mended, or explained.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reporting.document.shapes import Cell, Document, Figure, Nature, Slot, Unit
from vn.numbers import decimal_text, group

MOST_CHANGE = Decimal("0.3")
"""A figure that moved by more than 30 % since the last report is asked about."""

LEAST_CHANGE = 3
"""A count that moved by fewer than three is not: small numbers jump."""

AFTER = "after.projects"
"""The figure of the projects entered or edited after the cut-off day."""

STALE = "r135.4.stale"
"""The figure of the projects not updated within their period."""

UNCOMPUTED = "computable.missing"
"""The figure of the deadlines that cannot be computed."""

_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?%")
_ESTIMATE = "ước"


class Kind(StrEnum):
    """What is asked about."""

    SUM = "sum"
    TWINS = "twins"
    BASE = "base"
    ESTIMATE = "estimate"
    CHANGE = "change"
    STALE = "stale"
    AFTER = "after"
    LAW = "law"
    UNCOMPUTED = "uncomputed"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to explain. `blocks`: it cannot be explained away, only mended."""

    identity: str
    kind: Kind
    message: str
    where: str = ""
    figure: str = ""
    grave: bool = True
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """All findings, and how many questions were asked without finding anything."""

    findings: tuple[Finding, ...]
    passed: int


def examine(document: Document, previous: Document | None, ended: Mapping[str, str]) -> Examined:
    """Examine a filled document.

    `ended`: numbers of instruments that no longer applied on the cut-off day, with what replaced
    them ("61/2020/QH14" -> "Luật số 143/2025/QH15"; "" when that is not known).
    """
    asked: list[Finding | None] = [
        *_sums(document),
        *_twins(document),
        *_bases(document),
        *_estimates(document),
        *_changes(document, previous),
        *_law(document, ended),
        *_slots(document),
        _stale(document),
        _after(document),
        _uncomputed(document),
    ]
    found = {each.identity: each for each in asked if each is not None}
    order = sorted(found.values(), key=lambda each: (not each.blocks, not each.grave, each.kind))
    return Examined(findings=tuple(order), passed=sum(each is None for each in asked))


def _sums(document: Document) -> Iterator[Finding | None]:
    by_key = {figure.key: figure for figure in document.figures}
    for rule in document.sums:
        whole, parts = by_key[rule.whole], [by_key[key] for key in rule.parts]
        if whole.value is None or any(part.value is None for part in parts):
            continue
        bounds = [_bounds(part) for part in parts]
        low, high = sum(each[0] for each in bounds), sum(each[1] for each in bounds)
        least, most = _bounds(whole)
        if low <= most and least <= high:
            yield None
            continue
        total = sum((Decimal(part.value or 0) for part in parts), Decimal(0))
        yield Finding(
            identity=f"sum:{rule.whole}:{rule.label}",
            kind=Kind.SUM,
            message=f"{rule.label}: các phần cộng bằng {_shown(whole, total)}, tổng ghi "
            f"{_shown(whole, Decimal(whole.value))}.",
            figure=rule.whole,
        )


def _bounds(figure: Figure) -> tuple[Decimal, Decimal]:
    """What a figure may be: a published one with a hedge is an interval."""
    value = Decimal(figure.value or 0)
    return Decimal(figure.low or value), Decimal(figure.high or value)


def _twins(document: Document) -> Iterator[Finding | None]:
    by_key = {figure.key: figure for figure in document.figures}
    for pair in document.twins:
        one, other = by_key[pair.one], by_key[pair.other]
        if one.value is None or other.value is None:
            continue
        (low, high), (least, most) = _bounds(one), _bounds(other)
        if low <= most and least <= high:
            yield None
            continue
        yield Finding(
            identity=f"twins:{pair.one}:{pair.other}",
            kind=Kind.TWINS,
            message=f"{pair.label}: {one.label} là {_shown(one, Decimal(one.value))}, "
            f"{other.label} là {_shown(other, Decimal(other.value))}.",
            figure=pair.one,
        )


def _bases(document: Document) -> Iterator[Finding | None]:
    shares = [each for each in document.figures if each.unit is Unit.PERCENT]
    for figure in shares:
        if figure.base or figure.nature is Nature.TARGET:
            yield None
            continue
        yield Finding(
            identity=f"base:{figure.key}",
            kind=Kind.BASE,
            message=f"Tỷ lệ “{figure.label}” không nêu cơ sở tính.",
            figure=figure.key,
        )
    known = {decimal_text(Decimal(each.value), 2, trim=True) for each in shares if each.value}
    known |= {_percent(cell.text) for cell in _percent_cells(document)}
    for slot in document.slots():
        for text in _PERCENT.findall(slot.proposal):
            if _percent(text) in known:
                yield None
                continue
            yield Finding(
                identity=f"base:{slot.key}:{text}",
                kind=Kind.BASE,
                message=f"Tỷ lệ {text} không có trong số liệu của báo cáo. Nêu rõ cơ sở và ngày.",
                where=slot.label,
            )


def _percent_cells(document: Document) -> Iterator[Cell]:
    for table in document.tables():
        for row in table.rows:
            at = 0
            for cell in row.cells:
                if table.columns[at].unit is Unit.PERCENT and cell.value:
                    yield cell
                at += cell.across


def _percent(text: str) -> str:
    """ "26,20 %" and "26,2" are one share."""
    number = text.replace("%", "").strip().replace(".", ",")
    return number.rstrip("0").rstrip(",") if "," in number else number


def _estimates(document: Document) -> Iterator[Finding | None]:
    for figure in document.figures:
        if figure.nature is not Nature.ESTIMATE:
            continue
        if _ESTIMATE in figure.label.casefold():
            yield None
            continue
        yield Finding(
            identity=f"estimate:{figure.key}",
            kind=Kind.ESTIMATE,
            message=f"Số ước “{figure.label}” in như số thực hiện. Thêm chữ “ước”.",
            figure=figure.key,
        )


def _changes(document: Document, previous: Document | None) -> Iterator[Finding | None]:
    if previous is None:
        return
    before = {figure.key: figure for figure in previous.figures}
    for figure in document.figures:
        old = before.get(figure.key)
        if figure.value is None or old is None or not old.value or not Decimal(old.value):
            continue
        change = Decimal(figure.value) - Decimal(old.value)
        small = figure.unit is Unit.COUNT and abs(change) < LEAST_CHANGE
        if small or abs(change) <= abs(Decimal(old.value)) * MOST_CHANGE:
            yield None
            continue
        yield Finding(
            identity=f"change:{figure.key}",
            kind=Kind.CHANGE,
            message=f"{figure.label}: {_shown(old, Decimal(old.value))} ở {previous.period}, nay "
            f"{_shown(figure, Decimal(figure.value))}.",
            figure=figure.key,
            grave=False,
        )


def _law(document: Document, ended: Mapping[str, str]) -> Iterator[Finding | None]:
    for where, text in _texts(document):
        for number, successor in ended.items():
            if number not in text:
                continue
            instead = f" Nay là {successor}." if successor else ""
            yield Finding(
                identity=f"law:{where}:{number}",
                kind=Kind.LAW,
                message=f"Dẫn văn bản đã hết hiệu lực: {number}.{instead}",
                where=where,
            )
    if not any(number in text for _, text in _texts(document) for number in ended):
        yield None


def _texts(document: Document) -> Iterable[tuple[str, str]]:
    """What people chose to cite: the legal basis and what they wrote."""
    yield from (("Căn cứ", line) for line in document.letter.basis)
    yield from ((slot.label, slot.proposal) for slot in document.slots())


def _slots(document: Document) -> Iterator[Finding | None]:
    for slot in document.slots():
        if not slot.required:
            continue
        yield None if slot.proposal.strip() else _empty(slot)


def _empty(slot: Slot) -> Finding:
    return Finding(
        identity=f"empty:{slot.key}",
        kind=Kind.EMPTY,
        message=f"Phần “{slot.label}” chưa viết.",
        where=slot.label,
        blocks=True,
    )


def _stale(document: Document) -> Finding | None:
    if not document.stale:
        return None
    return Finding(
        identity="stale",
        kind=Kind.STALE,
        message=f"{group(len(document.stale))} dự án không được cập nhật trong kỳ trước ngày chốt.",
        figure=STALE if document.figure(STALE) else "",
        grave=False,
    )


def _after(document: Document) -> Finding | None:
    figure = document.figure(AFTER)
    if figure is None or not int(figure.value or 0):
        return None
    return Finding(
        identity="after",
        kind=Kind.AFTER,
        message=f"{group(int(figure.value or 0))} dự án được ghi mới hoặc sửa số liệu sau ngày chốt: "
        "việc xảy ra sau ngày chốt thì nêu rõ.",
        figure=figure.key,
        grave=False,
    )


def _uncomputed(document: Document) -> Finding | None:
    if not document.uncomputed:
        return None
    return Finding(
        identity="uncomputed",
        kind=Kind.UNCOMPUTED,
        message=f"{group(document.uncomputed)} thời hạn chưa tính được do thiếu số liệu; báo cáo "
        "nói rõ điều này.",
        figure=UNCOMPUTED if document.figure(UNCOMPUTED) else "",
        grave=False,
    )


def _shown(figure: Figure, value: Decimal) -> str:
    if figure.unit is Unit.VND:
        return f"{decimal_text(value / 10**9, 2, trim=True)} tỷ đồng"
    if figure.unit is Unit.PERCENT:
        return f"{decimal_text(value, 2)}%"
    return decimal_text(value, 2, trim=True)
