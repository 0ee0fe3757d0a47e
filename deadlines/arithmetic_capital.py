"""Lines of public investment: capital, what was paid of it, rates with their base, estimates."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.line import Line, Params, day_of
from vn.numbers import group, percent_text

SUMS: dict[str, tuple[str, Promise]] = {
    "window": ("", _("Capital to be disbursed in this window")),
    "carried_on": ("−", _("Carried over to the plan of the next year")),
    "paid": ("−", _("Disbursed")),
    "lapses": ("=", _("Left; what is not disbursed by the day lapses")),
    "without_case": ("", _("Carried over without naming one of the listed cases")),
    "past_window": ("", _("Disbursed after that day")),
    "spent": ("", _("Disbursed")),
    "year_given": ("−", _("Capital of the year, with what was carried over and advanced")),
    "total": ("−", _("Total investment")),
    "paid_life": ("", _("Disbursed in the life of the project")),
    "beyond": ("=", _("Beyond it by")),
    "contracts": ("", _("Value of the contracts")),
    "advanced": ("", _("Advanced")),
    "recovered": ("−", _("Recovered")),
    "outstanding": ("=", _("Advances outstanding")),
    "assigned": ("", _("Capital assigned")),
    "allocated": ("−", _("Allocated to projects")),
    "unallocated": ("=", _("Not allocated yet")),
    "estimated": ("", _("Estimated a month before")),
    "came": ("", _("Disbursed in that month")),
    "spare": ("=", _("Would be left")),
    "fine": ("", _("Amount of the fine")),
    "fine_paid": ("−", _("Paid of the fine")),
}
"""Sums of money in the arithmetic, each with its sign."""

_RATES: dict[str, Promise] = {
    "own": _("Rate of the owner up to %(day)s: %(paid)s of %(capital)s of the capital in use"),
    "province": _("Average of the province up to %(day)s: %(paid)s of %(capital)s"),
}
_SENT: dict[str, Promise] = {
    "waiting": _("Figures sent on %(day)s"),
    "returned": _("Figures sent on %(day)s, returned: they must be sent again"),
}


def _dong(amount: int) -> str:
    return gettext("%(n)s đồng") % {"n": group(amount)}


def _percent(said: str) -> str:
    return percent_text(Decimal(said))


def _capital(params: Params, day: str) -> Line:
    sign, words = SUMS[params["what"]]
    return Line(sign, str(words), _dong(params["amount_vnd"]))


def _year(params: Params, day: str) -> Line:
    return Line("", gettext("Plan of the year"), str(params["year"]))


def _share(params: Params, day: str) -> Line:
    words = gettext("Advances allowed: %(percent)s%% of the contracts") % params
    return Line("", words, _dong(params["amount_vnd"]))


def _exception(params: Params, day: str) -> Line:
    return Line("", gettext("Exception named"), "", basis=params["reference"])


def _advance_day(params: Params, day: str) -> Line:
    words = gettext("Day set by the contract or its guarantee")
    return Line("", words, day, basis=params["reference"])


def _payments_reached(params: Params, day: str) -> Line:
    words = gettext("Payments came to %(percent)s%% of the contracts in the month that ends on")
    return Line("", words % params, day)


def _nothing_paid(params: Params, day: str) -> Line:
    words = gettext("Nothing of %(capital)s disbursed; looked at from")
    return Line("", words % {"capital": _dong(params["capital_vnd"])}, day)


def _rate(params: Params, day: str) -> Line:
    said = {
        "day": day,
        "paid": group(params["disbursed_vnd"]),
        "capital": _dong(params["capital_vnd"]),
    }
    sign = "" if params["what"] == "own" else "<"
    return Line(sign, str(_RATES[params["what"]]) % said, _percent(params["percent"]))


def _national(params: Params, day: str) -> Line:
    words = gettext("Published rate of the whole country up to %(day)s, of %(basis)s")
    basis = wording.lower(params["basis"]) or gettext("a base the source does not name")
    said = words % {"day": day, "basis": basis}
    return Line("<", said, _percent(params["percent"]), basis=params["reference"])


def _pace(params: Params, day: str) -> Line:
    words = gettext("Even pace: %(months)s of %(whole)s months") % params
    return Line("<", words, _percent(params["percent"]))


def _apart(params: Params, day: str) -> Line:
    words = gettext("Apart by %(percent)s of the estimate; more than %(over)s%% is asked about")
    percent = _percent(params["percent"]) if params["percent"] else "—"
    said = words % {"percent": percent, "over": params["over"]}
    return Line("=", said, _dong(params["amount_vnd"]))


def _paid_to(params: Params, day: str) -> Line:
    return Line("", gettext("End of the last closed month"), day)


def _forecast(params: Params, day: str) -> Line:
    words = gettext("At the pace of the latest months, disbursed by %(day)s (an estimate)")
    return Line("−", words % {"day": day}, _dong(params["amount_vnd"]))


def _sent(params: Params, day: str) -> Line:
    words = wording.label(_SENT, params["outcome"]) % {"day": day_of(params["day"])}
    return Line("", words, "", css="gap")


BUILDERS: dict[str, Callable[[Params, str], Line]] = {
    "capital": _capital,
    "capital_year": _year,
    "capital_share": _share,
    "exception": _exception,
    "advance_day": _advance_day,
    "payments_reached": _payments_reached,
    "nothing_paid": _nothing_paid,
    "disbursement_rate": _rate,
    "national_rate": _national,
    "even_pace": _pace,
    "apart": _apart,
    "paid_to": _paid_to,
    "paid_in": _paid_to,
    "forecast_to": _forecast,
    "month_sent": _sent,
}
BASES: dict[str, Promise] = {
    "capital_year": _("Capital of the year given"),
    "capital_added": _("Capital added after 30 September"),
    "carried": _("Capital carried over"),
    "assigned": _("Capital given to the province"),
    "advanced": _("First month of the advances"),
    "advance_over": _("Month in which advances passed their share"),
    "handed_over": _("Day of handing over to those who use it"),
}
"""Facts that clocks of these rules begin from."""
