"""Taking a workbook of people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.forms.workbooks import WorkbookForm
from accounts.roster import Line, read_roster


class RosterForm(WorkbookForm):
    """People to invite."""

    about = _("List of people (.xlsx or .csv)")

    def rows_of(self, name: str, content: bytes) -> list[Line]:
        """The rows as they were written. Raises `UnreadableList`."""
        return read_roster(name, content)
