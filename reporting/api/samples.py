"""Examples in the description of the API: one month's report."""

from __future__ import annotations

from typing import Any

REPORT: dict[str, Any] = {
    "id": 8,
    "template": "monthly_non_budget",
    "life": "issued",
    "official_number": "05/BC-STC",
    "issued_on": "2026-09-03",
    "period_start": "2026-08-01",
    "cut_off": "2026-08-20",
    "number": 1,
    "state": "ready",
    "superseded": False,
    "failed": False,
    "requested_at": "2026-08-20T06:00:00+07:00",
    "requested_by": None,
    "rendered_at": "2026-08-20T06:00:19+07:00",
    "pages": 11,
    "size": 184_320,
    "snapshot_sha256": "9f2c" * 16,
    "snapshot_url": "https://cong.example.vn/api/v1/reports/8/snapshot/",
    "pdf_url": "https://cong.example.vn/bao-cao/8/tai-ve/",
}
SNAPSHOT: dict[str, Any] = {
    "kind": "monthly_non_budget",
    "period": "tháng 8 năm 2026",
    "cut_off": "2026-08-20",
    "figures": [
        {
            "key": "census.projects",
            "label": "Dự án đang theo dõi",
            "value": "253",
            "unit": "count",
            "as_of": "2026-08-20",
        }
    ],
}
