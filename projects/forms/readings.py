"""Texts that cannot be read, said so that the person knows what to write instead."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from vn.errors import Unreadable
from vn.numbers import decimal_text, parse_number

_DATES = {
    "no_such_month": _("“%(raw)s” has no such month: months run from 1 to 12."),
    "no_such_quarter": _("“%(raw)s” has no such quarter: write Quý I, II, III or IV."),
    "no_such_year": _("The year of “%(raw)s” is out of range. Write four digits, such as 2026."),
    "year_missing": _("“%(raw)s” has no year. Write it too, such as 31/8/2026."),
    "short_year": _("Write the year of “%(raw)s” with four digits, such as 2026."),
    "range": _("“%(raw)s” is a span. Write its last day, month, quarter or year."),
    "relative": _("“%(raw)s” is counted from another day. Write the day itself."),
    "vague": _("“%(raw)s” is not exact. Write a day, month, quarter or year, or leave it empty."),
}
_DATE_OTHERWISE = _("“%(raw)s” is not a date. Write 31/8/2026, 8/2026, Quý III/2026 or 2026.")
_NO_SUCH_DAY = _(
    "There is no day %(raw)s. Month %(month)s of %(year)s has %(days)s days: write 1 to %(days)s."
)
_NUMBERS = {
    "english_grouping": _("“%(raw)s” is written the English way. Write 1.480,5."),
    "grouping": _("The dots or commas of “%(raw)s” do not fit. Write 1.480,5."),
    "range": _("“%(raw)s” is a span. Write one number."),
    "more_than_one_number": _("“%(raw)s” holds more than one number. Write one."),
    "too_long": _("“%(raw)s” is too long for a number. Check it."),
    "unknown_unit": _("The unit of “%(raw)s” is not known. Leave it out, or write %(units)s."),
    "fraction_of_dong": _("“%(raw)s” is not a whole number of đồng. Check the unit."),
}
_NUMBER_OTHERWISE = _("“%(raw)s” is not a number. Write 1480,5.")
_TWO_READINGS = _(
    "“%(raw)s” can be read in two ways: %(first)s or %(second)s %(unit)s. Write it as one of them."
)


def date_error(error: Unreadable) -> forms.ValidationError:
    """What to write instead of a date that cannot be read (R-8.3)."""
    if error.code == "no_such_day":
        return _no_such_day(error.raw)
    words = _DATES.get(error.code, _DATE_OTHERWISE)
    return forms.ValidationError(words, error.code, {"raw": error.raw.strip()})


def number_error(error: Unreadable, units: str) -> forms.ValidationError:
    """What to write instead of a number that cannot be read (R-8.1); `units` may follow it."""
    words = _NUMBERS.get(error.code, _NUMBER_OTHERWISE)
    return forms.ValidationError(words, error.code, {"raw": error.raw.strip(), "units": units})


def two_readings(text: str, unit: str) -> forms.ValidationError:
    """Both readings of a number such as 1.480, each written without doubt."""
    first = parse_number(text).value or Decimal(0)
    second = parse_number(text, english=True).value or Decimal(0)
    words = {
        "raw": text.strip(),
        "first": plain(first),
        "second": plain(second),
        "unit": unit,
    }
    return forms.ValidationError(_TWO_READINGS, "two_readings", words)


def plain(value: Decimal) -> str:
    """A number that can be read in one way only: 1480,0 groups as 1.480,0 and 1,234 as 1,2340."""
    text = decimal_text(value, 12, trim=True)
    if parse_number(text).doubtful:
        text += "0" if "," in text else ",0"
    return text


def _no_such_day(raw: str) -> forms.ValidationError:
    numbers = [int(part) for part in re.findall(r"\d+", raw)]
    year, month = max(numbers), numbers[1] if len(numbers) > 1 else 0
    if not 1 <= month <= 12:
        return forms.ValidationError(_DATES["no_such_month"], "no_such_month", {"raw": raw.strip()})
    words = {
        "raw": raw.strip(),
        "month": month,
        "year": year,
        "days": monthrange(year, month)[1],
    }
    return forms.ValidationError(_NO_SUCH_DAY, "no_such_day", words)
