"""The facts each stage needs, in one table (law.md §1.1, R-1.1): forms, API and checklist read it.

A stage on the line (`stage.LINE`) needs its own facts and those of the stages before it. A way aside
(suspended, ended) needs its own act, and what was needed to come as far as the project had come.
Every need says when it applies, because not every project has every stage (R-1.1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from projects.rules.gate_facts import GateFacts, Proof
from projects.rules.stage import LINE, Stage

Asked = Callable[[GateFacts], bool]


@dataclass(frozen=True, slots=True)
class Need:
    """One fact. `page` and `box` say where it is entered, if anywhere; `when` whether this project owes it."""

    code: str
    stage: Stage
    met: Asked
    page: str
    box: str
    when: Asked


# ------------------------------------------------------------ conditions


def _always(_facts: GateFacts) -> bool:
    return True


def _is_proposed(facts: GateFacts) -> bool:
    return facts.stage in (Stage.PROPOSED, Stage.REFUSED)


def _names_investor(facts: GateFacts) -> bool:
    """An approval alone, before auction or bidding, may come before there is an investor."""
    waits = facts.approval_path == "policy" and facts.selection in ("auction", "bidding")
    return not waits or facts.furthest is not Stage.APPROVED


def _has_no_founding_act(facts: GateFacts) -> bool:
    return not (_goes_by_approval(facts) or _goes_by_certificate(facts))


def _goes_by_approval(facts: GateFacts) -> bool:
    return facts.approval is not None or facts.approval_path in ("policy", "policy_and_investor")


def _goes_by_certificate(facts: GateFacts) -> bool:
    """A certificate is on record, is the only act there is, or foreign capital asks for it."""
    return (
        facts.certificate is not None
        or facts.approval_path == "certificate_only"
        or facts.investor_kind == "foreign"
    )


def _is_foreign(facts: GateFacts) -> bool:
    return facts.investor_kind == "foreign"


def asks_land(facts: GateFacts) -> bool:
    """Land is asked of the State: it decided on land, or is to, and the investor has none."""
    asked = bool(facts.tranches) or facts.land is not None
    return facts.selection != "own_land" and asked


def _deposit_is_required(facts: GateFacts) -> bool:
    return asks_land(facts) and facts.deposit_duty == "required"


def _is_handed(facts: GateFacts) -> bool:
    return bool(facts.handed)


def _has_certificate(facts: GateFacts) -> bool:
    return facts.certificate is not None


# ------------------------------------------------------------ what is on record


def _proof(of: str, part: str) -> Asked:
    """Whether the act of this kind has that part: number, day or authority."""

    def known(facts: GateFacts) -> bool:
        proof: Proof | None = getattr(facts, of)
        return proof is not None and bool(getattr(proof, part))

    return known


def _shown(act: str, milestone: str) -> Asked:
    """One of three shows it: the document, the milestone reached, or a note on the state."""

    def shown(facts: GateFacts) -> bool:
        return act in facts.acts or milestone in facts.reached or bool(facts.state_note)

    return shown


def _never(_facts: GateFacts) -> bool:
    """Once there is a founding act, its number, day and authority are asked for instead."""
    return False


def _investor_kind_is_known(facts: GateFacts) -> bool:
    return facts.investor_kind != "unknown"


def _has_minutes(facts: GateFacts) -> bool:
    return all(part.minutes for part in facts.handed)


def _has_handed_area(facts: GateFacts) -> bool:
    return all(part.has_area for part in facts.handed)


_A, _C, _L = Stage.APPROVED, Stage.CERTIFIED, Stage.LAND_DECIDED
_R, _B = Stage.LAND_RECEIVED, Stage.CONSTRUCTION

NEEDS = (
    Need("dossier", Stage.PROPOSED, lambda f: f.has_dossier, "proposal", "", _is_proposed),
    Need("place", _A, lambda f: f.has_place, "edit", "location_text", _always),
    Need("capital", _A, lambda f: f.has_capital, "edit", "registered_capital_vnd", _always),
    Need("investor", _A, lambda f: bool(f.investor_id), "edit", "investor", _names_investor),
    Need("founding_act", _A, _never, "approval", "kind", _has_no_founding_act),
    Need(
        "approval_number", _A, _proof("approval", "number"), "approval", "number", _goes_by_approval
    ),
    Need("approval_day", _A, _proof("approval", "day"), "approval", "issued", _goes_by_approval),
    Need(
        "approval_authority",
        _A,
        _proof("approval", "authority"),
        "approval",
        "authority",
        _goes_by_approval,
    ),
    Need(
        "investor_kind",
        _C,
        _investor_kind_is_known,
        "investor",
        "kind",
        lambda f: bool(f.investor_id),
    ),
    Need("dollars", _C, lambda f: f.has_dollars, "edit", "registered_capital_usd", _is_foreign),
    Need("rate", _C, lambda f: f.has_rate, "edit", "capital_rate_vnd", _is_foreign),
    Need(
        "certificate_number",
        _C,
        _proof("certificate", "number"),
        "certificate",
        "number",
        _goes_by_certificate,
    ),
    Need(
        "certificate_day",
        _C,
        _proof("certificate", "day"),
        "certificate",
        "issued",
        _goes_by_certificate,
    ),
    Need(
        "certificate_authority",
        _C,
        _proof("certificate", "authority"),
        "certificate",
        "authority",
        _goes_by_certificate,
    ),
    Need("land_area", _L, lambda f: f.has_area, "edit", "land_area_m2", asks_land),
    Need("land_number", _L, _proof("land", "number"), "land", "number", asks_land),
    Need("land_day", _L, _proof("land", "day"), "land", "issued", asks_land),
    Need("deposit", _L, lambda f: f.is_secured, "deposit", "amount_vnd", _deposit_is_required),
    Need("handover", _R, _is_handed, "handover", "handed", asks_land),
    Need("minutes", _R, _has_minutes, "handover", "minutes_number", _is_handed),
    Need("handed_area", _R, _has_handed_area, "handover", "handed_area_m2", _is_handed),
    Need("operation_plan", _B, lambda f: "operation" in f.planned, "milestone", "kind", _always),
    Need("start_proof", _B, _shown("start_notice", "start"), "state", "state_note", _always),
    Need("state_day", _B, lambda f: f.state_as_of is not None, "state", "state_as_of", _always),
    Need(
        "completion_proof",
        Stage.COMPLETED,
        _shown("acceptance", "completion"),
        "state",
        "state_note",
        _always,
    ),
    Need(
        "operation_proof",
        Stage.OPERATING,
        lambda f: "operation" in f.reached or bool(f.state_note),
        "state",
        "state_note",
        _always,
    ),
    Need("stop_note", Stage.STOPPED, lambda f: bool(f.state_note), "state", "state_note", _always),
    Need("suspension", Stage.SUSPENDED, lambda f: f.has_suspension, "suspend", "", _always),
    Need("termination", Stage.TERMINATED, lambda f: f.has_termination, "terminate", "", _always),
    Need("revocation", Stage.TERMINATED, lambda f: f.is_revoked, "terminate", "", _has_certificate),
    Need("refusal", Stage.REFUSED, lambda f: bool(f.refusal_reason), "", "", _always),
)
"""Each need once, in the order of the stages."""

_ENDED = (Stage.TERMINATED, Stage.LIQUIDATED, Stage.REFUSED)


def needs_of(stage: Stage, facts: GateFacts) -> tuple[Need, ...]:
    """What a project in this stage should have on record, done or not, in the order of stages."""
    return tuple(need for need in NEEDS if _belongs(need, stage, facts) and need.when(facts))


def missing(stage: Stage, facts: GateFacts) -> tuple[Need, ...]:
    """What of it is not on record. The gate into the stage is open when nothing is."""
    return tuple(need for need in needs_of(stage, facts) if not need.met(facts))


def is_forward(old: Stage, new: Stage) -> bool:
    """Whether a step along the line leads further; a way aside leads nowhere further."""
    return old in LINE and new in LINE and LINE.index(new) > LINE.index(old)


def is_back(old: Stage, new: Stage) -> bool:
    """Whether a step along the line takes back what was reached."""
    return is_forward(new, old)


def next_stage(facts: GateFacts) -> Stage | None:
    """The stage that comes next for this project, None at the end of the line and beside it."""
    if facts.stage not in LINE or facts.stage is LINE[-1]:
        return None
    after = LINE[LINE.index(facts.stage) + 1 :]
    return next(stage for stage in after if _has_stage(stage, facts))


def _has_stage(stage: Stage, facts: GateFacts) -> bool:
    """Not every project has every stage (R-1.1); what is not known is taken to come."""
    if stage is Stage.PROPOSED:
        return False
    if stage is Stage.APPROVED:
        return facts.approval_path != "certificate_only"
    if stage is Stage.CERTIFIED:
        return facts.approval_path == "unknown" or _goes_by_certificate(facts)
    return stage not in (Stage.LAND_DECIDED, Stage.LAND_RECEIVED) or facts.selection != "own_land"


def _belongs(need: Need, stage: Stage, facts: GateFacts) -> bool:
    if stage in LINE:
        return need.stage in LINE and LINE.index(need.stage) <= LINE.index(stage)
    own = Stage.TERMINATED if stage is Stage.LIQUIDATED else stage
    if need.stage is own:
        return True
    return stage not in _ENDED and _belongs(need, facts.furthest, facts)
