"""What the invented province decided about rules that leave it to the province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from projects.demo.reports import tracked_from

NOT_STARTED_MONTHS = 48


@dataclass(frozen=True, slots=True)
class LawRow:
    """Parameters of the newest version of a rule, and why the province sets them."""

    kind: str
    parameters: dict[str, Any]
    reason: str


def choices(on: date) -> tuple[LawRow, ...]:
    """Reports are recorded here since the quarter before; a start is asked for after four years."""
    tracked = {"tracked_from": tracked_from(on).isoformat()}
    recorded = "Minh họa: tỉnh ghi nhận báo cáo của nhà đầu tư trên cổng."
    return (
        LawRow("R1", tracked, recorded),
        LawRow("R2", tracked, recorded),
        LawRow(
            "I10",
            {"months": NOT_STARTED_MONTHS},
            "Minh họa: tỉnh rà soát dự án quá 48 tháng chưa khởi công.",
        ),
    )
