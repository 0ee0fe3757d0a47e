"""What an agency answers for, its own duties and those it took over (R-4.1, R-5.1)."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models.agencies import AdministrativeUnitSuccession, Agency, AgencySuccession


@dataclass(frozen=True, slots=True)
class Reach:
    """Agencies and places by id.

    `agencies` and `places` are its own and those that became them wholly. `divided` are agencies
    of which several took over a part: which part is decided by the place of each project.
    """

    agencies: frozenset[int] = frozenset()
    divided: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


def reach_of(agency: Agency | None) -> Reach:
    """What the agency answers for today, in two queries; nothing without an agency."""
    if agency is None:
        return Reach()
    bodies = AgencySuccession.objects.effective().lineage()
    whole = bodies.whole_predecessors([agency.pk]) | {agency.pk}
    divided = bodies.predecessors([agency.pk]) - whole
    if agency.unit_id is None:
        return Reach(whole, divided)
    places = AdministrativeUnitSuccession.objects.effective().lineage()
    return Reach(whole, divided, places.whole_predecessors([agency.unit_id]) | {agency.unit_id})
