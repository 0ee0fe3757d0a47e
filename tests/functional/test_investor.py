"""An investor's own projects: facts and days, nothing of others, nothing that officers suspect."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deadlines.actions.refreshing import refresh
from deadlines.models import SweepRun
from projects.models import Document, DocumentFile, InvestorMember, LandTranche, Project
from projects.rules.stage import Stage
from projects.wording import STAGES
from tests.factories import (
    AuditEventFactory,
    FlagConfirmed,
    FlagDismissed,
    FlagOpen,
    InvestorMemberFactory,
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
from tests.factories.accounts import AgencyFactory
from tests.factories.projects import InvestorFactory

pytestmark = pytest.mark.django_db

LIST = "/du-an-cua-toi/"
TODAY = timezone.localdate()
VIETNAMESE = re.compile(r"[À-ỹĂăĐđƠơƯư]")


@pytest.fixture
def member() -> InvestorMember:
    found: InvestorMember = InvestorMemberFactory()
    return found


@pytest.fixture
def own(client: Client, member: InvestorMember) -> Client:
    """The browser of somebody who acts for one investor."""
    client.force_login(member.user)
    return client


def url(project: Project) -> str:
    return reverse("projects:own", args=[project.code])


def open_page(client: Client, project: Project) -> Any:
    response = client.get(url(project))
    assert response.status_code == 200
    return response


def asked(project: Project, factory: Any = ObligationOverdue, **said: Any) -> Any:
    """A duty of the project's investor, at a level of which the bearer is told."""
    level = said.setdefault("level", 4)
    audience = said.pop("rung", "bearer")
    given = {
        "project_id": project.pk,
        "bearer_agency": None,
        "bearer_investor_id": project.investor_id,
        "audience": "bearer",
        "ladder_dates": [TODAY - timedelta(days=30)],
        "ladder_levels": [level],
        "ladder_audiences": [audience],
    }
    return factory(**given | said)


def computed(project: Project) -> None:
    refresh(project_ids=[project.pk], on=TODAY, at=timezone.now(), cause="test")


def document(project: Project, **said: Any) -> Document:
    given = {"kind": "decision", "title": "Quyết định chấp thuận", "audience": "investor"}
    made = Document.objects.create(
        owner_kind="project", owner_id=project.pk, project=project, **given | said
    )
    DocumentFile.objects.create(
        document=made,
        number=1,
        path=f"tai-lieu/{made.pk}",
        original_name="quyet-dinh.pdf",
        media_type="application/pdf",
        size_bytes=1_200_000,
        sha256="0" * 64,
        uploaded_at=timezone.now(),
    )
    return made


# ---------------------------------------------------------------- the way in


def test_the_start_page_leads_there(own) -> None:
    assert own.get(reverse("home"))["Location"] == LIST


def test_a_single_project_opens_at_once(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    ProjectNotStarted()
    assert own.get(LIST)["Location"] == url(project)


def test_several_are_listed_with_what_is_asked_now(own, member) -> None:
    calm, pressing = (ProjectNotStarted(investor=member.investor) for _ in range(2))
    asked(pressing)
    asked(calm, ObligationRunning, level=1, rung="staff", due_date=TODAY + timedelta(days=90))
    rows = {row["code"]: (row["asked"], row["late"]) for row in own.get(LIST).context["rows"]}
    assert rows == {calm.code: (0, False), pressing.code: (1, True)}
    assert own.get(url(calm)).context["crumbs"][0][1] == LIST


def test_an_account_without_a_project_is_told_what_to_do(own) -> None:
    page = own.get(LIST)
    assert page.status_code == 200
    assert page.context["rows"] == []


def test_nothing_on_the_way_leads_into_the_registry(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    html = open_page(own, project).content.decode()
    assert 'href="/du-an/' not in html
    assert 'action="/du-an/' not in html
    assert 'class="side"' not in html
    lost = own.get("/khong-co-trang/").content.decode()
    assert 'href="/du-an/' not in lost


# ---------------------------------------------------------------- nobody else's


def test_two_investors_share_nothing(own, member) -> None:
    mine = ProjectNotStarted(investor=member.investor)
    other = InvestorMemberFactory()
    theirs = ProjectNotStarted(investor=other.investor)
    asked(theirs)
    document(theirs)
    assert own.get(url(theirs)).status_code == 404
    assert own.get("/du-an-cua-toi/DA-9999/").status_code == 404
    page = open_page(own, mine)
    for secret in (theirs.code, theirs.name, other.investor.name):
        assert secret not in page.content.decode()
    assert page.context["asked"] == []
    assert page.context["documents"] == []
    own.force_login(other.user)
    assert own.get(url(theirs)).status_code == 200
    assert own.get(url(mine)).status_code == 404


def test_a_membership_that_ends_ends_at_once(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    paper = document(project)
    file = reverse("projects:document_file", args=[paper.pk, 1])
    open_page(own, project)
    member.delete()
    assert own.get(url(project)).status_code == 404
    assert own.get(file).status_code == 404
    assert own.get(LIST).context["rows"] == []


def test_an_account_that_is_closed_is_out_at_the_next_request(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    open_page(own, project)
    member.user.is_active = False
    member.user.save()
    answer = own.get(url(project))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


# ---------------------------------------------------------------- what the page tells


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
    (clock,) = page.context["clocks"]
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
    clocks = open_page(own, project).context["clocks"]
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
    clocks = open_page(own, project).context["clocks"]
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


# ---------------------------------------------------------------- English, cost


def test_the_page_is_wholly_english_for_who_reads_english(client) -> None:
    member = InvestorMemberFactory(investor=InvestorFactory(name="Nam Phia Pte", country="SG"))
    agency = AgencyFactory(name="Department of Finance", short_name="DoF")
    project = ProjectNotStarted(
        investor=member.investor, name="Solar plant", agency=agency, location_text="Km 3"
    )
    approval = PolicyApproval(project=project, number="12/UBND")
    ItemPlannedByQuarter(
        project=project, name="Start", planned_date=date(TODAY.year + 1, 1, 1), instrument=approval
    )
    TrancheDecided(
        project=project,
        label="Plot 1",
        decision_number="5/UBND",
        agency=agency,
        decision_date=TODAY - timedelta(days=76),
        planned_handover_date=TODAY - timedelta(days=46),
    )
    computed(project)
    asked(project)
    Project.objects.filter(pk=project.pk).update(officer=None)
    client.force_login(member.user)
    client.cookies["django_language"] = "en"
    html = open_page(client, project).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    article = ObligationOverdue._meta.model.objects.filter(kind="L1").latest("pk").rule_version
    main = main.replace(article.article, "")
    assert VIETNAMESE.findall(main) == []
    assert f"Quarter I/{TODAY.year + 1}" in main


def test_the_pages_cost_the_same_however_much_there_is(own, member) -> None:
    def fill(project: Project, count: int) -> None:
        for _ in range(count):
            ItemPlanned(project=project, instrument=PolicyApproval(project=project))
            TrancheHandedOver(project=project)
            asked(project)
            document(project)
        computed(project)

    def cost(address: str) -> int:
        own.get(address)
        with CaptureQueriesContext(connection) as asked_for:
            assert own.get(address).status_code == 200
        return len(asked_for)

    small, large = (ProjectNotStarted(investor=member.investor) for _ in range(2))
    fill(small, 1)
    listed = cost(LIST)
    fill(large, 12)
    for _ in range(6):
        fill(ProjectNotStarted(investor=member.investor), 1)
    assert cost(url(large)) <= cost(url(small)) <= 26
    assert cost(LIST) == listed <= 8
