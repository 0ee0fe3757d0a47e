"""What a person calls the facts of the gates, and what lacks before a stage."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.rules.gates import Need
from projects.rules.stage import Stage

NEED: dict[str, Promise] = {
    "dossier": _("Dossier received for appraisal"),
    "place": _("Place of the project"),
    "capital": _("Registered capital"),
    "investor": _("Investor"),
    "founding_act": _("In-principle approval or registration certificate"),
    "approval_number": _("Number of the in-principle approval"),
    "approval_day": _("Day of the in-principle approval"),
    "approval_authority": _("Authority of the in-principle approval"),
    "investor_kind": _("Domestic or foreign investor"),
    "dollars": _("Capital in US dollars (foreign investor)"),
    "rate": _("Exchange rate and its day (foreign investor)"),
    "certificate_number": _("Number of the registration certificate"),
    "certificate_day": _("Day of the registration certificate"),
    "certificate_authority": _("Authority of the registration certificate"),
    "land_area": _("Land area of the project"),
    "land_number": _("Number of the land decision"),
    "land_day": _("Day of the land decision"),
    "deposit": _("Deposit or guarantee paid"),
    "handover": _("Handover of land in the field"),
    "minutes": _("Number of the handover minutes"),
    "handed_area": _("Area handed over"),
    "operation_plan": _("Milestone “into operation”, planned by a document"),
    "start_proof": _("What shows that construction started"),
    "state_day": _("Day of the state on record"),
    "completion_proof": _("What shows that construction is completed"),
    "operation_proof": _("What shows that it operates"),
    "stop_note": _("What shows that it stopped"),
    "suspension": _("Notice or decision of the suspension"),
    "termination": _("Decision on the termination"),
    "revocation": _("Revocation of the registration certificate"),
    "refusal": _("Reason of the refusal"),
}
"""By code of the need."""

HINT: dict[str, Promise] = {
    "start_proof": _(
        "One of three: notice of construction start, milestone reached, or the note on the state."
    ),
    "completion_proof": _(
        "One of three: minutes of acceptance, milestone reached, or the note on the state."
    ),
    "operation_proof": _("One of two: milestone reached, or the note on the state."),
    "founding_act": _("One of the two, with its number, day and authority."),
}
"""What would do, where more than one thing does."""

STEP: dict[Stage, Promise] = {
    Stage.UNKNOWN: _("No stage yet"),
    Stage.PROPOSED: _("Proposed, not approved yet"),
    Stage.REFUSED: _("Refused or withdrawn"),
    Stage.APPROVED: _("Investment approved"),
    Stage.CERTIFIED: _("Certificate issued"),
    Stage.LAND_DECIDED: _("Land decided"),
    Stage.LAND_RECEIVED: _("Land handed over"),
    Stage.CONSTRUCTION: _("Under construction"),
    Stage.COMPLETED: _("Construction completed"),
    Stage.OPERATING: _("Operating"),
    Stage.STOPPED: _("Operation stopped"),
    Stage.SUSPENDED: _("Suspended"),
    Stage.TERMINATED: _("Terminated"),
    Stage.LIQUIDATED: _("Liquidated"),
}
"""The short name of each stage, for those who work with it; `wording.STAGES` tells it to others."""

OVERRIDDEN_WORDS = _("Let pass a step with facts missing")


def step_name(stage: str) -> str:
    """The short name of a stored stage, empty for none."""
    return str(STEP[Stage(stage)]) if stage else ""


def needs_named(needs: Iterable[Need]) -> str:
    """The needs in words, separated by semicolons."""
    return "; ".join(str(NEED[need.code]) for need in needs)
