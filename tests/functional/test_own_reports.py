"""Periodic reports of investors: their window, drafts, questions, and what acceptance does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from deadlines.actions import law
from deadlines.models import Obligation
from desk.models import Notification
from projects.models import Contribution, Filing, FilingSheet, InvestorMember, Project
from tests.factories import (
    ContributionFactory,
    InvestorMemberFactory,
    PolicyApproval,
    ProjectNotStarted,
    UserFactory,
)
from tests.support.forms import boxes, errors
from tests.support.investors import member
from tests.support.own_reports import (
    ANSWERS,
    QUARTER,
    Person,
    computed,
    go,
    one,
    reports_are_recorded,
    say,
    write,
)

__all__ = ["member"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[Any]:
    """Monday 30/3/2026, nine in the morning in Hanoi: the quarter's report is open."""
    start = datetime(2026, 3, 30, 9, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(start, tick=False) as traveller:
        yield traveller


@pytest.fixture
def officer() -> User:
    return UserFactory(specialist=True)


@pytest.fixture
def project(clock, member: InvestorMember, officer: User) -> Project:
    law.load_defaults()
    reports_are_recorded()
    found: Project = ProjectNotStarted(
        investor=member.investor, agency=officer.agency, officer=officer
    )
    PolicyApproval(project=found, issued_date=date(2025, 6, 2))
    computed(found)
    return found


@pytest.fixture
def own(member: InvestorMember) -> Client:
    return Person(member.user)


@pytest.fixture
def desk(officer: User) -> Client:
    return Person(officer)


def duty(project: Project) -> Obligation:
    return Obligation.objects.get(kind="R1", cycle="2026-Q1", subject_id=project.pk)


def send(client: Client, project: Project, status: int = 302) -> Any:
    page = client.get(one(project, "gui"))
    assert page.status_code == 200
    answer = client.post(one(project, "gui"), boxes(page))
    assert answer.status_code == status, errors(answer)
    return answer


def decide(client: Client, filing: Filing, act: str, **said: object) -> Any:
    url = reverse("projects:filing_review", args=[filing.pk])
    page = client.get(url)
    assert page.status_code == 200
    return client.post(url, boxes(page, act) | said)


def text(page: Any) -> str:
    return page.content.decode()


# ------------------------------------------------------------ its life


def test_only_acceptance_counts_and_on_the_day_it_was_sent(
    clock, own, desk, project, officer, member
) -> None:
    write(own, project)
    send(own, project)
    filing = Filing.objects.get()
    assert (filing.submitted_date, filing.accepted_date) == (date(2026, 3, 30), None)
    assert filing.sheet.implemented_vnd == 10 * 10**9
    assert duty(project).clock == "stopped"  # the agency has it
    assert not Contribution.objects.exists()
    assert Notification.objects.filter(user=officer, kind="filing").count() == 1
    assert own.post(one(project)).status_code == 302
    assert FilingSheet.objects.count() == 1

    listed = text(desk.get(reverse("projects:filings")))
    assert reverse("projects:filing_review", args=[filing.pk]) in listed
    old = reverse("projects:filing_decide", args=[project.code, filing.pk])
    assert desk.get(old)["Location"] == reverse("projects:filing_review", args=[filing.pk])

    go(clock, 4, 14)  # after the last day, 9/4
    assert decide(desk, filing, "chap-nhan").status_code == 302
    filing.refresh_from_db()
    assert filing.accepted_date == date(2026, 4, 14)
    row = duty(project)
    assert (row.clock, row.submitted_date) == ("met", date(2026, 3, 30))
    written = Contribution.objects.get()
    assert (written.amount_vnd, written.date) == (10 * 10**9, date(2026, 3, 30))
    assert "gửi ngày 30/3/2026" in written.evidence
    assert Notification.objects.filter(user=member.user, kind="filing").count() == 1
    verbs = set(AuditEvent.objects.filter(project_id=project.pk).values_list("verb", flat=True))
    assert verbs >= {"filing_sheet_started", "filing_added", "filing_accepted"}


def test_a_returned_report_is_corrected_on_a_copy_and_what_was_sent_stays(
    clock, own, desk, project
) -> None:
    write(own, project)
    send(own, project)
    first = Filing.objects.get()
    go(clock, 4, 2)
    answer = decide(desk, first, "tra-lai", whole="", **{"von-luy-ke": ""})
    assert answer.status_code == 422
    assert "whole" in errors(answer)
    said = {"whole": "Xem lại sổ vốn.", "von-luy-ke": "Chưa gồm vốn vay."}
    assert decide(desk, first, "tra-lai", **said).status_code == 302
    assert not Contribution.objects.exists()
    page = text(own.get(one(project)))
    assert "Xem lại sổ vốn." in page
    assert "Chưa gồm vốn vay." in page

    go(clock, 4, 6)
    assert own.post(one(project))["Location"] == one(project, "hien-trang")
    corrected = FilingSheet.objects.get(filing=None)
    assert (corrected.corrects, corrected.workers) == (first.sheet, 64)
    screen = text(own.get(one(project, "von-luy-ke")))
    assert "Chưa gồm vốn vay." in screen
    assert "Xem lại sổ vốn." not in screen
    assert say(own, project, "von-luy-ke", implemented_vnd="12").status_code == 302
    send(own, project)
    second = Filing.objects.latest("pk")
    assert (second.submitted_date, second.sheet.implemented_vnd) == (date(2026, 4, 6), 12 * 10**9)
    first.sheet.refresh_from_db()
    assert first.sheet.implemented_vnd == 10 * 10**9
    versions = text(own.get(f"{one(project)}?lan={first.pk}"))
    assert "Chưa gồm vốn vay." in versions

    assert decide(desk, second, "chap-nhan").status_code == 302
    assert Contribution.objects.get().amount_vnd == 12 * 10**9
    assert duty(project).submitted_date == date(2026, 4, 6)


def test_the_record_only_grows_by_what_it_misses(own, desk, project) -> None:
    ContributionFactory(project=project, date=date(2026, 1, 5), amount_vnd=7 * 10**9)
    write(own, project)
    send(own, project)
    page = desk.get(reverse("projects:filing_review", args=[Filing.objects.get().pk]))
    assert page.context["writes"] == "3"
    decide(desk, Filing.objects.get(), "chap-nhan")
    assert list(Contribution.objects.order_by("pk").values_list("amount_vnd", flat=True)) == [
        7 * 10**9,
        3 * 10**9,
    ]


def test_two_officers_answer_once(own, desk, project, officer) -> None:
    write(own, project)
    send(own, project)
    filing = Filing.objects.get()
    url = reverse("projects:filing_review", args=[filing.pk])
    typed = boxes(desk.get(url), "tra-lai") | {"whole": "Thiếu số liệu."}
    assert decide(desk, filing, "chap-nhan").status_code == 302
    answer = desk.post(url, typed)
    assert answer.status_code == 409
    assert "Thiếu số liệu." in text(answer)
    filing.refresh_from_db()
    assert (filing.returned_date, filing.remarks) == (None, "")


# ------------------------------------------------------------ the window


def test_the_window_opens_and_a_late_report_is_still_taken(clock, own, desk, project) -> None:
    go(clock, 3, 19)
    assert own.post(one(project))["Location"] == reverse(
        "projects:own_reports", args=[project.code]
    )
    assert not FilingSheet.objects.exists()
    page = text(own.get(reverse("projects:own_reports", args=[project.code])))
    assert "20/3/2026" in page
    go(clock, 3, 20)
    computed(project)
    assert own.post(one(project))["Location"] == one(project, "hien-trang")
    assert reverse("projects:own_report", args=[project.code, *QUARTER]) in text(
        own.get(reverse("projects:own", args=[project.code]))
    )
    for screen in ANSWERS:
        assert say(own, project, screen).status_code == 302
    go(clock, 4, 10)
    computed(project)
    send(own, project)
    decide(desk, Filing.objects.get(), "chap-nhan")
    row = duty(project)
    assert (row.clock, row.submitted_date, row.due_date) == (
        "met",
        date(2026, 4, 10),
        date(2026, 4, 9),
    )
    listed = text(own.get(reverse("projects:own_reports", args=[project.code])))
    assert "(chậm)" in listed


@pytest.mark.parametrize("cycle", ["2026-Q2", "2025-Q4", "2030", "abc"])
def test_a_period_that_is_not_owed_does_not_exist_or_is_not_open(own, project, cycle) -> None:
    url = reverse("projects:own_report", args=[project.code, "R1", cycle])
    assert own.post(url).status_code in (302, 404)
    assert not FilingSheet.objects.exists()


# ------------------------------------------------------------ drafts and questions


def test_nothing_is_refused_for_being_different_but_it_is_explained(own, project) -> None:
    project.registered_capital_vnd = 9 * 10**9
    project.save(update_fields=["registered_capital_vnd"])
    write(own, project, von_luy_ke={"implemented_vnd": "10"})
    answer = send(own, project, status=422)
    assert "lớn hơn vốn đăng ký" in text(answer)
    page = own.get(one(project, "von-luy-ke"))
    assert 'id="khac"' in text(page)
    answer = own.post(
        one(project, "von-luy-ke"),
        boxes(page) | {"vi-sao-implemented_above_registered": "Đang xin tăng vốn."},
    )
    assert answer["Location"] == one(project, "ket-qua")
    send(own, project)
    sheet = FilingSheet.objects.get()
    assert sheet.explained == {"implemented_above_registered": "Đang xin tăng vốn."}


def test_saving_a_figure_that_differs_comes_back_to_ask(own, project) -> None:
    own.post(one(project))
    answer = say(own, project, "lao-dong", workers="5", foreign_workers="6")
    assert answer["Location"] == one(project, "lao-dong") + "#khac"
    answer = say(own, project, "lao-dong", workers="6", foreign_workers="6")
    assert answer["Location"] == one(project, "dat")


def test_what_is_missing_is_named_and_a_wrong_box_keeps_what_was_typed(own, project) -> None:
    own.post(one(project))
    say(own, project, "hien-trang")
    answer = send(own, project, status=422)
    (said,) = errors(answer)["__all__"]
    assert "2. Vốn thực hiện trong kỳ" in said
    assert "1. Tình trạng" not in said
    wrong = say(own, project, "von-trong-ky", equity_vnd="bốn", loans_vnd="6")
    assert wrong.status_code == 422
    assert "bốn" in text(wrong)
    assert FilingSheet.objects.get().loans_vnd is None


def test_two_people_of_a_company_see_both_versions(own, project, member) -> None:
    own.post(one(project))
    other = Person(InvestorMemberFactory(investor=member.investor).user)
    mine, theirs = (boxes(each.get(one(project, "lao-dong"))) for each in (own, other))
    said = {"workers": "70", "foreign_workers": "1"}
    assert other.post(one(project, "lao-dong"), theirs | said).status_code == 302
    answer = own.post(one(project, "lao-dong"), mine | {"workers": "64", "foreign_workers": "2"})
    assert answer.status_code == 409
    assert "64" in text(answer)
    assert "70" in text(answer)
    assert FilingSheet.objects.get().workers == 70


def test_the_next_report_begins_with_what_was_accepted(clock, own, desk, project) -> None:
    write(own, project)
    send(own, project)
    decide(desk, Filing.objects.get(), "chap-nhan")
    go(clock, 7, 1)
    computed(project)
    url = reverse("projects:own_report", args=[project.code, "R1", "2026-Q2"])
    own.post(url)
    page = own.get(f"{url}lao-dong/")
    assert page.context["cards"][0].form.initial["workers"] == 64
    assert "Quý I/2026" in text(page)
    assert own.get(f"{url}von-trong-ky/").context["cards"][0].form.initial["equity_vnd"] is None


def test_pages_cost_the_same_however_many_periods(clock, own, desk, project) -> None:
    def cost(url: str) -> int:
        own.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert own.get(url).status_code == 200
        return len(queries)

    listed = reverse("projects:own_reports", args=[project.code])
    write(own, project)
    few = [cost(listed), cost(one(project, "von-luy-ke")), cost(one(project, "gui"))]
    send(own, project)
    decide(desk, Filing.objects.get(), "chap-nhan")
    for month in (7, 10):
        go(clock, month, 1)
        computed(project)
    url = reverse("projects:own_report", args=[project.code, "R1", "2026-Q3"])
    assert own.post(url).status_code == 302
    many = [cost(listed), cost(f"{url}von-luy-ke/"), cost(f"{url}gui/")]
    more = [after - before for before, after in zip(few, many, strict=True)]
    # A figure to correct is proposed by the report before, which is then read once.
    assert more == [0, 1, 0]
    assert max(many) <= 40


# ------------------------------------------------------------ who may


def test_another_investor_a_former_person_and_a_reader(own, project, member) -> None:
    write(own, project)
    screen = one(project, "von-luy-ke")
    stranger = Person(InvestorMemberFactory().user)
    for url in (one(project), screen, one(project, "gui")):
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {}).status_code == 404
    reader = Person(InvestorMemberFactory(investor=member.investor, role="reader").user)
    assert reader.get(one(project)).status_code == 200
    assert reader.post(one(project)).status_code == 403
    assert reader.get(screen).status_code == 403
    member.delete()
    assert own.get(screen).status_code in (302, 404)
    assert own.post(one(project, "gui"), {}).status_code in (302, 404)
    assert not Filing.objects.exists()


