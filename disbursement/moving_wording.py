"""Why a line gives, gets or keeps its capital, in words; amounts in million VND."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.rules import moving
from projects.models import PublicProject
from vn.dates import day_text
from vn.money import trieu_text

BOUNDS: Mapping[str, Promise] = {
    moving.PAID: _("limit: not below %(amount)s already disbursed"),
    moving.AWAITING: _("limit: not below %(amount)s disbursed and accepted, waiting for payment"),
    moving.PROMISED: _("limit: not below %(amount)s disbursed and due under contracts"),
    moving.FORECAST: _("limit: the forecast, %(amount)s"),
    moving.LAND: _("limit: gets nothing before the site is handed over"),
    moving.NOT_LISTED: _("limit: gets nothing, not in the medium-term plan of this source"),
    moving.MEDIUM_TERM: _("limit: %(room)s left in the medium-term plan"),
    moving.NO_CONTRACT: _("limit: gets nothing, no contract was entered"),
    moving.CONTRACT: _("limit: %(room)s left of the contracts beyond this plan"),
    moving.NO_TOTAL: _("limit: gets nothing, the total investment is not known"),
    moving.TOTAL: _("limit: %(room)s left of the total investment beyond this plan"),
    moving.ABSORB: _("limit: at its own pace it disburses %(amount)s by the end of its window"),
    moving.NO_FORECAST: _("limit: stays as it is, too few figures for a forecast"),
    moving.CLOSED: _("limit: stays as it is, its disbursement window has ended"),
    moving.REST: _("limit: what the source has left to move"),
    moving.ENOUGH: _("limit: the other projects of the source take no more"),
    moving.MINIMUM: _("limit: less than the smallest line, %(amount)s"),
}
"""By the code of a bound; a test holds that each has its words."""


def reason(found: moving.Span, units: int, minimum: int) -> dict[str, Any]:
    """What a line of a draft keeps of its reason: the bound that decides, and its facts."""
    facts, bound = found.facts, moving.why(found, units, minimum)
    names = ("low", "middle", "high", "awaiting_vnd", "contract_left_vnd", "land", "advance_vnd")
    kept = {name: getattr(facts, name) for name in names}
    return kept | {"code": bound.code, "vnd": bound.vnd}


def because(kept: Mapping[str, Any], *, delta_vnd: int, until: date) -> str:
    """What is known of the project: its forecast, and what speaks for or against more capital."""
    said = [_forecast(kept, until)]
    land = PublicProject.LandReady(kept["land"])
    if delta_vnd <= 0 and land not in (
        PublicProject.LandReady.READY,
        PublicProject.LandReady.NOT_NEEDED,
    ):
        said.insert(0, f"{land.label}.")
    if kept["awaiting_vnd"]:
        words = gettext("Work accepted and waiting for payment: %(amount)s.")
        said.append(words % {"amount": trieu_text(kept["awaiting_vnd"])})
    if delta_vnd > 0 and kept["contract_left_vnd"] is not None:
        words = gettext("Left of the contracts: %(amount)s.")
        said.append(words % {"amount": trieu_text(kept["contract_left_vnd"])})
    return " ".join(said)


def limit(kept: Mapping[str, Any], *, allocated_vnd: int) -> str:
    """The bound that decides, with its number."""
    room = max(0, kept["vnd"] - allocated_vnd)
    # What rests on a forecast is told no finer than the forecast.
    places = 0 if kept["code"] in (moving.FORECAST, moving.ABSORB) else 3
    words = {"amount": trieu_text(kept["vnd"], places), "room": trieu_text(room)}
    return str(BOUNDS[kept["code"]]) % words


def _forecast(kept: Mapping[str, Any], until: date) -> str:
    if kept["middle"] is None:
        return gettext("Too few figures for a forecast.")
    words = {"day": day_text(until), "amount": trieu_text(kept["middle"], 0)}
    if kept["low"] is None:
        return gettext("Forecast by %(day)s: %(amount)s.") % words
    words |= {"low": trieu_text(kept["low"], 0), "high": trieu_text(kept["high"], 0)}
    return gettext("Forecast by %(day)s: %(amount)s (%(low)s to %(high)s).") % words
