"""What the gates ask of a project: which facts are on record, and which acts prove them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.rules.stage import Stage


@dataclass(frozen=True, slots=True)
class Proof:
    """The act that proves a stage: number, day, authority as far as they are known (law.md §1.1).

    `pk` is the row to correct, 0 when there is none; `of_tranche` tells a tranche from a document.
    """

    pk: int = 0
    number: str = ""
    day: date | None = None
    authority: str = ""
    of_tranche: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """A tranche handed over in the field: its minutes, and whether its area is known."""

    pk: int
    minutes: str
    has_area: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """One project as its gates see it.

    `stage` is the stage it has reached, `furthest` the same without what only sets it aside
    (suspended, stopped, ended). The proofs are the fullest of their kind, None if there is none.
    `reached` and `planned` are kinds of milestones; a plan counts with its document. `tranches` are
    the keys of all of them, `handed` those handed over.
    """

    project_id: int
    stage: Stage
    furthest: Stage
    approval_path: str = "unknown"
    selection: str = "unknown"
    deposit_duty: str = "unknown"
    investor_id: int | None = None
    investor_kind: str = "unknown"
    has_place: bool = False
    has_capital: bool = False
    has_dollars: bool = False
    has_rate: bool = False
    has_area: bool = False
    state_as_of: date | None = None
    state_note: str = ""
    acts: frozenset[str] = frozenset()
    approval: Proof | None = None
    certificate: Proof | None = None
    land: Proof | None = None
    tranches: tuple[int, ...] = ()
    handed: tuple[Handed, ...] = ()
    reached: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    is_secured: bool = False
    has_dossier: bool = False
    refusal_reason: str = ""
    has_suspension: bool = False
    has_termination: bool = False
    is_revoked: bool = False
