"""What an investor's page tells: facts and days, nothing that officers suspect or write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deadlines.models import SweepRun
from projects.models import LandTranche
from projects.rules.stage import Stage
from projects.wording import STAGES
from tests.factories import (
    AuditEventFactory,
    FlagConfirmed,
    FlagDismissed,
    FlagOpen,
    ItemAchieved,
    ItemPlanned,
    ItemPlannedByQuarter,
    ObligationOverdue,
    ObligationRunning,
    PolicyApproval,
    ProjectNotStarted,
    ProjectOperating,
    RegistrationCertificate,
    TrancheDecided,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.investors import (
    TODAY,
    asked,
    computed,
    document,
    member,
    open_page,
    own,
)

__all__ = ["member", "own"]

pytestmark = pytest.mark.django_db


def test_stage_and_next_milestone_with_its_precision(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    RegistrationCertificate(project=project)
    ItemAchieved(project=project)
    ItemPlanned(project=project, name="Đã qua", planned_date=TODAY - timedelta(days=5))
    year = TODAY.year + 1
    ItemPlannedByQuarter(project=project, name="Khởi công", planned_date=date(year, 7, 1))
    ItemPlanned(project=project, name="Hoạt động", planned_date=date(year, 12, 31))
    page = open_page(own, project)
    assert page.context["stage"] == STAGES[Stage.CERTIFIED]
    assert page.context["coming"]["name"] == "Khởi công"
    assert page.context["coming"]["day"] == f"Quý III/{year}"
    assert (page.context["reached"], len(page.context["milestones"])) == (1, 4)


def test_a_project_that_operates_waits_for_no_milestone(own, member) -> None:
    project = ProjectOperating(investor=member.investor)
    ItemPlanned(
        project=project,
        kind="operation",
        planned_date=TODAY + timedelta(days=40),
        instrument=PolicyApproval(project=project),
    )
    computed(project)
    assert open_page(own, project).context["coming"] == {}


def test_what_is_asked_is_told_with_its_basis_and_without_an_accusation(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    duty = asked(project)
    FlagConfirmed(obligation=duty, project_id=project.pk, reason="Cố tình kéo dài")
    (row,) = open_page(own, project).context["asked"]
    assert (row["pk"], row["due"], row["mark"]) == (duty.pk, "30/6/2026", "warn")
    assert row["basis"] == duty.rule_version.article
    html = open_page(own, project).content.decode()
    assert "Cố tình kéo dài" not in html
    assert "dấu hiệu" not in html.lower()
    assert "/canh-bao/" not in html


def test_only_what_the_ladder_tells_the_bearer_is_asked_now(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    ahead = TODAY + timedelta(days=60)
    told = asked(project, ObligationRunning, level=2, due_date=ahead)
    staff = asked(project, ObligationRunning, level=1, rung="staff", due_date=ahead)
    calm = asked(project, ObligationRunning, level=0, rung="staff", due_date=ahead)
    page = open_page(own, project)
    assert [row["pk"] for row in page.context["asked"]] == [told.pk]
    assert {row["pk"] for row in page.context["others"]} == {staff.pk, calm.pk}
    assert not page.context["late"]


def test_what_staff_keep_to_themselves_is_not_there(own, member) -> None:
    officer = UserFactory(
        display_name="Hoàng Văn Páo", username="pao", position="Chuyên viên chính"
    )
    project = ProjectNotStarted(
        investor=member.investor, officer=officer, state_note="Nghi ngờ bỏ dự án"
    )
    PolicyApproval(project=project, note="Ghi chú nội bộ")
    ItemAchieved(project=project, evidence="Biên bản mật 03")
    AuditEventFactory(project_id=project.pk, summary="Sửa vốn đăng ký")
    asked(project, audience="staff")
    asked(project, advisory=True, kind="I3")
    ObligationOverdue(project_id=project.pk, audience="bearer", kind="L6")
    page = open_page(own, project)
    assert page.context["asked"] == page.context["others"] == []
    html = page.content.decode()
    for secret in ("Nghi ngờ", "nội bộ", "mật 03", "Sửa vốn", officer.username, officer.email):
        assert secret not in html
    assert "Hoàng Văn Páo, Chuyên viên chính" in html


def test_what_an_officer_found_unfounded_is_not_asked(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    dismissed, earlier = asked(project), asked(project)
    FlagDismissed(obligation=dismissed, project_id=project.pk)
    FlagDismissed(obligation=earlier, project_id=project.pk, due_date=date(2025, 6, 30))
    FlagOpen(obligation=earlier, project_id=project.pk)
    page = open_page(own, project)
    assert [row["pk"] for row in page.context["asked"]] == [earlier.pk]
    assert page.context["others"] == []


def test_both_clocks_are_told_while_the_state_keeps_the_land_back(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    approval = PolicyApproval(project=project, issued_date=TODAY - timedelta(days=400))
    ItemPlanned(project=project, planned_date=TODAY + timedelta(days=30), instrument=approval)
    TrancheDecided(
        project=project,
        decision_date=TODAY - timedelta(days=76),
        planned_handover_date=TODAY - timedelta(days=46),
    )
    computed(project)
    page = open_page(own, project)
    (clock,) = page.context["clocks"]["each"]
    assert clock["days"]["states"] == "46 ngày"
    assert clock["days"]["own"] == f"{401 - 46} ngày"
    assert [row["source"] for row in clock["days"]["rows"]] == ["", "derived"]
    assert page.context["stop"]["title"]
    assert page.context["asked"] == []
    assert LandTranche.objects.get().decision_number in page.content.decode()


def test_a_clock_without_a_pause_tells_both_sides_too(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    TrancheHandedOver(project=project, handover_date=TODAY - timedelta(days=299))
    computed(project)
    clocks = open_page(own, project).context["clocks"]["each"]
    (clock,) = [clock for clock in clocks if "12 tháng" in clock["what"]]
    assert (clock["days"]["own"], clock["days"]["states"]) == ("300 ngày", "0 ngày")


def test_milestones_after_the_next_one_have_no_clock_yet(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    approval = PolicyApproval(project=project)
    for months in (2, 8, 14):
        ItemPlanned(
            project=project,
            planned_date=TODAY + timedelta(days=30 * months),
            name=f"Mốc {months}",
            instrument=approval,
        )
    computed(project)
    clocks = open_page(own, project).context["clocks"]["each"]
    assert [clock["what"] for clock in clocks] == ["Mốc 2"]


def test_only_documents_meant_for_the_investor_are_listed(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    meant = document(project)
    document(project, title="Tờ trình nội bộ", audience="staff")
    document(
        project,
        title="Bản rút lại",
        withdrawn_at=timezone.now(),
        withdrawn_by_id=1,
        withdrawn_reason="Sai",
    )
    infected = document(project, title="Có mã độc", number="7/CV")
    infected.files.update(scan="infected")
    page = open_page(own, project)
    shown = {row["title"]: bool(row["file"]["url"]) for row in page.context["documents"]}
    assert shown == {"Quyết định chấp thuận": True, "Có mã độc": False}
    assert reverse("projects:document_file", args=[meant.pk, 1]) in page.content.decode()


def test_the_day_of_the_data_is_told(own, member) -> None:
    SweepRun.objects.create(on=date(2026, 8, 30), finished_at=datetime(2026, 8, 30, tzinfo=UTC))
    project = ProjectNotStarted(investor=member.investor)
    assert "30/8/2026" in open_page(own, project).content.decode()
