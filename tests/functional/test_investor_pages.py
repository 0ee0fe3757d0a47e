"""The list of investors, the page of one, and the acts on it, in a browser's steps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from projects.lists.investors import OPEN_SANCTION
from projects.models import Investor, InvestorName, Project, Sanction
from projects.rules.capacity import SanctionFacts
from tests import factories as f
from tests.functional.test_permission_matrix import signed_in
from tests.support.forms import errors, send

pytestmark = pytest.mark.django_db

LIST = "/nha-dau-tu/"
TODAY = timezone.localdate()


@pytest.fixture
def desk() -> Client:
    return signed_in(f.UserFactory(specialist=True))


def url(investor: Investor, act: str = "") -> str:
    name = f"projects:investor_{act}" if act else "projects:investor"
    return reverse(name, args=[investor.pk])


def names(page: Any) -> list[str]:
    return [row["name"] for row in page.context["rows"]]


def late(investor: Investor, project: Project, **more: Any) -> Any:
    """A live flag on what the investor owes."""
    duty = f.ObligationOverdue(
        project_id=project.pk, bearer_agency=None, bearer_investor_id=investor.pk
    )
    return f.FlagOpen(obligation=duty, project_id=project.pk, **more)


def figure(page: Any, anchor: str) -> dict[str, str]:
    """The figure of the capacity card that leads to these rows."""
    return next(each for each in page.context["card"] if each["url"] == anchor)


# ------------------------------------------------------------------ list


def test_an_investor_is_found_by_any_name_and_by_tax_code(desk) -> None:
    row = f.InvestorFactory(name="Công ty CP Mẫu Sơn", tax_code="0100109106")
    f.InvestorFactory(name="Công ty khác")
    send(desk, url(row, "name"), name="Hoa Hồi Xanh")
    for words in ("mau son", "0100109106", "hoa hoi"):
        assert names(desk.get(LIST, {"q": words})) == ["Công ty CP Mẫu Sơn"]


def test_the_list_counts_projects_capital_and_what_is_late(desk) -> None:
    row = f.InvestorFactory()
    first = f.ProjectNotStarted(investor=row, registered_capital_vnd=94_000_000_000)
    f.ProjectNotStarted(investor=row, registered_capital_vnd=None)
    late(row, first)
    late(row, first)
    f.SanctionOpen(investor=row)
    f.SanctionClosed(investor=row)
    (shown,) = desk.get(LIST).context["rows"]
    assert (shown["projects"], shown["capital"], shown["unknown"]) == ("2", "94,0", "1")
    assert (shown["late"], shown["sanctions"]) == ("1", "1")


def test_what_a_state_agency_owes_is_not_the_investors_lateness(desk) -> None:
    project = f.ProjectNotStarted()
    f.FlagOpen(obligation=f.ObligationOverdue(project_id=project.pk), project_id=project.pk)
    assert desk.get(LIST).context["rows"][0]["late"] == ""


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"loai": "foreign"}, ["C"]),
        ({"cham": "co"}, ["B"]),
        ({"cham": "khong"}, ["A", "C"]),
        ({"xu_phat": "co"}, ["A", "B"]),
        ({"xu_phat": "mo"}, ["A"]),
        ({"xu_phat": "khong"}, ["C"]),
    ],
)
def test_a_condition_narrows_the_list(desk, condition, found) -> None:
    first, second = f.InvestorFactory(name="A"), f.InvestorFactory(name="B")
    f.InvestorFactory(name="C", kind="foreign")
    f.SanctionOpen(investor=first)
    f.SanctionClosed(investor=second)
    late(second, f.ProjectNotStarted(investor=second))
    assert names(desk.get(LIST, condition)) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("ten", ["A", "B", "C"]),
        ("-ten", ["C", "B", "A"]),
        ("von", ["C", "B", "A"]),
        ("du_an", ["B", "C", "A"]),
        ("-du_an", ["A", "C", "B"]),
        ("cham", ["B", "A", "C"]),
        ("khong-co", ["A", "B", "C"]),
    ],
)
def test_pages_follow_one_another_in_each_order(desk, monkeypatch, order, found) -> None:
    monkeypatch.setattr("desk.paging.SIZES", (1,))
    f.InvestorFactory(name="A")
    second, third = f.InvestorFactory(name="B"), f.InvestorFactory(name="C")
    for _ in range(2):
        project = f.ProjectNotStarted(investor=second, registered_capital_vnd=1)
    late(second, project)
    f.ProjectNotStarted(investor=third, registered_capital_vnd=5)
    seen, address = [], f"{LIST}?sap={order}&dong=1"
    while address:
        page = desk.get(address)
        seen += names(page)
        address = page.context["pager"]["older_url"]
    assert seen == found


def test_an_agency_sees_the_investors_of_its_projects_only() -> None:
    agency = f.AgencyFactory()
    own = f.ProjectNotStarted(agency=agency).investor
    other = f.ProjectNotStarted().investor
    client = signed_in(f.UserFactory(sector_agency=True, agency=agency))
    assert names(client.get(LIST)) == [own.name]
    assert client.get(url(own)).status_code == 200
    assert client.get(url(other)).status_code == 404


def test_who_sees_no_flags_is_told_no_sanctions_equity_or_lateness() -> None:
    row = f.ProjectNotStarted().investor
    f.SanctionOpen(investor=row, number="118/QĐ-XPHC")
    client = signed_in(f.UserFactory(supervisor=True))
    page = client.get(url(row))
    assert len(page.context["card"]) == 1
    assert "118/QĐ-XPHC" not in page.content.decode()
    assert names(client.get(LIST, {"xu_phat": "khong"})) == [row.name]


@pytest.mark.parametrize(
    ("amount", "paid", "remedied"),
    [(a, p, r) for a in (None, 75) for p in (None, date(2026, 3, 9)) for r in (None, TODAY)],
)
def test_an_open_sanction_is_the_same_to_the_database_and_to_the_rule(amount, paid, remedied):
    row = f.SanctionOpen(amount_vnd=amount, paid_date=paid, remedied_date=remedied)
    rule = SanctionFacts(amount_vnd=amount, paid=paid, remedied=remedied).is_open
    assert Sanction.objects.filter(OPEN_SANCTION, pk=row.pk).exists() is rule


# ------------------------------------------------------------------ page


def test_the_card_counts_the_rows_below_it(desk) -> None:
    row = f.InvestorFactory()
    project = f.ProjectNotStarted(investor=row)
    f.ProjectTerminated(investor=row)
    late(row, project)
    late(row, project, advisory=True)
    f.SanctionOpen(investor=row)
    f.EvidenceFactory(investor=row, equity_vnd=46_000_000_000)
    f.CapitalPartFactory(project=project, kind="equity", amount_vnd=92_000_000_000)
    f.DepositPaid(project=project, amount_vnd=9_000_000_000)
    page = desk.get(url(row))
    assert figure(page, "#du-an")["value"] == "1"
    assert figure(page, "#cham")["value"] == "1"
    assert figure(page, "#xu-phat")["value"] == "1"
    assert figure(page, "#ky-quy")["value"] == "9"
    assert figure(page, "#von-csh")["value"] == "46"
    assert "50,00%" in figure(page, "#von-csh")["goal"]
    assert len(page.context["projects"]) == 2
    assert [each["advisory"] for each in page.context["late"]] == [False, True]
    for each in page.context["card"]:
        assert f'id="{each["url"][1:]}"' in page.content.decode()


def test_reports_are_counted_once_their_day_has_come(desk) -> None:
    row = f.InvestorFactory()
    project = f.ProjectNotStarted(investor=row)
    told = {"kind": "R1", "project_id": project.pk, "bearer_agency": None}
    told |= {"bearer_investor_id": row.pk, "due_date": TODAY - timedelta(days=5)}
    f.ObligationOverdue(cycle="2026-Q1", **told)
    f.ObligationOverdue(
        cycle="2026-Q2", **told, clock="met", submitted_date=TODAY - timedelta(days=6)
    )
    page = desk.get(url(row))
    assert page.context["card"][-1]["value"] == "1/2"
    assert len(page.context["reports"][0]["others"]) == 1


def test_a_doubtful_tax_code_is_said_and_no_reason_to_refuse(desk) -> None:
    row = f.InvestorFactory(tax_code="0100109107")
    assert desk.get(url(row)).context["tax_code_doubtful"]


def test_a_merged_record_leads_to_the_one_kept_and_says_so(desk) -> None:
    done = f.MergeInForce()
    page = desk.get(url(done.merged), follow=True)
    assert page.redirect_chain == [(url(done.kept), 302)]
    assert done.merged.name in " ".join(map(str, page.context["messages"]))
    assert names(desk.get(LIST)) == [done.kept.name]


def test_the_group_shows_its_companies_with_their_projects(desk) -> None:
    parent = f.InvestorFactory()
    project = f.ProjectNotStarted(investor=f.InvestorFactory(parent=parent))
    (member,) = desk.get(url(parent)).context["members"]
    assert (member["row"], member["projects"]) == (project.investor, [project])


# ------------------------------------------------------------------ acts


def test_a_renamed_investor_keeps_its_old_name_and_its_documents_theirs(desk) -> None:
    row = f.InvestorFactory(name="Công ty TNHH Bắc Á")
    project = f.ProjectNotStarted(investor=row)
    f.InstrumentFactory(project=project, investor_name="Công ty TNHH Bắc Á")
    send(
        desk,
        url(row, "rename"),
        name="Tập đoàn Mẫu Sơn",
        until_date="12/5/2025",
        document_number="5",
    )
    row.refresh_from_db()
    old = row.names.get()
    assert (row.name, old.name, old.kind) == ("Tập đoàn Mẫu Sơn", "Công ty TNHH Bắc Á", "former")
    assert (old.until_date, old.document_number) == (date(2025, 5, 12), "5")
    assert Project.objects.search("bac a").get() == project
    assert "Công ty TNHH Bắc Á" in desk.get(url(row)).context["projects"][0]["issued_to"]


def test_spelling_is_corrected_not_renamed(desk) -> None:
    row = f.InvestorFactory(name="Công ty TNHH Hoà Bình")
    page = send(
        desk,
        url(row, "rename"),
        name="CÔNG TY TNHH HÒA BÌNH",
        until_date="12/5/2025",
        document_number="5",
    )
    assert page.status_code == 422
    assert "name" in errors(page)
    send(desk, url(row, "correct"), name="Công ty TNHH Hòa Bình")
    row.refresh_from_db()
    assert (row.name, row.names.count()) == ("Công ty TNHH Hòa Bình", 0)


def test_a_name_recorded_by_mistake_is_taken_out(desk) -> None:
    row = f.NameFormer()
    send(desk, reverse("projects:othername_edit", args=[row.pk]), act="bo", why="Nhầm")
    assert not InvestorName.objects.exists()


def test_a_name_on_record_is_not_added_twice(desk) -> None:
    row = f.NameFormer()
    page = send(desk, url(row.investor, "name"), name=row.name.upper())
    assert page.status_code == 422


def test_a_group_that_turns_in_a_circle_is_refused_with_words(desk) -> None:
    top = f.InvestorFactory(name="Công ty mẹ Mẫu Sơn")
    middle = f.InvestorFactory(parent=top)
    lowest = f.InvestorFactory(name="Công ty con Bản Lếch", parent=middle)
    page = send(desk, url(top, "group"), parent="cong ty con ban lech")
    assert page.status_code == 422
    assert lowest.name in errors(page)["parent"][0]
    send(desk, url(lowest, "group"), parent="")
    send(desk, url(top, "group"), parent=lowest.name)
    top.refresh_from_db()
    assert top.parent == lowest


def test_a_sanction_is_recorded_then_carried_out(desk) -> None:
    row = f.ProjectNotStarted().investor
    typed = {"number": "118/QĐ-XPHC", "date": "2/3/2026", "authority": "UBND tỉnh"}
    send(desk, url(row, "sanction"), **typed, content="Không báo cáo", amount_vnd="75 triệu")
    sanction = row.sanctions.get()
    assert sanction.amount_vnd == 75_000_000
    again = send(desk, url(row, "sanction"), **typed, content="Không báo cáo")
    assert again.status_code == 422
    edit = reverse("projects:sanction_edit", args=[sanction.pk])
    send(desk, edit, paid_date="20/3/2026", remedied_date="1/4/2026")
    sanction.refresh_from_db()
    assert (sanction.paid_date, sanction.remedied_date) == (date(2026, 3, 20), date(2026, 4, 1))


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        pytest.param({"paid_date": "20/3/2026", "amount_vnd": ""}, "paid_date", id="no fine"),
        pytest.param({"remedied_date": "1/3/2026"}, "remedied_date", id="remedied before"),
        pytest.param({"date": "1/1/2099"}, "date", id="not yet"),
    ],
)
def test_a_sanction_that_cannot_be_so_is_refused(desk, typed, box) -> None:
    row = f.SanctionOpen()
    page = send(desk, reverse("projects:sanction_edit", args=[row.pk]), **typed)
    assert page.status_code == 422
    assert box in errors(page)


def test_evidence_of_equity_is_recorded_once_and_corrected(desk) -> None:
    row = f.InvestorFactory()
    typed = {"kind": "bank_letter", "as_of_date": "31/12/2025", "document_number": "55"}
    send(desk, url(row, "equity"), **typed, equity_vnd="46")
    assert send(desk, url(row, "equity"), **typed, equity_vnd="47").status_code == 422
    kept = row.equity_evidence.get()
    send(desk, reverse("projects:equity_edit", args=[kept.pk]), equity_vnd="47")
    kept.refresh_from_db()
    assert kept.equity_vnd == 47_000_000_000


def test_two_who_update_one_sanction_are_shown_both_versions(desk) -> None:
    row = f.SanctionOpen()
    edit = reverse("projects:sanction_edit", args=[row.pk])
    opened = desk.get(edit)
    send(desk, edit, amount_vnd="80 triệu")
    card = opened.context["cards"][0]
    stale = {name: str(card.form.initial[name]) for name in ("row", "version", "before")}
    typed = {"number": row.number, "date": "2/3/2026", "authority": "UBND tỉnh", "content": "x"}
    page = desk.post(edit, stale | typed | {"act": "", "amount_vnd": "90 triệu"})
    assert page.status_code == 409
