"""The sizes of a project in words, the same wherever its page says them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from projects.models import Project
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text
from vn.numbers import decimal_text


def capital(project: Project) -> str:
    """Registered capital in billion VND, with the hedge of its source and the US dollars."""
    usd = dollars(
        project.registered_capital_usd, project.capital_rate_vnd, project.capital_rate_date
    )
    if project.registered_capital_vnd is None:
        return usd or gettext("no data")
    amount = ty_text(project.registered_capital_vnd, 3, trim=True)
    words = gettext("%(amount)s billion VND") % {"amount": amount}
    said = f"{project.capital_hedge} {words}" if project.capital_hedge else words
    return f"{said} ({usd})" if usd else said


def dollars(
    amount: Decimal | None, rate: Decimal | None = None, rate_date: date | None = None
) -> str:
    """US dollars with the rate and its day, where they are known; empty without dollars."""
    if amount is None:
        return ""
    said = f"{decimal_text(amount, 2, trim=True)} USD"
    if rate is None or rate_date is None:
        return said
    words = gettext("%(amount)s, rate %(rate)s đồng of %(day)s")
    rate_text = decimal_text(rate, 2, trim=True)
    return words % {"amount": said, "rate": rate_text, "day": day_text(rate_date)}


def area(project: Project) -> str:
    """Land area in hectares."""
    found = ha_text(project.land_area_m2)
    return f"{found} ha" if found else gettext("no data")
