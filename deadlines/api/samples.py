"""Examples in the description of the API: one late land tranche."""

from __future__ import annotations

from typing import Any

_ABOUT: dict[str, Any] = {
    "subject_kind": "tranche",
    "subject_id": 12,
    "subject": "Đợt 1 · 42,6 ha",
    "project_code": "DA-0017",
    "project_name": "Trung tâm logistics Nà Lầm",
}
OBLIGATION: dict[str, Any] = _ABOUT | {
    "id": 205,
    "kind": "L1",
    "clock": "running",
    "level": 4,
    "overdue": True,
    "due_date": "2026-03-14",
    "first_due_date": "2026-03-14",
    "met_date": None,
    "stopped_on": None,
    "days_left": None,
    "excluded_days": 0,
    "missing": None,
    "void_reason": None,
    "advisory": False,
    "article": "Khoản 8 Điều 81 Luật Đất đai số 31/2024/QH15",
    "bearer": "investor",
    "bearer_agency": None,
}
OBLIGATION_DETAIL: dict[str, Any] = OBLIGATION | {
    "steps": [{"kind": "base", "params": {"what": "land_handover", "date": "2025-03-14"}}]
}
FLAG: dict[str, Any] = _ABOUT | {
    "id": 31,
    "obligation_id": 205,
    "kind": "L1",
    "title": "Có dấu hiệu không đưa đất vào sử dụng trong 12 tháng",
    "state": "open",
    "severity": 3,
    "due_date": "2026-03-14",
    "opened_on": "2026-03-15",
    "closed_on": None,
    "advisory": False,
    "article": "Khoản 8 Điều 81 Luật Đất đai số 31/2024/QH15",
}
FLAG_DETAIL: dict[str, Any] = FLAG | {
    "reason": None,
    "document_number": None,
    "decided_at": None,
    "rule": None,
    "obligation": OBLIGATION_DETAIL,
    "events": [
        {
            "on": "2026-03-15",
            "recorded_at": "2026-03-15T00:30:00+07:00",
            "by": None,
            "old_state": None,
            "new_state": "open",
            "note": None,
        }
    ],
    "changes": [],
}
