"""Fields that read what Vietnamese files write: partial dates, tỷ đồng, hectares, tax codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from projects.forms.readings import date_error, number_error, plain, two_readings
from vn.dates import PartialDate, Precision, day_text, parse_partial
from vn.errors import Unreadable
from vn.money import BILLION, DefaultUnit, parse_money, trieu_text
from vn.numbers import parse_number, rounded
from vn.text import fold, tidy

_LONGEST_DATE, _LONGEST_NUMBER = 40, 60
_LARGEST_VND = 9 * 10**18
_LARGEST_AREA = Decimal(10**11)
_SQUARE_METRES = {
    "": 10_000,
    "ha": 10_000,
    "hecta": 10_000,
    "hec ta": 10_000,
    "m2": 1,
    "m": 1,
    "met vuong": 1,
    "km2": 1_000_000,
}
_SMALLEST_UNITS = frozenset({"dong", "vnd", "d", "m2", "m", "met vuong"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole đồng, with the word a source puts before it ("hơn"), if any."""

    vnd: int
    hedge: str = ""


def _refuse_long(text: str, most: int) -> None:
    if len(text) > most:
        raise forms.ValidationError(
            _("Write at most %(most)s characters here."), "max_length", {"most": most}
        )


class PartialDateField(forms.CharField):
    """A day, month, quarter or year as text; the cleaned value is a `PartialDate` or None."""

    def to_python(self, value: Any) -> Any:
        """Read the text. A date is never completed or guessed."""
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        _refuse_long(text, _LONGEST_DATE)
        try:
            return parse_partial(text)
        except Unreadable as error:
            raise date_error(error) from error

    def prepare_value(self, value: Any) -> Any:
        """The text a person would have typed."""
        return str(value) if isinstance(value, PartialDate) else value

    def run_validators(self, value: Any) -> None:
        """The validators of the text have nothing to say about a date that was read."""


class DayField(PartialDateField):
    """A day, not a month or quarter; the cleaned value is a `date` or None."""

    def to_python(self, value: Any) -> Any:
        """Read the text; a coarser date is refused."""
        found = value if isinstance(value, date) else super().to_python(value)
        if not isinstance(found, PartialDate):
            return found
        if found.precision is not Precision.DAY:
            raise forms.ValidationError(
                _("“%(raw)s” is not one day. Write the day, such as 31/8/2026."),
                "not_a_day",
                {"raw": tidy(str(value))},
            )
        return found.first

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """An example of how a day is written."""
        return {"placeholder": _("e.g. 31/8/2026"), **super().widget_attrs(widget)}

    def prepare_value(self, value: Any) -> Any:
        """31/8/2026."""
        return day_text(value) if isinstance(value, date) else super().prepare_value(value)


class _NumberField(forms.CharField):
    """A number as text, with a unit printed beside the box."""

    unit: str | Promise = ""
    units = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "num", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """The number, None for an empty box or "chưa có số liệu"."""
        if value is not None and not isinstance(value, str):
            return value
        text = super().to_python(value)
        if not text:
            return None
        _refuse_long(text, _LONGEST_NUMBER)
        try:
            self._refuse_two_readings(text)
            return self._read(text)
        except Unreadable as error:
            raise number_error(error, self.units) from error

    def _refuse_two_readings(self, text: str) -> None:
        number = parse_number(text)
        if number.doubtful and fold(number.unit) not in _SMALLEST_UNITS:
            raise two_readings(text, str(number.unit or self.unit))

    def _read(self, text: str) -> Any:
        raise NotImplementedError

    def run_validators(self, value: Any) -> None:
        """The validators of the text have nothing to say about a number that was read."""


class MoneyField(_NumberField):
    """Tỷ đồng unless the text names đồng, triệu or tỷ; the cleaned value is whole đồng (R-8.2)."""

    unit = _("billion VND")
    units = "đồng, triệu, tỷ"
    assumed: DefaultUnit = "tỷ"

    def _read(self, text: str) -> Any:
        amount = self._amount(text)
        if amount is not None and amount.hedge:
            raise forms.ValidationError(
                _("Write the exact amount, without “%(hedge)s”."), "hedge", {"hedge": amount.hedge}
            )
        return amount.vnd if amount else None

    def _amount(self, text: str) -> Amount | None:
        found = parse_money(text, self.assumed)
        if found.currency != "VND":
            raise forms.ValidationError(
                _("Write the amount in đồng; an amount in USD has its own box."), "currency"
            )
        if found.vnd is None:
            return None
        if found.vnd < 0:
            raise forms.ValidationError(_("An amount cannot be negative."), "negative")
        if found.vnd > _LARGEST_VND:
            raise forms.ValidationError(_("The amount is too large. Check its unit."), "too_large")
        return Amount(found.vnd, found.hedge)

    def prepare_value(self, value: Any) -> Any:
        """The amount in tỷ đồng, exact, readable in one way only."""
        if isinstance(value, int):
            return plain(Decimal(value) / BILLION)
        return value


