"""Areas and their overlaps: both projects know at once, and what bounds find is what is there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from random import Random
from typing import Any

import pytest
from django.utils import timezone
from shapely import Polygon

from deadlines.actions.law import load_defaults, load_holidays
from deadlines.actions.reconciling import reconcile
from deadlines.models import Flag, Obligation
from projects.actions import proposals, sites
from projects.actions.refusals import Invalid, NotOfThisProject, Stale
from projects.models import Proposal
from projects.querysets.appraisal_facts import areas_of, neighbours_of
from tests.factories import (
    TODAY,
    AreaFactory,
    ProjectNotStarted,
    ProjectProposed,
    ProjectTerminated,
    ProposalPending,
    TrancheHandedOver,
)
from vn.boundary import BadTable

MERIDIAN = Decimal("107.25")


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    load_defaults()
    load_holidays([TODAY.year])


@pytest.fixture
def later(act) -> Any:
    """Rows are recorded now: the tests look at them on the morrow of the day they run."""
    on = timezone.localdate() + timedelta(days=1)
    return {**act, "on": on, "at": timezone.now()}


def square(east: int = 0, side: int = 200) -> str:
    x, y = 2_415_000, 452_000 + east
    corners = ((x, y), (x, y + side), (x - side, y + side), (x - side, y))
    return "\n".join(f"{n} {a} {b}" for n, (a, b) in enumerate(corners, 1))


def facts(text: str, **said: Any) -> sites.AreaFacts:
    found: dict[str, Any] = {"label": "Khu A", "meridian": MERIDIAN}
    return sites.AreaFacts(points_text=text, **(found | said))


def flagged() -> set[int | None]:
    return set(Flag.objects.live().filter(kind="Q2").values_list("project_id", flat=True))


def test_an_area_is_measured_in_its_plane_and_kept_in_degrees(later) -> None:
    row = sites.add(**later, project_id=ProjectNotStarted().pk, facts=facts(square())).row
    row.refresh_from_db()
    assert (row.area_m2, len(row.ring)) == (Decimal("40000.00"), 4)
    assert row.west < row.ring[1][0] <= row.east
    assert row.points_text == square()


def test_both_projects_are_asked_when_their_areas_overlap(later) -> None:
    one, other = ProjectNotStarted(), ProjectProposed()
    sites.add(**later, project_id=one.pk, facts=facts(square()))
    assert flagged() == set()
    sites.add(**later, project_id=other.pk, facts=facts(square(150)))
    assert flagged() == {one.pk, other.pk}
    shared = Obligation.objects.get(kind="Q2", project_id=one.pk).steps[0]["params"]["m2"]
    assert shared == pytest.approx(50 * 200, abs=2)


def test_correcting_one_clears_the_question_of_both(later, seen) -> None:
    one, other = ProjectNotStarted(), ProjectProposed()
    sites.add(**later, project_id=one.pk, facts=facts(square()))
    row = sites.add(**later, project_id=other.pk, facts=facts(square(150))).row
    sites.change(**later, seen=seen(row), facts=facts(square(200)))
    assert flagged() == set()


def test_a_refused_project_overlaps_nobody_any_more(later, seen) -> None:
    one = ProjectNotStarted()
    proposal = ProposalPending()
    sites.add(**later, project_id=one.pk, facts=facts(square()))
    sites.add(**later, project_id=proposal.project_id, facts=facts(square(150)))
    decision = proposals.Decision(
        outcome=Proposal.Outcome.REFUSED, decided_date=later["on"], reason="Trùng đất."
    )
    proposals.decide(**later, seen=seen(proposal), decision=decision)
    assert flagged() == set()
    assert reconcile(on=later["on"], at=later["at"]) == 0


@pytest.mark.parametrize("factory", [ProjectTerminated])
def test_what_ended_is_no_neighbour(factory: Any, later) -> None:
    AreaFactory(project=factory())
    other = AreaFactory()
    assert areas_of([other.project_id]) == {}


def test_a_tranche_of_another_project_and_a_stale_row(later, seen) -> None:
    project = ProjectNotStarted()
    wrong = facts(square(), tranche=TrancheHandedOver())
    with pytest.raises(NotOfThisProject):
        sites.add(**later, project_id=project.pk, facts=wrong)
    with pytest.raises(BadTable):
        sites.add(**later, project_id=project.pk, facts=facts("1 2 3"))
    with pytest.raises(Invalid):
        sites.add(**later, project_id=project.pk, facts=facts(square(), label=""))
    row = sites.add(**later, project_id=project.pk, facts=facts(square())).row
    old = seen(row)
    sites.change(**later, seen=old, facts=facts(square(side=210)))
    with pytest.raises(Stale):
        sites.change(**later, seen=old, facts=facts(square(side=220)))


def test_saving_the_same_area_changes_nothing(later, seen) -> None:
    row = sites.add(**later, project_id=ProjectNotStarted().pk, facts=facts(square())).row
    row.refresh_from_db()
    assert sites.change(**later, seen=seen(row), facts=facts(square())).changed == ()


def test_the_history_tells_the_table_and_not_what_follows_from_it(later, history) -> None:
    project = ProjectNotStarted()
    sites.add(**later, project_id=project.pk, facts=facts(square()))
    (line,) = history(project)
    assert {"points_text", "area_m2", "area_label"} <= set(line.new)
    assert not {"ring", "west"} & set(line.new)


def test_what_is_found_by_bounds_is_what_a_slow_comparison_finds(db) -> None:
    random = Random(20261122)  # noqa: S311 -- squares, not secrets
    rows = [
        AreaFactory(east_by=random.uniform(0, 0.012), north_by=random.uniform(0, 0.012))
        for _ in range(24)
    ]
    slow = {
        frozenset((a.pk, b.pk))
        for a, b in combinations(rows, 2)
        if Polygon(a.ring).intersection(Polygon(b.ring)).area > 1e-10
    }
    found = areas_of([row.project_id for row in rows])
    fast = {
        frozenset((area.id, each.other_id))
        for areas in found.values()
        for area in areas
        for each in area.overlaps
    }
    assert fast == slow
    assert slow
    for row in rows:
        beside = {b.project_id for b in rows if frozenset((row.pk, b.pk)) in slow}
        assert beside <= neighbours_of(row.project_id)
