"""The figures of late land by their keys, each with its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reporting.deadlines_section import LAND_RULES
from reporting.document import cells
from reporting.document.shapes import Figure, Nature, Sum, Unit
from reporting.late_land import LateOnLand, LateProject
from reporting.rules.lateness import BANDS, band, band_text
from reporting.shapes import OverdueRow

RULES = {
    "L1": "Không đưa đất vào sử dụng 12 tháng liên tục",
    "L2": "Chậm tiến độ sử dụng đất 24 tháng",
    "L3": "Hết thời gian gia hạn mà chưa đưa đất vào sử dụng",
}
NONE = "Chưa có quyết định hướng xử lý"


def rule_rows(found: LateOnLand, kind: str) -> list[OverdueRow]:
    """Late deadlines of one rule that are not advisory."""
    rows = (row for each in found.projects for row in each.rows)
    return [row for row in rows if row.rule_kind == kind and not row.advisory]


def classes(found: LateOnLand) -> dict[str, list[LateProject]]:
    """Projects by the way of handling in force, by size; those without one last."""
    of: dict[str, list[LateProject]] = defaultdict(list)
    for each in found.projects:
        of[each.handling].append(each)
    return dict(sorted(of.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0])))


def handling_key(at: int, name: str) -> str:
    """The key of a class by its place in `classes`; the rest is "late_land.handling.none"."""
    return f"late_land.handling.{at}" if name else "late_land.handling.none"


def figures(found: LateOnLand) -> tuple[Figure, ...]:
    """Every figure of the report by its key."""
    return (*_whole(found), *_rules(found), *_parts(found))


def _whole(found: LateOnLand) -> Iterable[Figure]:
    whole = _refs(found.projects)
    yield _count(found, "projects", "Dự án có dấu hiệu chậm đưa đất vào sử dụng", whole)
    for key, label, part in (
        ("confirmed", "Dự án đã được xác nhận chậm", [e for e in found.projects if e.confirmed]),
        (
            "inspected",
            "Dự án chậm đã thanh tra, kiểm tra",
            [e for e in found.projects if e.inspected],
        ),
    ):
        yield _count(found, key, label, _refs(part))
    known = [each for each in found.projects if each.longest.area_m2 is not None]
    yield Figure(
        key="late_land.area",
        label="Diện tích đất của các dự án chậm",
        value=str(sum(each.longest.area_m2 or 0 for each in known)),
        unit=Unit.AREA,
        as_of=found.cut_off,
        nature=Nature.ACTUAL,
        partly=len(known) < len(found.projects),
        rows=_refs(known),
    )
    priced = [each for each in found.projects if each.longest.capital_vnd is not None]
    yield cells.money(
        "late_land.capital",
        "Vốn đăng ký của các dự án chậm",
        sum(each.longest.capital_vnd or 0 for each in priced),
        as_of=found.cut_off,
        rows=_refs(priced),
        partly=len(priced) < len(found.projects),
    )


def _rules(found: LateOnLand) -> Iterable[Figure]:
    every: list[str] = []
    for kind in LAND_RULES:
        rows = rule_rows(found, kind)
        refs = [f"project:{row.project_code}" for row in rows]
        every += refs
        yield _count(found, f"{kind}.obligations", f"Thời hạn: {RULES[kind]}", refs)
        yield _count(found, f"{kind}.projects", f"Dự án: {RULES[kind]}", sorted(set(refs)))
    yield _count(found, "obligations", "Thời hạn về đất đã quá", every)


def _parts(found: LateOnLand) -> Iterable[Figure]:
    for at in range(len(BANDS) + 1):
        part = [each for each in found.projects if band(each.longest.late_months) == at]
        yield _count(found, f"band.{at}", f"Dự án chậm {band_text(at).lower()}", _refs(part))
    named = classes(found)
    for at, (name, part) in enumerate(named.items(), 1):
        if name:
            yield _count(found, f"handling.{at}", f"Dự án chậm, hướng xử lý: {name}", _refs(part))
    yield _count(found, "handling.none", f"Dự án chậm: {NONE.lower()}", _refs(named.get("", [])))


def sums(found: LateOnLand) -> tuple[Sum, ...]:
    """Each project is in one band and under one way of handling."""
    handled = [handling_key(at, name) for at, name in enumerate(classes(found), 1) if name]
    return (
        Sum(
            label="Dự án chậm theo thời gian",
            whole="late_land.projects",
            parts=tuple(f"late_land.band.{at}" for at in range(len(BANDS) + 1)),
        ),
        Sum(
            label="Dự án chậm theo hướng xử lý",
            whole="late_land.projects",
            parts=(*handled, "late_land.handling.none"),
        ),
        Sum(
            label="Thời hạn về đất theo quy định",
            whole="late_land.obligations",
            parts=tuple(f"late_land.{kind}.obligations" for kind in LAND_RULES),
        ),
    )


def _refs(projects: Iterable[LateProject]) -> tuple[str, ...]:
    return tuple(sorted(f"project:{each.longest.project_code}" for each in projects))


def _count(found: LateOnLand, key: str, label: str, rows: Iterable[str]) -> Figure:
    kept = tuple(rows)
    return cells.counted(f"late_land.{key}", label, len(kept), as_of=found.cut_off, rows=kept)
