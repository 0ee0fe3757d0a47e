"""Clocks of cases by night: kept in line, known and told to those alone whom the case lets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import Agency, User
from deadlines.actions import reconciling, sweeping, telling
from deadlines.actions.refreshing import current_setting
from deadlines.models import Flag, Obligation, ObligationChange
from deadlines.registry import Wanted, describe
from desk.models import Notification
from inspections import providing, subjects
from inspections.actions.refreshing import refresh, refresh_plans
from inspections.actions.reminding import remind_of
from inspections.clocks import clocks_of
from inspections.models import (
    Case,
    CaseMember,
    CasePause,
    CaseSanction,
    CaseStep,
    Conclusion,
    InspectionPlan,
    Recommendation,
    SanctionPayment,
)
from inspections.rules.subjects import KINDS
from tests.factories import AgencyFactory, DeputyshipFactory, InvestorFactory, UserFactory
from tests.factories.cases import CaseOnSite, CaseReported, ConclusionPublished, ConclusionSigned

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 20, 3, tzinfo=UTC)
DAY = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words as they stand in the code."""
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class World:
    """A team of one at the inspectorate, a colleague who is not on the case, the committee."""

    body: Agency
    head: User
    colleague: User
    committee: Agency
    case: Case


@pytest.fixture
def world() -> World:
    committee = Agency.objects.filter(kind="committee", valid_to=None).first() or AgencyFactory(
        kind=Agency.Kind.COMMITTEE, name="UBND tỉnh"
    )
    body = AgencyFactory(kind=Agency.Kind.INSPECTORATE, name="Thanh tra tỉnh")
    head = UserFactory(inspector=True, agency=body)
    colleague = UserFactory(inspector=True, agency=body)
    case = CaseOnSite(original_body=body, head=head)
    refresh(case_ids=[case.pk], on=DAY, at=AT, cause="test")
    return World(body, head, colleague, committee, case)


def due_days(case: Case) -> dict[str, date | None]:
    rows = Obligation.objects.filter(subject_kind="case", subject_id=case.pk)
    return dict(rows.exclude(clock="void").values_list("kind", "due_date"))


def titles(user: User) -> list[str]:
    return list(
        Notification.objects.filter(user=user).order_by("pk").values_list("title", flat=True)
    )


def test_an_act_moves_the_day_and_the_story_of_it_is_kept(world: World) -> None:
    assert due_days(world.case) == {"K1": date(2026, 3, 17), "K2": date(2026, 4, 26)}
    CasePause.objects.create(
        case=world.case,
        from_date=date(2026, 4, 1),
        to_date=date(2026, 4, 17),
        reason="Theo đề nghị",
        document_number="40/TB-TTT",
        document_date=date(2026, 3, 30),
    )
    refresh(case_ids=[world.case.pk], on=DAY, at=AT, cause="case_paused")
    assert due_days(world.case)["K2"] == date(2026, 5, 12)
    change = ObligationChange.objects.get(obligation__kind="K2", cause="case_paused")
    assert (change.old_due_date, change.new_due_date) == (date(2026, 4, 26), date(2026, 5, 12))
    (shown,) = [each for each in clocks_of(world.case.pk, DAY) if each.rule == "K2"]
    assert (shown.due, shown.late, shown.is_live, shown.ordinal) == (
        date(2026, 5, 12),
        False,
        True,
        None,
    )
    assert "16 days not counted" in shown.sum
    assert "Điều 20" in shown.article
    ended = CaseStep.objects.create(case=world.case, kind="ended", on_date=date(2026, 4, 18))
    refresh(case_ids=[world.case.pk], on=DAY, at=AT, cause="case_step")
    assert due_days(world.case)["K3"] == date(2026, 5, 8)
    # A step that is withdrawn counts for nothing.
    CaseStep.objects.filter(pk=ended.pk).update(
        withdrawn_at=AT, withdrawn_by_id=1, withdrawn_reason="Nhầm"
    )
    refresh(case_ids=[world.case.pk], on=DAY, at=AT, cause="case_step_withdrawn")
    assert set(due_days(world.case)) == {"K1", "K2"}


def test_a_late_case_is_known_and_told_to_its_people_alone(world: World) -> None:
    deputy = UserFactory(inspector=True, agency=world.body)
    night = date(2026, 4, 27)
    DeputyshipFactory(absent=world.head, deputy=deputy, from_date=DAY, to_date=night)
    sweeping.catch_up(on=night, at=AT)
    flag = Flag.objects.get(kind="K2")
    assert flag.opened_on == night
    for user, sees in ((world.head, True), (world.colleague, False), (deputy, True)):
        user.today = night
        assert Flag.objects.visible_to(user).filter(pk=flag.pk).exists() is sees
        assert Obligation.objects.visible_to(user).filter(kind="K2").exists() is sees
    assert telling.tell_all(on=night, at=AT) == 0
    for _ in range(2):
        remind_of(night=night, at=AT)
        remind_of(night=night - timedelta(1), at=AT)
    assert [len(titles(each)) for each in (world.head, deputy, world.colleague)] == [1, 1, 0]
    body = Notification.objects.filter(user=world.head).get().body
    assert world.case.code in body
    CaseMember.objects.filter(case=world.case).update(left_date=DAY, left_reason="Chuyển việc")
    assert not Flag.objects.visible_to(world.head).filter(pk=flag.pk).exists()


