"""Requests for more time: asked, recorded, decided by another body, carried out; the lock of plans."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from desk.models import Notification
from projects.models import ExtensionRequest, Instrument, InvestorMember, Project
from tests.factories import (
    Adjustment,
    AgencyFactory,
    AgencySuccessionFactory,
    ExtensionFactory,
    InvestorMemberFactory,
    ItemAchieved,
    ItemPlanned,
    PolicyApproval,
    ProjectNotStarted,
    RequestFactory,
    TrancheHandedOver,
    TrancheInUse,
    UserFactory,
)
from tests.support.forms import boxes, errors
from tests.support.investors import computed, member, open_page, own

__all__ = ["member", "own"]

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEXT_YEAR = TODAY + timedelta(days=365)


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer() -> User:
    return UserFactory(display_name="Lê Thu Hà")


@pytest.fixture
def desk(officer: User) -> Client:
    return browser(officer)


def planned(project: Project, days: int = 90, **more: Any) -> Any:
    """A milestone due in so many days by the approval."""
    approval = PolicyApproval(project=project, issued_date=TODAY - timedelta(days=400))
    return ItemPlanned(
        project=project, planned_date=TODAY + timedelta(days=days), instrument=approval, **more
    )


def send(client: Client, where: str, **said: Any) -> Any:
    sent = boxes(client.get(where), said.pop("act", "")) | said
    return client.post(where, {name: value for name, value in sent.items() if value != ""})


# ---------------------------------------------------------------- the investor asks


def own_url(project: Project) -> str:
    return reverse("projects:own_request", args=[project.code])


def test_an_investor_asks_and_the_clock_stands_still(own, member, officer) -> None:
    project = ProjectNotStarted(investor=member.investor, officer=officer)
    item = planned(project)
    computed(project)
    page = send(
        own,
        own_url(project),
        about=f"moc:{item.pk}",
        asked_date=typed(NEXT_YEAR),
        reason="Nhà thầu chậm thiết bị",
    )
    assert page.status_code == 302
    row = ExtensionRequest.objects.get()
    assert (row.filed_date, row.asking_investor, row.schedule_item) == (
        TODAY,
        member.investor,
        item,
    )
    shown = open_page(own, project)
    assert shown.context["requests"][0]["mark"] == "hold"
    notice = Notification.objects.get()
    assert (notice.user_id, notice.kind) == (officer.pk, "request")
    assert notice.path == reverse("projects:detail", args=[project.code]) + "#gia-han"
    assert AuditEvent.objects.get(verb="extension_requested").subject_kind == "extension_request"


def test_one_request_at_a_time(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    item = planned(project)
    RequestFactory(project=project, schedule_item=item)
    page = send(
        own,
        own_url(project),
        about=f"moc:{item.pk}",
        asked_date=typed(NEXT_YEAR),
        reason="Thêm nữa",
    )
    assert page.status_code == 409
    assert "about" in errors(page)
    assert "Thêm nữa" in page.content.decode()
    assert ExtensionRequest.objects.count() == 1


def test_only_what_is_open_is_offered(own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    item, land = planned(project), TrancheHandedOver(project=project)
    ItemAchieved(project=project)
    TrancheInUse(project=project)
    ExtensionFactory(tranche=TrancheHandedOver(project=project))
    page = own.get(own_url(project))
    offered = [key for key, _words in page.context["cards"][0].form.fields["about"].choices]
    assert offered == ["", f"moc:{item.pk}", f"dat:{land.pk}"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"asked_date": typed(TODAY)}, "asked_date"),
        ({"asked_date": typed(TODAY + timedelta(days=60))}, "asked_date"),
        ({"reason": " "}, "reason"),
        ({"about": "moc:999999"}, "about"),
    ],
    ids=["today", "before the plan in force", "no reason", "something else"],
)
def test_a_request_that_asks_nothing_is_refused_in_words(own, member, said, wrong) -> None:
    project = ProjectNotStarted(investor=member.investor)
    item = planned(project)
    asks = {"about": f"moc:{item.pk}", "asked_date": typed(NEXT_YEAR), "reason": "Thiếu vốn"}
    page = send(own, own_url(project), **(asks | said))
    assert page.status_code == 422
    assert wrong in errors(page)


def test_a_project_of_another_does_not_exist(own) -> None:
    assert own.get(own_url(ProjectNotStarted())).status_code == 404


# ---------------------------------------------------------------- an officer records a letter


def test_a_letter_is_recorded_with_its_day_and_its_asker(desk) -> None:
    project = ProjectNotStarted()
    item = planned(project)
    agency = AgencyFactory(sector=True)
    where = reverse("projects:request_add", args=[project.code])
    asks = {
        "about": f"moc:{item.pk}",
        "asker": str(agency.pk),
        "document_number": "15/CV",
        "filed_date": typed(TODAY - timedelta(days=12)),
        "asked_date": typed(NEXT_YEAR),
        "reason": "Chờ quy hoạch",
    }
    assert send(desk, where, **asks).status_code == 302
    row = ExtensionRequest.objects.get()
    assert (row.asking_agency, row.asking_investor) == (agency, None)
    assert row.filed_date == TODAY - timedelta(days=12)
    later = asks | {"filed_date": typed(TODAY + timedelta(days=1))}
    assert "filed_date" in errors(send(desk, where, **later))


# ---------------------------------------------------------------- the answer


def decide(client: Client, row: ExtensionRequest, **said: Any) -> Any:
    where = reverse("projects:request_decide", args=[row.project.code, row.pk])
    answer = {
        "granted": "1",
        "number": "88/QĐ-UBND",
        "decided_date": typed(TODAY),
        "agency": str(AgencyFactory().pk),
    }
    return send(client, where, **(answer | said))


def test_granted_leads_to_the_document_then_to_the_new_plan(desk, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    item = planned(project)
    row = RequestFactory(
        project=project,
        schedule_item=item,
        asking_investor=member.investor,
        asked_date=NEXT_YEAR,
        filed_date=TODAY,
    )
    page = decide(desk, row)
    where = reverse("projects:instrument_add", args=[project.code]) + f"?yeu-cau={row.pk}"
    assert page["Location"] == where
    notice = Notification.objects.get()
    assert (notice.user_id, notice.kind) == (member.user.pk, "returned")
    form = desk.get(where).context["cards"][0].form
    assert form["number"].value() == "88/QĐ-UBND"
    assert form["kind"].value() == Instrument.Kind.ADJUSTMENT
    Adjustment(project=project, number="88/QĐ-UBND", issued_date=TODAY)
    plan = reverse("projects:item_edit", args=[project.code, item.pk]) + f"?yeu-cau={row.pk}"
    listed = desk.get(reverse("projects:detail", args=[project.code])).context["requests"]
    assert (listed[0]["act"], listed[0]["to_enter"]) == (plan + "#revise", True)
    assert send(desk, plan, act="revise").status_code == 302
    item.refresh_from_db()
    assert item.planned_date == NEXT_YEAR
    listed = desk.get(reverse("projects:detail", args=[project.code])).context["requests"]
    assert (listed[0]["act"], listed[0]["mark"]) == ("", "ok")


def test_granted_for_land_leads_to_its_extension(desk) -> None:
    project = ProjectNotStarted()
    tranche = TrancheHandedOver(project=project)
    row = RequestFactory(project=project, tranche=tranche, schedule_item=None)
    page = decide(desk, row)
    where = reverse("projects:tranche_edit", args=[project.code, tranche.pk])
    assert page["Location"] == f"{where}?yeu-cau={row.pk}#extension"
    cards = desk.get(page["Location"]).context["cards"]
    form = next(card.form for card in cards if card.act.key == "extension")
    assert form["decision_number"].value() == "88/QĐ-UBND"


def test_refused_leaves_the_day_and_says_so(desk, own, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    item = planned(project)
    row = RequestFactory(project=project, schedule_item=item, asking_investor=member.investor)
    page = decide(desk, row, granted="0", words="Không đủ căn cứ")
    assert page["Location"] == reverse("projects:detail", args=[project.code]) + "#gia-han"
    row.refresh_from_db()
    assert (row.granted, row.answer) == (False, "Không đủ căn cứ")
    assert "Không đủ căn cứ" in open_page(own, project).content.decode()


def test_who_asked_does_not_decide(officer, desk) -> None:
    project = ProjectNotStarted()
    row = RequestFactory(
        project=project,
        schedule_item=planned(project),
        asking_agency=officer.agency,
        asking_investor=None,
    )
    page = decide(desk, row)
    assert "agency" in errors(page)
    row.refresh_from_db()
    assert row.granted is None
    other = browser(UserFactory())
    assert "agency" in errors(decide(other, row, agency=str(officer.agency_id)))
    assert decide(other, row).status_code == 302


def test_who_took_the_asker_over_does_not_decide_either() -> None:
    heir = AgencySuccessionFactory()
    project = ProjectNotStarted()
    row = RequestFactory(
        project=project,
        schedule_item=planned(project),
        asking_agency=heir.old,
        asking_investor=None,
    )
    assert "agency" in errors(decide(browser(UserFactory(agency=heir.new)), row))


def test_a_request_is_decided_once(desk) -> None:
    project = ProjectNotStarted()
    row = RequestFactory(project=project, schedule_item=planned(project))
    decide(desk, row, granted="0")
    assert decide(desk, row).status_code == 409


def test_members_of_the_investor_are_told_of_the_answer_once(desk, member) -> None:
    project = ProjectNotStarted(investor=member.investor)
    InvestorMemberFactory(investor=member.investor)
    row = RequestFactory(
        project=project, schedule_item=planned(project), asking_investor=member.investor
    )
    decide(desk, row)
    people = InvestorMember.objects.filter(investor=member.investor).values_list("user_id")
    assert Notification.objects.filter(user_id__in=people).count() == 2
