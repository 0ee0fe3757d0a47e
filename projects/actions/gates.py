"""The gate before every step of a project into a further stage (docs/adr/0014).

Stages are derived, so no act says "next stage". Each act on a project begins by locking it and ends
in `acts.settle`: `watch` reads the stage at the lock, `pass_through` compares it at the end. A step
forward needs what `rules.gates` says; every step leaves a `StageMove`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from accounts.actions.audit import Entry, in_words, record
from accounts.models import User
from accounts.permissions import Permission
from projects.actions.refusals import Refusal
from projects.gate_wording import NEED, STEP, needs_named
from projects.models import Project, StageMove
from projects.querysets.gate_facts import gate_facts
from projects.querysets.stages import stages_of
from projects.rules.gates import Need, is_back, is_forward, missing
from projects.rules.stage import LINE, Stage
from vn.text import tidy

_SEEN = "_stage_at_lock"
_reason: ContextVar[str] = ContextVar("reason_to_go_on", default="")


class GateClosed(Refusal):
    """Facts are missing that the further stage needs; `needs` are they."""

    text = _("Missing before “%(stage)s”: %(facts)s.")

    def __init__(self, stage: Stage, needs: tuple[Need, ...]) -> None:
        super().__init__(stage=STEP[stage], facts=needs_named(needs))
        self.stage = stage
        self.needs = needs


class BackWithoutReason(Refusal):
    """What was reached is taken back only for a reason."""

    field = "why"
    text = _("This takes the project back from “%(old)s” to “%(new)s”. Give the reason.")


@dataclass(frozen=True, slots=True)
class Step:
    """The act that may move the stage, as its history tells it; `why` is the reason it gave."""

    project: Project
    act: str
    why: str = ""


@contextmanager
def going_on(reason: str) -> Iterator[None]:
    """Acts within go on past a closed gate, or go back a stage, for this reason.

    Passing a closed gate needs `Permission.OVERRIDE_GATE`; without it the act raises
    PermissionDenied.
    """
    token = _reason.set(tidy(reason))
    try:
        yield
    finally:
        _reason.reset(token)


def watch(*projects: Project) -> None:
    """Keep the stages of projects that were just locked; nothing was written yet."""
    stages = stages_of([project.pk for project in projects])
    for project in projects:
        setattr(project, _SEEN, stages[project.pk])


def begin(project: Project) -> None:
    """Say that a project is new: its first stage is a beginning, not a step past a gate."""
    setattr(project, _SEEN, None)


def pass_through(step: Step, *, by: User | None, on: date) -> None:
    """Check the gate if the act moved the stage, and write the move.

    Raises `GateClosed`, `BackWithoutReason` and PermissionDenied.
    """
    project = step.project
    if project.funding == Project.Funding.PUBLIC:
        # The gates are those of non-budget projects; D10 asks for the decision of a public one.
        return
    if not hasattr(project, _SEEN):
        raise TypeError("a deed names the project that was locked, or one step could go unseen")
    before: tuple[Stage, Stage] | None = getattr(project, _SEEN)
    after = stages_of([project.pk])[project.pk]
    if after == (before or (Stage.UNKNOWN, Stage.UNKNOWN)):
        return
    setattr(project, _SEEN, after)
    if before is None:
        _write(step, StageMove(new_stage=after[0], date=on), (), by=by)
        return
    lacking = _lacking(step, before[1], after, by=by)
    # Aside of the line only the way along it is news: land handed over while suspended.
    old, new = (before[0], after[0]) if before[0] != after[0] else (before[1], after[1])
    _write(step, StageMove(old_stage=old, new_stage=new, date=on), lacking, by=by)


def _lacking(
    step: Step, old: Stage, after: tuple[Stage, Stage], *, by: User | None
) -> tuple[Need, ...]:
    """What the step goes on without, allowed to; () for an open gate, a way aside, a way back."""
    now, new = after
    reason = _reason.get()
    if is_back(old, new) and now in LINE and not (reason or step.why):
        raise BackWithoutReason(old=STEP[old], new=STEP[new])
    if not is_forward(old, new):
        return ()
    needs = missing(new, gate_facts([step.project.pk])[step.project.pk])
    if needs and not reason:
        raise GateClosed(new, needs)
    if needs and not (by is not None and by.can(Permission.OVERRIDE_GATE)):
        raise PermissionDenied
    return needs


def _write(step: Step, move: StageMove, lacking: tuple[Need, ...], *, by: User | None) -> None:
    move.project = step.project
    move.act = step.act
    move.missing = [need.code for need in lacking]
    move.reason = _reason.get() or tidy(step.why)
    move.recorded_by_id = by.pk if by else None
    move.save()
    if not lacking:
        return
    entry = Entry(
        verb="gate_overridden",
        subject_kind="project",
        subject_id=step.project.pk,
        project_id=step.project.pk,
        summary=in_words(
            _("Let pass to “%(stage)s” without: %(facts)s"),
            stage=STEP[Stage(move.new_stage)],
            facts="; ".join(in_words(NEED[need.code]) for need in lacking),
        ),
        new={"new_stage": move.new_stage, "missing": move.missing},
        reason=move.reason,
    )
    record(by=by, entry=entry)