def test_staff_see_nothing_of_a_draft_and_answer_only_their_own(own, desk, project) -> None:
    write(own, project, vuong_mac={"obstacles": "Chờ đấu nối điện riêng."})
    assert "đấu nối điện riêng" not in text(
        desk.get(reverse("projects:detail", args=[project.code]))
    )
    send(own, project)
    url = reverse("projects:filing_review", args=[Filing.objects.get().pk])
    assert "đấu nối điện riêng" in text(desk.get(url))
    assert own.get(url).status_code == 403
    elsewhere = Person(UserFactory(sector_agency=True))
    assert elsewhere.get(url).status_code in (403, 404)
    assert Client().get(url).status_code == 302


def test_the_list_of_projects_counts_the_reports_that_are_open(
    own: Client, project: Project
) -> None:
    """A project more costs no question more; a report that waits is not asked again."""
    ProjectNotStarted(investor=project.investor)
    assert reports_asked(own, project) == 2, "the quarter's and the year's"
    with CaptureQueriesContext(connection) as of_two:
        reports_asked(own, project)
    ProjectNotStarted.create_batch(2, investor=project.investor)
    with CaptureQueriesContext(connection) as of_four:
        reports_asked(own, project)
    assert len(of_four) == len(of_two)
    write(own, project)
    send(own, project)
    assert reports_asked(own, project) == 1


def reports_asked(client: Client, project: Project) -> int:
    """What the list of projects says of one of them."""
    page = client.get(reverse("projects:own_list"))
    (row,) = (each for each in page.context["rows"] if each["code"] == project.code)
    count: int = row["to_send"]
    assert f"Báo cáo cần gửi: {count}" in page.content.decode()
    return count
