"""Inspection as the deadlines know it: cases, conclusions, recommendations, fines and plans."""

from __future__ import annotations

from functools import partial

from deadlines.registry import Owner, register
from inspections import providing, subjects
from inspections.rules.subjects import CASE, CONCLUSION, FINE, PLAN, REMEDY

_CLOSED = {
    CASE: ("K1", "K2", "K3", "K4", "K5", "K6", "K7", "K11"),
    CONCLUSION: ("K8", "K9", "K10"),
    REMEDY: ("K12",),
    FINE: ("K13",),
    PLAN: (),
}
"""The rules of each kind that nobody knows of but whom the case lets (R-4.5)."""

_SEEN = {
    CASE: providing.cases_visible,
    CONCLUSION: providing.conclusions_visible,
    REMEDY: providing.remedies_visible,
    FINE: providing.fines_visible,
    PLAN: providing.plans_visible,
}


def register_clocks() -> None:
    """Register each kind by its own ids: what belongs to a case never belongs to a project."""
    for kind, closed in _CLOSED.items():
        register(
            Owner(
                subject_kinds=(kind,),
                compute=partial(providing.compute, kind),
                ids=partial(providing.ids_of, kind),
                visible_to=_SEEN[kind],
                describe=subjects.describe,
                facts=subjects.facts,
                find=partial(subjects.find, kind),
                by_subject=True,
                confidential=closed,
            )
        )
