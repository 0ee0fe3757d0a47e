"""Public projects on their pages: entered, decided, kept by their owners, apart from the others."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import AuditEvent, User
from accounts.permissions import Role
from deadlines.actions.refreshing import refresh
from deadlines.models import Obligation
from disbursement.models import Contract
from investportal.navigation import menu_for
from projects import providing
from projects.models import InvestmentDecision, Project, ProjectQuality, PublicProject
from tests import factories as f
from tests.factories.payments import LineToPay

pytestmark = pytest.mark.django_db


@pytest.fixture
def public() -> PublicProject:
    """One public project beside one of an investor, both with everything a rule could ask about."""
    row = f.PublicProjectFactory(budget_code="7951234", project__name="Kè sông Bản Ngà")
    for project in (row.project, f.ProjectNotStarted(name="Nhà máy Bản Ngà")):
        f.ItemPlanned(project=project)
        f.TrancheHandedOver(project=project)
        f.DepositPaid(project=project)
    return row


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, name
    return str(response.content.decode())


def sent(client: Client, view: str, *args: Any, **typed: Any) -> Any:
    """Read the form, then send it with the version it showed."""
    url = reverse(view, args=args)
    form = client.get(url).context["cards"][0].form
    hidden = {key: form.initial[key] for key in ("row", "version", "before")}
    kept = {key: value for key, value in hidden.items() if value is not None}
    return client.post(url, kept | typed)


def test_is_entered_decided_and_corrected_by_the_department() -> None:
    officer = f.UserFactory()
    client, owner = signed_in(officer), f.AgencyFactory(name="Ban Quản lý dự án Nà Pàn")
    typed = {"name": "Cầu Pắc Luồng", "owner": owner.pk, "agency": officer.agency_id, "group": "c"}
    refused = sent(client, "projects:public_create", **typed, budget_code="79")
    assert refused.status_code == 422
    entered = sent(
        client,
        "projects:public_create",
        **typed,
        budget_code="795 1234",
        opening_disbursed_vnd="1.250,5",
    )
    project = Project.objects.get(name="Cầu Pắc Luồng")
    assert entered["Location"] == reverse("projects:detail", args=[project.code])
    assert (project.public.budget_code, project.public.opening_disbursed_vnd) == (
        "7951234",
        1_250_500_000,
    )
    decision = {"kind": "invest", "number": "12/QĐ-UBND", "issued_date": "5/3/2025"}
    low = sent(
        client,
        "projects:public_decision_add",
        project.code,
        **decision,
        total_investment_vnd="1.250",
    )
    assert low.status_code == 422
    assert "1.250.500.000" in low.content.decode()
    decided = {**decision, "total_investment_vnd": "60.000"}
    sent(client, "projects:public_decision_add", project.code, **decided)
    row = InvestmentDecision.objects.get(project=project)
    sent(
        client,
        "projects:public_decision_edit",
        project.code,
        row.pk,
        **decided | {"total_investment_vnd": "61 tỷ"},
    )
    project.public.refresh_from_db()
    assert project.public.total_investment_vnd == 61_000_000_000
    shown = page(client, "projects:detail", project.code)
    assert "61.000" in shown
    assert "2,05%" in shown
    assert reverse("projects:public_edit", args=[project.code]) in shown
    sent(client, "projects:public_edit", project.code, **typed | {"name": "Cầu Pắc Luồng 2"})
    sent(client, "projects:public_settlement", project.code, handed_over_date="1/6/2026")
    sent(
        client,
        "projects:public_exception",
        project.code,
        exception_number="7/NQ-CP",
        exception_reason="Trượt giá",
    )
    project.public.refresh_from_db()
    project.refresh_from_db()
    assert (project.name, project.public.exception_number) == ("Cầu Pắc Luồng 2", "7/NQ-CP")
    assert project.public.handed_over_date is not None


def test_its_owner_says_how_the_site_stands_and_keeps_its_contracts(public: PublicProject) -> None:
    code = public.project.code
    theirs = signed_in(f.UserFactory(role=Role.OWNER, agency=public.owner))
    sent(theirs, "projects:public_site", code, land_ready="ready", land_ready_date="1/6/2026")
    contract = {"number": "5/HĐ-XD", "signed_date": "2/6/2025", "value_vnd": "8.000"}
    sent(theirs, "disbursement:contract_add", code, **contract)
    row = Contract.objects.get(project=public.project)
    late = sent(
        theirs, "disbursement:contract_edit", code, row.pk, **contract, ends_date="1/6/2025"
    )
    assert late.status_code == 422
    again = sent(theirs, "disbursement:contract_add", code, **contract)
    assert again.status_code == 422
    sent(
        theirs,
        "disbursement:contract_edit",
        code,
        row.pk,
        **contract | {"value_vnd": "9.000"},
    )
    row.refresh_from_db()
    public.refresh_from_db()
    assert (row.value_vnd, public.land_ready) == (9_000_000_000, "ready")
    shown = page(theirs, "projects:detail", code)
    assert "5/HĐ-XD" in shown
    assert reverse("projects:public_site", args=[code]) in shown
    assert reverse("projects:public_decision_add", args=[code]) not in shown
    follows = signed_in(f.UserFactory(sector_agency=True, agency=public.project.agency))
    shown = page(follows, "projects:detail", code)
    assert public.project.name in shown
    assert "5/HĐ-XD" not in shown
    for name, args in {"projects:public_site": [code], "disbursement:contract_add": [code]}.items():
        assert follows.get(reverse(name, args=args)).status_code == 403
        assert signed_in(f.UserFactory(owner=True)).get(reverse(name, args=args)).status_code == 404


def test_the_list_tells_totals_first_and_is_narrowed_by_its_conditions(
    public: PublicProject,
) -> None:
    client = signed_in(f.UserFactory())
    f.InvestmentDecided(project=public.project, number="77/QĐ-UBND")
    other = f.PublicProjectFactory(undecided=True, group="a")
    both = page(client, "projects:public_list")
    assert "77/QĐ-UBND" in both
    assert "120.000" in both
    assert "Nhà máy Bản Ngà" not in both
    for query in ({"q": "7951234"}, {"chu": str(public.owner_id)}, {"nhom": "c"}):
        found = page(client, "projects:public_list", **query)
        assert public.project.name in found
        assert other.project.name not in found
    owner = signed_in(f.UserFactory(role=Role.OWNER, agency=other.owner))
    assert public.project.name not in page(owner, "projects:public_list")
    assert other.project.name in page(owner, "projects:public_list")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page(client, "projects:public_list")
        counts.append(len(asked))
        f.InvestmentDecided.create_batch(3)
        f.PublicProjectFactory.create_batch(3)
    assert counts[0] == counts[1]


def test_lists_and_counts_of_the_registry_speak_of_the_other_projects(
    public: PublicProject,
) -> None:
    officer = f.UserFactory()
    client = signed_in(officer)
    name = public.project.name
    for view in ("projects:list", "projects:map", "projects:quality"):
        assert name not in page(client, view), view
    assert name not in page(client, "projects:list", nhom="co_quan")
    assert name in page(client, "projects:list", nguon_von="cong")
    asked_for_both = page(client, "projects:list", nguon_von="tat_ca")
    assert name in asked_for_both
    assert "Nhà máy Bản Ngà" in asked_for_both
    entries = [link for _group, links in menu_for(officer, "") for link in links]
    counted = [link.count for link in entries if link.url.startswith(reverse("projects:list"))]
    assert counted == [1]
    for words in ("7951234", public.owner.name, "ke song ban nga"):
        assert name in page(client, "projects:search", q=words)
    assert client.get(reverse("projects:sheet", args=[public.project.code])).status_code == 404
    shown = page(client, "projects:detail", public.project.code)
    for anchor in ("tien", "von", "de-xuat", "gop-von"):
        assert f'id="{anchor}"' not in shown
    to_edit = client.get(reverse("projects:edit", args=[public.project.code]))
    assert to_edit["Location"] == reverse("projects:public_edit", args=[public.project.code])


def test_has_its_own_place_in_the_menu_and_no_form_of_the_other_kind(public: PublicProject) -> None:
    client, code = signed_in(f.UserFactory(role=Role.DEPARTMENT_LEADER)), public.project.code
    other = Project.objects.get(name="Nhà máy Bản Ngà")
    current = re.compile(r'<a href="([^"?]+)[^>]*aria-current="page"')
    for name in ("detail", "history", "state", "public_edit", "document_add", "person_add"):
        shown = page(client, f"projects:{name}", code)
        assert set(current.findall(shown)) == {reverse("projects:public_list")}, name
    shown = page(client, "projects:detail", other.code)
    assert set(current.findall(shown)) == {reverse("projects:list")}
    foreign: tuple[str, ...] = (
        *("investor_edit", "adjust", "instrument_add", "item_add", "tranche_add", "terms_edit"),
        *("period_add", "deposit_add", "part_add", "contribution_add", "filing_add"),
        *("contact_add", "site_loss_add", "request_add", "decision_add", "record_confirm"),
        *("suspend", "terminate", "comparison", "proposal_add", "planning_add", "criteria"),
    )
    for name in foreign:
        for project, status in ((public.project, 404), (other, 200)):
            url = reverse(f"projects:{name}", args=[project.code])
            told = client.get(url).status_code
            assert told == status or (told == 403 and status == 200), (name, told)
            if status == 404:
                assert client.post(url).status_code in (403, 404, 405), name
    reached = set(
        re.findall(rf'href="(/du-an[^"?#]*/{code}/[^"?#]*)', page(client, "projects:detail", code))
    )
    assert len(reached) > 8
    assert not [url for url in reached if client.get(url).status_code != 200]


def test_says_its_owner_where_others_say_their_investor(public: PublicProject) -> None:
    client = signed_in(f.UserFactory())
    shown = page(client, "projects:list", nguon_von="cong")
    assert public.owner.name in shown
    assert "chưa rõ nhà đầu tư" not in shown
    told = client.get(reverse("api:project", args=[public.project.code])).json()
    assert told["public_investment"] == {
        "owner": public.owner.name,
        "budget_code": "7951234",
        "group": public.group,
        "total_investment_vnd": public.total_investment_vnd,
        "start_year": public.start_year,
        "end_year": public.end_year,
    }
    other = Project.objects.get(name="Nhà máy Bản Ngà")
    told = client.get(reverse("api:project", args=[other.code])).json()
    assert told["public_investment"] is None


def test_rules_on_non_budget_investment_do_not_compute_for_it(public: PublicProject) -> None:
    other = Project.objects.get(name="Nhà máy Bản Ngà")
    ids = [public.project_id, other.pk]
    today, now = timezone.localdate(), timezone.now()
    refresh(project_ids=ids, on=today, at=now, cause="test")
    kinds = Obligation.objects.filter(project_id=public.project_id).values_list("kind", flat=True)
    assert not [kind for kind in kinds if not kind.startswith("D")]
    assert Obligation.objects.filter(project_id=other.pk).exists()
    assert list(providing.project_ids()) == [other.pk]
    client = signed_in(f.UserFactory())
    sent(
        client,
        "projects:state",
        public.project.code,
        physical_state="under_construction",
        operating_state="not_operating",
        state_as_of="1/6/2026",
    )
    assert Project.objects.get(pk=public.project_id).physical_state == "under_construction"
    assert not ProjectQuality.objects.filter(project=public.project_id).exists()


def test_list_says_how_its_land_stands_and_the_page_what_each_deadline_is_about(
    public: PublicProject,
) -> None:
    client, code = signed_in(f.UserFactory()), public.project.code
    assert "Chưa rõ tình trạng" not in page(client, "projects:public_list")
    PublicProject.objects.filter(pk=public.pk).update(land_ready="partly")
    assert "Đã bàn giao một phần mặt bằng" in page(client, "projects:public_list")
    PublicProject.objects.filter(pk=public.pk).update(handed_over_date=date(2026, 9, 15))
    assert "15/9/2026" in page(client, "projects:public_list")
    about = {"project_id": public.project_id, "subject_kind": "plan_line", "kind": "D1"}
    for line in (
        LineToPay(project=public.project),
        LineToPay(project=public.project, bucket="carried_over"),
    ):
        duty = f.ObligationOverdue(subject_id=line.pk, advisory=True, **about)
        f.FlagOpen(obligation=duty, project_id=public.project_id)
    shown = page(client, "projects:detail", code)
    for words in ("vốn trong kế hoạch, năm 2026", "vốn kéo dài từ năm trước, năm 2026"):
        assert shown.count(f"Ngân sách tập trung, {words}") >= 2
    supervisor = signed_in(f.UserFactory(role=Role.SUPERVISOR))
    shown = page(supervisor, "projects:detail", code)
    assert "Không còn hạn nào phải thực hiện." not in shown


def test_list_is_taken_along_as_a_workbook_of_what_is_found(public: PublicProject) -> None:
    client = signed_in(f.UserFactory())
    f.PublicProjectFactory(project__name="Cầu Pắc Luồng")
    PublicProject.objects.filter(pk=public.pk).update(
        total_investment_vnd=8_000_000_000, opening_disbursed_vnd=2_000_000_000
    )
    shown = page(client, "projects:public_list", q="7951234")
    assert "q=7951234&amp;xuat=xlsx" in shown
    answer = client.get(reverse("projects:public_list"), {"q": "7951234", "xuat": "xlsx"})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=6)]
    assert [row[0] for row in rows] == ["", public.project.code]
    assert rows[1][1:4] == ("7951234", "Kè sông Bản Ngà", public.owner.name)
    assert [row[8:11] for row in rows] == [(8000, 2000, 0.25)] * 2
    assert AuditEvent.objects.filter(verb="list_taken").get().new["rows"] == 1
