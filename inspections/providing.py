"""What inspection tells the deadlines: its obligations, and who may know of which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from deadlines.registry import unless_all
from inspections import clocks_reading as clocks
from inspections.models import (
    Case,
    CaseSanction,
    CaseSubject,
    Conclusion,
    InspectionPlan,
    Recommendation,
)
from inspections.rules.clock_cases import of_case
from inspections.rules.clock_facts import Told
from inspections.rules.clock_follow_up import of_conclusion, of_fine, of_remedy
from inspections.rules.clock_plans import of_plan
from inspections.rules.subjects import CASE, CONCLUSION, FINE, PLAN, REMEDY

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.registry import Setting
    from deadlines.rules.computed import Computed

_MODELS: dict[str, Any] = {
    CASE: Case,
    CONCLUSION: Conclusion,
    REMEDY: Recommendation,
    FINE: CaseSanction,
    PLAN: InspectionPlan,
}


_RULES: dict[str, tuple[Callable[[Sequence[int]], Iterable[Any]], Callable[..., Any]]] = {
    CASE: (clocks.cases_of, of_case),
    CONCLUSION: (clocks.followed, of_conclusion),
    REMEDY: (clocks.remedies_of, of_remedy),
    FINE: (clocks.fines_of, of_fine),
    PLAN: (clocks.plans_of, of_plan),
}


def ids_of(kind: str) -> Sequence[int]:
    """All subjects of a kind."""
    return list(_MODELS[kind].objects.order_by("pk").values_list("pk", flat=True))


def compute(kind: str, ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """What these subjects owe, in a constant number of queries."""
    told = Told(law=setting.law, calendar=setting.calendar, on=setting.on)
    read, reckon = _RULES[kind]
    for facts in read(ids):
        yield from reckon(facts, told)


# ------------------------------------------------------------ who may know


def _own_agencies(user: User) -> set[int]:
    return {pk for person in user.persons for pk in person.reach.agencies}


def cases_visible(user: User) -> QuerySet[Any]:
    """Steps within a case are known to its people alone, also after publication (R-4.5)."""
    return Case.objects.of_people(user).values("pk")


def conclusions_visible(user: User) -> QuerySet[Any]:
    """What this person may read, and published ones about his or her own agency or firm."""
    read = Q(pk__in=Conclusion.objects.visible_to(user).values("pk"))
    about = CaseSubject.objects.filter(
        Q(agency__in=_own_agencies(user)) | Q(investor__members__user=user)
    )
    mine = Q(published_date__isnull=False, case__in=about.values("case"))
    return Conclusion.objects.filter(read | mine).values("pk")


def remedies_visible(user: User) -> QuerySet[Any]:
    """Recommendations this person may read, or has to answer."""
    return Recommendation.objects.visible_to(user).values("pk")


def fines_visible(user: User) -> QuerySet[Any]:
    """Those of the cases this person is on; of published conclusions those he or she may read,
    and those against his or her own agency or firm."""
    on_it = Q(case__in=Case.objects.of_people(user).values("pk"))
    mine = Q(agency__in=_own_agencies(user)) | Q(investor__members__user=user)
    read = Q(conclusion__in=Conclusion.objects.visible_to(user).values("pk"))
    published = Q(conclusion__published_date__isnull=False)
    return CaseSanction.objects.filter(on_it | (published & (mine | read))).values("pk")


def plans_visible(user: User) -> QuerySet[Any] | None:
    """A subquery of the plans this person may know of; None when that is all of them."""
    return unless_all(InspectionPlan.objects.visible_to(user))
