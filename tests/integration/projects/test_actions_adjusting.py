"""An adjusting decision: all of it in one act, or nothing.

Days were reckoned by hand from law.md: a quarter ends on its last day (R-1.5), the cap is 24 months
after the first approval's day (R-1.22), the termination candidate 24 months after operation (I3).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from deadlines.models import Obligation
from projects.actions.acts import Seen
from projects.actions.adjusting import (
    Adjusting,
    LaterOnRecord,
    MilestoneMove,
    NothingAdjusted,
    adjust,
    version_of_all,
)
from projects.actions.instruments import InstrumentFacts
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, NotOfThisProject, Stale
from projects.models import CapitalPart, Instrument, Project, ScheduleItem, ScheduleRevision
from tests.factories import (
    Adjustment,
    CapitalPartFactory,
    InvestorFactory,
    ItemPlanned,
    PolicyApproval,
    ProjectNotStarted,
)
from vn.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

Q3_2027 = PartialDate(date(2027, 7, 1), Precision.QUARTER)


@pytest.fixture
def project() -> Project:
    """Approved on 14/6/2024, to start on 1/3/2026 and to operate by 30/6/2027."""
    row = ProjectNotStarted(adjustment_pending_since=date(2026, 7, 1), capital_hedge="hơn")
    approval = PolicyApproval(project=row, issued_date=date(2024, 6, 14))
    for kind, day in (("start", date(2026, 3, 1)), ("operation", date(2027, 6, 30))):
        ItemPlanned(project=row, kind=kind, name=kind, planned_date=day, instrument=approval)
    return row


def item(project: Project, kind: str) -> ScheduleItem:
    return project.schedule_items.get(kind=kind)


def seen(project: Project) -> Seen:
    project.refresh_from_db()
    items, parts = project.schedule_items.all(), project.capital_parts.all()
    return Seen(project.pk, version_of_all(project, items, parts))


def decision(project: Project, *moves: MilestoneMove, **stated: Any) -> Adjusting:
    more = {"ends_request": stated.pop("ends_request", False)}
    instrument = InstrumentFacts(
        kind=Instrument.Kind.ADJUSTMENT,
        number="257/QĐ-UBND",
        issued=PartialDate(date(2026, 8, 10), Precision.DAY),
        authority=Instrument.Authority.CHAIRPERSON,
        adjusts=project.instruments.filter(kind="policy_approval").first(),
        sequence=1,
    )
    return Adjusting(instrument=replace(instrument, **stated), moves=moves, **more)


def to(row: ScheduleItem, planned: PartialDate, **more: Any) -> MilestoneMove:
    return MilestoneMove(item_id=row.pk, planned=planned, **more)


def nothing_happened(project: Project, before: Project) -> bool:
    project.refresh_from_db()
    return (
        not project.instruments.filter(kind="adjustment").exists()
        and not ScheduleRevision.objects.exists()
        and project.version == before.version
    )


def test_everything_a_decision_changes_is_done_at_once(act, project) -> None:
    operation = item(project, "operation")
    outcome = adjust(
        **act,
        seen=seen(project),
        facts=decision(
            project,
            to(operation, Q3_2027),
            capital_vnd=1_500_000_000_000,
            capital_usd=Decimal("57000000.00"),
            land_area_m2=Decimal(400_000),
            term_years=50,
            project_name="Nhà máy mới",
            objective="Sản xuất ván",
            scale="20.000 m³ một năm",
            ends_request=True,
        ),
    )
    project.refresh_from_db()
    operation.refresh_from_db()
    document = project.instruments.get(kind="adjustment")
    assert (project.name, project.objective, project.scale) == (
        "Nhà máy mới",
        "Sản xuất ván",
        "20.000 m³ một năm",
    )
    assert (project.registered_capital_vnd, project.capital_hedge) == (1_500_000_000_000, "")
    assert (project.registered_capital_usd, project.land_area_m2, project.term_years) == (
        Decimal("57000000.00"),
        Decimal(400_000),
        50,
    )
    assert project.adjustment_pending_since is None
    assert (operation.planned_date, operation.planned_precision) == (date(2027, 7, 1), "quarter")
    assert (operation.baseline_date, operation.instrument) == (date(2027, 6, 30), document)
    assert (document.operation_date, document.term_years) == (date(2027, 9, 30), 50)
    assert "planned_date" in outcome.changed


def test_the_days_that_follow_are_those_of_the_law(act, project) -> None:
    operation = item(project, "operation")
    late = PartialDate(date(2029, 7, 1), Precision.QUARTER)
    adjust(**act, seen=seen(project), facts=decision(project, to(operation, late)))
    due = dict(
        Obligation.objects.filter(subject_kind="schedule_item", subject_id=operation.pk)
        .exclude(kind="I2")
        .values_list("kind", "due_date")
    )
    # Quý III/2029 ends on 30/9/2029. A Sunday, but a day the decision names is no term that rolls.
    assert due["I1"] == date(2029, 9, 30)
    # Operation is candidate for termination 24 months after the schedule's end, 30/9/2031.
    assert due["I3"] == date(2031, 9, 30)
    # The cap is 30/6/2027 + 24 months = 30/6/2029; I2 is true since the day of the decision.
    cap = Obligation.objects.get(kind="I2", subject_id=operation.pk)
    assert cap.due_date == date(2026, 8, 10)
    told = {step["kind"]: step for step in cap.steps}
    assert told["term"]["date"] == "2029-06-30"
    assert (told["beyond"]["params"]["months"], told["beyond"]["params"]["days"]) == (3, 0)


def test_an_exception_the_decision_names_lifts_the_cap(act, project) -> None:
    operation = item(project, "operation")
    late = PartialDate(date(2029, 7, 1), Precision.QUARTER)
    move = to(operation, late, exception="late_handover")
    adjust(**act, seen=seen(project), facts=decision(project, move))
    assert ScheduleRevision.objects.get().exception == "late_handover"
    assert not Obligation.objects.filter(kind="I2", clock="found").exists()


def test_what_is_empty_stays(act, project) -> None:
    before = Project.objects.get(pk=project.pk)
    adjust(**act, seen=seen(project), facts=decision(project, land_area_m2=Decimal(400_000)))
    project.refresh_from_db()
    kept = ("name", "registered_capital_vnd", "capital_hedge", "term_years", "objective")
    assert [getattr(project, name) for name in kept] == [getattr(before, name) for name in kept]
    assert project.adjustment_pending_since == date(2026, 7, 1)
    assert not ScheduleRevision.objects.exists()


def test_the_history_tells_the_act_and_each_of_its_parts(act, project, history) -> None:
    moves = [to(item(project, kind), Q3_2027) for kind in ("start", "operation")]
    facts = decision(project, *moves, capital_vnd=1_500_000_000_000)
    adjust(**act, seen=seen(project), facts=facts)
    told = history(project)
    assert [event.verb for event in told] == [
        "instrument_recorded",
        "schedule_item_revised",
        "schedule_item_revised",
        "project_adjusted",
    ]
    assert "257/QĐ-UBND" in told[-1].summary
    assert "2" in told[-1].summary
    assert told[-1].new["registered_capital_vnd"] == 1_500_000_000_000
    assert {event.by_name for event in told} == {"Lê Thu Hà"}


def test_parts_of_the_capital_follow(act, project) -> None:
    CapitalPartFactory(project=project, kind="equity", investor=None, amount_vnd=200)
    facts = decision(project, equity_vnd=300, loan_vnd=700)
    outcome = adjust(**act, seen=seen(project), facts=facts)
    parts = dict(CapitalPart.objects.values_list("kind", "amount_vnd"))
    assert parts == {"equity": 300, "loan": 700}
    assert set(outcome.changed) == {"equity_vnd", "loan_vnd"}


def test_a_part_that_several_share_stays(act, project) -> None:
    for amount in (200, 100):
        CapitalPartFactory(
            project=project, kind="equity", investor=InvestorFactory(), amount_vnd=amount
        )
    facts = decision(project, equity_vnd=900, capital_vnd=1_000_000_000)
    adjust(**act, seen=seen(project), facts=facts)
    kept = CapitalPart.objects.values_list("amount_vnd", flat=True)
    assert sorted(kept) == [100, 200]


def test_when_one_milestone_is_refused_nothing_is_done(act, project) -> None:
    start, operation = item(project, "start"), item(project, "operation")
    ScheduleItem.objects.filter(pk=operation.pk).update(planned_from=date(2027, 1, 1))
    before = Project.objects.get(pk=project.pk)
    too_early = PartialDate(date(2026, 12, 1), Precision.DAY)
    facts = decision(
        project, to(start, Q3_2027), to(operation, too_early), capital_vnd=1_500_000_000_000
    )
    with pytest.raises(Invalid) as refused:
        adjust(**act, seen=seen(project), facts=facts)
    assert refused.value.field == f"planned_{operation.pk}"
    assert nothing_happened(project, before)


@pytest.mark.parametrize(
    ("stated", "refusal"),
    [
        ({}, NothingAdjusted),
        ({"issued": PartialDate(date(2026, 9, 1), Precision.DAY), "term_years": 5}, InTheFuture),
        ({"term_years": 100}, Invalid),
    ],
)
def test_what_is_refused_leaves_no_trace(act, project, stated: Any, refusal: Any) -> None:
    before = Project.objects.get(pk=project.pk)
    with pytest.raises(refusal):
        adjust(**act, seen=seen(project), facts=decision(project, **stated))
    assert nothing_happened(project, before)


def test_a_decision_on_record_is_not_recorded_twice(act, project) -> None:
    facts = decision(project, term_years=50)
    adjust(**act, seen=seen(project), facts=facts)
    with pytest.raises(AlreadyRecorded):
        adjust(**act, seen=seen(project), facts=facts)


def test_a_milestone_or_document_of_another_project_is_refused(act, project) -> None:
    with pytest.raises(NotOfThisProject) as refused:
        adjust(**act, seen=seen(project), facts=decision(project, to(ItemPlanned(), Q3_2027)))
    assert refused.value.field.startswith("planned_")
    foreign = decision(project, term_years=50, adjusts=PolicyApproval())
    with pytest.raises(NotOfThisProject):
        adjust(**act, seen=seen(project), facts=foreign)


def test_an_earlier_decision_does_not_undo_a_later_one(act, project) -> None:
    Adjustment(project=project, issued_date=date(2026, 8, 20), number="300/QĐ-UBND")
    with pytest.raises(LaterOnRecord) as refused:
        adjust(**act, seen=seen(project), facts=decision(project, term_years=50))
    assert "300/QĐ-UBND" in str(refused.value)
    assert refused.value.field == "issued"


@pytest.mark.parametrize("touched", ["project", "milestone", "part"])
def test_a_colleagues_edit_of_anything_it_may_touch_is_noticed(act, project, touched) -> None:
    part = CapitalPartFactory(project=project)
    opened = seen(project)
    rows: dict[str, Any] = {"project": project, "milestone": item(project, "start"), "part": part}
    row = rows[touched]
    type(row).objects.filter(pk=row.pk).update(version=row.version + 1)
    with pytest.raises(Stale):
        adjust(**act, seen=opened, facts=decision(project, term_years=50))
    assert not project.instruments.filter(kind="adjustment").exists()
