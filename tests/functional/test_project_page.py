"""The project page: all of one project on one page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deadlines.actions.refreshing import refresh
from deadlines.models import Flag, Obligation
from projects.models import Project
from tests.factories import (
    CommuneFactory,
    ExclusionClosed,
    ExtensionFactory,
    FlagDismissed,
    FlagOpen,
    ItemAchieved,
    ItemPlanned,
    ItemPlannedByQuarter,
    ObligationOverdue,
    ObligationRunning,
    ObligationStopped,
    ObligationUnknown,
    PolicyApproval,
    ProjectFactory,
    ProjectNotStarted,
    ProjectUnderConstruction,
    RegistrationCertificate,
    SuspensionRunning,
    TerminationWhole,
    TrancheDecided,
    TrancheHandedOver,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def open_page(client: Client, project: Project):
    response = client.get(reverse("projects:detail", args=[project.code]))
    assert response.status_code == 200
    return response


def computed(project: Project) -> None:
    """The obligations and flags as the portal computes them today."""
    refresh(project_ids=[project.pk], on=timezone.localdate(), at=timezone.now(), cause="test")


# ---------------------------------------------------------------- what it says


def test_the_head_tells_status_facts_and_live_flags(desk) -> None:
    project = ProjectNotStarted(
        units=[CommuneFactory(name="Xã Mẫu Sơn")],
        capital_hedge="hơn",
        registered_capital_vnd=5 * 10**11,
    )
    RegistrationCertificate(project=project, number="8472650193", issued_date=date(2023, 4, 28))
    duty = ObligationOverdue(project_id=project.pk, kind="L1")
    FlagOpen(obligation=duty, project_id=project.pk)
    page = open_page(desk, project)
    facts = [fact[1] for fact in page.context["facts"]]
    assert "Xã Mẫu Sơn" in facts
    assert "8472650193 · 28/4/2023" in facts
    assert any(value.startswith("hơn 500 ") for value in facts)
    assert page.context["pill"] == "idle"
    assert [mark for mark, _words in page.context["marks"]] == ["crit"]


def test_a_missing_fact_is_said_and_not_invented(desk) -> None:
    project = ProjectFactory(
        registered_capital_vnd=None, land_area_m2=None, investor=None, sector=None, location_text=""
    )
    facts = [value for _label, value in open_page(desk, project).context["facts"]]
    assert len(set(facts[:6])) == 1


def test_milestones_have_a_chart_and_a_table_that_agree(desk) -> None:
    project = ProjectUnderConstruction()
    approval = PolicyApproval(project=project, issued_date=date(2023, 1, 5))
    ItemAchieved(
        project=project,
        name="Khởi công",
        instrument=approval,
        planned_date=date(2024, 3, 1),
        actual_date=date(2024, 3, 9),
    )
    ItemPlannedByQuarter(
        project=project,
        name="Hoàn thành",
        instrument=approval,
        planned_date=date(2025, 7, 1),
        phase=2,
    )
    computed(project)
    page = open_page(desk, project)
    first, second = page.context["milestones"]
    assert (first.planned, first.actual, first.mark) == ("1/3/2024", "9/3/2024", "warn")
    assert (second.planned, second.actual, second.mark) == ("Quý III/2025", "—", "crit")
    assert first.basis == approval.number
    html = page.content.decode()
    assert html.count("<svg") >= 2
    assert f'id="moc-{second.pk}"' in html
    assert f'href="#vb-{approval.pk}"' in html
    assert f'id="vb-{approval.pk}"' in html
    for width in ("wide", "narrow"):
        assert "Khởi công" in page.context["charts"][width]
        assert "style=" not in page.context["charts"][width]


def test_a_project_without_milestones_says_so_instead_of_drawing(desk) -> None:
    page = open_page(desk, ProjectFactory())
    assert page.context["charts"] == {}
    assert b'class="bare" id="tien-do"' in page.content


def test_land_tells_areas_handover_evidence_and_the_clock(desk) -> None:
    project = ProjectNotStarted()
    tranche = TrancheHandedOver(
        project=project,
        decided_area_m2=100_000,
        handed_area_m2=75_000,
        handover_date=timezone.localdate() - timedelta(days=500),
    )
    computed(project)
    page = open_page(desk, project)
    (row,) = page.context["tranches"]
    assert (row["decided"], row["handed"], row["partial"]) == ("10,0", "7,5", True)
    assert (row["in_use"], row["minutes"]) == ("", tranche.minutes_number)
    assert "crit" in [clock["mark"] for clock in row["clocks"]]
    assert page.context["handed"]["handed"] == "7,5"
    assert str(page.context["handed"]["ratio"]) == "75.0"


def test_an_extension_is_shown_on_its_tranche(desk) -> None:
    extension = ExtensionFactory(decision_number="912/QĐ-UBND")
    page = open_page(desk, extension.tranche.project)
    assert "912/QĐ-UBND" in page.content.decode()


def test_time_not_counted_is_told_apart_as_decided_or_derived(desk) -> None:
    project = ProjectNotStarted()
    approval = PolicyApproval(project=project, issued_date=date(2024, 1, 5))
    ItemPlanned(project=project, instrument=approval, planned_date=date(2026, 12, 31))
    ExclusionClosed(project=project, document_number="77/TB-UBND")
    TrancheDecided(
        project=project,
        decision_number="500/QĐ-UBND",
        decision_date=date(2024, 3, 15),
        planned_handover_date=date(2024, 4, 15),
    )
    computed(project)
    periods = open_page(desk, project).context["periods"]
    told = [(row["document"], row["derived"], row["start"]) for row in periods]
    assert told == [("77/TB-UBND", False, "1/5/2026"), ("500/QĐ-UBND", True, "16/4/2024")]


def test_land_not_yet_late_takes_no_time_out(desk) -> None:
    project = ProjectNotStarted()
    today = timezone.localdate()
    TrancheDecided(
        project=project, decision_date=today, planned_handover_date=today + timedelta(days=20)
    )
    assert open_page(desk, project).context["periods"] == []


def test_each_deadline_says_why(desk) -> None:
    project = ProjectNotStarted()
    TrancheHandedOver(project=project, handover_date=date(2025, 3, 14), minutes_number="07/BB-BG")
    ExclusionClosed(
        project=project,
        start_date=date(2025, 10, 6),
        end_date=date(2026, 1, 10),
        document_number="2214/UBND-KT",
    )
    computed(project)
    page = open_page(desk, project)
    row = next(r for r in page.context["duties"]["open"] if r["version"].kind == "L1")
    days = [line.right for line in row["lines"]]
    assert days[:3] == ["14/3/2025", "14/3/2026", "19/6/2026"]
    assert row["lines"][0].basis == "07/BB-BG"
    assert row["due"] in days
    html = page.content.decode()
    assert "Điều 81 khoản 8" in html
    assert "2214/UBND-KT" in html
    assert f'id="hv-{row["pk"]}"' in html


def test_deadlines_done_or_void_are_folded_away(desk) -> None:
    project = ProjectUnderConstruction()
    approval = PolicyApproval(project=project)
    ItemAchieved(project=project, instrument=approval, kind="start")
    computed(project)
    duties = open_page(desk, project).context["duties"]
    closed = {row["pk"] for row in duties["closed"]}
    clocks = dict(Obligation.objects.filter(project_id=project.pk).values_list("pk", "clock"))
    assert closed == {pk for pk, clock in clocks.items() if clock in ("met", "void")}
    assert {row["pk"] for row in duties["open"]} == set(clocks) - closed


def test_an_advisory_deadline_says_that_it_is_for_reference(desk) -> None:
    project = ProjectFactory()
    ObligationRunning(
        project_id=project.pk, advisory=True, due_date=timezone.localdate() + timedelta(days=3)
    )
    assert b'class="mk adv"' in open_page(desk, project).content


def test_flags_are_listed_live_first_and_closed_with_their_reason(desk) -> None:
    project = ProjectFactory()
    live = FlagOpen(
        obligation=ObligationOverdue(project_id=project.pk, kind="L1"), project_id=project.pk
    )
    FlagDismissed(
        obligation=ObligationOverdue(project_id=project.pk, kind="I1"),
        project_id=project.pk,
        reason="Đã có văn bản gia hạn",
    )
    flags = open_page(desk, project).context["flags"]
    assert [row["url"] for row in flags["live"]] == [reverse("deadlines:flag", args=[live.pk])]
    assert [row["reason"] for row in flags["closed"]] == ["Đã có văn bản gia hạn"]


# ---------------------------------------------------------------- the one note


def test_the_note_names_the_gravest_firm_flag_and_its_article(desk) -> None:
    project = ProjectNotStarted()
    TrancheHandedOver(project=project, handover_date=date(2024, 9, 2))
    computed(project)
    flag = Flag.objects.get(project_id=project.pk, kind="L1")
    note = open_page(desk, project).context["note"]
    assert note["url"] == reverse("deadlines:flag", args=[flag.pk])
    assert "Điều 81 khoản 8" in note["basis"]
    assert note["tone"] == "bad"


def test_an_advisory_flag_alone_makes_no_note(desk) -> None:
    project = ProjectFactory()
    duty = ObligationOverdue(project_id=project.pk, advisory=True)
    FlagOpen(obligation=duty, project_id=project.pk, advisory=True)
    assert open_page(desk, project).context["note"] == {}


def test_a_stopped_clock_is_the_note_when_nothing_is_late(desk) -> None:
    project = ProjectFactory()
    said = {"start": "2026-05-01", "reasons": "court", "references": "12/QĐ-TA", "derived": 0}
    ObligationStopped(
        project_id=project.pk,
        due_date=date(2026, 9, 20),
        steps=[{"kind": "stopped", "params": said, "date": "2026-05-01"}],
    )
    note = open_page(desk, project).context["note"]
    assert note["basis"] == "12/QĐ-TA"
    assert "1/5/2026" in note["title"]


def test_missing_facts_are_the_note_when_nothing_else_is(desk) -> None:
    project = ProjectFactory()
    ObligationUnknown(project_id=project.pk, missing="land_handover_date")
    page = open_page(desk, project)
    assert page.context["note"]["url"] == "#han"
    assert page.context["unknown"] == 1


def test_a_terminated_project_says_by_which_decision(desk) -> None:
    termination = TerminationWhole(number="301/QĐ-STC")
    note = open_page(desk, termination.project).context["note"]
    assert "301/QĐ-STC" in note["text"]


def test_a_suspension_is_listed_with_its_document(desk) -> None:
    suspension = SuspensionRunning(document_number="12/TB-BA")
    html = open_page(desk, suspension.project).content.decode()
    assert f'id="ngung-{suspension.pk}"' in html
    assert "12/TB-BA" in html
