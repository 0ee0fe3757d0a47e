"""Dollars beside đồng: the rate and its day are typed with them, and nothing is converted silently."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.refusals import InTheFuture
from projects.forms.base import ActForm
from projects.forms.fields import DollarField
from vn.dates import day_text
from vn.money import MILLION, ty_text
from vn.numbers import decimal_text, group, parse_number, rounded

DOLLARS = ("amount_usd", "rate_vnd", "rate_date")
_LOWEST_RATE, _HIGHEST_RATE = 1_000, 1_000_000


class RateField(DollarField):
    """Đồng for one dollar; the cleaned value is a Decimal with two places."""

    unit = _("đồng for 1 USD")
    units = "đồng"

    def _refuse_two_readings(self, text: str) -> None:
        """A rate of 25,3 đồng is impossible, so 25.300 has one reading."""

    def _read(self, text: str) -> Any:
        found = parse_number(text)
        rate = found.value
        if rate is None:
            return None
        if not _LOWEST_RATE <= rate <= _HIGHEST_RATE:
            raise forms.ValidationError(
                _("Write the đồng for one dollar, for example 25.300."), "no_rate"
            )
        return rounded(rate, 2)


def refuse_half_a_rate(form: ActForm, found: dict[str, Any]) -> None:
    """The rate of the registered capital has its day, a day that has come."""
    rate, day = "capital_rate_vnd", "capital_rate_date"
    for name, other in ((rate, day), (day, rate)):
        if found.get(other) is not None and found.get(name) is None and name not in form.errors:
            form.add_error(name, gettext("Give the exchange rate together with its day."))
    if found.get(day) is not None and found[day] > form.subject.on:
        form.add_error(day, str(InTheFuture(day=day_text(found[day]))))


class DollarsForm(ActForm):
    """An amount in đồng, in dollars, or in both; the dollars with the rate of a day (R-8.2)."""

    def clean(self) -> dict[str, Any]:
        """Dollars come with rate and day; đồng left empty are reckoned from them, and it is said."""
        found = super().clean() or self.cleaned_data
        self._refuse_part_of_dollars(found)
        if any(name in self.errors for name in (*DOLLARS, "amount_vnd")):
            return found
        usd, rate, vnd = found["amount_usd"], found["rate_vnd"], found["amount_vnd"]
        if usd is None:
            if vnd is None:
                self.add_error("amount_vnd", gettext("Fill in this box."))
            return found
        worth = int(rounded(usd * rate, 0))
        if vnd is None:
            found["amount_vnd"] = worth
            self._say(_CONVERTED, usd, worth, found)
        elif abs(vnd - worth) >= MILLION:
            self._say(_DIFFERS, usd, worth, found | {"off": vnd - worth})
        return found

    def _refuse_part_of_dollars(self, found: dict[str, Any]) -> None:
        """All three boxes, or none; a rate is of a day that has come."""
        given = [name for name in DOLLARS if found.get(name) is not None]
        for name in DOLLARS:
            if given and name not in given and name not in self.errors:
                self.add_error(
                    name, gettext("Give the dollars together with the rate and its day.")
                )
        day = found.get("rate_date")
        if day is not None and day > self.subject.on:
            self.add_error("rate_date", str(InTheFuture(day=day_text(day))))

    def _say(self, words: Any, usd: Decimal, worth: int, found: dict[str, Any]) -> None:
        said = {
            "usd": decimal_text(usd, 2, trim=True),
            "rate": decimal_text(found["rate_vnd"], 2, trim=True),
            "day": day_text(found["rate_date"]),
            "worth": group(worth),
            "off": ty_text(abs(found.get("off", 0)), 3, trim=True),
        }
        self.warn(str(words) % said, "amount_vnd", "amount_usd")


_CONVERTED = _(
    "%(usd)s USD at %(rate)s đồng of %(day)s are %(worth)s đồng; that amount is recorded. If the "
    "document states another one, correct it."
)
_DIFFERS = _(
    "%(usd)s USD at %(rate)s đồng of %(day)s are %(worth)s đồng, %(off)s billion off the đồng "
    "typed. Both are kept as typed; compare them with the document."
)
