"""Examples in the description of the API: one project."""

from __future__ import annotations

from typing import Any

from deadlines.api.samples import FLAG, OBLIGATION

ROW: dict[str, Any] = {
    "id": 17,
    "code": "DA-0017",
    "name": "Trung tâm logistics Nà Lầm",
    "bucket": "under_construction",
    "investor_name": "Công ty TNHH Bắc Á",
    "sector_name": "Thương mại, dịch vụ",
    "places": ["Xã Đồng Đăng"],
    "location_text": "",
    "registered_capital_vnd": 1_250_000_000_000,
    "land_area_m2": "426000.00",
}
_DAY = {"date": "2024-09-30", "precision": "day"}
_QUARTER = {"date": "2026-07-01", "precision": "quarter"}
PROJECT: dict[str, Any] = {
    "id": 17,
    "code": "DA-0017",
    "name": "Trung tâm logistics Nà Lầm",
    "funding": "non_budget",
    "bucket": "under_construction",
    "stage": "construction",
    "next_stage": "completed",
    "missing": ["completion_proof"],
    "state_as_of": "2026-08-31",
    "state_note": None,
    "investor": {"name": "Công ty TNHH Bắc Á", "kind": "domestic", "country": "Việt Nam"},
    "public_investment": None,
    "sector_name": "Thương mại, dịch vụ",
    "agency": "Sở Tài chính",
    "officer": "Lê Thu Hà",
    "places": ["Xã Đồng Đăng"],
    "location_text": None,
    "zone": "none",
    "registered_capital_vnd": 1_250_000_000_000,
    "registered_capital_usd": None,
    "capital_hedge": None,
    "land_area_m2": "426000.00",
    "origin": "entered",
    "source_url": None,
    "source_date_text": None,
    "instruments": [
        {
            "id": 40,
            "kind": "policy_approval",
            "sequence": None,
            "number": "1644/QĐ-UBND",
            "issued": _DAY,
            "authority": "committee",
            "issuer_name": None,
            "capital_vnd": 1_250_000_000_000,
            "land_area_m2": None,
            "operation_date": None,
            "note": None,
        }
    ],
    "milestones": [
        {
            "id": 88,
            "phase": 1,
            "kind": "operation",
            "name": "Đưa dự án vào hoạt động",
            "planned": _QUARTER,
            "baseline": _QUARTER,
            "actual": None,
            "achieved_undated": False,
            "amount_vnd": None,
            "evidence": None,
            "instrument_id": 40,
        }
    ],
    "tranches": [
        {
            "id": 12,
            "label": "Đợt 1",
            "phase": 1,
            "agency": "Sở Nông nghiệp và Môi trường",
            "decision_number": "210/QĐ-UBND",
            "decision_date": "2025-02-03",
            "decided_area_m2": "426000.00",
            "planned_handover_date": None,
            "handover": {"date": "2025-03-14", "precision": "day"},
            "handed_area_m2": "426000.00",
            "minutes_number": "05/BB-BGĐ",
            "in_use_date": None,
            "in_use_evidence": None,
            "extension": None,
        }
    ],
    "excluded_periods": [],
    "suspensions": [],
    "terminations": [],
    "obligations": [OBLIGATION],
    "flags": [FLAG],
}
