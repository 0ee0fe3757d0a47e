"""What the columns of a workbook mean, in words to choose by."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.importing.columns import KNOWN, Kind
from projects.importing.layout import Role
from vn.text import fold

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
    "period": _("Time of implementation"),
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
    Kind.CERTIFICATE: _("The number of the certificate, as text so that no zero is lost."),
    Kind.PERIOD: _("From and to, such as Quý III/2024 - Quý III/2027."),
    Kind.PERCENT: _("A number with its per cent sign, such as 26,25%."),
    Kind.NUMBER: _("A plain number."),
    Kind.PARTIAL: _("A day, month, quarter or year: 31/8/2026, 8/2026, Quý III/2026, 2026."),
}
"""How cells of a kind are written so that nothing has to be asked."""

UNITS: dict[Kind, tuple[str, ...]] = {
    Kind.MONEY: ("tỷ đồng", "triệu đồng", "đồng"),
    Kind.USD: ("triệu USD", "USD"),
    Kind.AREA: ("ha", "m2"),
}
"""Units that the plain numbers of a column can be in; the first is the usual one."""

_NO_UNIT = _("no unit said")
_SPELLINGS = {
    "ty": "tỷ đồng",
    "tydong": "tỷ đồng",
    "tyvnd": "tỷ đồng",
    "trieu": "triệu đồng",
    "trieudong": "triệu đồng",
    "trd": "triệu đồng",
    "trdong": "triệu đồng",
    "dong": "đồng",
    "vnd": "đồng",
    "d": "đồng",
    "trieuusd": "triệu USD",
    "usd": "USD",
    "ha": "ha",
    "hecta": "ha",
    "m2": "m2",
    "m²": "m2",
}


def label(key: str, unit: str = "") -> str:
    """The meaning of a column with its unit: "Registered capital (tỷ đồng)"."""
    words = str(LABELS.get(key, key))
    return f"{words} ({unit})" if unit else words


ROLES: dict[str, Promise] = {
    Role.TITLE: _("Title"),
    Role.UNIT: _("Unit line"),
    Role.HEADER: _("Heading"),
    Role.NUMBERS: _("Column numbers"),
    Role.SECTION: _("Section"),
    Role.TOTAL: _("Total"),
    Role.BLANK: _("Empty"),
    Role.SIGNATURE: _("Signatures"),
    Role.FOOTNOTE: _("Footnote"),
    Role.DATA: _("Project"),
}
"""What a row of a sheet is."""

LEFT_OUT: dict[str, Promise] = {
    "no_header": _("No row names the columns. Say below which row is the heading to read it."),
    "hidden": _("The sheet is hidden in the workbook. Tick it to read it too."),
    "empty": _("The sheet is empty."),
    "person": _("You left this sheet out."),
}
"""Why a sheet is not read."""


def unit_of(written: str) -> str:
    """The listed unit that a heading means by its own spelling; the spelling where none is meant."""
    plain = fold(written).replace(".", "").replace(" ", "")
    return _SPELLINGS.get(plain, written)


def choices(column_key: str, unit: str) -> list[tuple[str, str]]:
    """Every meaning a column can have: ("key|unit", words); an unusual unit of its own is kept."""
    found = []
    for known in KNOWN:
        units = list(UNITS.get(known.kind, ("",)))
        if known.key == column_key and unit not in units:
            units.append(unit)
        for each in units:
            words = label(known.key, each or (str(_NO_UNIT) if known.kind in UNITS else ""))
            found.append((f"{known.key}|{each}", words))
    return found
