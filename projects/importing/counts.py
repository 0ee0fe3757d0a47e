"""Reading the rows of a workbook on its way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from projects.models import ImportRow

Outcome = ImportRow.Outcome

_ERROR = Q(messages__contains=[{"severity": "error"}])
_WARNING = Q(messages__contains=[{"severity": "warning"}])
OPEN = Q(outcome=Outcome.ASK) | _ERROR & ~Q(outcome=Outcome.SKIP)
"""Rows that keep the workbook from being written."""

VIEWS: Mapping[str, Q] = {
    "cho": OPEN,
    "loi": _ERROR,
    "canh_bao": _WARNING,
    "moi": Q(outcome=Outcome.CREATE),
    "doi": Q(outcome=Outcome.UPDATE),
    "khong_doi": Q(outcome=Outcome.SAME),
    "bo": Q(outcome=Outcome.SKIP),
    "tat_ca": Q(),
}
"""What the preview can be narrowed to, by its name in the address."""


def counted(batch_id: int) -> dict[str, int]:
    """How many rows each view holds, in one query."""
    asked: dict[str, Any] = {
        name: Count("pk", filter=condition) if condition else Count("pk")
        for name, condition in VIEWS.items()
    }
    rows: dict[str, int] = ImportRow.objects.filter(batch_id=batch_id).aggregate(**asked)
    return rows


def of_view(batch_id: int, view: str) -> QuerySet[ImportRow]:
    """The rows of one view, in the order of the workbook."""
    return ImportRow.objects.filter(VIEWS[view], batch_id=batch_id).order_by("position")


def asked_investors(batch_id: int) -> QuerySet[ImportRow]:
    """Rows whose investor may be one on record under another name."""
    return ImportRow.objects.filter(
        batch_id=batch_id,
        outcome=Outcome.ASK,
        candidates__contains=[{"about": "investor"}],
    ).order_by("position")
