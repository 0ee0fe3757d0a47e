"""What investors ask for: sent, handed on, sent outside, answered late or in time, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from deadlines.actions import law
from deadlines.models import Obligation
from desk.models import Notification
from projects.models import InvestorMember, Project, SupportRequest
from reporting import scorecard
from reporting.actions.targets import load_targets
from tests.factories import AgencyFactory, InvestorMemberFactory, ProjectNotStarted, UserFactory
from tests.support.forms import boxes, errors
from tests.support.investors import member
from tests.support.own_reports import Person

__all__ = ["member"]

pytestmark = pytest.mark.django_db

NEW = "/kien-nghi-cua-toi/moi/"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4"
    b"\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Monday 2/3/2026, nine in the morning in Hanoi; the days of March 2026 have no holiday."""
    start = datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(start, tick=False) as traveller:
        yield traveller


def go(clock: Any, month: int, day: int) -> None:
    clock.move_to(datetime(2026, month, day, 9, tzinfo=timezone.get_default_timezone()))


def browser(user: User) -> Client:
    return Person(user)


@pytest.fixture
def own(member: InvestorMember) -> Client:
    return browser(member.user)


@pytest.fixture
def project(member: InvestorMember) -> Project:
    return ProjectNotStarted(investor=member.investor)


@pytest.fixture
def officer(project: Project) -> User:
    return UserFactory(specialist=True, agency=project.agency)


@pytest.fixture
def desk(officer: User) -> Client:
    return browser(officer)


def ask(client: Client, project: Project, **said: Any) -> SupportRequest:
    page = client.get(NEW)
    assert page.status_code == 200
    words = {"kind": "obstacle", "project": f"p{project.pk}", "title": "Đấu nối giao thông"}
    typed = boxes(page) | words | {"words": "Chưa được đấu nối vào quốc lộ."} | said
    answer = client.post(NEW, typed)
    assert answer.status_code == 302, errors(answer)
    row = SupportRequest.objects.latest("pk")
    assert answer["Location"] == reverse("projects:own_support", args=[row.code])
    return row


def step(client: Client, row: SupportRequest, name: str, status: int = 302, **said: Any) -> Any:
    own_side = name in ("reply", "rate", "reopen", "withdraw")
    url = reverse(f"projects:{'own_' if own_side else ''}support_act", args=[row.code, name])
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    answer = client.post(url, boxes(page) | said)
    assert answer.status_code == status, errors(answer)
    row.refresh_from_db()
    return answer


def duty(row: SupportRequest, kind: str = "SA", cycle: str = "1") -> Obligation:
    return Obligation.objects.get(
        kind=kind, subject_kind="support_request", subject_id=row.pk, cycle=cycle
    )


# ------------------------------------------------------------ in time, late, again


def test_an_answer_in_time_with_a_question_that_stops_the_clock(clock, own, desk, project) -> None:
    row = ask(own, project)
    # 15 working days from Monday 2/3: 3/3 is day 1, Monday 23/3 is day 15.
    assert str(duty(row).due_date) == "2026-03-23"
    assert duty(row).bearer_agency_id == project.agency_id
    page = own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    assert project.agency.short_name in page
    assert "23/3/2026" in page
    go(clock, 3, 9)
    step(desk, row, "question", words="Vị trí đấu nối ở lý trình nào?")
    assert (row.state, duty(row).clock) == ("asked", "stopped")
    assert (
        "Vị trí đấu nối"
        in own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    )
    go(clock, 3, 16)
    step(own, row, "reply", words="Km 18+400.")
    # Five working days (9/3 to 13/3) did not count: 15 of them after 23/3 end on 30/3.
    assert (row.state, str(duty(row).due_date)) == ("waiting", "2026-03-30")
    go(clock, 3, 30)
    step(desk, row, "answer", outcome="solved", words="Đã chấp thuận vị trí đấu nối.")
    assert duty(row).clock == "met"
    html = own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    assert "trả lời đúng hạn" in html or "answered in time" in html
    step(own, row, "rate", outcome="satisfied", words="Cảm ơn.")
    assert (row.rating, str(row.rated_date)) == ("satisfied", "2026-03-30")
    verbs = set(AuditEvent.objects.filter(subject_id=row.pk).values_list("verb", flat=True))
    assert verbs >= {"support_filed", "support_question", "support_reply", "support_answered"}


