"""Whatever is done, by one or by two at once, no stage is reached unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from projects.actions import instruments, land, periods, projects
from projects.actions.gates import going_on
from projects.actions.land import TrancheFacts
from projects.actions.periods import SuspensionFacts
from projects.actions.projects import State
from projects.actions.refusals import Refusal
from projects.models import LandTranche, Project, StageMove
from projects.querysets.gate_facts import gate_facts
from projects.querysets.stages import stages_of
from projects.rules.gates import missing
from projects.rules.stage import LINE
from tests.factories import (
    TODAY,
    InstrumentFactory,
    ItemPlanned,
    ProjectFactory,
    ProjectFounded,
    TrancheDecided,
    UserFactory,
)
from tests.integration.projects.conftest import AT
from tests.support.gate_acts import (
    CERTIFICATE,
    HANDOVER,
    seen,
)
from tests.support.together import at_once
from vn.dates import parse_partial

pytestmark = pytest.mark.django_db


def _anything(random: Random, project: Any) -> Callable[[Any], Any]:
    """One act of any kind on the project as it is now, sometimes with every fact it needs."""
    project.refresh_from_db()
    whole = random.random() < 0.7
    issued = parse_partial("3/8/2026") if whole else None
    kind = random.choice(["policy_approval", "registration_certificate", "land_lease", "other"])
    facts = replace(CERTIFICATE, kind=kind, issued=issued, number=f"{random.randrange(10**9)}")
    note = "Biên bản 03/BB" if whole else ""
    physical = random.choice(Project.PhysicalState.values)
    said = State(physical, random.choice(Project.OperatingState.values), TODAY, note)
    documents, tranches = list(project.instruments.all()), list(project.tranches.all())
    acts = [
        lambda hand: instruments.record(**hand, project_id=project.pk, facts=facts),
        lambda hand: projects.set_state(**hand, seen=seen(project), state=said),
        lambda hand: land.add_tranche(
            **hand,
            project_id=project.pk,
            facts=TrancheFacts(
                label=f"Đợt {random.randrange(99)}",
                agency=project.agency,
                decision_number="500/QĐ-UBND" if whole else "",
                decision_date=date(2026, 8, 3),
            ),
        ),
        lambda hand: periods.suspend(
            **hand,
            seen=seen(project),
            facts=SuspensionFacts(decided_by="state", start_date=TODAY, document_number="1/TB"),
        ),
        lambda hand: periods.resume(**hand, seen=seen(project), resumed_date=TODAY),
    ]
    if documents:
        row = random.choice(documents)
        acts.append(lambda hand: instruments.change(**hand, seen=seen(row), facts=facts))
    if tranches:
        part = random.choice(tranches)
        acts.append(lambda hand: land.hand_over(**hand, seen=seen(part), handover=HANDOVER))
    return random.choice(acts)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_no_stage_is_reached_unseen(act, seed) -> None:
    random = Random(seed)  # noqa: S311 -- repeatable, not secret
    project = ProjectFactory()
    ItemPlanned(project=project, kind="operation", instrument=InstrumentFactory(project=project))
    leader = UserFactory(department_leader=True)
    for _turn in range(30):
        before, moves = stages_of([project.pk])[project.pk], StageMove.objects.count()
        do, let_pass = _anything(random, project), random.random() < 0.3
        try:
            with going_on("Lãnh đạo cho qua" if let_pass else ""):
                do(act | {"by": leader})
        except Refusal:
            assert stages_of([project.pk])[project.pk] == before
            continue
        after = stages_of([project.pk])[project.pk]
        assert StageMove.objects.count() == moves + (before != after)
        if before[0] != after[0]:
            last = StageMove.objects.first()
            assert (last.old_stage, last.new_stage) == (before[0], after[0])
        new, old = LINE.index(after[1]), LINE.index(before[1])
        if new > old and not let_pass:
            assert not missing(after[1], gate_facts([project.pk])[project.pk])
    assert StageMove.objects.exists()


def test_two_people_who_hand_land_over_together_take_one_step(real) -> None:
    project = ProjectFounded()
    parts, by = [TrancheDecided(project=project) for _ in range(2)], UserFactory()

    def hand(part: LandTranche) -> Callable[[], Any]:
        return lambda: land.hand_over(by=by, on=TODAY, at=AT, seen=seen(part), handover=HANDOVER)

    at_once(*map(hand, parts))
    assert StageMove.objects.count() == 1
    assert LandTranche.objects.filter(handover_date__isnull=False).count() == 2
