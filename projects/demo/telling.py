"""A story is told act by act; this keeps the acts in order and numbers their documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from projects.demo.shapes import (
    Acts,
    ExtensionRow,
    InstrumentRow,
    ItemRow,
    PeriodRow,
    RevisionRow,
    SuspensionRow,
    TerminationRow,
    TrancheRow,
)
from projects.demo.telling_money import MoneyStory
from vn.dates import PartialDate, Precision, add_months

CHAIRPERSON_DECIDES = date(2026, 3, 1)
DEPARTMENT_RENAMED = date(2025, 3, 1)
ITEM_NAMES = {
    "capital": "Góp đủ vốn đầu tư",
    "land_file": "Hoàn thành hồ sơ đất đai",
    "site_clearance": "Hoàn thành giải phóng mặt bằng",
    "start": "Khởi công xây dựng",
    "works": "Thi công hạng mục chính",
    "equipment": "Lắp đặt thiết bị, vận hành thử",
    "completion": "Hoàn thành xây dựng",
    "operation": "Đưa vào hoạt động",
    "other": "Mốc khác",
}
_EVIDENCE = {
    "start": "Thông báo khởi công",
    "completion": "Biên bản nghiệm thu",
    "operation": "Văn bản báo cáo đưa vào hoạt động",
}


def day(value: date) -> PartialDate:
    """A date known to the day."""
    return PartialDate(value, Precision.DAY)


@dataclass(slots=True)
class Story(MoneyStory):
    """One project's acts as they are told."""

    instruments: list[InstrumentRow] = field(default_factory=list)
    items: list[ItemRow] = field(default_factory=list)
    tranches: list[TrancheRow] = field(default_factory=list)
    periods: list[PeriodRow] = field(default_factory=list)
    suspensions: list[SuspensionRow] = field(default_factory=list)
    _documents: int = 0

    # ------------------------------------------------------------ days

    def ago(self, months: int = 0, days: int = 0) -> date:
        """Calendar months, then days, before the day of looking."""
        return add_months(self.on, -months) - timedelta(days=days)

    def ahead(self, months: int = 0, days: int = 0) -> date:
        """Calendar months, then days, after the day of looking."""
        return add_months(self.on, months) + timedelta(days=days)

    def document(self, suffix: str) -> str:
        """A document number that no other act of the province bears."""
        self._documents += 1
        return f"{self.seed * 10 + self._documents}/{suffix}"

    # ------------------------------------------------------------ acts

    def approve(self, issued: date) -> int:
        """The in-principle approval, which sets the first schedule. Returns its position."""
        authority, issuer = self._approver(issued)
        suffix = "QĐ-BQLKKT" if self.in_zone else "QĐ-UBND"
        return self._act("policy_approval", self.document(suffix), issued, (authority, issuer))

    def certify(self, issued: date) -> int:
        """The registration certificate. Its code begins with 99, which no province has."""
        number = f"99{self.seed:04d}{self.seed * 7919 % 10_000:04d}"
        return self._act("registration_certificate", number, issued, self._registrar(issued))

    def adjust(self, issued: date, *, adjusts: int = 0, sequence: int = 1) -> int:
        """An adjusting decision."""
        authority, issuer = self._approver(issued)
        suffix = "QĐ-BQLKKT" if self.in_zone else "QĐ-UBND"
        row = InstrumentRow(
            kind="adjustment",
            number=self.document(suffix),
            issued=issued,
            authority=authority,
            issuer=issuer,
            adjusts=adjusts,
            sequence=sequence,
            note=f"Điều chỉnh lần thứ {sequence:02d}",
        )
        self.instruments.append(row)
        return len(self.instruments) - 1

    def states(self, position: int, *, area_share: str, capital_share: str = "1") -> None:
        """What the act at this position says of capital and land, as shares of the project's."""
        self.instruments[position] = replace(
            self.instruments[position],
            capital_share=Decimal(capital_share),
            area_share=Decimal(area_share),
        )

    def milestone(
        self, kind: str, planned: PartialDate | None, actual: date | None = None, **more: Any
    ) -> int:
        """One milestone; `more` are further fields of `ItemRow`. Returns its position."""
        phase = more.get("phase", 1)
        is_named = more.pop("named_phase", False) or phase > 1
        phases = f" (giai đoạn {phase})" if is_named else ""
        more.setdefault("baseline", planned)
        reached = day(actual) if actual else None
        row = ItemRow(
            kind=kind,
            name=more.pop("name", ITEM_NAMES[kind] + phases),
            planned=planned,
            actual=reached,
            evidence=_EVIDENCE.get(kind, "Biên bản kiểm tra") if reached else "",
            **more,
        )
        self.items.append(row)
        return len(self.items) - 1

    def moved(
        self, kind: str, first: PartialDate, planned: PartialDate, instrument: int, **more: Any
    ) -> int:
        """A milestone that the instrument at this position moved from `first` to `planned`."""
        exception = more.pop("exception", "")
        revision = RevisionRow(instrument=instrument, old=first, new=planned, exception=exception)
        return self.milestone(
            kind,
            planned,
            baseline=first,
            instrument=instrument,
            revisions=(revision,),
            **more,
        )

    def land(
        self, decided: date | None, handover: date | PartialDate | None = None, **more: Any
    ) -> int:
        """One tranche; `more` are further fields of `TrancheRow`. Returns its position."""
        number = len(self.tranches) + 1
        more.setdefault("label", f"Đợt {number}")
        more.setdefault("agency", "bqlkkt" if self.in_zone else "snnmt")
        if decided:
            more.setdefault("decision_number", self.document("QĐ-UBND"))
            more.setdefault("planned_handover", decided + timedelta(days=30))
        if handover:
            more.setdefault("minutes_number", self.document("BB-BGĐ"))
            more.setdefault("handed_share", more.get("decided_share", Decimal(1)))
        if more.get("in_use"):
            more.setdefault("evidence", "Biên bản kiểm tra hiện trường")
        received = day(handover) if isinstance(handover, date) else handover
        self.tranches.append(TrancheRow(decision_date=decided, handover=received, **more))
        return number - 1

    def extension(self, from_date: date, months: int) -> ExtensionRow:
        """The one extension of land use, decided three weeks before it begins."""
        decided = from_date - timedelta(days=21)
        return ExtensionRow(
            decision_number=self.document("QĐ-UBND"),
            decision_date=decided,
            from_date=from_date,
            months=months,
        )

    def exclude(self, reason: str, start: date, end: date | None = None, **more: Any) -> None:
        """Time that does not count."""
        row = PeriodRow(
            reason=reason,
            start=start,
            end=end,
            document_number=self.document("UBND-KT"),
            document_date=start + timedelta(days=5),
            **more,
        )
        self.periods.append(row)

    def claim(self, reason: str, start: date, claimed: date, **more: Any) -> None:
        """Time the investor asks not to be counted; nobody has decided."""
        row = PeriodRow(
            reason=reason,
            start=start,
            document_number=self.paper("ĐN-NĐT"),
            document_date=claimed,
            standing="claimed",
            claimed=claimed,
            **more,
        )
        self.periods.append(row)

    def suspend(self, start: date, decided_by: str = "investor", **more: Any) -> None:
        """Operation suspended."""
        suffix = {"investor": "TB-NĐT", "state": "QĐ-STC", "court": "QĐ-TA"}[decided_by]
        row = SuspensionRow(
            decided_by=decided_by,
            start=start,
            document_number=self.document(suffix),
            document_date=start,
            **more,
        )
        self.suspensions.append(row)

    def terminated(self, ground: str, on: date, note: str) -> TerminationRow:
        """The decision that ends the project."""
        _, issuer = self._registrar(on)
        suffix = "QĐ-BQLKKT" if self.in_zone else "QĐ-STC"
        return TerminationRow(
            ground=ground,
            number=self.document(suffix),
            date=on,
            authority=issuer,
            note=note,
        )

    def acts(self, physical: str, operating: str = "not_operating", **more: Any) -> Acts:
        """All that was told; `more` are further fields of `Acts`."""
        return Acts(
            physical=physical,
            operating=operating,
            instruments=tuple(self.instruments),
            items=tuple(self.items),
            tranches=tuple(self.tranches),
            periods=tuple(self.periods),
            suspensions=tuple(self.suspensions),
            **self.money(),
            **more,
        )

    # ------------------------------------------------------------ who decides

    def _act(self, kind: str, number: str, issued: date, by: tuple[str, str]) -> int:
        authority, issuer = by
        self.instruments.append(
            InstrumentRow(
                kind=kind,
                number=number,
                issued=issued,
                authority=authority,
                issuer=issuer,
                capital_share=Decimal(1),
            )
        )
        return len(self.instruments) - 1

    def _approver(self, issued: date) -> tuple[str, str]:
        if self.in_zone:
            return "zone_board", "Ban Quản lý khu kinh tế"
        if issued >= CHAIRPERSON_DECIDES:
            return "chairperson", "Chủ tịch Ủy ban nhân dân tỉnh"
        return "committee", "Ủy ban nhân dân tỉnh"

    def _registrar(self, issued: date) -> tuple[str, str]:
        if self.in_zone:
            return "zone_board", "Ban Quản lý khu kinh tế"
        renamed = issued >= DEPARTMENT_RENAMED
        return "department", "Sở Tài chính" if renamed else "Sở Kế hoạch và Đầu tư"


HALF = Decimal("0.5")
