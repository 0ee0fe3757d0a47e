"""The monthly figures, counted again by hand on a handful of rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from deadlines import wording
from deadlines.models import Obligation
from projects.models import Investor, Project
from reporting import builder, configuring
from reporting.builders.non_budget import document
from reporting.deadlines_section import MISSING_FACTS
from reporting.document.shapes import Document
from reporting.shapes import Amount, FlagState, MonthlyReport
from tests.factories import (
    TODAY,
    Adjustment,
    CommuneFactory,
    FlagConfirmed,
    FlagDismissed,
    FlagMoved,
    FlagOpen,
    InvestorFactory,
    ItemPlannedByQuarter,
    ObligationMet,
    ObligationOverdue,
    ObligationRunning,
    ObligationUnknown,
    ObligationVoid,
    PolicyApproval,
    ProjectFactory,
    ProjectNotStarted,
    ProjectOperating,
    ProjectTerminated,
    ProjectUnderConstruction,
    RegistrationCertificate,
    TerminationPartial,
    TerminationWhole,
    TrancheDecided,
    TrancheHandedOver,
)

pytestmark = pytest.mark.django_db

TY = 1_000_000_000
NONE = Amount(projects=0, capital_vnd=0)


def monthly(cut_off: date = TODAY) -> MonthlyReport:
    return builder.monthly(cut_off=cut_off, generated_on=cut_off, letter=configuring.letter())


def amount(projects: int, capital_ty: int | None, without_capital: int = 0) -> Amount:
    capital = None if capital_ty is None else capital_ty * TY
    return Amount(projects=projects, capital_vnd=capital, without_capital=without_capital)


def cut(report: MonthlyReport, key: str) -> dict[str, Amount]:
    rows = next(each for each in report.cuts if each.key == key).rows
    return {row.label: row.amount for row in rows}


def late(project: Project, **said: Any) -> Obligation:
    return ObligationOverdue(project_id=project.pk, **said)


def test_an_empty_registry_has_noughts_and_no_land() -> None:
    report = monthly()
    assert report.total == NONE
    assert [row.amount for row in report.status_rows] == [NONE] * 4
    assert (report.outside_rows, report.land, report.overdue) == ((), None, ())
    assert report.flows.approved.year == report.flows.terminated.year == NONE


def test_the_census_counts_capital_and_what_lacks_it() -> None:
    ProjectOperating(registered_capital_vnd=100 * TY)
    ProjectOperating(registered_capital_vnd=None)
    ProjectNotStarted(registered_capital_vnd=None)
    ProjectFactory(registered_capital_vnd=7 * TY)
    ProjectTerminated()
    ProjectOperating(funding=Project.Funding.PUBLIC)
    report = monthly()
    operating, stopped, building, idle = (row.amount for row in report.status_rows)
    assert operating == amount(2, 100, without_capital=1)
    assert idle == amount(1, None, without_capital=1)
    assert (stopped, building) == (NONE, NONE)
    assert [row.amount for row in report.outside_rows] == [amount(1, 7)]
    assert report.total == amount(4, 107, without_capital=2)


def test_every_cut_divides_the_same_stock() -> None:
    here, there = CommuneFactory(name="Xã Bắc Sơn"), CommuneFactory(name="Xã Đồng Đăng")
    foreign = InvestorFactory(kind=Investor.Kind.FOREIGN)
    unsaid = InvestorFactory(kind=Investor.Kind.UNKNOWN)
    ProjectOperating(units=[here], investor=foreign, registered_capital_vnd=10 * TY)
    ProjectOperating(units=[here, there], investor=unsaid, registered_capital_vnd=20 * TY)
    ProjectNotStarted(investor=None, sector=None, zone="unknown", registered_capital_vnd=None)
    ProjectNotStarted(units=[there], zone="industrial_zone", registered_capital_vnd=40 * TY)
    report = monthly()
    assert cut(report, "place") == {
        "Xã Bắc Sơn": amount(1, 10),
        "Xã Đồng Đăng": amount(1, 40),
        "Nhiều địa bàn": amount(1, 20),
        "Chưa có số liệu": amount(1, None, without_capital=1),
    }
    assert cut(report, "origin") == {
        "Nước ngoài": amount(1, 10),
        "Trong nước": amount(1, 40),
        "Chưa có số liệu": amount(2, 20, without_capital=1),
    }
    assert cut(report, "zone") == {
        "Ngoài khu, cụm công nghiệp, khu kinh tế": amount(2, 30),
        "Trong khu, cụm công nghiệp, khu kinh tế": amount(1, 40),
        "Chưa có số liệu": amount(1, None, without_capital=1),
    }
    assert len(cut(report, "sector")) == 4
    for each in report.cuts:
        assert sum(row.amount.projects for row in each.rows) == report.total.projects == 4
        assert sum(row.amount.capital_vnd or 0 for row in each.rows) == 70 * TY


@pytest.mark.parametrize(
    ("day", "in_month", "in_year"),
    [
        pytest.param(date(2026, 8, 1), 1, 1, id="the first of the month"),
        pytest.param(TODAY, 1, 1, id="the cut-off day itself"),
        pytest.param(date(2026, 9, 1), 0, 0, id="the day after the cut-off"),
        pytest.param(date(2026, 7, 31), 0, 1, id="the month before"),
        pytest.param(date(2026, 1, 1), 0, 1, id="the first of the year"),
        pytest.param(date(2025, 12, 31), 0, 0, id="the year before"),
        pytest.param(date(2025, 8, 15), 0, 0, id="the same month of another year"),
    ],
)
def test_an_approval_counts_in_its_month_and_year(day: date, in_month: int, in_year: int) -> None:
    PolicyApproval(issued_date=day)
    approved = monthly().flows.approved
    assert (approved.month.projects, approved.year.projects) == (in_month, in_year)


def test_only_the_first_approval_makes_a_project_new() -> None:
    known = ProjectNotStarted()
    PolicyApproval(project=known, issued_date=date(2024, 6, 14))
    RegistrationCertificate(project=known, issued_date=date(2026, 8, 3))
    new = ProjectNotStarted(registered_capital_vnd=None)
    PolicyApproval(project=new, issued_date=date(2026, 8, 4))
    RegistrationCertificate(project=new, issued_date=date(2026, 8, 20))
    PolicyApproval(
        project=ProjectNotStarted(funding=Project.Funding.PUBLIC), issued_date=date(2026, 8, 4)
    )
    assert monthly().flows.approved.month == amount(1, None, without_capital=1)


def test_a_project_adjusted_twice_in_a_month_is_one_project() -> None:
    project = ProjectNotStarted(registered_capital_vnd=30 * TY)
    Adjustment(project=project, issued_date=date(2026, 8, 3))
    Adjustment(project=project, issued_date=date(2026, 8, 20))
    Adjustment(project=ProjectNotStarted(registered_capital_vnd=5 * TY), issued_date=TODAY)
    assert monthly().flows.adjusted.month == amount(2, 35)


def test_a_termination_is_a_flow_and_leaves_the_stock() -> None:
    TerminationWhole(project=ProjectTerminated(registered_capital_vnd=12 * TY))
    TerminationWhole(
        project=ProjectTerminated(registered_capital_vnd=12 * TY),
        date=date(2026, 2, 1),
        capital_vnd=9 * TY,
    )
    TerminationPartial(project=ProjectUnderConstruction(registered_capital_vnd=50 * TY))
    report = monthly()
    assert report.flows.terminated.month == amount(1, 12)
    assert report.flows.terminated.year == amount(2, 21)
    assert report.total == amount(1, 50)


def test_land_counts_what_was_decided_and_handed_over_by_the_cut_off() -> None:
    TrancheHandedOver(decided_area_m2=1_000, handed_area_m2=None)
    TrancheHandedOver(decided_area_m2=2_000, handed_area_m2=1_500, handover_date=date(2026, 9, 1))
    TrancheDecided(decided_area_m2=4_000)
    TrancheDecided(decided_area_m2=8_000, decision_date=date(2026, 9, 1))
    TrancheDecided(decided_area_m2=16_000, decision_date=None)
    land = monthly().land
    assert land is not None
    assert (land.tranches_decided, land.tranches_handed, land.tranches_not_handed) == (4, 1, 3)
    assert (land.decided_area_m2, land.handed_area_m2) == (23_000, 1_000)


def test_a_late_deadline_is_one_line_with_everything_that_is_known() -> None:
    commune = CommuneFactory(name="Xã Bắc Sơn")
    project = ProjectUnderConstruction(units=[commune], registered_capital_vnd=30 * TY)
    approval = PolicyApproval(project=project, number="12/QĐ-UBND", issued_date=date(2023, 5, 4))
    item = ItemPlannedByQuarter(
        project=project, instrument=approval, name="Hoàn thành", planned_date=date(2026, 1, 1)
    )
    owed = late(
        project,
        kind="I1",
        subject_kind="schedule_item",
        subject_id=item.pk,
        due_date=date(2026, 6, 19),
        excluded_days=80,
    )
    FlagConfirmed(obligation=owed)
    report = monthly()
    (row,) = report.overdue
    assert (row.stt, row.project_code, row.place) == (1, project.code, "Xã Bắc Sơn")
    assert (row.instrument_number, row.instrument_date) == ("12/QĐ-UBND", date(2023, 5, 4))
    assert (row.approved_what, row.approved_deadline) == ("Hoàn thành", "Quý I/2026")
    assert (row.due_date, row.late_months, row.late_days) == (date(2026, 6, 19), 2, 12)
    assert (row.excluded_days, row.capital_vnd) == (80, 30 * TY)
    assert (row.agency, row.flag_state) == (owed.bearer_agency.name, FlagState.CONFIRMED)
    (group,) = report.overdue_groups
    assert (group.rule_kind, group.obligations, group.projects) == ("I1", 1, 1)
    assert report.rule_versions[0].article == row.article == owed.rule_version.article


def test_the_longest_late_comes_first_and_groups_count_projects_once() -> None:
    project = ProjectNotStarted()
    version = late(project, kind="L1", due_date=date(2026, 6, 1)).rule_version
    late(project, kind="L1", due_date=date(2026, 5, 1), rule_version=version)
    late(ProjectNotStarted(), kind="L1", due_date=date(2026, 4, 1), rule_version=version)
    TrancheDecided(project=project)
    report = monthly()
    assert [row.due_date.month for row in report.overdue] == [4, 5, 6]
    assert [row.stt for row in report.overdue] == [1, 2, 3]
    (group,) = report.overdue_groups
    assert (group.obligations, group.projects) == (3, 2)
    assert report.land is not None
    assert report.land.late_projects == 2


def test_what_is_due_on_the_cut_off_day_is_not_late() -> None:
    late(ProjectNotStarted(), due_date=TODAY)
    assert monthly().overdue == ()


@pytest.mark.parametrize(
    "project",
    [
        pytest.param(ProjectTerminated, id="terminated"),
        pytest.param(lambda: ProjectNotStarted(funding="public"), id="of public investment"),
    ],
)
def test_a_project_that_is_not_followed_has_no_line(project: Any) -> None:
    other = project()
    late(other)
    ObligationUnknown(project_id=other.pk, missing="schedule")
    report = monthly()
    assert (report.overdue, report.computability.obligations) == ((), 0)


def test_a_dismissed_deadline_is_not_listed() -> None:
    FlagDismissed(obligation=late(ProjectNotStarted()))
    assert monthly().overdue == ()


def test_a_dismissal_holds_when_the_day_moved_away_and_back() -> None:
    owed = late(ProjectNotStarted(), due_date=date(2026, 6, 30))
    FlagDismissed(obligation=owed, due_date=date(2026, 6, 30))
    FlagMoved(obligation=owed, due_date=date(2026, 7, 31), opened_on=date(2026, 8, 1))
    assert monthly().overdue == ()


def test_a_dismissal_of_an_earlier_day_does_not_hide_the_day_in_force() -> None:
    owed = late(ProjectNotStarted(), due_date=date(2026, 7, 31))
    FlagDismissed(obligation=owed, due_date=date(2026, 6, 30))
    assert [row.flag_state for row in monthly().overdue] == [FlagState.NONE]
    FlagOpen(obligation=owed, opened_on=date(2026, 8, 1))
    assert [row.flag_state for row in monthly().overdue] == [FlagState.OPEN]


def test_deadlines_still_to_be_met_are_counted_with_what_is_missing() -> None:
    project = ProjectNotStarted()
    for factory in (ObligationRunning, ObligationMet, ObligationVoid):
        factory(project_id=project.pk)
    unsaid = ObligationUnknown(project_id=project.pk, kind="L1", missing="land_handover_date")
    ObligationUnknown(project_id=project.pk, kind="I1", missing="schedule")
    ObligationUnknown(project_id=project.pk, kind="I1", missing="schedule")
    found = monthly().computability
    assert (found.obligations, found.computed, found.missing) == (4, 1, 3)
    assert [(fact.fact, fact.obligations) for fact in found.by_fact] == [
        ("Tiến độ thực hiện được duyệt", 2),
        ("Ngày bàn giao đất trên thực địa", 1),
    ]
    assert [(row.stt, row.rule_kind) for row in found.rows] == [(1, "I1"), (2, "I1"), (3, "L1")]
    assert found.rows[2].agency == unsaid.bearer_agency.name


def test_every_missing_fact_has_its_official_name() -> None:
    assert set(MISSING_FACTS) == set(wording.MISSING)


def test_the_same_rows_give_the_same_snapshot() -> None:
    project = ProjectNotStarted()
    late(project)
    first, second = monthly(), monthly()
    assert document(first).sha256 == document(second).sha256
    assert Document.from_json(document(first).to_json()) == document(first)
    late(project, kind="L3")
    assert document(monthly()).sha256 != document(first).sha256
