"""Lines of deposits, capital, the operating term, contacts and periodic reports."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.line import Line, Params, day_of
from vn.numbers import decimal_text, group

CHANNELS: dict[str, Promise] = {
    "registered_letter": _("Registered letter"),
    "commune_posting": _("Posted at the commune's office"),
    "visit": _("Visit to the site or office"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "meeting": _("Meeting"),
}
"""How an investor was sought (I5)."""

_OUTCOMES: dict[str, Promise] = {
    "accepted": _("Report handed in on %(day)s, accepted"),
    "returned": _("Report handed in on %(day)s, returned: it does not count"),
    "waiting": _("Report handed in on %(day)s, not decided yet"),
}


def years_words(params: Params) -> str:
    """The length of an operating term: "50 năm"."""
    return gettext("%(n)s years") % {"n": params["years"]}


def _dong(amount: int) -> str:
    return gettext("%(n)s đồng") % {"n": group(amount)}


def _slice(params: Params, day: str) -> Line:
    words = gettext("%(percent)s%% of %(amount)s of the capital") % {
        "percent": decimal_text(Decimal(params["percent"]), 2, trim=True),
        "amount": _dong(params["part_vnd"]),
    }
    return Line("+", words, _dong(params["amount_vnd"]))


def _deposit_sum(params: Params, day: str) -> Line:
    return Line("=", gettext("Deposit needed"), _dong(params["amount_vnd"]))


def _deposit_reduction(params: Params, day: str) -> Line:
    words = gettext("%(percent)s%% off for an incentive (not verified)")
    said = words % {"percent": decimal_text(Decimal(params["percent"]), 2, trim=True)}
    return Line("−", said, _dong(params["amount_vnd"]))


def _deposit_agreed(params: Params, day: str) -> Line:
    return Line("", gettext("Deposit set by the agreement"), _dong(params["amount_vnd"]))


def _held(params: Params, day: str) -> Line:
    return Line("", gettext("Paid or guaranteed, and in force"), _dong(params["amount_vnd"]))


def _cover(params: Params, day: str) -> Line:
    words = gettext("Needed when this one ends: %(needed)s; the others then give")
    needed = words % {"needed": _dong(params["needed_vnd"])}
    return Line("", needed, _dong(params["kept_vnd"]))


def _scheduled(params: Params, day: str) -> Line:
    words = gettext("Capital scheduled up to this day, in %(n)s milestones")
    return Line("", words % {"n": params["count"]}, _dong(params["amount_vnd"]))


def _contributed(params: Params, day: str) -> Line:
    words = gettext("Capital brought in, in %(n)s contributions") % {"n": params["count"]}
    return Line("", words, _dong(params["amount_vnd"]))


def _years(params: Params, day: str) -> Line:
    return Line("+", years_words(params), day, basis=gettext("by calendar months"))


def _law_day(params: Params, day: str) -> Line:
    return Line("", gettext("Day named by the rule"), day)


def _attempts(params: Params, day: str) -> Line:
    words = gettext("Tried %(n)s times without reaching the investor: %(channel)s, last on %(day)s")
    said = {
        "n": params["count"],
        "channel": wording.lower(wording.label(CHANNELS, params["channel"])),
        "day": day_of(params["last"]),
    }
    return Line("", words % said, "", css="gap")


def _filed(params: Params, day: str) -> Line:
    words = wording.label(_OUTCOMES, params["outcome"]) % {"day": day_of(params["day"])}
    return Line("", words, "", basis=params["reference"], css="gap")


BUILDERS: dict[str, Callable[[Params, str], Line]] = {
    "slice": _slice,
    "deposit_sum": _deposit_sum,
    "deposit_reduction": _deposit_reduction,
    "deposit_agreed": _deposit_agreed,
    "held": _held,
    "cover": _cover,
    "scheduled": _scheduled,
    "contributed": _contributed,
    "years": _years,
    "law_day": _law_day,
    "attempts": _attempts,
    "filed": _filed,
}
BASES: dict[str, Promise] = {
    "deposit_due": _("Last day set by the deposit agreement"),
    "guarantee": _("Day the guarantee was handed in"),
    "term_unknown": _("First day of the operating term"),
    "term_approval": _("First day of the operating term: the approval"),
    "term_certificate": _("First day of the operating term: the certificate"),
    "term_land_allocation": _("First day of the operating term: the land decision"),
    "term_land_handover": _("First day of the operating term: the land handover"),
    "term_other": _("First day of the operating term"),
    "site_lost": _("Day the site was lost"),
    "report_period": _("Last day of the period reported on"),
    "filing": _("Day the report was handed in"),
}
"""Facts that clocks of these rules begin from."""
