"""Who usually issues what, by kind, day and place (law.md, R-1.2)."""

from __future__ import annotations

from datetime import date

import pytest

from projects.rules.authority import usual_authority
from vn.dates import PartialDate, Precision


def on(year: int, month: int, day: int, precision: Precision = Precision.DAY) -> PartialDate:
    return PartialDate(date(year, month, day), precision)


@pytest.mark.parametrize(
    ("kind", "issued", "zone", "adjusted", "authority"),
    [
        ("policy_approval", on(2026, 2, 28), "none", "", "committee"),
        ("policy_approval", on(2026, 3, 1), "none", "", "chairperson"),
        ("investor_approval", on(2026, 3, 1), "none", "", "chairperson"),
        ("policy_approval", on(2026, 1, 1, Precision.QUARTER), "none", "", "unknown"),
        ("policy_approval", on(2026, 4, 1, Precision.QUARTER), "none", "", "chairperson"),
        ("policy_approval", on(2025, 1, 1, Precision.YEAR), "none", "", "committee"),
        ("policy_approval", None, "none", "", "unknown"),
        ("policy_approval", on(2024, 6, 1), "border_gate_zone", "", "zone_board"),
        ("policy_approval", on(2024, 6, 1), "industrial_cluster", "", "committee"),
        ("registration_certificate", on(2024, 6, 1), "none", "", "department"),
        ("registration_certificate", None, "industrial_zone", "", "zone_board"),
        ("adjustment", on(2026, 9, 10), "none", "policy_approval", "chairperson"),
        ("adjustment", on(2026, 9, 10), "none", "registration_certificate", "department"),
        ("adjustment", on(2026, 9, 10), "none", "", "chairperson"),
        ("land_allocation", on(2026, 9, 10), "none", "", "unknown"),
        ("adjustment", on(2026, 9, 10), "none", "other", "unknown"),
    ],
)
def test_the_usual_authority(
    kind: str, issued: PartialDate | None, zone: str, adjusted: str, authority: str
) -> None:
    found = usual_authority(kind=kind, issued=issued, zone=zone, adjusted=adjusted)
    assert found == authority