class MillionField(MoneyField):
    """Triệu đồng unless the text names another unit, points group thousands; whole đồng (R-3.1)."""

    unit = _("million VND")
    assumed: DefaultUnit = "triệu"

    def _refuse_two_readings(self, text: str) -> None:
        """120.000 triệu is 120 tỷ: amounts of public investment are grouped, never English."""

    def prepare_value(self, value: Any) -> Any:
        """The amount in triệu đồng, to the last đồng."""
        return trieu_text(value, 6) if isinstance(value, int) else value


class HedgedMoneyField(MoneyField):
    """As `MoneyField`, keeping a word such as "hơn"; the cleaned value is an `Amount` or None."""

    def _read(self, text: str) -> Any:
        return self._amount(text)

    def prepare_value(self, value: Any) -> Any:
        """hơn 1.250,0."""
        if not isinstance(value, Amount):
            return value
        return f"{value.hedge} {super().prepare_value(value.vnd)}".strip()


class DollarField(_NumberField):
    """US dollars; the cleaned value is a Decimal with two places."""

    unit: str | Promise = "USD"
    units = "USD"

    def _read(self, text: str) -> Any:
        number = parse_number(text)
        if fold(number.unit) not in ("", "usd", "us$", "$", "do la my"):
            raise Unreadable("unknown_unit", text)
        if number.value is None:
            return None
        if number.value < 0:
            raise forms.ValidationError(_("An amount cannot be negative."), "negative")
        return rounded(number.value, 2)

    def prepare_value(self, value: Any) -> Any:
        """The amount, readable in one way only."""
        return plain(value) if isinstance(value, Decimal) else value


class AreaField(_NumberField):
    """Hectares unless the text names m² or km²; the cleaned value is square metres."""

    unit = pgettext_lazy("hectare", "ha")
    units = "ha, m², km²"

    def _read(self, text: str) -> Any:
        number = parse_number(text)
        factor = _SQUARE_METRES.get(fold(number.unit))
        if factor is None:
            raise Unreadable("unknown_unit", text)
        if number.value is None:
            return None
        if number.value < 0:
            raise forms.ValidationError(_("An area cannot be negative."), "negative")
        area = rounded(number.value * factor, 2)
        if area >= _LARGEST_AREA:
            raise forms.ValidationError(_("The area is too large. Check its unit."), "too_large")
        return area

    def prepare_value(self, value: Any) -> Any:
        """The area in hectares, exact, readable in one way only."""
        return plain(value / 10_000) if isinstance(value, Decimal) else value


class QuantityField(_NumberField):
    """A number without a unit of its own; the cleaned value is a Decimal with two places."""

    def _read(self, text: str) -> Any:
        number = parse_number(text)
        if number.unit:
            raise Unreadable("unknown_unit", text)
        return None if number.value is None else rounded(number.value, 2)

    def prepare_value(self, value: Any) -> Any:
        """The number, readable in one way only."""
        return plain(value) if isinstance(value, Decimal) else value


class RowsOfSelects(forms.SelectMultiple):
    """Several plain selects of one name: one for each chosen value, and some to add more."""

    spare = 2

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """What was chosen, without the empty rows and without repeating."""
        return list(dict.fromkeys(filter(None, super().value_from_datadict(data, files, name))))

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The selects below one another; the first carries the identifier of the label."""
        chosen = [str(item) for item in value or []]
        rows = [*chosen, *[""] * self.spare][: max(len(chosen) + 1, self.spare + 1)]
        offered = forms.Select(choices=[("", "—"), *self.choices])
        drawn = format_html_join(
            "\n",
            "{}",
            (
                (offered.render(name, key, self._attrs(attrs or {}, number), renderer),)
                for number, key in enumerate(rows, 1)
            ),
        )
        return format_html('<span class="stackv tight">{}</span>', drawn)

    def _attrs(self, attrs: dict[str, Any], number: int) -> dict[str, Any]:
        if number == 1:
            return {**attrs, "required": False}
        words = gettext("Commune %(number)s") % {"number": number}
        return {"id": f"{attrs.get('id', '')}_{number}", "aria-label": words}


class NumberedText(forms.CharField):
    """A document number: spaces tidied, dashes plain, nothing repaired (R-8.8)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The tidied text."""
        return tidy(super().to_python(value) or "")
