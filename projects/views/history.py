"""History in words: each fact that changed, before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actions.digests import personal_fields
from accounts.models import AuditEvent
from deadlines import wording
from deadlines.models import Flag
from projects.models import (
    CapitalPart,
    ClosureStep,
    Contact,
    ContactPerson,
    Contribution,
    Deposit,
    DepositOutcome,
    Document,
    EquityEvidence,
    ExcludedPeriod,
    Filing,
    HandlingDecision,
    Instrument,
    InvestmentDecision,
    Investor,
    InvestorName,
    LandTranche,
    Opinion,
    PlanningReference,
    Project,
    ProjectLink,
    Proposal,
    PublicProject,
    ReviewEntry,
    Sanction,
    ScheduleItem,
    ScheduleRevision,
    SiteLoss,
    Suspension,
    Termination,
)
from projects.views.sight import Sight
from projects.wording import FIELDS, cycle_text
from vn.areas import ha_text
from vn.dates import Precision, day_text, partial_text
from vn.money import ty_text
from vn.numbers import decimal_text

_MODELS: Mapping[str, type[Model]] = {
    "project": Project,
    "investor": Investor,
    "investor_name": InvestorName,
    "sanction": Sanction,
    "equity_evidence": EquityEvidence,
    "tranche": LandTranche,
    "schedule_item": ScheduleItem,
    "instrument": Instrument,
    "excluded_period": ExcludedPeriod,
    "suspension": Suspension,
    "termination": Termination,
    "handling": HandlingDecision,
    "review_entry": ReviewEntry,
    "document": Document,
    "deposit": Deposit,
    "deposit_outcome": DepositOutcome,
    "capital_part": CapitalPart,
    "contribution": Contribution,
    "filing": Filing,
    "contact": Contact,
    "site_loss": SiteLoss,
    "closure_step": ClosureStep,
    "project_link": ProjectLink,
    "contact_person": ContactPerson,
    "proposal": Proposal,
    "opinion": Opinion,
    "planning": PlanningReference,
    "public_project": PublicProject,
    "investment_decision": InvestmentDecision,
}
_EXCEPTIONS = {"exception": dict(ScheduleRevision.CapException.choices)}
"""A move of a milestone is told with the milestone."""


_NOTHING: tuple[Any, ...] = (None, "", [])

KINDS = {
    "project": _("Project file"),
    "investor": _("Investor"),
    "sanction": _("Sanctions"),
    "instrument": _("Decisions and certificates"),
    "schedule_item": _("Milestones"),
    "tranche": _("Land"),
    "extension": _("Extension of land use"),
    "extension_request": _("Requests for more time"),
    "excluded_period": _("Time not counted"),
    "suspension": _("Suspension"),
    "termination": _("Termination"),
    "closure_step": _("What has to follow a termination"),
    "project_link": _("Related projects"),
    "contact_person": _("Contact persons"),
    "deposit": _("Deposit or guarantee"),
    "deposit_outcome": _("What became of a deposit"),
    "capital_part": _("Capital by its parts"),
    "clearance_count": _("Site clearance"),
    "contribution": _("Capital contributed"),
    "filing": _("Report filed by the investor"),
    "contact": _("Contact with the investor"),
    "site_loss": _("Loss of the site"),
    "public_project": _("Public investment"),
    "investment_decision": _("Decisions on the project"),
    "contract": _("Contracts"),
    "handling": _("Handling"),
    "review_entry": _("Review rounds"),
    "flag": _("Flags"),
    "document": _("Documents on file"),
}
"""What an act is about, by the subject kind of the history."""


def section(sight: Sight) -> dict[str, Any]:
    """The latest acts."""
    return {"history": [entry(event) for event in sight.record.history]}


def entry(event: AuditEvent) -> dict[str, Any]:
    """Who did what, when and why, with each fact before and after."""
    return {
        "at": event.at,
        "by": event.by_name or gettext("The portal"),
        "summary": _summary(event),
        "reason": event.reason,
        "changes": differences(event.subject_kind, event.old, event.new),
    }


def _summary(event: AuditEvent) -> str:
    """The words kept with the act; a decision on a flag is told by its rule and its new state."""
    if event.subject_kind != "flag":
        return event.summary
    kind = event.summary.split(" ")[0]
    state = event.new.get("state", "")
    said = dict(Flag.State.choices).get(state, state) or gettext("Explanation")
    return gettext("Flag “%(flag)s”: %(state)s") % {
        "flag": wording.label(wording.SHORT, kind),
        "state": said,
    }


def differences(
    subject_kind: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """(fact, before, after) for each fact a person would name; a precision goes with its day.

    Nothing stands before a fact that was not known. A personal fact only says that it changed.
    """
    labels, personal = _choices(subject_kind), personal_fields(subject_kind)
    return [
        (
            str(FIELDS[name]),
            "" if old.get(name) in _NOTHING else _said(name, old, labels),
            _said(name, new, labels),
        )
        for name in new
        if name in FIELDS and name not in personal
    ] + [
        (str(FIELDS[name]), "", gettext("changed, not shown"))
        for name in new
        if name in FIELDS and name in personal
    ]


def _choices(subject_kind: str) -> dict[str, dict[Any, Any]]:
    model = _MODELS.get(subject_kind)
    if model is None:
        return {}
    fields = [field for field in model._meta.get_fields() if hasattr(field, "flatchoices")]
    found = {field.name: dict(field.flatchoices) for field in fields if field.flatchoices}
    return _EXCEPTIONS | found


def _said(name: str, values: Mapping[str, Any], labels: Mapping[str, Mapping[Any, Any]]) -> str:
    value = values.get(name)
    if value in _NOTHING:
        return gettext("no data")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if name in labels:
        return str(labels[name].get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _measured(name, values)


def _measured(name: str, values: Mapping[str, Any]) -> str:
    """Amounts in tỷ or US dollars, areas in hectares, days as they are written; anything else as it is."""
    if name == "cycle":
        return cycle_text(values[name])
    if name == "date" or name.endswith(("_date", "_on", "_as_of", "_since", "_until", "_deadline")):
        return _day(name, values)
    unit = next((unit for unit in _UNITS if name.endswith(unit)), "")
    return _UNITS[unit](values[name]) if unit else str(values[name])


def _dong(value: Any) -> str:
    return gettext("%(n)s đồng") % {"n": decimal_text(Decimal(value), 2, trim=True)}


def _billions(value: Any) -> str:
    return gettext("%(amount)s billion VND") % {"amount": ty_text(int(value), 3, trim=True)}


def _dollars(value: Any) -> str:
    return f"{decimal_text(Decimal(value), 2, trim=True)} USD"


def _hectares(value: Any) -> str:
    return f"{ha_text(Decimal(value), 4, trim=True)} ha"


_UNITS: Mapping[str, Callable[[Any], str]] = {
    "rate_vnd": _dong,
    "_vnd": _billions,
    "_usd": _dollars,
    "_m2": _hectares,
}
"""By the end of the name; a rate is no amount, so it comes first."""


def _day(name: str, values: Mapping[str, Any]) -> str:
    day = date.fromisoformat(values[name])
    precision = values.get(f"{name.removesuffix('_date')}_precision")
    return partial_text(day, Precision(precision)) if precision else day_text(day)
