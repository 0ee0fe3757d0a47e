"""Appraising a dossier on its pages, and an agency answering what it was asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from projects.actions.criteria import load_criteria
from projects.models import (
    Criterion,
    CriterionValue,
    Document,
    Opinion,
    Project,
    Proposal,
    SiteArea,
    Supplement,
)
from tests.factories import (
    AgencyFactory,
    AreaFactory,
    OpinionAsked,
    OpinionGiven,
    ProjectNotStarted,
    ProposalPending,
    SupplementOpen,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in
from tests.support.files import pdf
from tests.support.forms import boxes, errors

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SQUARE = "1 2415000 452000\n2 2415000 452200\n3 2414800 452200\n4 2414800 452000"


def typed(days_ago: int = 0) -> str:
    return f"{TODAY - timedelta(days=days_ago):%d/%m/%Y}"


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(agency=AgencyFactory(short_name="Sở Tài chính"))
    return user


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


def fill(client: Client, url: str, **answers: Any) -> Any:
    """Open a page, type into its form, send it."""
    return client.post(url, boxes(client.get(url)) | answers)


def of(row: Proposal, name: str) -> str:
    return reverse(f"projects:{name}", args=[row.project.code, row.pk])


def test_a_dossier_is_received_with_its_project_in_one_go(desk: Client, officer: User) -> None:
    url = reverse("projects:proposal_new")
    sent = {
        "name": "Nhà máy gỗ Đèo Gió",
        "investor": "Công ty Gỗ Đèo Gió",
        "kind": "policy_approval",
        "dossier_code": "HS-77",
        "received_date": typed(3),
        "limit_days": "20",
        "registered_capital_vnd": "120",
        "land_area_m2": "4,5",
    }
    answer = fill(desk, url, **sent)
    row = Proposal.objects.select_related("project").get()
    assert answer["Location"] == of(row, "proposal")
    assert (row.project.name, row.project.legal_state) == ("Nhà máy gỗ Đèo Gió", "proposed")
    assert (row.agency, row.project.officer) == (officer.agency, officer)
    page = desk.get(answer["Location"]).content.decode()
    assert "HS-77" in page
    assert "Sở Tài chính" in page


def test_what_is_missing_is_said_and_what_was_typed_is_given_back(desk: Client) -> None:
    url = reverse("projects:proposal_new")
    answer = fill(desk, url, name="Dự án A", limit_days="0", tax_code="0100109106")
    assert answer.status_code == 422
    assert {"limit_days", "investor"} <= set(errors(answer))
    assert answer.context["posted"].form["name"].value() == "Dự án A"
    assert Project.objects.count() == 0


def test_the_whole_way_to_an_approval(desk: Client) -> None:
    row = ProposalPending(received_date=TODAY - timedelta(days=20))
    one, other = AgencyFactory(kind="sector"), AgencyFactory(kind="sector")
    ask = {"agencies": [one.pk, other.pk], "limit_days": "7", "asked_date": typed(18)}
    assert fill(desk, of(row, "proposal_ask"), **ask).status_code == 302
    assert Opinion.objects.filter(proposal=row).count() == 2
    letter = {"document_number": "9/STC", "asked_date": typed(15), "asked_for": "Bản đồ"}
    assert fill(desk, of(row, "proposal_supplement"), **letter).status_code == 302
    came = reverse(
        "projects:supplement_answer", args=[row.project.code, Supplement.objects.get().pk]
    )
    assert fill(desk, came, answered_date=typed(10)).status_code == 302
    report = {"report_number": "61/BC", "report_date": typed(5), "conclusion": "Đề nghị."}
    assert fill(desk, of(row, "proposal_report"), **report).status_code == 302
    sent = {"submitted_date": typed(4), "submitted_to": "Chủ tịch UBND tỉnh"}
    assert fill(desk, of(row, "proposal_submit"), **sent).status_code == 302
    decided = {"outcome": "approved", "decided_date": typed(1), "number": "12/QĐ-UBND"}
    decided |= {"authority": "chairperson"}
    assert fill(desk, of(row, "proposal_decide"), **decided).status_code == 302
    row.refresh_from_db()
    row.project.refresh_from_db()
    assert (row.outcome, row.project.legal_state) == ("approved", "valid")
    page = desk.get(of(row, "proposal"))
    assert [event["on"] for event in page.context["events"]] == sorted(
        event["on"] for event in page.context["events"]
    )
    assert [words for words, _url in page.context["acts"]] == [page.context["acts"][0][0]]


def test_an_approval_without_a_document_and_a_refusal_without_a_reason(desk: Client) -> None:
    url = of(ProposalPending(received_date=TODAY), "proposal_decide")
    assert set(errors(fill(desk, url, outcome="approved"))) == {"number"}
    assert set(errors(fill(desk, url, outcome="refused"))) == {"reason"}


def test_a_second_dossier_of_the_kind_is_a_conflict(desk: Client) -> None:
    row = ProposalPending(received_date=TODAY)
    url = reverse("projects:proposal_add", args=[row.project.code])
    answer = fill(desk, url, kind="policy_approval")
    assert answer.status_code == 409
    assert set(errors(answer)) == {"kind"}


def test_a_colleague_was_faster(desk: Client) -> None:
    row = ProposalPending(received_date=TODAY)
    url = of(row, "proposal_edit")
    mine = boxes(desk.get(url)) | {"limit_days": "30"}
    assert fill(desk, url, limit_days="25").status_code == 302
    answer = desk.post(url, mine)
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.limit_days == 25


def test_the_agencies_of_last_time_are_one_click_away(desk: Client) -> None:
    last = OpinionGiven(limit_days=9)
    row = ProposalPending(agency=last.proposal.agency, received_date=TODAY)
    form = desk.get(of(row, "proposal_ask") + "?nhu-lan-truoc=1").context["cards"][0].form
    assert (form.initial["agencies"], form.initial["limit_days"]) == ([last.agency_id], 9)
    nobody = fill(desk, of(row, "proposal_ask"), limit_days="7", asked_date=typed())
    assert set(errors(nobody)) == {"agencies"}


def test_an_agency_finds_its_questions_and_answers_with_a_file(settings: Any) -> None:
    asked = OpinionAsked(asked_date=TODAY - timedelta(days=4), proposal__received_date=TODAY)
    Proposal.objects.filter(pk=asked.proposal_id).update(received_date=asked.asked_date)
    OpinionAsked(proposal=asked.proposal)
    client = signed_in(UserFactory(sector_agency=True, agency=asked.agency))
    listed = client.get(reverse("projects:opinions"))
    (row,) = listed.context["rows"]
    assert row["open"]
    sent = {
        "verdict": "conditions",
        "answer": "Bổ sung phương án.",
        "file": SimpleUploadedFile("y-kien.pdf", pdf()),
    }
    answer = fill(client, row["url"], **sent)
    assert answer["Location"] == reverse("projects:opinions")
    asked.refresh_from_db()
    assert (asked.verdict, asked.answered_date) == ("conditions", TODAY)
    filed = Document.objects.get(owner_kind="opinion", owner_id=asked.pk)
    assert filed.project_id == asked.proposal.project_id


def test_an_agency_does_not_answer_for_another_and_learns_of_no_other_project() -> None:
    own = OpinionAsked()
    beside, stranger = OpinionAsked(proposal=own.proposal), OpinionAsked()
    client = signed_in(UserFactory(commune_officer=True, agency=own.agency))
    page = client.get(reverse("projects:opinion", args=[beside.pk]))
    assert (page.status_code, list(page.context["cards"])) == (200, [])
    url = reverse("projects:opinion", args=[beside.pk])
    assert client.post(url, {"verdict": "agrees"}).status_code == 403
    assert client.get(reverse("projects:opinion", args=[stranger.pk])).status_code == 404
    assert stranger.proposal.project.name not in client.get("/y-kien/").content.decode()


def test_a_question_overtaken_by_the_decision_says_so() -> None:
    asked = OpinionAsked()
    Proposal.objects.filter(pk=asked.proposal_id).update(
        outcome="withdrawn", decided_date=asked.asked_date
    )
    client = signed_in(UserFactory(sector_agency=True, agency=asked.agency))
    (row,) = client.get(reverse("projects:opinions")).context["rows"]
    assert row["overtaken"]
    assert client.get(row["url"]).context["overtaken"]


def test_plans_and_criteria_are_entered_and_shown(desk: Client) -> None:
    load_criteria()
    project = ProjectNotStarted()
    plan = {"level": "provincial", "conformity": "conforms", "document_number": "236/QĐ-TTg"}
    url = reverse("projects:planning_add", args=[project.code])
    assert fill(desk, url, **plan).status_code == 302
    jobs, budget = (Criterion.objects.get(code=code).pk for code in ("jobs", "budget"))
    url = reverse("projects:criteria", args=[project.code])
    sent = {f"promised_{jobs}": "180", f"promised_{budget}": "12,5", f"reached_{jobs}": "90"}
    assert set(errors(fill(desk, url, **sent))) == {"as_of_date"}
    assert fill(desk, url, **sent, as_of_date=typed()).status_code == 302
    assert CriterionValue.objects.get(criterion=budget).promised == 12_500_000_000
    page = desk.get(reverse("projects:detail", args=[project.code])).content.decode()
    assert "236/QĐ-TTg" in page
    assert "12,5" in page
    kept = desk.get(url).context["cards"][0].form.initial
    assert (kept[f"promised_{jobs}"], kept[f"promised_{budget}"]) == (180, 12_500_000_000)


def test_a_boundary_is_pasted_measured_and_drawn(desk: Client) -> None:
    project = ProjectNotStarted()
    url = reverse("projects:area_add", args=[project.code])
    sent = {"label": "Khu A", "meridian": "107.25", "points_text": SQUARE}
    assert "4,0 ha" in fill(desk, url, **sent).content.decode()
    assert not SiteArea.objects.exists()
    answer = fill(desk, url, **sent, confirm="1")
    assert answer.status_code == 302
    assert SiteArea.objects.get().area_m2 == 40_000
    page = desk.get(reverse("projects:detail", args=[project.code]))
    assert 'class="m-land own"' in page.content.decode()
    again = desk.get(url).context["cards"][0].form.initial
    assert again["meridian"] == "107.25"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (SQUARE.replace("3 2414800", "3 24148x"), "3"),
        (SQUARE.replace("2 2415000 452200", "2 452200 2415000"), "2"),
        ("1 2415000 452000", ""),
        ("\n".join(SQUARE.splitlines()[n] for n in (0, 2, 1, 3)), "1"),
    ],
)
def test_a_bad_table_is_given_back_with_its_line(desk: Client, table: str, line: str) -> None:
    url = reverse("projects:area_add", args=[ProjectNotStarted().code])
    sent = {"label": "Khu A", "meridian": "107.25", "points_text": table}
    answer = fill(desk, url, **sent)
    assert answer.status_code == 422
    (words,) = errors(answer)["points_text"]
    assert line in words
    assert answer.context["posted"].form["points_text"].value() == table


def test_an_overlap_names_the_other_project_only_to_who_may_know_it(desk: Client) -> None:
    other = AreaFactory(project__name="Dự án bên cạnh")
    own = AreaFactory(project__agency=AgencyFactory(), east_by=0.001)
    url = reverse("projects:detail", args=[own.project.code])
    seen = desk.get(url).context["areas"][0]["shared"]
    assert seen[0]["name"].endswith("Dự án bên cạnh")
    agency = signed_in(UserFactory(sector_agency=True, agency=own.project.agency))
    page = agency.get(url)
    assert page.context["areas"][0]["shared"][0]["url"] == ""
    assert other.project.code not in page.content.decode()


def test_more_opinions_cost_no_more_questions(desk: Client) -> None:
    row = ProposalPending(received_date=TODAY - timedelta(days=40))
    OpinionAsked(proposal=row)
    SupplementOpen(proposal=row)
    pages = [of(row, "proposal"), reverse("projects:detail", args=[row.project.code])]
    before = [_asked(desk, url) for url in pages]
    for _n in range(4):
        OpinionGiven(proposal=row)
        SupplementOpen(proposal=row)
        ProposalPending(project=row.project, kind="certificate")
        AreaFactory(project=row.project)
    after = [_asked(desk, url) for url in pages]
    # A project with areas asks what they share: the same for one as for many.
    assert after[0] == before[0]
    AreaFactory(project=row.project)
    assert _asked(desk, pages[1]) == after[1]


def _asked(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
