"""Explaining a flag and contesting it: who may, what is asked for, what becomes of it."""

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

from accounts.models import AuditEvent, User
from deadlines.models import Flag, FlagEvent, FlagStatement
from desk.models import Notification
from projects.models import Document, InvestorMember, Project
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    FlagDismissed,
    FlagOpen,
    FlagResolved,
    InvestorMemberFactory,
    ProjectNotStarted,
    TrancheHandedOver,
    UserFactory,
)
from tests.support import files
from tests.support.flags import decide, raised, urls
from tests.support.forms import boxes
from tests.support.investors import asked, member, own

__all__ = ["member", "own"]

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEXT_MONTH = TODAY + timedelta(days=30)
EXPLAIN = {
    "act": "giai-trinh",
    "text": "Mưa lũ, đang san nền",
    "promised_date": f"{NEXT_MONTH:%d/%m/%Y}",
}
CONTEST = {"act": "y-kien-khac", "text": "Đất mới bàn giao từ tháng 5"}


def told(member: InvestorMember, factory: Any = FlagOpen, **said: Any) -> Flag:
    """A flag on a duty that the investor bears and was told of."""
    officer = said.pop("officer", None)
    project = ProjectNotStarted(investor=member.investor, officer=officer)
    duty = asked(project, due_date=TODAY - timedelta(days=40), **said)
    flag: Flag = factory(
        obligation=duty,
        project_id=project.pk,
        opened_on=TODAY,
        closed_on=TODAY if factory is FlagResolved else None,
    )
    return flag


def own_url(flag: Flag) -> str:
    return reverse("projects:answer_flag", args=[flag.pk])


def say(client: Client, flag: Flag, typed: dict[str, Any], **more: Any) -> Any:
    """Open the page, type, press the button."""
    sent = boxes(client.get(own_url(flag)), typed["act"]) | typed | more
    return client.post(own_url(flag), {name: value for name, value in sent.items() if value != ""})


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# ---------------------------------------------------------------- the investor


def test_an_explanation_with_a_new_day_is_kept_and_the_officer_is_told(own, member) -> None:
    officer = UserFactory()
    flag = told(member, officer=officer)
    page = say(own, flag, EXPLAIN)
    assert page.status_code == 302
    assert page["Location"] == reverse("projects:own", args=[Project.objects.get().code])
    row = FlagStatement.objects.get()
    assert (row.kind, row.promised_date, row.on) == ("explanation", NEXT_MONTH, TODAY)
    assert (row.by_id, row.by_name) == (member.user.pk, member.user.display_name)
    flag.refresh_from_db()
    assert (flag.state, flag.version) == ("open", 2)
    notice = Notification.objects.get()
    assert (notice.user_id, notice.kind) == (officer.pk, "statement")
    assert notice.path == urls(flag)[0] + "#y-kien"
    assert AuditEvent.objects.filter(verb="flag_explained", subject_id=flag.pk).exists()


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"text": ""}, "text"),
        ({"promised_date": ""}, "promised_date"),
        ({"promised_date": f"{TODAY:%d/%m/%Y}"}, "promised_date"),
        ({"promised_date": "khi xong"}, "promised_date"),
    ],
    ids=["no words", "no day", "today", "no day but words"],
)
def test_an_explanation_needs_words_and_a_day_after_today(own, member, typed, wrong) -> None:
    flag = told(member)
    page = say(own, flag, EXPLAIN | typed)
    assert page.status_code == 422
    assert wrong in page.context["posted"].form.errors
    assert not FlagStatement.objects.exists()


def test_another_opinion_makes_the_flag_contested_until_an_officer_decides(own, member) -> None:
    flag = told(member)
    assert say(own, flag, CONTEST).status_code == 302
    flag.refresh_from_db()
    assert flag.state == "contested"
    event = FlagEvent.objects.get(flag=flag)
    assert (event.old_state, event.new_state, event.by_name) == (
        "open",
        "contested",
        member.user.display_name,
    )
    officer = browser(UserFactory())
    page = officer.get(urls(flag)[0])
    assert CONTEST["text"] in page.content.decode()
    assert page.context["form"] is not None
    decide(officer, flag, state="confirmed")
    flag.refresh_from_db()
    assert flag.state == "confirmed"
    assert FlagStatement.objects.count() == 1


