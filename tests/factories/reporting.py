"""Report runs before and after the worker."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from reporting.models import ReportRun

_ASKED = datetime(2026, 8, 31, 2, 0, tzinfo=UTC)


class ReportQueued(DjangoModelFactory):
    """A snapshot waiting for its PDF."""

    class Meta:
        model = ReportRun

    template = ReportRun.Template.MONTHLY_NON_BUDGET
    period_start = date(2026, 8, 1)
    cut_off = date(2026, 8, 31)
    number = factory.Sequence(lambda n: n + 1)
    snapshot = "{}"
    snapshot_sha256 = "0" * 64
    template_version = "1"
    requested_at = _ASKED


class ReportReady(ReportQueued):
    """A finished report, which nothing may change."""

    state = ReportRun.State.READY
    pdf = b"%PDF-1.7"
    pdf_sha256 = "1" * 64
    pages = 3
    rendered_at = _ASKED
