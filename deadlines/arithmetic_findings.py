"""Lines of what is found true, of requests for more time and of suspensions added up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deadlines import wording
from deadlines.line import Line, Params, day_of
from vn.numbers import decimal_text, group

_AREAS: dict[str, tuple[str, Promise]] = {
    "decided": ("", _("Area decided")),
    "handed": ("−", _("Area handed over")),
    "rest": ("=", _("Area still to be handed over")),
}
_AGREED: dict[str, Promise] = {
    "area": _("Area agreed: %(agreed)s of %(whole)s"),
    "users": _("Land users that agreed: %(agreed)s of %(whole)s"),
}
FIGURES: dict[str, Promise] = {
    "capital": _("Investment capital"),
    "land_area": _("Land area"),
    "operation": _("Day of going into operation"),
    "term": _("Term in years"),
}
"""Figures that an approval and a certificate both state."""


def _planned(params: Params, day: str) -> Line:
    return Line("", gettext("Plan in force"), day, basis=params.get("reference", ""))


def _beyond(params: Params, day: str) -> Line:
    return Line("=", gettext("Beyond the cap by"), wording.length(params["months"], params["days"]))


def _claimed(params: Params, day: str) -> Line:
    start, end = day_of(params["start"]), day_of(params["end"] or None)
    words = gettext("Time claimed: from %(start)s") % {"start": start}
    if params["end"]:
        words = gettext("Time claimed: %(start)s to %(end)s") % {"start": start, "end": end}
    return Line("", words, "", css="gap")


def _undecided(params: Params, day: str) -> Line:
    words = gettext("Not decided yet, so these days still count")
    return Line("", words, "", css="gap")


def _area(params: Params, day: str) -> Line:
    sign, words = _AREAS[params["what"]]
    return Line(sign, str(words), _square_metres(params["m2"]), basis=params["reference"])


def _differs(params: Params, day: str) -> Line:
    fact = params["fact"]
    words = gettext("%(figure)s: %(approval)s in the approval, %(certificate)s in the certificate")
    said = {
        "figure": wording.label(FIGURES, fact),
        "approval": _figure(fact, params["approval"]),
        "certificate": _figure(fact, params["certificate"]),
    }
    basis = " · ".join(filter(None, (params["approval_number"], params["certificate_number"])))
    apart = _apart(fact, params["approval"], params["certificate"])
    return Line("≠", words % said, apart, basis=basis)


def _agreed(params: Params, day: str) -> Line:
    """A share of the land or of its users, and the day it was counted."""
    said = {
        "agreed": _counted(params["what"], params["agreed"]),
        "whole": _counted(params["what"], params["whole"]),
    }
    words = str(_AGREED[params["what"]]) % said
    right = f"{decimal_text(Decimal(params['percent']), 2)}%"
    return Line("", words, right, basis=gettext("counted on %(day)s") % {"day": day})


def _counted(what: str, said: str) -> str:
    return _square_metres(said) if what == "area" else group(int(said))


def _figure(fact: str, said: str) -> str:
    if fact == "capital":
        return gettext("%(n)s đồng") % {"n": group(int(said))}
    if fact == "term":
        return gettext("%(n)s years") % {"n": group(int(said))}
    return _square_metres(said) if fact == "land_area" else day_of(said)


def _apart(fact: str, one: str, other: str) -> str:
    """How far the two figures lie apart."""
    if fact == "operation":
        first, last = sorted((date.fromisoformat(one), date.fromisoformat(other)))
        return wording.span(first, last)
    apart = abs(Decimal(one) - Decimal(other))
    return _figure(fact, str(apart))


def _parts(params: Params, day: str) -> Line:
    words = gettext(
        "Equity %(equity)s and loans %(loan)s, more than the capital of %(capital)s đồng"
    )
    parts = {name: group(int(params[name])) for name in ("equity", "loan", "capital")}
    beyond = int(params["equity"]) + int(params["loan"]) - int(params["capital"])
    return Line("≠", words % parts, _figure("capital", str(beyond)), basis=params["number"])


def _square_metres(said: str) -> str:
    return f"{decimal_text(Decimal(said), 2, trim=True)} m²"


def _overlap(params: Params, day: str) -> Line:
    words = gettext("Part that also lies within the boundary of another project")
    return Line("", words, f"{group(params['m2'])} m²")


def _summed(params: Params, day: str) -> Line:
    words = gettext("%(n)s suspensions are added up; days of operation between them do not count")
    return Line("", words % {"n": params["count"]}, "", css="gap")


def _used_up(params: Params, day: str) -> Line:
    words = gettext("Earlier suspensions used up the whole term: none is left for this one")
    return Line("", words, day)


def _expected_end(params: Params, day: str) -> Line:
    return Line("", gettext("Day on which it was expected to end"), day)


def _request_refused(params: Params, day: str) -> Line:
    words = gettext(
        "A request of %(filed)s for more time was refused on %(decided)s: the day stays, the "
        "%(n)s days of waiting are not added"
    )
    said = {"filed": day_of(params["filed"]), "decided": day_of(params["decided"])}
    return Line(
        "",
        words % {**said, "n": group(params["days"])},
        "",
        basis=params["reference"],
        css="gap",
    )


def _request_late(params: Params, day: str) -> Line:
    words = gettext("A request of %(filed)s for more time came after the due day: it stops nothing")
    said = {"filed": day_of(params["filed"])}
    return Line("", words % said, "", basis=params["reference"], css="gap")


BUILDERS: dict[str, Callable[[Params, str], Line]] = {
    "planned": _planned,
    "beyond": _beyond,
    "claimed": _claimed,
    "undecided": _undecided,
    "area": _area,
    "differs": _differs,
    "agreed": _agreed,
    "parts": _parts,
    "overlap": _overlap,
    "summed": _summed,
    "used_up": _used_up,
    "expected_end": _expected_end,
    "request_refused": _request_refused,
    "request_late": _request_late,
}
BASES: dict[str, Promise] = {
    "agreement_deadline": _("Last day to agree with land users"),
    "baseline": _("Plan of the first approval"),
    "policy_approval": _("Day of the in-principle approval"),
    "registration_certificate": _("Day of the registration certificate"),
    "claim": _("Day of the claim"),
    "period": _("First day not counted"),
    "decision": _("Day the time not counted was decided"),
    "review": _("Last looked at"),
    "request": _("Day the request was filed"),
    "support_request": _("Day the investor asked"),
    "support_outside": _("Last day the body outside was asked"),
    "proposal": _("Day the dossier was received"),
    "opinion": _("Day the opinion was asked for"),
}
"""Facts that clocks of these rules begin from."""
