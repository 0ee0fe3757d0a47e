"""What people call the bases of rates and the buckets of capital, and how amounts are written."""

from __future__ import annotations

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.rules.basis import Basis, Rate
from vn.money import MILLION
from vn.numbers import decimal_text, percent_text, rounded

BASES: dict[Basis, Promise] = {
    Basis.PM: _("capital assigned by the Prime Minister"),
    Basis.PROVINCE: _("capital assigned by the province"),
    Basis.ALLOCATED: _("capital allocated to projects"),
    Basis.DEPLOYED: _("capital deployed"),
}
"""In the middle of a sentence: "26,27% of the capital deployed"."""

NOT_KNOWN = "—"


def million(amount_vnd: int) -> str:
    """Đồng as triệu đồng with at most three decimals; the unit stands in the header (R-3.1)."""
    return decimal_text(Decimal(amount_vnd) / MILLION, 3, trim=True)


def round_million(amount_vnd: int) -> str:
    """Đồng as whole triệu đồng, for headlines; the exact amount stands in the table below."""
    return decimal_text(Decimal(amount_vnd) / MILLION, 0)


def percent(rate: Rate) -> str:
    """The rate in words of a table cell; a dash when its base is 0, "ước" before an estimate."""
    if rate.percent is None:
        return NOT_KNOWN
    said = percent_text(rate.percent)
    return gettext("est. %(rate)s") % {"rate": said} if rate.is_estimate else said


def points(value: Decimal | None) -> str:
    """Percentage points with their sign."""
    if value is None:
        return NOT_KNOWN
    shown = rounded(value, 2)
    sign = "+" if shown > 0 else ("−" if shown < 0 else "")
    return sign + decimal_text(abs(shown), 2)
