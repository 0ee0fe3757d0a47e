"""Decisions and certificates on the project page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from projects.models import Instrument
from projects.querysets.record import Record
from projects.views.sight import Sight
from projects.wording import partial
from vn.money import ty_text


def section(sight: Sight) -> dict[str, Any]:
    """Decisions and certificates of the project."""
    return {"instruments": instruments(sight.record)}


def instruments(record: Record) -> list[dict[str, Any]]:
    """Decisions and certificates, oldest first."""
    return [_instrument(row) for row in record.instruments]


def _instrument(row: Instrument) -> dict[str, Any]:
    kind = row.get_kind_display()
    if row.sequence:
        kind = gettext("%(kind)s no. %(n)s") % {"kind": kind, "n": row.sequence}
    return {
        "pk": row.pk,
        "kind": kind,
        "number": row.number or gettext("number not known"),
        "issued": partial(row.issued_date, row.issued_precision),
        "authority": row.issuer_name or row.get_authority_display(),
        "capital": ty_text(row.capital_vnd, unknown=""),
        "note": row.note,
    }
