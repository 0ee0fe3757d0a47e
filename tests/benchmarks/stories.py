"""What happened to a type of project: its decisions, milestones, land and pauses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from projects.models import (
    ExcludedPeriod,
    Extension,
    Instrument,
    LandTranche,
    ScheduleItem,
    Suspension,
)
from tests.benchmarks.province import AGENCIES, DAY, decision, draw, instruments_of, state_of
from vn.dates import Precision, first_day
from vn.documents import normalise_number

_MILESTONES = (  # kind, name, months after the approval
    ("land_file", "Hoàn thành hồ sơ đất đai", 6),
    ("site_clearance", "Hoàn thành giải phóng mặt bằng", 10),
    ("start", "Khởi công xây dựng", 12),
    ("works", "Thi công hạng mục chính", 24),
    ("completion", "Hoàn thành xây dựng", 30),
    ("operation", "Đưa dự án vào hoạt động", 33),
)
ITEMS = len(_MILESTONES)
TRANCHES = 2
_DONE = {"operating": ITEMS, "stopped": ITEMS, "under_construction": 3, "not_started": 0}
_APPROVED = {  # first day and days in which the approvals of a state fall
    "operating": (date(2013, 1, 7), 3_400),
    "stopped": (date(2012, 2, 6), 3_000),
    "under_construction": (date(2023, 1, 9), 950),
    "not_started": (date(2024, 3, 4), 860),
}


def _approved(number: int) -> date:
    first, days = _APPROVED[state_of(number)]
    return first + timedelta(draw(number, "approved", days))


def _after(start: date, months: int) -> date:
    return start + timedelta(days=months * 30)


def instruments(index: int) -> Iterator[Instrument]:
    """The approval and its adjustment."""
    for n in range(instruments_of(index)):
        number = decision(index, n)
        yield Instrument(
            id=index * 2 + n + 1,
            project_id=index + 1,
            kind="adjustment" if n else "policy_approval",
            number=number,
            number_key=normalise_number(number),
            issued_date=_approved(index) + timedelta(days=300 * n),
            authority="committee",
        )


def items(index: int) -> Iterator[ScheduleItem]:
    """Six milestones; one in five of the reached ones was late, one in 25 has no plan."""
    approved, done = _approved(index), _DONE[state_of(index)]
    for n, (kind, name, months) in enumerate(_MILESTONES):
        precision = (Precision.DAY, Precision.DAY, Precision.MONTH, Precision.QUARTER)[
            draw(index, f"precision{n}", 4)
        ]
        planned = first_day(_after(approved, months), precision)
        unknown = draw(index, f"unplanned{n}", 25) == 0
        late = draw(index, f"late{n}", 5) == 0
        delay = draw(index, f"delay{n}", 300) + 95 if late else -draw(index, f"early{n}", 40)
        yield ScheduleItem(
            id=index * ITEMS + n + 1,
            project_id=index + 1,
            kind=kind,
            name=name,
            instrument_id=index * 2 + 1,
            baseline_date=None if unknown else planned,
            baseline_precision=precision,
            planned_date=None if unknown else planned,
            planned_precision=precision,
            actual_date=min(planned + timedelta(delay), DAY) if n < done else None,
            evidence="15/BC-DA" if n < done else "",
        )


def tranches(index: int) -> Iterator[LandTranche]:
    """One tranche or two; half of those not begun have no land yet."""
    state, decided = state_of(index), _after(_approved(index), 8)
    for n in range(1 + (draw(index, "tranches", 5) < 2)):
        handed = state != "not_started" or draw(index, f"handed{n}", 2) == 0
        used = _DONE[state] > 0 and (n == 0 or draw(index, f"used{n}", 3) > 0)
        handover = _after(decided, 2 + 5 * n)
        yield LandTranche(
            id=index * TRANCHES + n + 1,
            project_id=index + 1,
            label=f"Đợt {n + 1}",
            decision_number=f"{draw(index, 'land', 900) + 1}/QĐ-UBND",
            decision_date=decided,
            decided_area_m2=40_000,
            handover_date=handover if handed else None,
            minutes_number="22/BB-BG" if handed else "",
            in_use_date=min(handover + timedelta(draw(index, f"use{n}", 500)), DAY)
            if used
            else None,
            in_use_evidence="Thông báo khởi công" if used else "",
            agency_id=AGENCIES["land"],
        )


def extensions(index: int) -> Iterator[Extension]:
    """One extension for one in six of the tranches that lie idle."""
    for tranche in tranches(index):
        if tranche.handover_date and not tranche.in_use_date and draw(index, "extended", 6) == 0:
            yield Extension(
                id=tranche.id,
                tranche_id=tranche.id,
                decision_number=f"{tranche.id}/QĐ-UBND",
                decision_date=tranche.handover_date + timedelta(330),
                from_date=tranche.handover_date + timedelta(365),
                months=24,
            )


def suspensions(index: int) -> Iterator[Suspension]:
    """Those that stopped told the registry when."""
    if state_of(index) == "stopped":
        yield Suspension(
            id=index + 1,
            project_id=index + 1,
            decided_by="investor",
            start_date=DAY - timedelta(20 + draw(index, "stopped", 700)),
            document_number="07/TB-CT",
        )


def periods(index: int) -> Iterator[ExcludedPeriod]:
    """One project in twelve lost some weeks that do not count."""
    if draw(index, "excluded", 12) == 0:
        start = _after(_approved(index), 9)
        yield ExcludedPeriod(
            id=index + 1,
            project_id=index + 1,
            start_date=start,
            end_date=start + timedelta(30 + draw(index, "weeks", 90)),
            reason="force_majeure",
            document_number="2214/UBND-KT",
        )