def test_a_pause_nobody_ended_ends_by_itself_after_thirty_days(world: World) -> None:
    CasePause.objects.create(
        case=world.case,
        from_date=date(2026, 4, 15),
        reason="Theo đề nghị",
        document_number="40/TB-TTT",
        document_date=date(2026, 4, 14),
    )
    refresh(case_ids=[world.case.pk], on=DAY, at=AT, cause="case_paused")
    rows = Obligation.objects.filter(kind="K2", subject_id=world.case.pk)
    assert rows.values_list("clock", "days_left").get() == ("stopped", 11)
    for night, expected in (
        (14, ("stopped", date(2026, 4, 26))),
        (15, ("running", date(2026, 5, 26))),
    ):
        sweeping.catch_up(on=date(2026, 5, night), at=AT)
        assert rows.values_list("clock", "due_date").get() == expected


def test_nothing_drifts_overnight(world: World) -> None:
    conclusion = ConclusionPublished(case=CaseReported(original_body=world.body, head=world.head))
    refresh(conclusion_ids=[conclusion.pk], on=DAY, at=AT, cause="test")
    assert reconciling.reconcile(on=DAY, at=AT) == 0
    hashes = dict(Obligation.objects.values_list("pk", "facts_hash"))
    refresh(case_ids=[world.case.pk, conclusion.case_id], on=DAY, at=AT, cause="again")
    assert dict(Obligation.objects.values_list("pk", "facts_hash")) == hashes


def test_each_conclusion_brings_its_own_days_once_it_is_signed_and_published(world: World) -> None:
    investor = InvestorFactory()
    case = CaseReported(original_body=world.body, head=world.head)
    case.subjects.create(investor=investor)
    signed = ConclusionSigned(case=case, ordinal=1)
    refresh(conclusion_ids=[signed.pk], on=DAY, at=AT, cause="test")
    rows = Obligation.objects.filter(subject_kind="conclusion", subject_id=signed.pk)
    assert [(r.kind, r.due_date, r.audience) for r in rows] == [("K8", date(2026, 6, 20), "case")]
    assert not rows.visible_to(world.colleague).exists()
    Conclusion.objects.filter(pk=signed.pk).update(
        published_date=date(2026, 6, 18), published_place="Cổng tỉnh"
    )
    refresh(conclusion_ids=[signed.pk], on=DAY, at=AT, cause="conclusion_published")
    assert {(r.kind, r.clock, r.due_date) for r in rows.all()} == {
        ("K8", "met", date(2026, 6, 20)),
        ("K9", "running", date(2026, 6, 28)),
        ("K10", "running", date(2026, 7, 3)),
    }
    assert rows.get(kind="K9").bearer_investor_id == investor.pk
    assert rows.get(kind="K10").bearer_agency.kind == Agency.Kind.COMMITTEE
    assert rows.visible_to(world.colleague).count() == 3
    # What happened within the case stays with its people.
    inside = Obligation.objects.filter(subject_kind="case", subject_id=case.pk)
    assert inside.visible_to(world.head).exists()
    assert not inside.visible_to(world.colleague).exists()


def test_a_recommendation_climbs_to_its_addressee_and_after_15_days_to_the_inspectorate(
    world: World,
) -> None:
    agency = AgencyFactory(kind=Agency.Kind.COMMUNE, name="UBND xã Mẫu Sơn")
    officer = UserFactory(commune_officer=True, agency=agency)
    case = CaseReported(original_body=world.body, head=False)
    hidden = ConclusionSigned(case=case, ordinal=1)
    shown = ConclusionPublished(case=case, ordinal=2)
    wanted = {"kind": "admin", "addressee_agency": agency, "due_date": date(2026, 8, 30)}
    Recommendation.objects.create(conclusion=hidden, ordinal=1, text="Chưa công khai", **wanted)
    remedy = Recommendation.objects.create(conclusion=shown, ordinal=1, text="Cắm mốc", **wanted)
    undated = Recommendation.objects.create(
        conclusion=shown, ordinal=2, text="Rà soát", **(wanted | {"due_date": None})
    )
    refresh(case_ids=[case.pk], on=date(2026, 8, 20), at=AT, cause="test")
    rows = Obligation.objects.filter(subject_kind="remedy").order_by("subject_id")
    assert [(r.subject_id, r.clock, r.missing) for r in rows] == [
        (remedy.pk, "running", ""),
        (undated.pk, "unknown", "recommendation_day"),
    ]
    about = describe([("remedy", remedy.pk)])["remedy", remedy.pk]
    assert (about.words, about.url) == ("1. Cắm mốc", f"/kien-nghi-xu-ly/{remedy.pk}/")
    assert [fact.value for fact in subjects.facts("remedy", remedy.pk, "K12")] == [
        "18/6/2026",
        "30/8/2026",
    ]
    nights = {}
    for night in (30, 31, 44, 45):
        day = date(2026, 7, 31) + timedelta(night)
        remind_of(night=day, at=AT)
        nights[day] = [len(titles(each)) for each in (officer, world.colleague)]
    assert list(nights.items()) == [
        (date(2026, 8, 30), [0, 0]),
        (date(2026, 8, 31), [1, 0]),
        (date(2026, 9, 13), [1, 0]),
        (date(2026, 9, 14), [2, 1]),
    ]


