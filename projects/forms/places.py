"""Taking a workbook of places."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.forms.workbooks import WorkbookForm
from accounts.place_table import Row, read_rows


class PlaceListForm(WorkbookForm):
    """Places and successions to write."""

    about = _("List of places (.xlsx or .csv)")

    def rows_of(self, name: str, content: bytes) -> list[Row]:
        """The rows as they were written. Raises `UnreadableList`."""
        return read_rows(name, content)
