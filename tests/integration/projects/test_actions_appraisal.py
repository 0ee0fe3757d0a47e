"""A dossier from receipt to decision, opinions, supplements, plans and criteria."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from accounts.permissions import Role
from deadlines.actions.law import load_defaults, load_holidays
from deadlines.models import Obligation
from desk.models import Notification
from projects.actions import opinions, proposals, supplements, weighing
from projects.actions.acts import Seen
from projects.actions.criteria import load_criteria
from projects.actions.instruments import InstrumentFacts
from projects.actions.projects import ProjectFacts
from projects.actions.refusals import InTheFuture, NotOfThisProject, Stale
from projects.models import Criterion, CriterionValue, Instrument, Project, Proposal
from projects.rules.appraisal_facts import OpinionFacts, ProposalFacts, SupplementFacts
from projects.rules.criteria import SHIPPED_CRITERIA
from projects.rules.holding import held
from tests.factories import (
    TODAY,
    AgencyFactory,
    AgencySuccessionFactory,
    InstrumentFactory,
    OpinionAsked,
    OpinionGiven,
    PlanningFactory,
    ProjectNotStarted,
    ProjectProposed,
    ProjectTerminated,
    ProposalPending,
    SupplementOpen,
    UserFactory,
)
from vn.dates import PartialDate, Precision

KIND, OUTCOME = Proposal.Kind, Proposal.Outcome
RECEIVED = TODAY - timedelta(days=28)


@pytest.fixture(autouse=True)
def law(db: None) -> None:
    load_defaults()
    load_holidays([TODAY.year])


def facts(**said: Any) -> proposals.ProposalFacts:
    found: dict[str, Any] = {
        "kind": KIND.POLICY_APPROVAL,
        "received_date": RECEIVED,
        "agency": AgencyFactory(),
        "limit_days": 20,
    }
    return proposals.ProposalFacts(**(found | said))


def decision(outcome: str = OUTCOME.APPROVED, **said: Any) -> proposals.Decision:
    document = InstrumentFacts(
        kind=Instrument.Kind.POLICY_APPROVAL,
        number="12/QĐ-UBND",
        issued=PartialDate(TODAY, Precision.DAY),
        authority=Instrument.Authority.CHAIRPERSON,
    )
    found: dict[str, Any] = {"outcome": outcome, "decided_date": TODAY}
    if outcome == OUTCOME.APPROVED:
        found["document"] = document
    return proposals.Decision(**(found | said))


def duty(kind: str, subject_id: int) -> Any:
    return Obligation.objects.get(kind=kind, subject_id=subject_id)


def test_a_new_project_is_entered_as_proposed_and_owes_only_its_appraisal(act) -> None:
    project = ProjectFacts(
        name="Nhà máy mới",
        agency=AgencyFactory(),
        legal_state=Project.LegalState.PROPOSED,
    )
    row = proposals.receive_new(**act, prefix="DA", project=project, facts=facts()).row
    assert (row.project.legal_state, row.project.bucket) == ("proposed", "proposed")
    assert row.project.code.startswith("DA-")
    assert list(Obligation.objects.values_list("kind", "clock")) == [("T1", "running")]
    assert duty("T1", row.pk).bearer_agency_id == row.agency_id


def test_a_dossier_without_days_has_an_unknown_deadline_until_they_are_given(act, seen) -> None:
    row = proposals.receive(
        **act, project_id=ProjectProposed().pk, facts=facts(limit_days=None)
    ).row
    assert (duty("T1", row.pk).clock, duty("T1", row.pk).missing) == ("unknown", "proposal_limit")
    proposals.change(**act, seen=seen(row), facts=facts(limit_days=20, agency=row.agency))
    assert duty("T1", row.pk).clock == "running"


def test_what_may_not_be_received(act) -> None:
    ended, proposed = ProjectTerminated(), ProposalPending().project
    with pytest.raises(proposals.ProjectEnded):
        proposals.receive(**act, project_id=ended.pk, facts=facts())
    with pytest.raises(proposals.NothingToAdjust):
        proposals.receive(**act, project_id=proposed.pk, facts=facts(kind=KIND.ADJUSTMENT))
    with pytest.raises(proposals.StillPending) as refused:
        proposals.receive(**act, project_id=proposed.pk, facts=facts())
    assert refused.value.status == 409
    tomorrow = facts(kind=KIND.CERTIFICATE, received_date=TODAY + timedelta(days=1))
    with pytest.raises(InTheFuture):
        proposals.receive(**act, project_id=proposed.pk, facts=tomorrow)


def test_a_dossier_about_a_refused_project_proposes_it_anew(act) -> None:
    project = ProjectProposed(legal_state=Project.LegalState.REFUSED)
    proposals.receive(**act, project_id=project.pk, facts=facts())
    project.refresh_from_db()
    assert project.legal_state == "proposed"


def test_reported_submitted_decided(act, seen, history) -> None:
    row: Any = ProposalPending(received_date=RECEIVED)
    said = proposals.Report("61/BC-STC", TODAY - timedelta(days=4), "Đề nghị chấp thuận.")
    row = proposals.report(**act, seen=seen(row), said=said).row
    day = TODAY - timedelta(days=3)
    row = proposals.submit(**act, seen=seen(row), day=day, to="Chủ tịch UBND tỉnh").row
    assert (duty("T1", row.pk).clock, duty("T1", row.pk).met_date) == ("met", day)
    row = proposals.decide(**act, seen=seen(row), decision=decision()).row
    row.project.refresh_from_db()
    assert (row.project.legal_state, row.instrument.number) == ("valid", "12/QĐ-UBND")
    assert [line.verb for line in history(row.project)][-2:] == [
        "instrument_recorded",
        "proposal_decided",
    ]
    with pytest.raises(proposals.DecidedBefore):
        proposals.decide(**act, seen=seen(row), decision=decision())
    with pytest.raises(proposals.DecidedBefore):
        proposals.submit(**act, seen=seen(row), day=day, to="Chủ tịch UBND tỉnh")


def test_an_approval_may_name_a_document_on_record_but_not_one_of_another_project(
    act, seen
) -> None:
    row = ProposalPending(received_date=RECEIVED)
    wrong = decision(document=None, instrument=InstrumentFactory())
    with pytest.raises(NotOfThisProject):
        proposals.decide(**act, seen=seen(row), decision=wrong)
    known = InstrumentFactory(
        project=row.project, kind="policy_approval", authority="chairperson", issued_date=TODAY
    )
    done = proposals.decide(
        **act, seen=seen(row), decision=decision(document=None, instrument=known)
    )
    assert done.row.instrument == known


@pytest.mark.parametrize("outcome", [OUTCOME.REFUSED, OUTCOME.WITHDRAWN])
def test_a_refusal_ends_a_project_that_was_only_proposed(outcome: str, act, seen) -> None:
    row: Any = ProposalPending(received_date=RECEIVED)
    asked = OpinionAsked(proposal=row, asked_date=RECEIVED)
    said = decision(outcome, reason="Không phù hợp quy hoạch.")
    row = proposals.decide(**act, seen=seen(row), decision=said).row
    row.project.refresh_from_db()
    assert row.project.legal_state == "refused"
    assert (duty("T1", row.pk).clock, duty("T2", asked.pk).clock) == ("met", "void")


def test_a_refused_adjustment_leaves_the_project_in_force_and_nothing_pending(act, seen) -> None:
    project = ProjectNotStarted()
    row = proposals.receive(**act, project_id=project.pk, facts=facts(kind=KIND.ADJUSTMENT)).row
    project.refresh_from_db()
    assert project.adjustment_pending_since == RECEIVED
    said = decision(OUTCOME.REFUSED, reason="Chưa đủ căn cứ.")
    proposals.decide(**act, seen=seen(row), decision=said)
    project.refresh_from_db()
    assert (project.legal_state, project.adjustment_pending_since) == ("valid", None)


def test_nothing_happens_to_a_dossier_before_it_came_in(act, seen) -> None:
    row = ProposalPending(received_date=RECEIVED)
    early = RECEIVED - timedelta(days=1)
    with pytest.raises(proposals.BeforeReceived):
        proposals.submit(**act, seen=seen(row), day=early, to="UBND tỉnh")
    with pytest.raises(proposals.BeforeReceived):
        supplements.ask(
            **act, proposal_id=row.pk, letter=supplements.Letter(early, "1/CV", "Bản đồ")
        )


def test_two_people_at_one_dossier(act, seen) -> None:
    row = ProposalPending(received_date=RECEIVED)
    old = seen(row)
    proposals.change(**act, seen=old, facts=facts(limit_days=25, agency=row.agency))
    with pytest.raises(Stale):
        proposals.change(**act, seen=old, facts=facts(limit_days=15, agency=row.agency))


def test_papers_asked_for_stop_the_clock_until_they_come(act, seen) -> None:
    row = ProposalPending(received_date=RECEIVED)
    letter = supplements.Letter(TODAY - timedelta(days=14), "1904/STC-ĐT", "Báo cáo tài chính")
    asked = supplements.ask(**act, proposal_id=row.pk, letter=letter).row
    stopped = duty("T1", row.pk)
    assert (stopped.clock, stopped.stopped_on) == ("stopped", letter.asked_date)
    supplements.answer(**act, seen=seen(asked), day=TODAY - timedelta(days=7))
    moved = duty("T1", row.pk)
    assert (moved.clock, moved.due_date - stopped.due_date) == ("running", timedelta(days=7))
    asked.refresh_from_db()
    with pytest.raises(supplements.AnsweredBefore):
        supplements.answer(**act, seen=seen(asked), day=TODAY)


def test_papers_are_not_asked_for_a_dossier_that_is_decided(act, seen) -> None:
    row = ProposalPending(received_date=RECEIVED)
    proposals.decide(**act, seen=seen(row), decision=decision())
    with pytest.raises(proposals.DecidedBefore):
        supplements.ask(
            **act, proposal_id=row.pk, letter=supplements.Letter(TODAY, "1/CV", "Bản đồ")
        )


def question(*agencies: Any, **said: Any) -> opinions.Question:
    found: dict[str, Any] = {"asked_date": RECEIVED, "limit_days": 7}
    return opinions.Question(agencies=agencies, **(found | said))


def test_several_agencies_are_asked_at_once_and_each_is_told(act) -> None:
    row = ProposalPending(received_date=RECEIVED)
    one, other = AgencyFactory(), AgencyFactory()
    officer = UserFactory(sector_agency=True, agency=one)
    opinions.ask(**act, proposal_id=row.pk, question=question(one, other))
    bearers = Obligation.objects.filter(kind="T2").values_list("bearer_agency_id", flat=True)
    assert set(bearers) == {one.pk, other.pk}
    assert Notification.objects.get(user=officer).path.startswith("/y-kien/")
    with pytest.raises(opinions.StillAsked):
        opinions.ask(**act, proposal_id=row.pk, question=question(one))
    with pytest.raises(opinions.AsksItself):
        opinions.ask(**act, proposal_id=row.pk, question=question(row.agency))


def test_an_agency_answers_what_it_was_asked_and_the_officer_is_told(act, seen) -> None:
    officer = UserFactory()
    asked = OpinionAsked(proposal__project__officer=officer, proposal__received_date=RECEIVED)
    person = UserFactory(sector_agency=True, agency=asked.agency)
    said = opinions.Answer(verdict="agrees", answered_date=TODAY, number="7/CV")
    by_it = {**act, "by": person}
    opinions.answer(**by_it, seen=seen(asked), said=said)
    asked.refresh_from_db()
    assert (asked.verdict, duty("T2", asked.pk).clock) == ("agrees", "met")
    assert Notification.objects.filter(user=officer).count() == 1


def test_another_agency_does_not_answer(act, seen) -> None:
    asked = OpinionAsked()
    stranger = {**act, "by": UserFactory(sector_agency=True)}
    said = opinions.Answer(verdict="agrees", answered_date=TODAY)
    with pytest.raises(opinions.NotAsked):
        opinions.answer(**stranger, seen=seen(asked), said=said)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.SPECIALIST, True), (Role.COMMUNE_OFFICER, False), (Role.OWNER, False)]
)
def test_who_records_an_answer_of_another(role: str, may: bool, db) -> None:
    assert opinions.may_answer(UserFactory(**{role: True}), OpinionAsked()) is may


def test_the_heir_of_an_agency_answers_in_its_place(db) -> None:
    asked = OpinionAsked()
    heir = AgencyFactory()
    AgencySuccessionFactory(old=asked.agency, new=heir, effective_date=date(2025, 3, 1))
    person: User = UserFactory(sector_agency=True, agency=heir)
    assert opinions.may_answer(person, asked)


def test_a_corrected_answer_keeps_the_one_before_in_the_history(act, seen, history) -> None:
    given = OpinionGiven()
    said = opinions.Answer(verdict="disagrees", answered_date=given.answered_date)
    opinions.answer(**act, seen=seen(given), said=said)
    line = history(given.proposal.project)[-1]
    assert (line.old["verdict"], line.new["verdict"]) == ("agrees", "disagrees")


def test_plans_and_criteria(act, seen) -> None:
    project = ProjectNotStarted()
    plan = weighing.PlanningFacts(level="provincial", document_number="236/QĐ-TTg")
    row = weighing.add_plan(**act, project_id=project.pk, facts=plan).row
    assert row.conformity == "unknown"
    same = weighing.change_plan(**act, seen=seen(row), facts=plan)
    assert same.changed == ()
    load_criteria()
    ids = dict(Criterion.objects.values_list("code", "pk"))
    values = {
        ids["jobs"]: weighing.Weighed(Decimal(180), Decimal(90)),
        ids["technology"]: weighing.Weighed("Tự động"),
    }
    project.refresh_from_db()
    weighing.weigh(**act, seen=seen(project), weights=weighing.Weights(values, as_of=TODAY))
    kept = CriterionValue.objects.get(criterion__code="jobs")
    assert (kept.promised, kept.reached, kept.as_of_date) == (180, 90, TODAY)
    assert CriterionValue.objects.get(criterion__code="technology").promised_text == "Tự động"
    project.refresh_from_db()
    again = weighing.weigh(**act, seen=seen(project), weights=weighing.Weights(values, as_of=TODAY))
    assert again.changed == ()


def test_a_plan_seen_before_a_colleague_changed_it(act) -> None:
    row = PlanningFactory()
    plan = weighing.PlanningFacts(level="sector", document_number="9/QĐ")
    with pytest.raises(Stale):
        weighing.change_plan(**act, seen=Seen(row.pk, row.version + 1), facts=plan)


def test_shipped_criteria_are_loaded_once(db) -> None:
    assert (load_criteria(), load_criteria()) == (len(SHIPPED_CRITERIA), 0)


def test_every_day_belongs_to_one_side() -> None:
    day = date(2026, 3, 2)
    proposal = ProposalFacts(
        id=1,
        agency_id=2,
        received=day,
        supplements=(SupplementFacts(asked=date(2026, 3, 9), answered=date(2026, 3, 16)),),
        opinions=(
            OpinionFacts(id=1, agency_id=3, asked=date(2026, 3, 5), limit_days=7),
            OpinionFacts(
                id=2,
                agency_id=4,
                asked=date(2026, 3, 5),
                limit_days=7,
                answered=date(2026, 3, 7),
            ),
        ),
        submitted=date(2026, 3, 20),
    )
    found = held(proposal, on=date(2026, 8, 31))
    # 3 to 5/3 the registry; 6 to 9/3 agencies; 10 to 16/3 the investor; 17 to 20/3 agencies.
    assert (found.registry, found.agencies, found.investor) == (3, 8, 7)
    assert found.total == 18


def test_on_the_day_it_came_in_nobody_held_it_yet() -> None:
    found = held(ProposalFacts(id=1, agency_id=2, received=TODAY), on=TODAY)
    assert found.total == 0


def test_an_open_supplement_is_the_investors_time(db) -> None:
    asked = SupplementOpen()
    facts_ = ProposalFacts(
        id=1,
        agency_id=2,
        received=asked.proposal.received_date,
        supplements=(SupplementFacts(asked=asked.asked_date),),
    )
    assert held(facts_, on=TODAY).investor == (TODAY - asked.asked_date).days
