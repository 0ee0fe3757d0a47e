"""Public projects: entered, decided, spent within their total, ready, settled."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.models import AuditEvent
from projects.actions import (
    public_decisions,
    public_money,
    public_projects,
    public_settlement,
    public_site,
)
from projects.actions.acts import Seen
from projects.actions.public_decisions import DecisionFacts, TotalBelowDisbursed, YearsTurned
from projects.actions.public_money import LessThanNothing, MoreThanItsTotal
from projects.actions.public_settlement import ApprovalWithoutNumber, OutOfOrder, SettlementFacts
from projects.actions.public_site import Readiness, ReadinessWithoutDay
from projects.actions.refusals import AlreadyRecorded, InTheFuture, Invalid, Stale
from projects.models import Project, PublicProject
from projects.querysets.public import may_take_annual_capital, without_decision
from tests import factories as f

pytestmark = pytest.mark.django_db

ON = date(2026, 8, 31)
AT = datetime(2026, 8, 31, 9, tzinfo=UTC)


@pytest.fixture
def hand() -> dict[str, Any]:
    return {"by": f.UserFactory(), "on": ON, "at": AT}


def entered(hand: dict[str, Any], **more: Any) -> PublicProject:
    facts = public_projects.PublicFacts(
        name="Kè chống sạt lở bờ sông Kỳ Cùng",
        agency=f.AgencyFactory(),
        owner=f.AgencyFactory(name="Ban Quản lý dự án Bản Ngà"),
        budget_code="7912345",
        start_year=2025,
        end_year=2027,
        **more,
    )
    outcome = public_projects.enter(**hand, prefix="DA", facts=facts)
    assert outcome.row.funding == Project.Funding.PUBLIC
    return PublicProject.objects.select_related("project", "owner", "project__agency").get(
        project=outcome.row
    )


def seen(row: Any) -> Seen:
    row.refresh_from_db()
    return Seen(row.pk, row.version)


def invest(total: int | None = 100, day: date = date(2025, 3, 1), **more: Any) -> DecisionFacts:
    told: dict[str, Any] = {"kind": "invest", "number": "120/QĐ-UBND", "issued_date": day}
    return DecisionFacts(**told | {"total_investment_vnd": total} | more)


def test_is_found_by_its_code_and_its_owner_and_corrected(hand):
    row = entered(hand)
    for words in ("7912345", "ban ngà", "KỲ CÙNG"):
        assert Project.objects.search(words).get() == row.project
    facts = public_projects.PublicFacts(
        name=row.project.name, agency=row.project.agency, owner=row.owner, budget_code="7999999"
    )
    before = seen(row.project)
    public_projects.change(**hand, seen=before, facts=facts)
    row.refresh_from_db()
    assert (row.budget_code, row.start_year) == ("7999999", None)
    assert Project.objects.search("7999999").exists()
    assert not Project.objects.search("7912345").exists()
    with pytest.raises(Stale):
        public_projects.change(**hand, seen=before, facts=facts)
    told = AuditEvent.objects.filter(project_id=row.project_id).values_list("verb", flat=True)
    assert {"project_created", "public_project_entered", "public_project_changed"} == set(told)
    for wrong in ("12", "12345678", "abcdefg"):
        bad = public_projects.PublicFacts(
            name="Khác", agency=row.project.agency, owner=row.owner, budget_code=wrong
        )
        with pytest.raises(Invalid):
            public_projects.enter(**hand, prefix="DA", facts=bad)


def test_the_latest_decision_that_names_a_total_sets_it(hand):
    row = entered(hand)
    ask = {**hand, "project_id": row.project_id}
    first = public_decisions.record(**ask, facts=invest(start_year=2024, end_year=2026)).row
    later = invest(160, date(2026, 2, 1), kind="adjust", number="9/QĐ-UBND")
    public_decisions.record(**ask, facts=later)
    public_decisions.record(**ask, facts=invest(None, date(2026, 3, 1), number="10/QĐ-UBND"))
    row.refresh_from_db()
    assert (row.total_investment_vnd, row.start_year, row.end_year) == (160, 2024, 2026)
    public_decisions.correct(**hand, seen=seen(first), facts=invest(90, date(2026, 4, 1)))
    row.refresh_from_db()
    assert row.total_investment_vnd == 90
    with pytest.raises(AlreadyRecorded):
        public_decisions.record(**ask, facts=invest(90, date(2026, 4, 1)))
    with pytest.raises(InTheFuture):
        public_decisions.record(**ask, facts=invest(day=date(2026, 9, 1)))
    with pytest.raises(YearsTurned):
        public_decisions.record(**ask, facts=invest(number="1", start_year=2026, end_year=2025))


def test_spends_within_its_total_unless_a_document_allows_more(hand):
    row = entered(hand, opening_disbursed_vnd=30)
    ask = {**hand, "project_id": row.project_id}
    public_money.book(project_id=row.project_id, delta_vnd=20)  # no total is known yet
    with pytest.raises(TotalBelowDisbursed):
        public_decisions.record(**ask, facts=invest(49))
    public_decisions.record(**ask, facts=invest(100))
    public_money.book(project_id=row.project_id, delta_vnd=50)
    with pytest.raises(MoreThanItsTotal, match=r"101 đồng.*100 đồng"):
        public_money.book(project_id=row.project_id, delta_vnd=1)
    with pytest.raises(Invalid):
        public_money.name_exception(**hand, seen=seen(row), number="7/NQ-CP", reason="")
    public_money.name_exception(**hand, seen=seen(row), number="7/NQ-CP", reason="Trượt giá")
    public_money.book(project_id=row.project_id, delta_vnd=1)
    with pytest.raises(MoreThanItsTotal):
        public_money.name_exception(**hand, seen=seen(row), number="", reason="")
    public_money.book(project_id=row.project_id, delta_vnd=-71)
    with pytest.raises(LessThanNothing):
        public_money.book(project_id=row.project_id, delta_vnd=-1)


def test_annual_capital_waits_for_a_decision_to_invest(hand):
    project = f.PolicyDecided(project=f.PublicProjectFactory().project).project
    assert not may_take_annual_capital(project.pk, ON)
    f.InvestmentDecided(project=project, issued_date=date(2026, 5, 2))
    assert without_decision([project.pk], date(2026, 5, 1)) == {project.pk}
    assert may_take_annual_capital(project.pk, date(2026, 5, 2))


def test_site_and_settlement_keep_their_days_and_their_order(hand):
    row = entered(hand)
    ready = Readiness(PublicProject.LandReady.READY, date(2026, 3, 1))
    public_site.set_readiness(**hand, seen=seen(row), readiness=ready)
    with pytest.raises(ReadinessWithoutDay):
        public_site.set_readiness(**hand, seen=seen(row), readiness=Readiness("partly", None))
    unknown = Readiness(PublicProject.LandReady.UNKNOWN, date(2026, 3, 1))
    public_site.set_readiness(**hand, seen=seen(row), readiness=unknown)
    row.refresh_from_db()
    assert row.land_ready_date is None
    days = {"handed_over_date": date(2026, 1, 5), "settlement_filed_date": date(2026, 6, 1)}
    approved = {"settlement_approved_date": date(2026, 8, 1)}

    def settle(**facts: Any) -> None:
        public_settlement.record(**hand, seen=seen(row), facts=SettlementFacts(**facts))

    settle(**days)
    with pytest.raises(ApprovalWithoutNumber):
        settle(**days, **approved)
    settle(**days, **approved, settlement_number="55/QĐ-STC")
    with pytest.raises(OutOfOrder):
        settle(handed_over_date=date(2026, 6, 2), settlement_filed_date=date(2026, 6, 1))
    with pytest.raises(InTheFuture):
        settle(handed_over_date=date(2026, 9, 1))
