"""The shipped register of places, and the part of it that one province needs.

Where the rows come from, and what they do not say, is told in accounts/units/README.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from vn.places import bare

FOLDER = Path(__file__).parent / "units"
PROVINCE = "province"
EFFECTIVE = date(2025, 7, 1)
LEGAL_REFERENCES = {
    "province": "Nghị quyết số 202/2025/QH15 về sắp xếp đơn vị hành chính cấp tỉnh",
    "district": "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 (kết thúc cấp huyện)",
    "commune": "Sắp xếp đơn vị hành chính cấp xã năm 2025 (chưa ghi số nghị quyết)",
}
"""By the level of the place that ended. The data set names no resolution on communes."""


class UnknownProvince(ValueError):
    """The register has no province of this name."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A place; `parent` is a code."""

    code: str
    name: str
    level: str
    parent: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """The place `old` became `new`, wholly (1) or in a part nobody recorded (None)."""

    old: str
    new: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Register:
    """Places, the wider ones first, and what became of them."""

    units: tuple[UnitRow, ...]
    links: tuple[LinkRow, ...]


def of_province(name: str) -> Register:
    """Every province, and the districts and communes of one and of those merged into it.

    The name of a province that ended stands for the one it became. Raises UnknownProvince.
    """
    units, links = list(_units()), list(_links())
    by_code = {unit.code: unit for unit in units}
    merged = {link.old: link.new for link in links if by_code[link.old].level == PROVINCE}
    named = [u.code for u in units if u.level == PROVINCE and bare(u.name) == bare(name)]
    if not named:
        raise UnknownProvince(name)
    whole = merged.get(named[0], named[0])
    group = {whole} | {old for old, new in merged.items() if new == whole}

    def belongs(unit: UnitRow) -> bool:
        if unit.level == PROVINCE:
            return True
        return unit.parent in group or by_code[unit.parent].parent in group

    kept = {unit.code: unit for unit in units if belongs(unit)}
    return Register(
        tuple(kept.values()),
        tuple(link for link in links if link.old in kept and link.new in kept),
    )


def _units() -> Iterator[UnitRow]:
    with (FOLDER / "units.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield UnitRow(
                code=row["code"],
                name=row["name"],
                level=row["level"],
                parent=row["parent"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]),
            )


def _links() -> Iterator[LinkRow]:
    with (FOLDER / "successions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield LinkRow(row["old"], row["new"], Decimal(row["share"]) if row["share"] else None)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