def test_a_confirmed_flag_can_be_contested_and_forgets_the_decision_not_its_story(
    own, member
) -> None:
    flag = told(member)
    decide(browser(UserFactory()), flag, state="confirmed", reason="Đã kiểm tra")
    say(own, flag, CONTEST)
    flag.refresh_from_db()
    assert (flag.state, flag.reason, flag.decided_by_id) == ("contested", "", None)
    assert [e.new_state for e in flag.events.all()] == ["contested", "confirmed"]


def test_who_decides_without_having_read_it_is_told(own, member) -> None:
    flag = told(member)
    say(own, flag, EXPLAIN)
    page = decide(browser(UserFactory()), flag, state="confirmed")
    assert page.status_code == 409
    assert EXPLAIN["text"] in page.content.decode()


def test_a_flag_that_closed_meanwhile_keeps_the_words(own, member) -> None:
    flag = told(member)
    sent = boxes(own.get(own_url(flag)), CONTEST["act"]) | CONTEST
    Flag.objects.filter(pk=flag.pk).update(state="resolved", closed_on=TODAY)
    page = own.post(own_url(flag), {k: v for k, v in sent.items() if v})
    assert page.status_code == 409
    assert CONTEST["text"] in page.content.decode()
    assert not FlagStatement.objects.exists()


@pytest.mark.parametrize("factory", [FlagResolved, FlagDismissed])
def test_a_closed_flag_offers_no_form(own, member, factory) -> None:
    page = own.get(own_url(told(member, factory)))
    assert page.status_code == 200
    assert b"<textarea" not in page.content


def test_the_page_accuses_nobody(own, member) -> None:
    html = own.get(own_url(told(member))).content.decode()
    assert "dấu hiệu" not in html.lower()
    assert "/canh-bao/" not in html