def test_a_fine_is_met_by_its_payments(world: World) -> None:
    fine = CaseSanction.objects.create(
        case=world.case,
        investor=InvestorFactory(),
        law_area="land",
        content="Chậm đưa đất vào sử dụng",
        decision_number="17/QĐ-XPHC",
        decision_date=date(2026, 4, 1),
        authority="Chủ tịch UBND tỉnh",
        fine_vnd=70_000_000,
        pay_by_date=date(2026, 4, 11),
    )
    for amount, day in ((40_000_000, 5), (30_000_000, 12)):
        refresh(sanction_ids=[fine.pk], on=DAY, at=AT, cause="test")
        row = Obligation.objects.get(kind="K13")
        assert (row.clock, row.amount_met_vnd) == ("running", 0 if day == 5 else 40_000_000)
        SanctionPayment.objects.create(
            sanction=fine, paid_date=date(2026, 4, day), amount_vnd=amount, document_number=str(day)
        )
    refresh(case_ids=[world.case.pk], on=DAY, at=AT, cause="test")
    row = Obligation.objects.get(kind="K13")
    assert (row.clock, row.met_date, row.due_date) == ("met", date(2026, 4, 12), date(2026, 4, 11))
    assert Obligation.objects.filter(kind="K13").visible_to(world.head).exists()
    assert not Obligation.objects.filter(kind="K13").visible_to(world.colleague).exists()


def test_a_plan_is_owed_by_its_body_and_known_to_staff(world: World) -> None:
    plan = InspectionPlan.objects.create(kind="inspection", year=2027, body=world.body)
    checks = InspectionPlan.objects.create(kind="check", year=2027, body=world.body)
    refresh_plans(plan_ids=[plan.pk, checks.pk], on=DAY, at=AT, cause="test")
    rows = Obligation.objects.filter(subject_kind="insp_plan")
    assert {(r.kind, r.due_date, r.subject_id) for r in rows} == {
        ("K14", date(2026, 11, 20), plan.pk),
        ("K15", date(2026, 11, 30), plan.pk),
    }
    commune = UserFactory(commune_officer=True, agency=AgencyFactory(kind=Agency.Kind.COMMUNE))
    assert rows.visible_to(world.colleague).count() == 2
    assert not rows.visible_to(commune).exists()


def test_reckoning_asks_the_same_number_of_questions_for_one_case_and_for_many(
    world: World,
) -> None:
    published = ConclusionPublished(case=CaseReported(original_body=world.body, head=world.head))
    Recommendation.objects.create(
        conclusion=published, ordinal=1, kind="admin", text="x", addressee_agency=world.body
    )
    setting = current_setting(DAY)

    def asked() -> dict[str, int]:
        found = {}
        for kind in KINDS:
            with CaptureQueriesContext(connection) as seen:
                list(providing.compute(kind, providing.ids_of(kind), setting))
            found[kind] = len(seen)
        return found

    one = asked()
    for _ in range(2):
        more = ConclusionPublished(case=CaseReported(original_body=world.body, head=False))
        Recommendation.objects.create(
            conclusion=more, ordinal=1, kind="admin", text="x", addressee_agency=world.body
        )
    assert {kind: n for kind, n in asked().items() if n > one[kind]} == {}


def test_rooms_tell_of_a_case_by_its_code_and_find_it_by_its_words(world: World) -> None:
    key = ("case", world.case.pk)
    about = describe([key])[key]
    assert (about.project_code, about.project_name) == (world.case.code, world.case.title)
    assert about.agency_id == world.body.pk
    labels = [fact.label for fact in subjects.facts("case", world.case.pk, "K2")]
    assert "Decision announced" in labels
    for text, found in ((world.case.code, 1), ("đất đai", 1), ("không có", 0)):
        rows = subjects.find("case", Wanted(text=text)).filter(pk=world.case.pk)
        assert rows.count() == found
    assert subjects.find("case", Wanted(agency_id=world.body.pk)).count() == 1
    assert not subjects.find("case", Wanted(officer_ids=(world.head.pk,))).exists()
