"""Which stage a project has reached, from its acts and its three stored states (law.md §1.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """The furthest stage that an act or a recorded state proves."""

    LIQUIDATED = "liquidated"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"
    STOPPED = "stopped"
    OPERATING = "operating"
    COMPLETED = "completed"
    CONSTRUCTION = "construction"
    LAND_RECEIVED = "land_received"
    LAND_DECIDED = "land_decided"
    CERTIFIED = "certified"
    APPROVED = "approved"
    PROPOSED = "proposed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


LINE = (
    Stage.UNKNOWN,
    Stage.PROPOSED,
    Stage.APPROVED,
    Stage.CERTIFIED,
    Stage.LAND_DECIDED,
    Stage.LAND_RECEIVED,
    Stage.CONSTRUCTION,
    Stage.COMPLETED,
    Stage.OPERATING,
)
"""The way forward. What is not on it (suspended, stopped, ended, refused) is a way aside."""


_BY_LEGAL_STATE = {
    "terminated": Stage.TERMINATED,
    "suspended": Stage.SUSPENDED,
    "proposed": Stage.PROPOSED,
    "refused": Stage.REFUSED,
}
_BY_OPERATION = {"stopped": Stage.STOPPED, "operating": Stage.OPERATING}
_BY_CONSTRUCTION = {
    "completed": Stage.COMPLETED,
    "partly_built": Stage.CONSTRUCTION,
    "under_construction": Stage.CONSTRUCTION,
}
_BY_ACT = (
    ("land_allocation", Stage.LAND_DECIDED),
    ("land_lease", Stage.LAND_DECIDED),
    ("registration_certificate", Stage.CERTIFIED),
    ("investor_approval", Stage.APPROVED),
    ("policy_approval", Stage.APPROVED),
)
"""Kinds of instruments, the furthest first."""


SETTLED_BY = ("liquidation", "land", "deposit")
"""Steps after the termination that must be done before a project counts as liquidated (R-1.45)."""


def stage(
    *,
    states: tuple[str, str, str],
    acts: Collection[str],
    land_decided: bool,
    land_received: bool,
    settled: bool = False,
) -> Stage:
    """The stage of a project.

    `states` are its legal, physical and operating state; `acts` the kinds of its instruments. What
    was recorded of the whole project goes before what its acts prove: not every project has
    every stage (R-1.1). `settled`: all that had to follow its termination is done (R-1.45).
    """
    legal, physical, operating = states
    recorded = (
        _BY_LEGAL_STATE.get(legal) or _BY_OPERATION.get(operating) or _BY_CONSTRUCTION.get(physical)
    )
    if recorded is Stage.TERMINATED and settled:
        return Stage.LIQUIDATED
    if recorded is not None:
        return recorded
    if land_received:
        return Stage.LAND_RECEIVED
    if land_decided:
        return Stage.LAND_DECIDED
    return next((reached for kind, reached in _BY_ACT if kind in acts), Stage.UNKNOWN)


def is_settled(steps: Iterable[tuple[str, date | None]]) -> bool:
    """Whether what had to follow a termination is done: (kind, day it was done) of its steps.

    A project is never liquidated without the liquidation itself; land and deposit count where a
    step about them was set.
    """
    found = [(kind, done) for kind, done in steps if kind in SETTLED_BY]
    return "liquidation" in {kind for kind, _done in found} and all(done for _kind, done in found)


def on_the_line(states: tuple[str, str, str]) -> tuple[str, str, str]:
    """The states without what only sets a project aside: how far it had come before that."""
    legal, physical, operating = states
    kept = {"proposed": "proposed", "refused": "proposed"}.get(legal, "valid")
    return kept, physical, "not_operating" if operating == "stopped" else operating
