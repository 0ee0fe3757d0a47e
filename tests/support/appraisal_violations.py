"""What the database refuses of dossiers, opinions, plans, criteria and site areas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import factories as f

_BEFORE = date(2026, 8, 1)
ODD = "?"


def _again(row: Any, factory: Any, *names: str) -> None:
    factory(**{name: getattr(row, name) for name in names})


APPRAISAL: dict[str, Callable[[], Any]] = {
    "proposal_kind_is_known": lambda: f.ProposalPending(kind=ODD),
    "proposal_outcome_is_known": lambda: f.ProposalPending(
        outcome=ODD, decided_date=date(2026, 8, 20)
    ),
    "proposal_limit_is_positive": lambda: f.ProposalPending(limit_days=0),
    "proposal_outcome_has_its_day": lambda: f.ProposalRefused(decided_date=None),
    "proposal_decided_after_it_was_received": lambda: f.ProposalRefused(decided_date=_BEFORE),
    "proposal_approval_names_its_decision": lambda: f.ProposalApproved(instrument=None),
    "proposal_refusal_gives_a_reason": lambda: f.ProposalRefused(reason=""),
    "supplement_has_a_document": lambda: f.SupplementOpen(document_number=""),
    "supplement_answered_after_it_was_asked": lambda: f.SupplementOpen(answered_date=_BEFORE),
    "opinion_verdict_is_known": lambda: f.OpinionGiven(verdict=ODD),
    "opinion_limit_is_positive": lambda: f.OpinionAsked(limit_days=366),
    "opinion_answer_is_whole": lambda: f.OpinionGiven(answered_date=None),
    "opinion_answered_after_it_was_asked": lambda: f.OpinionGiven(answered_date=_BEFORE),
    "opinion_one_open_an_agency": lambda: _again(
        f.OpinionAsked(), f.OpinionAsked, "proposal", "agency"
    ),
    "planning_level_is_known": lambda: f.PlanningFactory(level=ODD),
    "planning_conformity_is_known": lambda: f.PlanningFactory(conformity=ODD),
    "planning_has_a_document": lambda: f.PlanningFactory(document_number=""),
    "criterion_sort_is_known": lambda: f.CriterionFactory(sort=ODD),
    "criterion_value_once_a_project": lambda: _again(
        f.CriterionValueFactory(), f.CriterionValueFactory, "project", "criterion"
    ),
    "criterion_value_reached_has_its_day": lambda: f.CriterionValueFactory(reached=1),
    "site_area_is_not_negative": lambda: f.AreaFactory(area_m2=-1),
    "site_area_bounds_are_in_order": lambda: f.AreaFactory(east=100.0),
}