def test_a_late_answer_counts_against_target_2_and_a_second_round_anew(
    clock, own, desk, project
) -> None:
    load_targets()
    row = ask(own, project)
    go(clock, 3, 25)
    step(desk, row, "answer", outcome="guided", words="Liên hệ Sở Xây dựng.")
    page = own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    assert "2 ngày" in page or "2 days late" in page
    go(clock, 3, 26)
    step(own, row, "reopen", words="Sở Xây dựng chưa trả lời.")
    assert (row.state, row.round, row.answer, row.rating) == ("waiting", 2, "", "")
    # From Thursday 26/3: 15 working days end on Thursday 16/4.
    assert str(duty(row, cycle="2").due_date) == "2026-04-16"
    go(clock, 4, 16)
    step(desk, row, "answer", outcome="solved", words="Đã xong.")
    card = scorecard.read(date(2026, 4, 30))
    assert card is not None
    found = card.supported["year"]
    assert (len(found.asked), len(found.in_time.rows), len(found.in_time.base)) == (2, 1, 2)
    assert found.in_time.base[0].startswith(f"support:{row.code}")


def test_nobody_asked_is_not_everybody_helped(clock) -> None:
    load_targets()
    card = scorecard.read(date(2026, 4, 30))
    assert card is not None
    assert card.supported["all"].in_time.ratio is None


# ------------------------------------------------------------ handed on, outside


def test_handing_on_is_seen_and_the_body_outside_is_asked_again(clock, own, desk, project) -> None:
    other = AgencyFactory(name="Sở Xây dựng", short_name="Sở Xây dựng", kind="sector")
    theirs = browser(UserFactory(sector_agency=True, agency=other))
    row = ask(own, project)
    assert theirs.get(reverse("projects:support", args=[row.code])).status_code == 404
    go(clock, 3, 4)
    step(desk, row, "hand", agency=other.pk, words="Thuộc thẩm quyền Sở Xây dựng.")
    assert duty(row).bearer_agency_id == other.pk
    assert str(duty(row).due_date) == "2026-03-23"
    html = own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    assert "Sở Xây dựng" in html
    assert "Thuộc thẩm quyền" in html
    go(clock, 3, 5)
    step(theirs, row, "outside", body="Cục Đường bộ Việt Nam", days=7, words="Xin ý kiến đấu nối.")
    assert (row.state, duty(row).clock) == ("outside", "stopped")
    assert str(duty(row, "SF", "1.1").due_date) == "2026-03-12"
    go(clock, 3, 13)
    step(theirs, row, "follow_up", words="Hẹn trả lời tuần sau.")
    assert duty(row, "SF", "1.1").clock == "met"
    assert str(duty(row, "SF", "1.2").due_date) == "2026-03-20"
    go(clock, 3, 19)
    step(theirs, row, "back", words="Đồng ý.")
    # Ten working days outside (5/3 to 18/3): 15 days end ten working days later, on Monday 6/4.
    assert (row.state, str(duty(row).due_date)) == ("waiting", "2026-04-06")
    assert duty(row, "SF", "1.2").clock == "void"
    told = Notification.objects.values_list("user__role", "kind")
    assert ("investor", "returned") in told
    assert ("sector_agency", "request") in told


def test_a_day_set_by_a_document_replaces_the_term(clock, own, desk, project) -> None:
    row = ask(own, project, kind="complaint")
    step(desk, row, "limit", due="10/4/2026", words="Văn bản 12/UBND ấn định")
    assert str(duty(row).due_date) == "2026-04-10"
    refused = step(desk, row, "limit", 422, due="10/4/2026", words="")
    assert "words" in errors(refused)


def test_a_lawsuit_owes_no_answer_of_an_agency(clock, own, desk, project) -> None:
    row = ask(own, project, kind="lawsuit")
    assert not Obligation.objects.filter(subject_kind="support_request", subject_id=row.pk).exists()
    assert own.get(reverse("projects:own_support", args=[row.code])).status_code == 200