def test_what_the_bearer_was_not_told_of_does_not_exist(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    hidden: list[Flag] = [
        FlagOpen(obligation=asked(project, audience="staff"), project_id=project.pk),
        FlagOpen(obligation=asked(project, advisory=True), project_id=project.pk),
        raised(),
        told(InvestorMemberFactory()),
    ]
    for flag in hidden:
        assert own.get(own_url(flag)).status_code == 404
        assert own.post(own_url(flag), EXPLAIN).status_code == 404


# ---------------------------------------------------------------- files


def pdf(name: str = "giai-trinh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(1))


def test_a_file_goes_with_the_words_and_is_the_investors_to_see(own, member) -> None:
    flag = told(member)
    assert say(own, flag, CONTEST, file=pdf()).status_code == 302
    document = Document.objects.get()
    statement = FlagStatement.objects.get()
    assert (document.owner_kind, document.owner_id) == ("flag_statement", statement.pk)
    assert (document.audience, document.project_id) == ("investor", flag.project_id)
    address = reverse("projects:document", args=[document.pk])
    assert address in own.get(own_url(flag)).content.decode()
    assert address in browser(UserFactory()).get(urls(flag)[0]).content.decode()
    assert own.get(address).status_code == 200
    stranger = browser(InvestorMemberFactory().user)
    assert stranger.get(address).status_code == 404


def test_a_file_that_is_refused_leaves_nothing(own, member) -> None:
    flag = told(member)
    page = say(own, flag, CONTEST, file=SimpleUploadedFile("a.pdf", b"MZ not a pdf"))
    assert page.status_code == 422
    assert not FlagStatement.objects.exists()
    flag.refresh_from_db()
    assert flag.state == "open"


def test_one_adds_files_to_ones_own_words_only(own, member) -> None:
    flag = told(member)
    say(own, flag, EXPLAIN)
    statement = FlagStatement.objects.get()
    where = reverse("projects:statement_attach", args=[statement.pk])
    sent = boxes(own.get(where)) | {"file": pdf("them.pdf")}
    assert own.post(where, {k: v for k, v in sent.items() if v}).status_code == 302
    assert Document.objects.get().owner_id == statement.pk
    colleague = InvestorMemberFactory(investor=member.investor)
    assert browser(colleague.user).get(where).status_code == 404


# ---------------------------------------------------------------- agencies


def land_flag(agency: Any) -> Flag:
    """A flag on a duty of this agency about land it hands over."""
    project = ProjectNotStarted()
    TrancheHandedOver(project=project, agency=agency)
    flag: Flag = raised(project=project, bearer_agency=agency, kind="L6")
    return flag


def test_an_agency_answers_for_itself_and_for_what_it_took_over() -> None:
    former = AgencyFactory(sector=True)
    heir = AgencySuccessionFactory(old=former, new=AgencyFactory(sector=True)).new
    user = UserFactory(sector_agency=True, agency=heir)
    for flag in (land_flag(heir), land_flag(former)):
        page = say(browser(user), flag, EXPLAIN)
        assert page.status_code == 302
        assert page["Location"] == urls(flag)[0] + "#y-kien"
    assert FlagStatement.objects.count() == 2


def test_an_agency_does_not_answer_for_another() -> None:
    flag = land_flag(AgencyFactory(sector=True))
    agency = TrancheHandedOver(project_id=flag.project_id).agency
    user = UserFactory(sector_agency=True, agency=agency)
    assert browser(user).get(urls(flag)[0]).status_code == 200
    assert browser(user).get(own_url(flag)).status_code == 404


# ---------------------------------------------------------------- on paper


def paper_url(flag: Flag) -> str:
    return reverse("projects:paper_flag", args=[flag.pk])


def test_an_officer_records_a_paper_in_the_name_of_the_bearer(member) -> None:
    flag = told(member)
    officer = UserFactory(display_name="Lê Thu Hà")
    desk = browser(officer)
    sent = (
        boxes(desk.get(paper_url(flag)), CONTEST["act"]) | CONTEST | {"document_number": "15/CV-BA"}
    )
    page = desk.post(paper_url(flag), {k: v for k, v in sent.items() if v})
    assert page.status_code == 302
    row = FlagStatement.objects.get()
    assert row.by_name.startswith(member.investor.name)
    assert "Lê Thu Hà" in row.by_name
    assert (row.document_number, row.by_id) == ("15/CV-BA", officer.pk)
    assert AuditEvent.objects.get(verb="flag_contested").by_name == "Lê Thu Hà"


def test_a_paper_has_a_number(member) -> None:
    flag = told(member)
    desk = browser(UserFactory())
    sent = boxes(desk.get(paper_url(flag)), CONTEST["act"]) | CONTEST
    page = desk.post(paper_url(flag), {k: v for k, v in sent.items() if v})
    assert page.status_code == 422
    assert "document_number" in page.context["posted"].form.errors


# ---------------------------------------------------------------- what the page and the list tell


def said(flag: Flag, kind: str = "explanation", **more: Any) -> FlagStatement:
    row: FlagStatement = FlagStatement.objects.create(
        **{
            "flag": flag,
            "kind": kind,
            "text": "Đang làm",
            "promised_date": TODAY + timedelta(days=9) if kind == "explanation" else None,
            "on": TODAY - timedelta(days=5),
            "by_id": 1,
            "by_name": "Bắc Á",
        }
        | more
    )
    return row


def test_a_promised_day_that_passed_is_said_of_the_latest_promise_only() -> None:
    flag = raised()
    said(flag, promised_date=TODAY - timedelta(days=3))
    page = browser(UserFactory()).get(urls(flag)[0])
    assert page.context["promise"]["mark"] == "warn"
    assert [row["broken"] for row in page.context["statements"]] == [True]
    said(flag, promised_date=TODAY)
    page = browser(UserFactory()).get(urls(flag)[0])
    assert page.context["promise"]["mark"] == "info"
    assert [row["broken"] for row in page.context["statements"]] == [False, False]


def test_the_list_is_narrowed_by_explanation() -> None:
    none, told_, broken, contested = raised(), raised(), raised(), raised()
    free = raised(kind="I3")
    said(told_)
    said(broken, promised_date=TODAY - timedelta(days=1))
    said(contested, kind="contest")
    desk = browser(UserFactory())

    def found(value: str) -> set[str]:
        page = desk.get("/canh-bao/", {"giai_trinh": value})
        return {row["url"] for row in page.context["rows"]}

    assert found("chua") == set(urls(none, contested))
    assert found("da") == set(urls(told_, broken))
    assert found("qua-hen") == set(urls(broken))
    assert urls(free)[0] not in found("chua")


def test_the_pages_ask_as_often_for_many_statements_as_for_one(own, member) -> None:
    flag = told(member)
    said(flag)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert own.get(own_url(flag)).status_code == 200
        counts.append(len(queries))
        for _more in range(5):
            said(flag)
    assert counts[0] == counts[1] <= 24
