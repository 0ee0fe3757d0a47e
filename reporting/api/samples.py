"""Examples in the description of the API: one month's report."""

from __future__ import annotations

from typing import Any

REPORT: dict[str, Any] = {
    "id": 8,
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
    "year": 2026,
    "month": 8,
    "cut_off": "2026-08-20",
    "total": {"projects": 253, "capital_vnd": 98_400_000_000_000, "without_capital": 4},
}
