"""The tables of published calls and of the competitiveness index that come with the product."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from projects.actions.call_entries import EntryFacts
from projects.actions.call_samples import SampleDecision
from projects.actions.calls import DecisionFacts
from projects.actions.figures import FigureLine
from projects.actions.pci import PciFacts
from projects.models import PciResult, Sector
from projects.published.tables import read_table
from sheets.delimited import read_delimited
from vn.dates import parse_partial
from vn.money import BILLION, MILLION
from vn.numbers import parse_number, rounded

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
_DECISION = ("Quyết định", "Số", "Ngày", "Cơ quan ban hành")
_HECTARE = 10_000


def figures() -> list[FigureLine]:
    """The published figures: of reports and articles, of disbursement by day, of inspections."""
    names = ("so-lieu-da-cong-bo.csv", "giai-ngan-da-cong-bo.csv", "thanh-tra-da-cong-bo.csv")
    return [
        line
        for name in names
        for line in read_table([read_delimited((SAMPLE / name).read_bytes())])
    ]


def index() -> list[PciFacts]:
    """The competitiveness index of several provinces."""
    return [
        PciFacts(
            province=row["Tỉnh"],
            year=int(row["Năm"]),
            score=_number(row["Điểm"]),
            rank=int(row["Hạng"]) if row["Hạng"] else None,
            rank_of=int(row["Trong số"]) if row["Trong số"] else None,
            basis=(
                PciResult.Basis.DERIVED
                if row["Cách biết"] == "suy ra"
                else PciResult.Basis.PUBLISHED
            ),
            source=row["Nguồn"],
            note=row["Ghi chú"],
        )
        for row in _rows("chi-so-pci.csv")
    ]


def calls() -> list[SampleDecision]:
    """Published calls by the decision or list they stand in; consecutive lines of one are one."""
    sectors = {row.name.casefold(): row for row in Sector.objects.all()}
    found: dict[tuple[str, ...], tuple[DecisionFacts, list[EntryFacts]]] = {}
    for row in _rows("goi-dau-tu-da-cong-bo.csv"):
        key = tuple(row[name] for name in _DECISION)
        _facts, lines = found.setdefault(key, (_decision(row), []))
        lines.append(_call(row, sectors))
    return [SampleDecision(facts, tuple(lines)) for facts, lines in found.values()]


def _decision(row: dict[str, str]) -> DecisionFacts:
    return DecisionFacts(
        title=row["Quyết định"],
        number=row["Số"],
        issued_date=parse_partial(row["Ngày"]).first if row["Ngày"] else None,
        issuer_name=row["Cơ quan ban hành"],
        period_text=row["Giai đoạn"],
        stated_count=int(row["Số dự án nguồn nêu"]) if row["Số dự án nguồn nêu"] else None,
        stated_capital_text=row["Tổng vốn nguồn nêu"],
        source_url=row["Nguồn"],
        note=row["Ghi chú của quyết định"],
    )


def _call(row: dict[str, str], sectors: dict[str, Sector]) -> EntryFacts:
    area, usd = _number(row["Diện tích (ha)"]), _number(row["Vốn (triệu USD)"])
    capital = _number(row["Vốn (tỷ đồng)"])
    note = "; ".join(filter(None, (row["Ghi chú"], _dated(row["Ngày của nguồn"]))))
    return EntryFacts(
        name=row["Tên dự án"],
        sector=sectors.get(row["Lĩnh vực"].casefold()),
        sector_text=row["Lĩnh vực"],
        location_text=row["Địa điểm"],
        area_m2=None if area is None else rounded(area * _HECTARE, 2),
        capital_vnd=None if capital is None else int(capital * BILLION),
        capital_usd=None if usd is None else rounded(usd * MILLION, 2),
        form_text=row["Hình thức"],
        note=note,
        source_url=row["Nguồn"],
    )


def _dated(day: str) -> str:
    return f"nguồn: {parse_partial(day)}" if day else ""


def _number(text: str) -> Decimal | None:
    return parse_number(text).value if text else None


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")
