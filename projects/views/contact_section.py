"""Contacts, periodic reports and the loss of the site on the project page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from projects.models import Contact, Filing, SiteLoss
from projects.querysets.record import Record
from projects.views.sight import Sight
from projects.wording import cycle_text
from vn.dates import day_text

RECENT = 4
"""Rows shown at once; the earlier ones are folded away."""


def section(sight: Sight) -> dict[str, Any]:
    """Contacts, reports and losses of the site."""
    return {"contacts": contacts(sight.record)}


def contacts(record: Record) -> dict[str, Any]:
    """The latest contacts and reports, the earlier ones apart, and the sites that were lost."""
    met = [_contact(row) for row in record.contacts]
    filed = filings(record)
    return {
        "contacts": met[:RECENT],
        "earlier_contacts": met[RECENT:],
        "filings": filed[:RECENT],
        "earlier_filings": filed[RECENT:],
        "losses": [_loss(row) for row in record.site_losses],
    }


def filings(record: Record) -> list[dict[str, Any]]:
    """Reports the investor handed in, the latest first."""
    return [_filing(row) for row in record.filings]


def _contact(row: Contact) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "day": day_text(row.date),
        "channel": row.get_channel_display(),
        "reached": row.reached,
        "document": row.document_number,
        "note": row.note,
    }


def _filing(row: Filing) -> dict[str, Any]:
    mark, words = "", gettext("waiting for an answer")
    if row.accepted_date:
        mark, words = (
            "ok",
            gettext("report accepted on %(day)s") % {"day": day_text(row.accepted_date)},
        )
    elif row.returned_date:
        mark, words = "warn", gettext("returned on %(day)s") % {"day": day_text(row.returned_date)}
    return {
        "pk": row.pk,
        "kind": row.get_kind_display(),
        "cycle": cycle_text(row.cycle),
        "submitted": day_text(row.submitted_date),
        "document": row.document_number,
        "mark": mark,
        "words": words,
        "remarks": row.remarks,
    }


def _loss(row: SiteLoss) -> dict[str, Any]:
    filed = row.relocation_filed_date
    words = gettext("no relocation filed yet")
    if filed:
        words = gettext("relocation filed on %(day)s") % {"day": day_text(filed)}
    return {
        "pk": row.pk,
        "day": day_text(row.lost_date),
        "document": row.document_number,
        "reason": row.reason,
        "filed": bool(filed),
        "words": words,
        "relocation": row.relocation_document,
    }
