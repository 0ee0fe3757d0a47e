"""What is asked of a builder, and what every one of them shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from reporting.document.first_page import Standing
from reporting.document.shapes import Document
from reporting.letterhead import Letter


class NothingToReport(Exception):
    """The registry holds no row to count; the text says what to do."""

    text = _("There is no project to report on. Enter or import projects first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A report as of the end of a day. `previous`: the report of the period before, if there was one.

    `standing`: how the conclusions of the meeting on it stand (they open the leaders' page).
    """

    cut_off: date
    generated_on: date
    letter: Letter
    previous: Document | None = None
    standing: tuple[Standing, ...] = ()

    @property
    def begins(self) -> date:
        """First day of the month."""
        return self.cut_off.replace(day=1)
