"""Days that deadlines can be reckoned from."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vn.dates import YEARS, day_text


def refuse_odd_year(day: date) -> None:
    """Refuse a slip of the pen: terms are counted from it, and calendars end.

    Raises ValidationError.
    """
    if day.year not in YEARS:
        raise ValidationError(
            _("The year of “%(raw)s” is out of range. Write four digits, such as 2026."),
            "no_such_year",
            {"raw": day_text(day)},
        )
