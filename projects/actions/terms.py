"""What the decision says of deposit and term: the duty, its base and day, the years (R-1.9, R-1.30)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Deed, Outcome, Seen, assign, lock_seen, settle, store, unchanged
from projects.models import Project
from vn.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """Deposit duty and operating term. Amounts in whole đồng, None is not known.

    `deposit_agreed_vnd`, the sum the agreement names, stands above the one reckoned from the base,
    and is never reduced; `deposit_reduction_percent` (R-1.31) names what it rests on.
    """

    deposit_duty: str = Project.DepositDuty.UNKNOWN
    deposit_base_vnd: int | None = None
    deposit_agreed_vnd: int | None = None
    deposit_due_date: date | None = None
    deposit_reduction_percent: int | None = None
    deposit_reduction_basis: str = ""
    term_years: int | None = None
    term_start_event: str = Project.TermStart.UNKNOWN
    term_start_date: date | None = None


@transaction.atomic
def set_terms(
    *, by: User | None, on: date, at: datetime, seen: Seen, facts: TermFacts
) -> Outcome[Project]:
    """Bring deposit duty and term in line with the facts given. Raises `Stale` and `Invalid`."""
    project = lock_seen(Project.objects.all(), seen)
    basis = {"deposit_reduction_basis": tidy(facts.deposit_reduction_basis)}
    found = assign(project, asdict(facts) | basis)
    if not found:
        return unchanged(project)
    project.version += 1
    store(project)
    deed = Deed(
        verb="project_terms_set",
        row=project,
        project=project,
        summary=_("Deposit and term: %(fields)s"),
        change=found,
        reason=seen.why,
    )
    return settle(deed, by=by, on=on, at=at)
