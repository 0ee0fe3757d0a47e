"""The sizes of a project in words, the same wherever its page says them."""

from __future__ import annotations

from django.utils.translation import gettext

from projects.models import Project
from vn.areas import ha_text
from vn.money import ty_text
from vn.numbers import decimal_text


def capital(project: Project) -> str:
    """Registered capital in billion VND, with the hedge of its source and the US dollars."""
    if project.registered_capital_vnd is None:
        return gettext("no data")
    amount = ty_text(project.registered_capital_vnd, 3, trim=True)
    words = gettext("%(amount)s billion VND") % {"amount": amount}
    said = f"{project.capital_hedge} {words}" if project.capital_hedge else words
    if project.registered_capital_usd is None:
        return said
    return f"{said} ({decimal_text(project.registered_capital_usd, 2, trim=True)} USD)"


def area(project: Project) -> str:
    """Land area in hectares."""
    found = ha_text(project.land_area_m2)
    return f"{found} ha" if found else gettext("no data")
