"""The history of a project: who may read what, filters, pages, seals, what was known when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import sealing
from accounts.models import AuditEvent, User
from projects.actions import land
from projects.actions.acts import Seen
from projects.models import LandTranche, Project
from tests.factories import (
    AuditEventFactory,
    DocumentFactory,
    PolicyApproval,
    ProjectNotStarted,
    TrancheDecided,
    UserFactory,
)
from tests.support.forms import boxes
from vn.dates import PartialDate, Precision

pytestmark = pytest.mark.django_db

APPROVED = "1/6/2026"
"""Without an approval no land is handed over; these stories are about the land."""


@pytest.fixture
def project() -> Project:
    """A project nobody has touched."""
    found: Project = ProjectNotStarted()
    return found


@pytest.fixture
def officer(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory(display_name="Lê Thu Hà"))
    return client


def path(project: Project, **query: str) -> str:
    return reverse("projects:history", args=[project.code], query=query)


def told(client: Client, project: Project, **query: str) -> list[str]:
    """The summaries of the acts on the page, in order."""
    response = client.get(path(project, **query))
    assert response.status_code == 200
    return [row["summary"] for row in response.context["rows"]]


def act(project: Project, summary: str, **values: Any) -> AuditEvent:
    return AuditEventFactory(
        project_id=project.pk, **{"subject_id": project.pk, "summary": summary} | values
    )


# ---------------------------------------------------------------- who recorded what


def test_the_project_page_leads_to_the_whole_history(officer, project) -> None:
    for number in range(12):
        act(project, f"Việc {number}")
    page = officer.get(reverse("projects:detail", args=[project.code]))
    assert len(page.context["history"]) == 10
    assert path(project) in page.content.decode()
    assert told(officer, project) == [f"Việc {number}" for number in reversed(range(12))]


def test_every_act_says_who_when_what_and_why(officer, project) -> None:
    at = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        act(
            project,
            "Đổi tên",
            by_name="Trần Minh",
            old={"name": "Cũ", "legacy_code": ""},
            new={"name": "Mới", "legacy_code": "A1"},
            reason="Nhập nhầm",
        )
    words = officer.get(path(project)).content.decode()
    for each in ("1/9/2026 00:30", "Trần Minh", "Đổi tên", "Cũ", "Mới", "A1", "Nhập nhầm"):
        assert each in words
    assert words.count('class="del"') == 1, "what was not known before is not struck out"


def test_acts_of_other_projects_are_not_told(officer, project) -> None:
    act(ProjectNotStarted(), "Việc của dự án khác")
    assert told(officer, project) == []


def test_each_row_says_under_which_seal_it_is(officer, project) -> None:
    act(project, "Trước")
    sealing.seal(at=timezone.now())
    act(project, "Sau")
    rows = officer.get(path(project)).context["rows"]
    assert [(row["summary"], row["seal"]) for row in rows] == [("Sau", None), ("Trước", 1)]


def test_acts_are_found_by_person_kind_and_days(officer, project) -> None:
    one, other = UserFactory(display_name="An"), UserFactory(display_name="Bình")
    for number, (by, kind) in enumerate([(one, "tranche"), (other, "project"), (None, "project")]):
        with time_machine.travel(datetime(2026, 8, 10 + number, 18, tzinfo=UTC), tick=False):
            act(
                project,
                f"Việc {number}",
                by_id=by and by.pk,
                by_name=str(by or ""),
                subject_kind=kind,
            )
    assert told(officer, project, ai=str(one.pk)) == ["Việc 0"]
    assert told(officer, project, ai="cong") == ["Việc 2"]
    assert told(officer, project, loai="project") == ["Việc 2", "Việc 1"]
    assert told(officer, project, tu="12/8/2026") == ["Việc 2", "Việc 1"], "days of Vietnam"
    assert told(officer, project, den="2026-08-11") == ["Việc 0"]
    assert told(officer, project, tu="12/8/2026", den="12/8/2026", loai="project") == ["Việc 1"]
    page = officer.get(path(project, ai=str(one.pk), tu="1/8/2026"))
    assert page.context["chips"][0][0].endswith("An")
    assert len(page.context["chips"]) == 2


@pytest.mark.parametrize(
    "query",
    [
        {"tu": "31/02/2026"},
        {"tu": "tháng 8"},
        {"ai": "x"},
        {"ai": "999999"},
        {"loai": "<script>"},
        {"trang": "!!"},
        {"dong": "-1"},
        {"tu": "2/8/2026", "den": "1/8/2026"},
    ],
)
def test_a_condition_that_cannot_be_read_is_said_and_left_out(officer, project, query) -> None:
    act(project, "Việc")
    response = officer.get(path(project, **query))
    assert response.status_code == 200
    form_says = any(field.errors for field in response.context["first"])
    assert form_says is not bool({"trang", "dong"} & query.keys())
    if "den" not in query:
        assert len(response.context["rows"]) == 1
    assert "<script>" not in response.content.decode()


def test_pages_follow_each_other(officer, project) -> None:
    for number in range(60):
        act(project, f"Việc {number}")
    first = officer.get(path(project, dong="25"))
    seen = [row["summary"] for row in first.context["rows"]]
    act(project, "Mới ghi")
    page = first
    while page.context["pager"]["older_url"]:
        page = officer.get(page.context["pager"]["older_url"])
        seen += [row["summary"] for row in page.context["rows"]]
    assert seen == [f"Việc {number}" for number in reversed(range(60))]


# ---------------------------------------------------------------- the reader's rights


def reader(role: str) -> tuple[Client, User]:
    user = UserFactory(**{role: True})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, user


@pytest.mark.parametrize("role", ["committee_leader", "supervisor", "commune_officer", "investor"])
def test_without_the_right_there_is_no_history(role, project) -> None:
    assert reader(role)[0].get(path(project)).status_code == 403


def test_a_project_one_may_not_know_of_has_no_history(officer) -> None:
    assert officer.get(reverse("projects:history", args=["KHONG-CO"])).status_code == 404


def test_acts_on_documents_are_told_to_those_who_may_see_documents(project) -> None:
    document = DocumentFactory(project=project, owner_id=project.pk)
    act(project, "Thêm tài liệu", subject_kind="document", subject_id=document.pk)
    act(project, "Tài liệu không ai biết", subject_kind="document", subject_id=document.pk + 999)
    assert told(reader("specialist")[0], project) == ["Thêm tài liệu"]
    keeper = reader("administrator")[0]
    assert told(keeper, project) == []
    page = keeper.get(reverse("projects:detail", args=[project.code]))
    assert page.context["history"] == []
    assert "document" not in dict(keeper.get(path(project)).context["first"][1].field.choices)


def test_acts_on_flags_one_cannot_see_are_not_told(officer, project) -> None:
    act(project, "L1 2026-08-31", subject_kind="flag", subject_id=4711, new={"state": "confirmed"})
    assert told(officer, project) == []


# ---------------------------------------------------------------- what was known when


@pytest.fixture
def handed_over(project) -> LandTranche:
    """Approved on 1/6; land handed over on 20/8, recorded on 1/9, corrected to 24/8 on 10/9."""
    by = UserFactory(display_name="Trần Minh")
    with time_machine.travel(datetime(2026, 8, 1, 3, tzinfo=UTC), tick=False):
        PolicyApproval(project=project, issued_date=date(2026, 6, 1))
        row: LandTranche = TrancheDecided(project=project, decision_date=date(2026, 7, 15))
    for day, handed in ((date(2026, 9, 1), 20), (date(2026, 9, 10), 24)):
        at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        with time_machine.travel(at, tick=False):
            land.hand_over(
                by=by,
                on=day,
                at=at,
                seen=Seen(row.pk, row.version),
                handover=land.Handover(
                    "7/BB", PartialDate(date(2026, 8, handed), Precision.DAY), Decimal(426_000)
                ),
            )
        row.refresh_from_db()
    return row


def known(client: Client, project: Project, day: str = "") -> dict[str, dict[str, Any]]:
    response = client.get(path(project, xem="su-kien", **({"biet_den": day} if day else {})))
    assert response.status_code == 200
    rows = {str(row["what"]): row for row in response.context["facts"]}
    return {what: row for what, row in rows.items() if row["day"] != APPROVED}


def days(rows: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["day"], row["late"]) for row in rows.values()]


def test_each_fact_has_the_day_it_happened_and_the_day_it_was_recorded(
    officer, project, handed_over
) -> None:
    rows = known(officer, project)
    decided, handed = rows.values()
    assert (decided["day"], decided["is_told"]) == ("15/7/2026", False)
    assert (handed["day"], handed["by"]) == ("24/8/2026", "Trần Minh")
    assert timezone.localtime(handed["known_at"]).date() == date(2026, 9, 10)
    assert "17" in handed["late"]


def test_the_page_goes_back_to_what_was_known_on_a_day(officer, project, handed_over) -> None:
    assert [day for day, _late in days(known(officer, project, "10/9/2026"))] == [
        "15/7/2026",
        "24/8/2026",
    ]
    before = known(officer, project, "2026-09-09")
    assert [day for day, _late in days(before)] == ["15/7/2026", "20/8/2026"]
    assert "24/8/2026" in list(before.values())[1]["now"]
    assert [day for day, _late in days(known(officer, project, "31/8/2026"))] == ["15/7/2026"]
    assert known(officer, project, "31/7/2026") == {}


def test_the_page_says_what_it_cannot_know(officer, project, handed_over) -> None:
    page = officer.get(path(project, xem="su-kien"))
    assert page.context["began"] == "1/9/2026"
    assert page.context["untold"] == 2
    other = officer.get(path(ProjectNotStarted(), xem="su-kien"))
    assert other.context["began"] == ""


@pytest.mark.parametrize("day", ["31/02/2026", "9/2026", "mai", "1/1/2999"])
def test_a_day_that_cannot_be_asked_for_is_said(officer, project, handed_over, day) -> None:
    page = officer.get(path(project, xem="su-kien", biet_den=day))
    assert page.status_code == 200
    assert page.context["known_form"].errors
    assert page.context["known_on"] == ""
    assert len(page.context["facts"]) == 3, "what is known now"


def test_tomorrow_is_not_known_yet(officer, project) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = officer.get(path(project, xem="su-kien", biet_den=tomorrow.isoformat()))
    assert page.context["known_form"].errors
    today = officer.get(path(project, xem="su-kien", biet_den=timezone.localdate().isoformat()))
    assert not today.context["known_form"].errors


# ---------------------------------------------------------------- why


def test_a_correction_may_say_why(officer, project, handed_over) -> None:
    url = reverse("projects:tranche_edit", args=[project.code, handed_over.pk])
    data = boxes(officer.get(url), "handover") | {
        "minutes_number": "8/BB",
        "why": " Đối chiếu  bản gốc ",
    }
    assert officer.post(url, data).status_code == 302
    assert AuditEvent.objects.latest("pk").reason == "Đối chiếu bản gốc"
    assert "Đối chiếu bản gốc" in officer.get(path(project)).content.decode()


def test_the_first_entry_of_a_fact_is_no_correction(officer, project) -> None:
    row = TrancheDecided(project=project)
    url = reverse("projects:tranche_edit", args=[project.code, row.pk])
    forms = {card.act.key: card.form for card in officer.get(url).context["cards"]}
    assert "why" not in forms["handover"].fields
    assert "why" in forms["decision"].fields
    added = officer.get(reverse("projects:tranche_add", args=[project.code]))
    assert all("why" not in card.form.fields for card in added.context["cards"])
