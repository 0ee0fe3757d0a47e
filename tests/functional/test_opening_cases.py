"""Opening a case: from a flag, a plan or a project; what stands against it; its number."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from inspections.models import Case, CaseMember, GoodCompliance, InspectionPlan, PlanItem
from tests.factories import (
    AgencyFactory,
    FlagConfirmed,
    InvestorFactory,
    ObligationOverdue,
    ProjectNotStarted,
    UserFactory,
)
from tests.factories.cases import CaseDecided, CaseInPreparation, ConclusionPublished
from tests.functional.test_permission_matrix import signed_in
from tests.functional.test_publishing import form_of
from vn.dates import day_text

pytestmark = pytest.mark.django_db

OPEN = "/thanh-tra/mo/"


@pytest.fixture
def inspector() -> Any:
    return UserFactory(inspector=True, agency=AgencyFactory(kind="inspectorate"))


def flagged(**more: Any) -> Any:
    project = ProjectNotStarted(name="Khu du lịch Hồ Xanh", investor=InvestorFactory())
    duty = ObligationOverdue(project_id=project.pk, kind="L1")
    return project, FlagConfirmed(obligation=duty, project_id=project.pk, **more)


def issued_item(project: Any, **more: Any) -> Any:
    """A project of the plan that some body issued for this year."""
    body = more.pop("body", None) or AgencyFactory(kind="inspectorate")
    day = date(2025, 12, 1)
    plan = InspectionPlan.objects.create(
        **{"kind": "inspection", "year": timezone.localdate().year, "body": body},
        **{"state": "issued", "submitted_date": day, "submitted_by_id": 1},
        **{"answered_date": day, "answer_number": "9/UBND", "issued_date": day},
        **{"issued_number": "88/QĐ-TTT", "issued_by_id": 2},
    )
    content = {"content": "Sử dụng đất", "reason": "Chậm", "reason_kind": "order", "quarter": 2}
    return PlanItem.objects.create(plan=plan, project=project, **content | more)


def send(client: Client, url: str, **typed: str) -> Any:
    return client.post(url, form_of(client, url, **typed))


def test_two_clicks_from_a_flag(inspector: Any) -> None:
    project, flag = flagged()
    client = signed_in(inspector)
    page: Any = client.get(reverse("deadlines:flag", args=[flag.pk]))
    url = f"{OPEN}?canh-bao={flag.pk}"
    assert url in page.content.decode()
    # The second click: nothing is typed.
    saved = send(client, url)
    assert saved.status_code == 302, saved.context["cards"][0].form.errors
    case = Case.objects.get()
    assert re.fullmatch(rf"TT-{timezone.localdate().year}-[0-9]{{4}}", case.code)
    assert saved["Location"] == reverse("inspections:case", args=[case.code])
    assert (case.kind, case.original_body, case.body_level) == (
        "inspection",
        inspector.agency,
        "province",
    )
    assert project.name in case.title
    assert day_text(flag.due_date) in case.content
    assert (case.period_from, case.period_to) == (flag.obligation.base_date, timezone.localdate())
    looked_at = case.projects.get()
    assert (looked_at.project, looked_at.flag) == (project, flag)
    assert case.subjects.get().investor == project.investor
    assert case.members.get(duty="head").user == inspector
    # The history of the case names no project.
    told = AuditEvent.objects.get(verb="case_opened")
    assert (told.project_id, told.subject_id) == (None, case.pk)
    # Who may not open cases is not offered it, and what one may not know of is not there.
    leader = signed_in(UserFactory(committee_leader=True))
    assert url not in leader.get(reverse("deadlines:flag", args=[flag.pk])).content.decode()
    for odd in ("?canh-bao=999999", "?canh-bao=x", "?ke-hoach=999999", "?du-an=DA-9999"):
        assert client.get(OPEN + odd).status_code == 404, odd


def test_from_a_plan_and_by_the_code_of_a_project(inspector: Any) -> None:
    project, flag = flagged()
    item = issued_item(project, body=inspector.agency, reason_kind="flag", flag=flag)
    client = signed_in(inspector)
    assert send(client, f"{OPEN}?ke-hoach={item.pk}").status_code == 302
    case = Case.objects.get()
    assert (case.plan_item, case.projects.get().flag) == (item, flag)
    assert "88/QĐ-TTT" in case.grounds
    other, _flag = flagged()
    page: Any = client.get(f"{OPEN}?du-an={other.code}")
    assert page.context["cards"][0].form["projects"].value() == other.code
    # A draft of a plan opens nothing.
    InspectionPlan.objects.update(state="answered")
    assert client.get(f"{OPEN}?ke-hoach={item.pk}").status_code == 404


def test_what_stands_against_it_wants_a_reason(inspector: Any) -> None:
    project, flag = flagged()
    client, url = signed_in(inspector), f"{OPEN}?canh-bao={flag.pk}"
    hidden: Any = CaseInPreparation(project=project, title="Việc kín Zyrkon")
    seen: Any = ConclusionPublished(case__project=project).case
    issued_item(project)
    GoodCompliance.objects.create(
        investor=project.investor,
        authority="UBND tỉnh",
        document_number="5/XN-UBND",
        document_date=date(2026, 1, 5),
        valid_from=date(2026, 1, 5),
    )
    refused = send(client, url)
    form = refused.context["cards"][0].form
    assert refused.status_code == 422
    assert len(form.warnings) == 3, form.warnings
    said = " ".join(form.warnings)
    assert seen.code in said
    assert "5/XN-UBND" in said
    # A case one may not know of warns of nothing.
    assert hidden.code not in refused.content.decode()
    assert "Zyrkon" not in refused.content.decode()
    remote = send(client, url, mode="remote").context["cards"][0].form
    assert len(remote.warnings) == 2, "a firm that keeps the law is exempt from checks on site"
    assert send(client, url, overlap="Chủ tịch UBND tỉnh giao").status_code == 302
    assert AuditEvent.objects.get(verb="case_opened").reason == "Chủ tịch UBND tỉnh giao"


def test_a_hidden_case_alone_never_warns(inspector: Any) -> None:
    project, flag = flagged()
    CaseInPreparation(project=project)
    url = f"{OPEN}?canh-bao={flag.pk}"
    assert send(signed_in(inspector), url).status_code == 302
    # Its own people are told of another one at once; another period is no overlap.
    second = send(signed_in(inspector), url)
    assert second.status_code == 422
    past = {"period_from": "01/01/2001", "period_to": "31/12/2001"}
    assert send(signed_in(inspector), url, **past).status_code == 302


def test_numbers_by_kind_and_year_tell_no_count(inspector: Any) -> None:
    client, year = signed_in(inspector), timezone.localdate().year
    codes = []
    for kind in ("inspection", "inspection", "check"):
        project, _flag = flagged()
        send(client, f"{OPEN}?du-an={project.code}", kind=kind, title="Vụ việc", content="Đất đai")
        codes.append(Case.objects.latest("pk").code)
    assert [code[:-4] for code in codes] == [f"TT-{year}-", f"TT-{year}-", f"KT-{year}-"]
    # Drawn by lot: two numbers in a row would tell how many cases there are.
    assert len({code[-4:] for code in codes}) > 1
    assert all(code[-4:].isdigit() and code[-4] != "0" for code in codes)
    project, _flag = flagged()
    decided = {"decision_number": "7/QĐ-TTT", "decision_date": "02/03/2024"}
    url = f"{OPEN}?du-an={project.code}"
    half = send(client, url, title="Cũ", content="Đất", decision_number="7/QĐ-TTT")
    assert half.context["cards"][0].form.errors.keys() == {"decision_date"}
    send(client, url, title="Cũ", content="Đất", **decided)
    assert Case.objects.latest("pk").code.startswith("TT-2024-")
    unknown = send(client, OPEN, projects="DA-9999", title="Cũ", content="Đất")
    assert unknown.context["cards"][0].form.errors.keys() == {"projects"}
    nobody = send(client, OPEN, title="Cũ", content="Đất")
    assert nobody.status_code == 422


def test_corrected_and_widened(inspector: Any) -> None:
    case: Any = CaseDecided(original_body=inspector.agency, head=inspector)
    client = signed_in(inspector)
    edit = reverse("inspections:case_edit", args=[case.code])
    old = form_of(client, edit, title="Tên đã sửa")
    assert client.post(edit, old).status_code == 302
    assert client.post(edit, old | {"title": "Tên khác"}).status_code == 409
    case.refresh_from_db()
    assert (case.title, case.kind, case.version) == ("Tên đã sửa", "inspection", 2)
    project, _flag = flagged()
    issued_item(project)
    widen = reverse("inspections:case_widen", args=[case.code])
    assert send(client, widen).status_code == 422
    assert send(client, widen, projects=project.code).status_code == 422
    assert send(client, widen, projects=project.code, overlap="Cùng đoàn").status_code == 302
    assert case.projects.get().project == project
    assert case.subjects.get().investor == project.investor
    # Who only sees what is published neither reads nor writes these pages.
    assert CaseMember.objects.filter(case=case).count() == 1
    stranger = signed_in(UserFactory(inspector=True))
    assert {stranger.get(url).status_code for url in (edit, widen)} == {404}
