"""Looking a project up without an account: two things only its papers tell together."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions.attempts import MOST_IN_A_WINDOW
from accounts.models import Agency, Attempt
from deadlines.models import SweepRun
from projects.models import Project
from projects.rules.stage import Stage
from projects.wording import STAGES
from tests.factories import (
    FlagConfirmed,
    ItemPlanned,
    ItemPlannedByQuarter,
    ObligationOverdue,
    PolicyApproval,
    ProjectNotStarted,
    ProjectTerminated,
    RegistrationCertificate,
    UserFactory,
)
from tests.factories.accounts import AgencyFactory, AgencySuccessionFactory

pytestmark = pytest.mark.django_db

PAGE = "/tra-cuu/"
NUMBER = "4900000001"
RANDOM = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
TODAY = timezone.localdate()


@pytest.fixture
def project() -> Project:
    """A project in the land stage, with a certificate and a milestone of next year."""
    found: Project = ProjectNotStarted(code="DA-0217")
    RegistrationCertificate(project=found, number=NUMBER)
    ItemPlannedByQuarter(project=found, name="Khởi công", planned_date=date(TODAY.year + 1, 7, 1))
    return found


def look(client: Client, code: str, number: str, **more: Any) -> Any:
    return client.post(PAGE, {"code": code, "number": number}, **more)


def told(response: Any, code: str, number: str) -> bytes:
    """The answer without what is random in every page and what the visitor typed."""
    html = RANDOM.sub("", response.content.decode())
    return html.replace(code, "CODE").replace(number, "NUMBER").encode()


# ---------------------------------------------------------------- what it tells


def test_anybody_may_open_the_page_and_it_is_not_kept(client) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert b'method="post"' in page.content


def test_the_way_there_is_on_the_sign_in_page_and_on_the_public_404(client) -> None:
    assert b'href="/tra-cuu/"' in client.get("/dang-nhap/").content
    assert b'href="/tra-cuu/"' in client.get("/khong-co-trang/").content


def test_stage_next_milestone_who_follows_it_and_as_of_when(client, project) -> None:
    SweepRun.objects.create(on=date(2026, 8, 30), finished_at=datetime(2026, 8, 30, tzinfo=UTC))
    page = look(client, project.code, NUMBER)
    assert page.status_code == 200
    assert page.context["found"] == {
        "code": "DA-0217",
        "name": project.name,
        "pill": "idle",
        "stage": STAGES[Stage.CERTIFIED],
        "milestone": "Khởi công",
        "day": f"Quý III/{TODAY.year + 1}",
        "in_charge": project.agency.short_name,
        "files": [],
        "as_of": date(2026, 8, 30),
    }
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("code", ["DA-0217", " da-0217 ", "Da – 0217", "DA‑0217"])
@pytest.mark.parametrize("number", [NUMBER, "49 0000 0001", "Số: 4900.000.001", "4900-000-001"])
def test_any_spelling_finds_it(client, project, code, number) -> None:
    assert look(client, code, number).context["found"]["code"] == "DA-0217"


def test_nothing_personal_and_nothing_contested_is_told(client, project) -> None:
    officer = UserFactory(display_name="Hoàng Văn Páo")
    Project.objects.filter(pk=project.pk).update(officer=officer, state_note="Nghi bỏ dự án")
    overdue = ItemPlanned(project=project, name="Mốc đã qua", planned_date=date(2024, 1, 1))
    duty = ObligationOverdue(
        project_id=project.pk, subject_kind="schedule_item", subject_id=overdue.pk, kind="I1"
    )
    FlagConfirmed(obligation=duty, project_id=project.pk, reason="Chây ì")
    html = look(client, project.code, NUMBER).content.decode()
    assert project.investor is not None
    secrets = ("Hoàng Văn Páo", "Nghi bỏ", "Chây ì", "Mốc đã qua", project.investor.name, "tỷ")
    for secret in secrets:
        assert secret not in html
    assert "/canh-bao/" not in html


def test_the_agency_that_took_over_is_named(client, project) -> None:
    heir = AgencyFactory(name="Sở kế thừa")
    Agency.objects.filter(pk=project.agency_id).update(valid_to=date(2025, 2, 28))
    AgencySuccessionFactory(old=project.agency, new=heir, effective_date=date(2025, 3, 1))
    found = look(client, project.code, NUMBER).context["found"]
    assert found["in_charge"].startswith("Sở kế thừa")


def test_a_terminated_project_has_its_stage_and_no_milestone(client) -> None:
    ended = ProjectTerminated()
    RegistrationCertificate(project=ended, number=NUMBER)
    ItemPlanned(project=ended, planned_date=TODAY + timedelta(days=90))
    found = look(client, ended.code, NUMBER).context["found"]
    assert (found["stage"], found["milestone"]) == (STAGES[Stage.TERMINATED], "")


# ---------------------------------------------------------------- what it does not tell


def misses(project: Project) -> list[tuple[str, str]]:
    """A wrong number, an unknown code, another project's number, no certificate at all."""
    bare, other = ProjectNotStarted(), ProjectNotStarted()
    PolicyApproval(project=bare, number="77/QĐ-UBND")
    RegistrationCertificate(project=other, number="4900000077")
    RegistrationCertificate(project=bare, number="", issued_date=date(2024, 1, 1))
    return [
        (project.code, "4900000009"),
        ("DA-9999", NUMBER),
        (project.code, "4900000077"),
        (bare.code, "77/QĐ-UBND"),
        (bare.code, "4900000078"),
    ]


