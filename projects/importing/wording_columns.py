"""What the columns of a workbook mean, in words to choose by."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.importing.columns import Kind

LABELS: dict[str, Promise] = {
    "id": _("Number of the row in its source"),
    "province": _("Province"),
    "name": _("Name of the project"),
    "investor": _("Investor"),
    "investor_kind": _("Kind of investor"),
    "kind_basis": _("How the kind is known"),
    "country": _("Country"),
    "sector": _("Sector"),
    "location": _("Location"),
    "zone": _("Zone"),
    "approval_number": _("Number of the decision"),
    "approval_date": _("Day of the decision"),
    "irc_code": _("Code of the registration certificate"),
    "capital": _("Registered capital"),
    "capital_usd": _("Registered capital (US dollars)"),
    "area": _("Land area"),
    "handover_planned": _("Handover of land as planned"),
    "handover": _("Handover of land in the field"),
    "start_planned": _("Planned start of construction"),
    "completion_planned": _("Planned completion"),
    "status_text": _("How the project goes, in words"),
    "status": _("Status"),
    "delay_reason": _("Difficulties"),
    "handling": _("Proposed handling"),
    "implemented": _("Capital implemented, as text"),
    "capital_text": _("Capital as its source writes it"),
    "area_text": _("Area as its source writes it"),
    "source": _("Source"),
    "source_date": _("Day of the source"),
    "note": _("Note"),
}
"""By the column's key (`columns.KNOWN`)."""

HOW: dict[Kind, Promise] = {
    Kind.TEXT: _("Any text."),
    Kind.CHOICE: _("One of the values the portal knows, in words."),
    Kind.MONEY: _("A number in the unit of the heading, typed as a number; 1.480,5 as text."),
    Kind.USD: _("A number in the unit of the heading, typed as a number."),
    Kind.AREA: _("A number in the unit of the heading; a cell may say m2 or ha itself."),
    Kind.PARTIAL: _("A day, month, quarter or year: 31/8/2026, 8/2026, Quý III/2026, 2026."),
}
"""How cells of a kind are written so that nothing has to be asked."""

UNITS: dict[Kind, tuple[str, ...]] = {
    Kind.MONEY: ("tỷ đồng", "triệu đồng", "đồng"),
    Kind.USD: ("triệu USD", "USD"),
    Kind.AREA: ("ha", "m2"),
}
"""Units that the plain numbers of a column can be in; the first is the usual one."""


def label(key: str, unit: str = "") -> str:
    """The meaning of a column with its unit: "Registered capital (tỷ đồng)"."""
    words = str(LABELS.get(key, key))
    return f"{words} ({unit})" if unit else words
