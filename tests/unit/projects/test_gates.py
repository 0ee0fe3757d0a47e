"""The table of gates: what each stage needs, of which projects, and what opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from projects.gate_wording import HINT, NEED, STEP
from projects.rules.gate_facts import GateFacts, Handed, Proof
from projects.rules.gates import (
    NEEDS,
    is_back,
    is_forward,
    missing,
    needs_of,
    next_stage,
)
from projects.rules.stage import LINE, Stage, on_the_line

DAY = date(2026, 3, 2)
WHOLE = Proof(1, "1644/QĐ-UBND", DAY, "chairperson")
NO_NUMBER, NO_DAY = replace(WHOLE, number=""), replace(WHOLE, day=None)
NO_AUTHORITY = replace(WHOLE, authority="")

FULL = GateFacts(
    project_id=1,
    stage=Stage.OPERATING,
    furthest=Stage.OPERATING,
    approval_path="policy_and_investor",
    selection="direct",
    deposit_duty="required",
    investor_id=7,
    investor_kind="foreign",
    has_place=True,
    has_capital=True,
    has_dollars=True,
    has_rate=True,
    has_area=True,
    state_as_of=DAY,
    state_note="Theo biên bản kiểm tra 03/BB",
    acts=frozenset({"start_notice", "acceptance"}),
    approval=WHOLE,
    certificate=WHOLE,
    land=WHOLE,
    tranches=(5,),
    handed=(Handed(5, "22/BB-BG", has_area=True),),
    reached=frozenset({"start", "completion", "operation"}),
    planned=frozenset({"operation"}),
    is_secured=True,
    has_dossier=True,
    refusal_reason="Không phù hợp quy hoạch",
    has_suspension=True,
    has_termination=True,
    is_revoked=True,
)
"""A project of which everything is on record, asked for everything."""

NOTHING_SHOWN: dict[str, Any] = {
    "acts": frozenset(),
    "reached": frozenset(),
    "state_note": "",
}


def codes(needs: Any) -> set[str]:
    return {need.code for need in needs}


def at(stage: Stage, **facts: Any) -> GateFacts:
    furthest = facts.pop("furthest", stage if stage in LINE else FULL.furthest)
    return replace(FULL, stage=stage, furthest=furthest, **facts)


LACKING = [
    ("dossier", Stage.PROPOSED, {"has_dossier": False}),
    ("place", Stage.APPROVED, {"has_place": False}),
    ("capital", Stage.APPROVED, {"has_capital": False}),
    ("investor", Stage.APPROVED, {"investor_id": None}),
    ("investor", Stage.APPROVED, {"investor_id": None, "approval_path": "policy"}),
    (
        "investor",
        Stage.CERTIFIED,
        {"investor_id": None, "approval_path": "policy", "selection": "auction"},
    ),
    (
        "founding_act",
        Stage.LAND_DECIDED,
        {
            "approval": None,
            "certificate": None,
            "approval_path": "unknown",
            "investor_kind": "domestic",
        },
    ),
    ("approval_number", Stage.APPROVED, {"approval": NO_NUMBER}),
    ("approval_number", Stage.CERTIFIED, {"approval": None, "approval_path": "policy"}),
    ("approval_number", Stage.APPROVED, {"approval": NO_NUMBER, "approval_path": "unknown"}),
    ("approval_day", Stage.APPROVED, {"approval": NO_DAY}),
    ("approval_day", Stage.CERTIFIED, {"approval": None}),
    ("approval_authority", Stage.APPROVED, {"approval": NO_AUTHORITY}),
    ("approval_authority", Stage.CERTIFIED, {"approval": None}),
    ("investor_kind", Stage.CERTIFIED, {"investor_kind": "unknown"}),
    ("dollars", Stage.CERTIFIED, {"has_dollars": False}),
    ("rate", Stage.CERTIFIED, {"has_rate": False}),
    ("certificate_number", Stage.CERTIFIED, {"certificate": NO_NUMBER}),
    (
        "certificate_number",
        Stage.CERTIFIED,
        {"certificate": NO_NUMBER, "investor_kind": "domestic", "approval_path": "policy"},
    ),
    ("certificate_number", Stage.LAND_DECIDED, {"certificate": None}),
    (
        "certificate_number",
        Stage.LAND_DECIDED,
        {
            "certificate": None,
            "investor_kind": "domestic",
            "approval_path": "certificate_only",
        },
    ),
    ("certificate_day", Stage.CERTIFIED, {"certificate": NO_DAY}),
    ("certificate_day", Stage.LAND_DECIDED, {"certificate": None}),
    ("certificate_authority", Stage.CERTIFIED, {"certificate": NO_AUTHORITY}),
    ("certificate_authority", Stage.LAND_DECIDED, {"certificate": None}),
    ("land_area", Stage.LAND_DECIDED, {"has_area": False}),
    ("land_number", Stage.LAND_DECIDED, {"land": NO_NUMBER}),
    ("land_number", Stage.LAND_RECEIVED, {"land": None}),
    ("land_day", Stage.LAND_DECIDED, {"land": NO_DAY}),
    ("land_day", Stage.LAND_DECIDED, {"land": NO_DAY, "tranches": ()}),
    ("deposit", Stage.LAND_DECIDED, {"is_secured": False}),
    ("deposit", Stage.OPERATING, {"is_secured": False}),
    ("handover", Stage.CONSTRUCTION, {"handed": ()}),
    ("minutes", Stage.LAND_RECEIVED, {"handed": (Handed(5, "", has_area=True),)}),
    (
        "minutes",
        Stage.LAND_RECEIVED,
        {"handed": (Handed(5, "22/BB", has_area=True), Handed(6, "", has_area=True))},
    ),
    ("handed_area", Stage.LAND_RECEIVED, {"handed": (Handed(5, "22/BB", has_area=False),)}),
    ("operation_plan", Stage.CONSTRUCTION, {"planned": frozenset({"completion"})}),
    ("start_proof", Stage.CONSTRUCTION, NOTHING_SHOWN),
    ("state_day", Stage.CONSTRUCTION, {"state_as_of": None}),
    ("completion_proof", Stage.COMPLETED, NOTHING_SHOWN),
    ("completion_proof", Stage.COMPLETED, NOTHING_SHOWN | {"reached": frozenset({"start"})}),
    ("operation_proof", Stage.OPERATING, NOTHING_SHOWN),
    ("operation_proof", Stage.OPERATING, NOTHING_SHOWN | {"acts": frozenset({"acceptance"})}),
    ("stop_note", Stage.STOPPED, {"state_note": ""}),
    ("suspension", Stage.SUSPENDED, {"has_suspension": False}),
    ("capital", Stage.SUSPENDED, {"has_capital": False}),
    ("termination", Stage.TERMINATED, {"has_termination": False}),
    ("revocation", Stage.TERMINATED, {"is_revoked": False}),
    ("termination", Stage.LIQUIDATED, {"has_termination": False}),
    ("refusal", Stage.REFUSED, {"refusal_reason": ""}),
]
"""A stage, and facts without which this need is missing in it."""


@pytest.mark.parametrize(("code", "stage", "facts"), LACKING)
def test_a_fact_that_is_not_on_record_is_missing(code, stage, facts) -> None:
    assert code in codes(missing(stage, at(stage, **facts)))


@pytest.mark.parametrize("code", sorted({code for code, _stage, _facts in LACKING}))
def test_a_fact_on_record_is_not_missing(code) -> None:
    for stage in {stage for known, stage, _facts in LACKING if known == code}:
        assert code not in codes(missing(stage, at(stage)))


@pytest.mark.parametrize("stage", list(Stage))
def test_a_whole_project_lacks_nothing_in_any_stage(stage) -> None:
    assert missing(stage, at(stage)) == ()


NOT_ASKED = [
    ("dossier", Stage.APPROVED, {"has_dossier": False}),
    ("place", Stage.PROPOSED, {"has_place": False}),
    ("capital", Stage.UNKNOWN, {"has_capital": False}),
    (
        "investor",
        Stage.APPROVED,
        {"investor_id": None, "approval_path": "policy", "selection": "auction"},
    ),
    (
        "investor",
        Stage.APPROVED,
        {"investor_id": None, "approval_path": "policy", "selection": "bidding"},
    ),
    ("founding_act", Stage.CERTIFIED, {"approval": None}),
    ("founding_act", Stage.APPROVED, {"certificate": None}),
    (
        "approval_number",
        Stage.CERTIFIED,
        {"approval": None, "approval_path": "certificate_only"},
    ),
    ("approval_day", Stage.CERTIFIED, {"approval": None, "approval_path": "unknown"}),
    ("approval_authority", Stage.CERTIFIED, {"approval": None, "approval_path": "unknown"}),
    ("investor_kind", Stage.APPROVED, {"investor_kind": "unknown"}),
    (
        "investor_kind",
        Stage.CERTIFIED,
        {"investor_kind": "unknown", "investor_id": None},
    ),
    ("dollars", Stage.CERTIFIED, {"has_dollars": False, "investor_kind": "domestic"}),
    ("rate", Stage.CERTIFIED, {"has_rate": False, "investor_kind": "domestic"}),
    ("rate", Stage.CERTIFIED, {"has_rate": False, "investor_kind": "unknown"}),
    ("certificate_number", Stage.APPROVED, {"certificate": NO_NUMBER}),
    (
        "certificate_number",
        Stage.LAND_DECIDED,
        {"certificate": None, "investor_kind": "domestic", "approval_path": "policy"},
    ),
    (
        "certificate_day",
        Stage.OPERATING,
        {"certificate": None, "investor_kind": "domestic"},
    ),
    (
        "certificate_authority",
        Stage.OPERATING,
        {"certificate": None, "investor_kind": "domestic"},
    ),
    ("land_area", Stage.OPERATING, {"has_area": False, "selection": "own_land"}),
    ("land_number", Stage.OPERATING, {"land": None, "tranches": ()}),
    ("land_number", Stage.OPERATING, {"land": NO_NUMBER, "selection": "own_land"}),
    ("land_day", Stage.CERTIFIED, {"land": NO_DAY}),
    ("deposit", Stage.OPERATING, {"is_secured": False, "deposit_duty": "exempt"}),
    ("deposit", Stage.OPERATING, {"is_secured": False, "deposit_duty": "unknown"}),
    ("deposit", Stage.OPERATING, {"is_secured": False, "selection": "own_land"}),
    ("deposit", Stage.CERTIFIED, {"is_secured": False}),
    ("handover", Stage.OPERATING, {"handed": (), "selection": "own_land"}),
    ("handover", Stage.LAND_DECIDED, {"handed": ()}),
    ("minutes", Stage.OPERATING, {"handed": ()}),
    ("handed_area", Stage.LAND_DECIDED, {"handed": (Handed(5, "", has_area=False),)}),
    ("operation_plan", Stage.LAND_RECEIVED, {"planned": frozenset()}),
    ("start_proof", Stage.LAND_RECEIVED, NOTHING_SHOWN),
    ("completion_proof", Stage.CONSTRUCTION, NOTHING_SHOWN),
    ("operation_proof", Stage.COMPLETED, NOTHING_SHOWN),
    ("stop_note", Stage.OPERATING, {"state_note": ""}),
    ("capital", Stage.TERMINATED, {"has_capital": False}),
    ("revocation", Stage.TERMINATED, {"is_revoked": False, "certificate": None}),
    ("capital", Stage.REFUSED, {"has_capital": False}),
]
"""A stage, and facts under which this need is not asked in it."""


@pytest.mark.parametrize(("code", "stage", "facts"), NOT_ASKED)
def test_what_a_project_does_not_owe_is_not_asked(code, stage, facts) -> None:
    assert code not in codes(needs_of(stage, at(stage, **facts)))


SHOWN = [
    ("start_proof", {"acts": frozenset({"start_notice"})}),
    ("start_proof", {"reached": frozenset({"start"})}),
    ("start_proof", {"state_note": "Ảnh chụp ngày 2/3/2026"}),
    ("completion_proof", {"acts": frozenset({"acceptance"})}),
    ("completion_proof", {"reached": frozenset({"completion"})}),
    ("completion_proof", {"state_note": "Biên bản nghiệm thu"}),
    ("operation_proof", {"reached": frozenset({"operation"})}),
    ("operation_proof", {"state_note": "Báo cáo của nhà đầu tư"}),
]


@pytest.mark.parametrize(("code", "facts"), SHOWN)
def test_one_of_several_proofs_is_enough(code, facts) -> None:
    shown = at(Stage.OPERATING, **(NOTHING_SHOWN | facts))
    assert code not in codes(missing(Stage.OPERATING, shown))


def test_every_need_stands_in_the_tables_and_has_words() -> None:
    declared = [need.code for need in NEEDS]
    assert len(declared) == len(set(declared))
    assert {code for code, _stage, _facts in LACKING} == set(declared) == set(NEED)
    assert set(HINT) <= set(NEED)
    assert set(STEP) == set(Stage)


@pytest.mark.parametrize(
    ("old", "new", "forward", "back"),
    [
        (Stage.UNKNOWN, Stage.APPROVED, True, False),
        (Stage.APPROVED, Stage.OPERATING, True, False),
        (Stage.CERTIFIED, Stage.APPROVED, False, True),
        (Stage.CERTIFIED, Stage.CERTIFIED, False, False),
        (Stage.CERTIFIED, Stage.SUSPENDED, False, False),
        (Stage.SUSPENDED, Stage.OPERATING, False, False),
        (Stage.OPERATING, Stage.TERMINATED, False, False),
    ],
)
def test_only_a_step_along_the_line_leads_forward_or_back(old, new, forward, back) -> None:
    assert (is_forward(old, new), is_back(old, new)) == (forward, back)


@pytest.mark.parametrize(
    ("stage", "facts", "expected"),
    [
        (Stage.UNKNOWN, {}, Stage.APPROVED),
        (Stage.UNKNOWN, {"approval_path": "certificate_only"}, Stage.CERTIFIED),
        (Stage.PROPOSED, {}, Stage.APPROVED),
        (Stage.APPROVED, {}, Stage.CERTIFIED),
        (
            Stage.APPROVED,
            {"investor_kind": "domestic", "certificate": None},
            Stage.LAND_DECIDED,
        ),
        (
            Stage.APPROVED,
            {"investor_kind": "domestic", "certificate": None, "approval_path": "unknown"},
            Stage.CERTIFIED,
        ),
        (Stage.CERTIFIED, {}, Stage.LAND_DECIDED),
        (Stage.CERTIFIED, {"selection": "own_land"}, Stage.CONSTRUCTION),
        (Stage.LAND_DECIDED, {}, Stage.LAND_RECEIVED),
        (Stage.COMPLETED, {}, Stage.OPERATING),
        (Stage.OPERATING, {}, None),
        (Stage.SUSPENDED, {}, None),
        (Stage.TERMINATED, {}, None),
    ],
)
def test_the_next_stage_is_one_this_project_has(stage, facts, expected) -> None:
    assert next_stage(at(stage, **facts)) is expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("suspended", "completed", "operating"), ("valid", "completed", "operating")),
        (("valid", "completed", "stopped"), ("valid", "completed", "not_operating")),
        (("terminated", "unknown", "stopped"), ("valid", "unknown", "not_operating")),
        (("proposed", "unknown", "unknown"), ("proposed", "unknown", "unknown")),
        (("refused", "unknown", "unknown"), ("proposed", "unknown", "unknown")),
    ],
)
def test_what_sets_aside_is_left_out_of_how_far_it_came(states, expected) -> None:
    assert on_the_line(states) == expected