# ------------------------------------------------------------ who may, and what is refused


def test_others_do_not_know_that_it_exists(clock, own, project) -> None:
    row = ask(own, project)
    stranger = browser(InvestorMemberFactory().user)
    for client in (stranger, browser(UserFactory(commune_officer=True))):
        for view_name in ("own_support", "support"):
            url = reverse(f"projects:{view_name}", args=[row.code])
            assert client.get(url).status_code in (403, 404)
    assert stranger.get(reverse("projects:own_support", args=[row.code])).status_code == 404
    assert row.code not in stranger.get("/kien-nghi-cua-toi/").content.decode()


def test_who_left_is_out_and_who_reads_only_reads(clock, own, member, project) -> None:
    row = ask(own, project)
    InvestorMember.objects.filter(pk=member.pk).update(role="reader")
    assert own.get(reverse("projects:own_support", args=[row.code])).status_code == 200
    assert own.get(NEW).status_code == 403
    assert (
        own.get(reverse("projects:own_support_act", args=[row.code, "withdraw"])).status_code == 403
    )
    member.delete()
    assert own.get(reverse("projects:own_support", args=[row.code])).status_code == 404


def test_notes_stay_among_state_bodies(clock, own, desk, project) -> None:
    row = ask(own, project)
    step(desk, row, "note", words="Cần thận trọng với hồ sơ này.")
    assert "thận trọng" in desk.get(reverse("projects:support", args=[row.code])).content.decode()
    own_page = own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    assert "thận trọng" not in own_page


def test_an_act_out_of_its_state_is_a_conflict_and_keeps_the_words(
    clock, own, desk, project
) -> None:
    row = ask(own, project)
    url = reverse("projects:support_act", args=[row.code, "answer"])
    typed = boxes(desk.get(url)) | {"outcome": "solved", "words": "Đã xong."}
    step(own, row, "withdraw", words="")
    answer = desk.post(url, typed)
    assert answer.status_code == 409
    assert "Đã xong." in answer.content.decode()


def test_a_file_comes_with_it_and_only_its_people_open_it(clock, own, desk, project) -> None:
    picture = SimpleUploadedFile("anh.png", PICTURE, content_type="image/png")
    row = ask(own, project, file=picture)
    html = own.get(reverse("projects:own_support", args=[row.code])).content.decode()
    assert "/tai-lieu/" in html
    link = html[html.index('href="/tai-lieu/') + 6 :].split('"')[0]
    assert own.get(link).status_code == 200
    assert desk.get(link).status_code == 200
    assert browser(InvestorMemberFactory().user).get(link).status_code == 404


def test_the_list_of_an_investor_costs_the_same_however_much_was_asked(clock, own, project) -> None:
    def cost() -> int:
        own.get("/kien-nghi-cua-toi/")
        with CaptureQueriesContext(connection) as queries:
            assert own.get("/kien-nghi-cua-toi/").status_code == 200
        return len(queries)

    for number in range(3):
        ask(own, project, title=f"Việc {number}")
    few = cost()
    for number in range(3, 12):
        ask(own, project, title=f"Việc {number}")
    assert cost() == few <= 20


def test_lists_count_as_their_rows(clock, own, desk, project) -> None:
    late, fresh = ask(own, project, title="Việc một"), ask(own, project, title="Việc hai")
    step(desk, late, "answer", outcome="guided", words="Hướng dẫn.")
    go(clock, 4, 20)
    page = desk.get("/kien-nghi/")
    assert page.context["total"] == 2
    assert [view["count"] for view in page.context["views"]] == ["2", "0", "2", "1", "0", "0", "0"]
    overdue = desk.get("/kien-nghi/?han=late")
    assert [row["row"].pk for row in overdue.context["rows"]] == [fresh.pk]
    table = desk.get("/kien-nghi/bang/").context
    assert [count for count, _url, _label in table["total"]["cells"]] == [2, 1, 0, 0, 1, 0]
    assert table["total"]["share"] == "50,00%"
    for count, url, _label in table["total"]["cells"]:
        assert desk.get(url).context["total"] == count


@pytest.fixture(autouse=True)
def rules(db) -> None:
    law.load_defaults()
