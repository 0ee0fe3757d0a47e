"""The demonstration's dossiers: proposed, late, refused, approved, adjusting; all invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MERIDIAN = Decimal("107.25")
_NORTH, _EAST = 2_415_000, 452_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionStory:
    """One agency (code) asked and answering so many days ago; an empty verdict: not answered."""

    agency: str
    asked: int
    days: int = 7
    answered: int | None = None
    verdict: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStory:
    """A dossier; days are counted back from the day of viewing.

    `project` names a project that tells a story; without it `name` is a project only proposed.
    `supplement`: days ago papers were asked for, which are still awaited.
    """

    kind: str
    code: str
    received: int = 0
    limit_days: int | None = 15
    project: str = ""
    name: str = ""
    investor: str = ""
    capital_ty: int = 0
    area_ha: int = 0
    unit: str = ""
    opinions: Sequence[OpinionStory] = field(default=())
    supplement: int | None = None
    reported: int | None = None
    submitted: int | None = None
    decided: int | None = None
    outcome: str = "pending"
    reason: str = ""


NEW: tuple[DossierStory, ...] = (
    DossierStory(
        kind="policy_approval",
        code="HS-0412",
        name="Nhà máy chế biến nông sản Đồi Sim (minh họa)",
        investor="Công ty cổ phần Nông sản Đồi Sim (minh họa)",
        received=16,
        limit_days=25,
        capital_ty=310,
        area_ha=6,
        unit="MH-X01",
        opinions=(
            OpinionStory(agency="snnmt", asked=12),
            OpinionStory(
                agency="sxd",
                asked=12,
                answered=4,
                verdict="conditions",
                answer="Bổ sung phương án đấu nối giao thông với đường tỉnh.",
            ),
            OpinionStory(
                agency="sct",
                asked=12,
                answered=6,
                verdict="agrees",
                answer="Thống nhất chủ trương.",
            ),
            OpinionStory(agency="xa-01", asked=12, days=10),
        ),
    ),
    DossierStory(
        kind="policy_and_investor",
        code="HS-0397",
        name="Khu kho vận cửa khẩu Bản Lầu (minh họa)",
        investor="Công ty TNHH Kho vận Bản Lầu (minh họa)",
        received=44,
        limit_days=20,
        capital_ty=780,
        area_ha=18,
        unit="MH-X02",
        opinions=(
            OpinionStory(agency="snnmt", asked=38),
            OpinionStory(agency="sxd", asked=38, answered=20, verdict="agrees"),
            OpinionStory(agency="bqlkkt", asked=38, answered=30, verdict="agrees"),
        ),
        supplement=31,
    ),
    DossierStory(
        kind="policy_approval",
        code="HS-0318",
        name="Điểm du lịch sinh thái Hồ Xanh (minh họa)",
        investor="Công ty TNHH Du lịch Hồ Xanh (minh họa)",
        received=120,
        limit_days=25,
        capital_ty=95,
        area_ha=32,
        unit="MH-X03",
        opinions=(
            OpinionStory(
                agency="snnmt",
                asked=112,
                answered=101,
                verdict="disagrees",
                answer="Vị trí thuộc quy hoạch rừng phòng hộ.",
            ),
        ),
        reported=92,
        submitted=90,
        decided=80,
        outcome="refused",
        reason="Vị trí đề xuất thuộc quy hoạch rừng phòng hộ.",
    ),
)
"""Projects that are only proposed."""

KNOWN: tuple[DossierStory, ...] = (
    DossierStory(kind="adjustment", code="HS-0405", project="adjustment_pending", limit_days=None),
    DossierStory(
        kind="policy_approval",
        code="HS-0105",
        project="year_missed",
        limit_days=None,
        outcome="approved",
    ),
)
"""Dossiers about projects on record, whose days follow that record."""

PLANS = (
    ("provincial", "236/QĐ-TTg", "Quy hoạch tỉnh thời kỳ 2021-2030 (minh họa)", "conforms"),
    ("construction", "1187/QĐ-UBND", "Quy hoạch phân khu (minh họa)", "partly"),
    ("land_use", "702/QĐ-UBND", "Kế hoạch sử dụng đất năm (minh họa)", "unknown"),
)

PROMISED: dict[str, Decimal | str] = {
    "technology": "Dây chuyền tự động, thiết bị mới (minh họa)",
    "jobs": Decimal(180),
    "budget": Decimal(12_500_000_000),
    "environment": "Trạm xử lý nước thải 200 m³ mỗi ngày (minh họa)",
}


def square(side_m: int, *, east: int = 0) -> str:
    """A table of four points in VN-2000, `east` metres beside the first area."""
    x, y = _NORTH, _EAST + east
    corners = ((x, y), (x, y + side_m), (x - side_m, y + side_m), (x - side_m, y))
    return "\n".join(f"{n} {a:.2f} {b:.2f}" for n, (a, b) in enumerate(corners, 1))
