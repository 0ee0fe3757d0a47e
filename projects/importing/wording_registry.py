"""What is said of a cell beside what is on record: kept as text, or left as the registry has it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGISTRY_WORDS: dict[str, str | Promise] = {
    "known_later": _(
        "The registry has a later figure for “%(column)s” (%(text)s), so it stays. Correct the "
        "project itself if the sheet is right."
    ),
    "unknown_sector": _(
        "“%(text)s” is not on the list of sectors; it is kept as text. Add the sector under "
        "administration and read the workbook again, or choose one in the project."
    ),
    "unknown_place": _(
        "“%(text)s” is no province on record; it is kept as text and the project is not placed. "
        "Correct the cell, or place the project afterwards."
    ),
    "place_not_found": _(
        "No place on record is named in “%(text)s”; it is kept as text. Place the project "
        "afterwards, or correct the cell."
    ),
}
"""By the codes of `actions/import_rows.py`."""