def test_wrong_and_unknown_get_the_same_bytes(client, project) -> None:
    answers = [(look(client, *typed), typed) for typed in misses(project)]
    assert {answer.status_code for answer, _typed in answers} == {404}
    assert len({told(answer, *typed) for answer, typed in answers}) == 1
    # The length is that of what was typed; the day of expiry is the second of the answer.
    telling = [set(a.headers.items()) for a, _typed in answers]
    names = {name for headers in telling for name, _v in headers ^ telling[0]}
    assert names <= {"Content-Length", "Expires"}


def test_wrong_and_unknown_cost_the_same_questions(client, project) -> None:
    asked = []
    for typed in misses(project):
        with CaptureQueriesContext(connection) as questions:
            look(client, *typed)
        asked.append([re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in questions])
    assert len(asked[0]) > 2
    assert all(each == asked[0] for each in asked)


def test_what_was_typed_stays_in_the_boxes(client, project) -> None:
    form = look(client, "DA-9999", "12 34").context["form"]
    assert (form["code"].value(), form["number"].value()) == ("DA-9999", "12 34")


def test_a_number_never_stands_in_an_address(client, project) -> None:
    page = client.get(PAGE, {"code": project.code, "number": NUMBER})
    assert page.context["found"] is None
    assert not page.context["form"].is_bound


@pytest.mark.parametrize(
    ("code", "number"),
    [("", NUMBER), ("DA-0217", ""), ("DA-0217", "---"), ("DA-0217", "1\0"), ("D" * 41, NUMBER)],
)
def test_what_cannot_be_read_is_said_at_its_box_and_not_counted(client, code, number) -> None:
    page = look(client, code, number)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert not Attempt.objects.exists()


# ---------------------------------------------------------------- how often


def test_a_visitor_is_stopped_after_some_misses_even_with_the_right_number(client, project) -> None:
    answers = [look(client, project.code, str(n)).status_code for n in range(MOST_IN_A_WINDOW)]
    assert set(answers) == {404}
    stopped = look(client, project.code, NUMBER)
    assert stopped.status_code == 429
    assert "/tra-cuu/" in stopped.content.decode()
    elsewhere = look(client, project.code, NUMBER, REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 200


def test_whoever_finds_is_not_counted(client, project) -> None:
    for _ in range(MOST_IN_A_WINDOW + 2):
        assert look(client, project.code, NUMBER).status_code == 200


def test_the_form_is_protected(project) -> None:
    guarded = Client(enforce_csrf_checks=True)
    assert look(guarded, project.code, NUMBER).status_code == 403


def test_the_page_is_wholly_english_for_who_reads_english(client, project) -> None:
    client.cookies["django_language"] = "en"
    agency = AgencyFactory(name="Department of Finance", short_name="DoF")
    Project.objects.filter(pk=project.pk).update(name="Solar plant", agency=agency)
    project.schedule_items.update(name="Start")
    for page in (
        client.get(PAGE),
        look(client, project.code, NUMBER),
        look(client, project.code, "1"),
        look(client, "", ""),
    ):
        html = page.content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        assert re.findall(r"[À-ỹĂăĐđƠơƯư]", main) == []
