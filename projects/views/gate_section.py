"""The stage of a project, what it lacks and how it came there; and a gate that stays closed."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from projects.actions.gates import BackWithoutReason, GateClosed
from projects.actions.refusals import Refusal
from projects.forms.base import WHY, ActForm
from projects.gate_wording import HINT, NEED, STEP, step_name
from projects.models import Project, StageMove
from projects.querysets.gate_facts import gate_facts, gate_facts_of
from projects.rules.gate_facts import GateFacts
from projects.rules.gates import Need, needs_of, next_stage
from projects.views.gate_places import place
from projects.views.sight import Sight

MOVES_SHOWN = 20
REASON = "gate_reason"
"""Name of the box for the reason to go on past a closed gate, or to go back."""


def section(sight: Sight) -> dict[str, Any]:
    """What the present stage should have, what the next one needs, and the steps so far."""
    project = sight.record.project
    facts = gate_facts_of(sight.record)
    moves = [_move(row) for row in project.stage_moves.all()[:MOVES_SHOWN]]
    own = needs_of(facts.stage, facts)
    further = next_stage(facts)
    ahead = [need for need in needs_of(further, facts) if need not in own] if further else []
    asked = [_item(need, facts, project, sight.user) for need in (*own, *ahead)]
    since = moves[0] if moves and moves[0]["new"] == step_name(facts.stage) else None
    return {
        "gate": {
            "stage": STEP[facts.stage],
            "since": since,
            "own": asked[: len(own)],
            "lacks": any(not item["met"] for item in asked[: len(own)]),
            "next": STEP[further] if further else "",
            "ahead": asked[len(own) :],
            "lacks_ahead": any(not item["met"] for item in asked[len(own) :]),
            "done": [item for item in asked if item["met"]],
            "asked": len(asked),
            "moves": moves,
        }
    }


def closed(refusal: Refusal, form: ActForm) -> dict[str, Any] | None:
    """What to draw when an act was stopped before its gate; None for any other refusal.

    What the act itself would have written was taken back, so places are those of today.
    """
    project, user = form.subject.project, form.subject.user
    if project is None:
        return None
    if isinstance(refusal, BackWithoutReason):
        return {"may_go_on": WHY not in form.fields}
    if not isinstance(refusal, GateClosed):
        return None
    facts = gate_facts([project.pk])[project.pk]
    return {
        "stage": STEP[refusal.stage],
        "needs": [
            _item(need, facts, project, user) | {"met": False, "hint": HINT.get(need.code, "")}
            for need in refusal.needs
        ],
        "may_go_on": user.can(Permission.OVERRIDE_GATE),
    }


def typed(reason: str) -> dict[str, Any] | None:
    """The reason that was typed, to be kept while something else is corrected."""
    return {"may_go_on": True, "reason": reason} if reason.strip() else None


def _item(need: Need, facts: GateFacts, project: Project, user: User) -> dict[str, Any]:
    met = need.met(facts)
    return {
        "words": NEED[need.code],
        "hint": "" if met else HINT.get(need.code, ""),
        "met": met,
        "url": place(need, facts, project.code, user),
    }


def _move(row: StageMove) -> dict[str, Any]:
    return {
        "date": row.date,
        "old": step_name(row.old_stage),
        "new": step_name(row.new_stage),
        "act": row.act,
        "missing": [NEED[code] for code in row.missing if code in NEED],
        "reason": row.reason,
    }
