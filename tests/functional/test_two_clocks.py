"""Both clocks of a project: whose days, by which cause, and that they add up to the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects.models import Project
from tests.factories import (
    AgencyFactory,
    ExclusionClaimed,
    ExclusionClosed,
    ExclusionOpen,
    ItemAchieved,
    ItemPlanned,
    PolicyApproval,
    ProjectNotStarted,
    RequestFactory,
    TerminationWhole,
    TrancheDecided,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.investors import computed, member, open_page, own

__all__ = ["member", "own"]

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def ago(days: int) -> Any:
    return TODAY - timedelta(days=days)


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def approved(days: int = 400, **more: Any) -> Project:
    """A project approved so many days ago, with a milestone still ahead."""
    project: Project = ProjectNotStarted(**more)
    approval = PolicyApproval(project=project, issued_date=ago(days), number="1/QĐ-UBND")
    ItemPlanned(project=project, planned_date=TODAY + timedelta(days=60), instrument=approval)
    return project


def page(desk: Client, project: Project) -> dict[str, Any]:
    computed(project)
    found: dict[str, Any] = desk.get(f"/du-an/{project.code}/").context["clocks"]
    return found


def counted(days: dict[str, Any]) -> list[tuple[str, int]]:
    return [(row["cause"], int(row["days"].replace(".", ""))) for row in days["rows"]]


def total(days: dict[str, Any]) -> int:
    return sum(count for _cause, count in counted(days))


def test_every_cause_has_its_days_its_fact_and_its_side(desk) -> None:
    project = approved()
    ExclusionClosed(
        project=project,
        reason="force_majeure",
        start_date=ago(300),
        end_date=ago(291),
        document_number="2/UBND",
    )
    land = TrancheDecided(
        project=project, decision_date=ago(200), planned_handover_date=ago(171), label="Đợt 1"
    )
    item = project.schedule_items.get()
    RequestFactory(
        project=project, schedule_item=item, filed_date=ago(20), asked_date=TODAY + timedelta(400)
    )
    whole = page(desk, project)["whole"]
    assert counted(whole)[1:] == [
        ("Bất khả kháng", 10),
        ("Nhà nước bàn giao đất chậm", 171),
    ]
    assert total(whole) == 401
    assert [row["url"] for row in whole["rows"][1:]][1] == f"#dot-{land.pk}"
    assert [row["source"] for row in whole["rows"]] == ["", "decided", "derived"]
    assert (whole["states"], whole["own"]) == ("171 ngày", "220 ngày")


def test_waiting_for_an_answer_is_the_states_and_a_refusal_gives_the_days_back(desk) -> None:
    project = approved()
    item = project.schedule_items.get()
    row = RequestFactory(
        project=project, schedule_item=item, filed_date=ago(20), asked_date=TODAY + timedelta(400)
    )
    found = page(desk, project)
    assert found["whole"]["states"] == "21 ngày"
    assert found["whole"]["rows"][1]["url"] == f"#gh-{row.pk}"
    clock = next(clock for clock in found["each"] if clock["what"] == item.name)
    assert clock["days"]["rows"][1]["url"] == f"#gh-{row.pk}"
    row.granted, row.decided_date, row.decision_number = False, ago(5), "9/TB"
    row.deciding_agency = AgencyFactory()
    row.save()
    assert page(desk, project)["whole"]["states"] == "0 ngày"


def test_a_claim_that_nobody_decided_takes_no_day(desk) -> None:
    project = approved()
    ExclusionClaimed(project=project, start_date=ago(100), end_date=ago(90))
    assert total(page(desk, project)["whole"]) == 401
    assert len(page(desk, project)["whole"]["rows"]) == 1


def test_overlapping_causes_are_counted_once_on_every_clock(desk) -> None:
    project = approved(investor__name="Bắc Á")
    for start, end, reason in ((200, 150, "court"), (180, 120, "state_delay")):
        ExclusionClosed(
            project=project,
            reason=reason,
            start_date=ago(start),
            end_date=ago(end),
            document_number=f"{start}/QĐ",
        )
    ExclusionOpen(
        project=project, reason="planning_change", start_date=ago(130), document_number="130/QĐ"
    )
    TrancheHandedOver(
        project=project,
        decision_date=ago(360),
        planned_handover_date=ago(350),
        handover_date=ago(350),
    )
    found = page(desk, project)
    assert counted(found["whole"])[1:] == [
        ("Tòa án hoặc cơ quan điều tra", 51),
        ("Chậm do cơ quan nhà nước", 30),
        ("Nhà nước thay đổi quy hoạch", 120),
    ]
    for days in (found["whole"], *(clock["days"] for clock in found["each"])):
        assert f"{total(days)}" == days["sum"]
        assert days["total"].startswith(days["sum"])


def test_the_whole_ends_with_the_project_or_with_its_last_milestone(desk) -> None:
    ended = approved(legal_state="terminated")
    TerminationWhole(project=ended, date=ago(100))
    assert total(page(desk, ended)["whole"]) == 301
    done = ProjectNotStarted()
    approval = PolicyApproval(project=done, issued_date=ago(400))
    ItemAchieved(project=done, instrument=approval, actual_date=ago(50), planned_date=ago(60))
    assert total(page(desk, done)["whole"]) == 351


def test_without_a_dated_act_there_is_no_whole(desk) -> None:
    assert page(desk, ProjectNotStarted()) == {"whole": {}, "each": []}


def test_the_investor_sees_the_same_days(desk, own, member) -> None:
    project = approved(investor=member.investor)
    ExclusionClosed(
        project=project,
        reason="state_delay",
        start_date=ago(200),
        end_date=ago(150),
        document_number="3/UBND",
    )
    staff = page(browser(), project)
    theirs = open_page(own, project).context["clocks"]
    assert counted(staff["whole"]) == counted(theirs["whole"])
    of_staff = {clock["pk"]: clock["days"]["rows"] for clock in staff["each"]}
    assert theirs["each"]
    for clock in theirs["each"]:
        assert clock["days"]["rows"] == of_staff[clock["pk"]]


def browser() -> Client:
    client = Client()
    client.force_login(UserFactory())
    return client
