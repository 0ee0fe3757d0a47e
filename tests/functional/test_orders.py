"""The register of tasks: who sees which, how one is entered, reported, reviewed and summed up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.forms import ChoiceField, MultipleChoiceField
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from deadlines.models import Assignment, Flag
from desk.models import USE, Draft
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    DeputyshipFactory,
    FlagOpen,
    ProjectFactory,
    UserFactory,
)
from tests.functional.test_permission_matrix import signed_in
from tests.support.drafts import HERE, autosave
from tests.support.orders import duty_of, give, report
from vn.dates import day_text

pytestmark = pytest.mark.django_db

LIST = "/nhiem-vu/"


@pytest.fixture
def manager() -> User:
    return UserFactory(specialist=True)


@pytest.fixture
def officer() -> User:
    return UserFactory(sector_agency=True)


@pytest.fixture
def desk(manager: User) -> Client:
    return signed_in(manager)


def page(order: Assignment) -> str:
    return reverse("deadlines:order", args=[order.pk])


def lead_of(user: User) -> int:
    return user.agency_id or 0


def boxes(client: Client, url: str, **typed: Any) -> dict[str, Any]:
    """What a person sends who changes only what is `typed`."""
    form = client.get(url).context["form"]
    sent = {name: form[name].value() or first_of(box) for name, box in form.fields.items()}
    shown = {
        name: value.strftime("%d/%m/%Y") if isinstance(value, date) else value
        for name, value in sent.items()
        if value not in (None, "")
    }
    return shown | typed


def first_of(box: Any) -> Any:
    """What a browser sends of a list in which nothing was chosen."""
    alone = isinstance(box, ChoiceField) and not isinstance(box, MultipleChoiceField)
    return next(iter(box.choices))[0] if alone else None


# ---------------------------------------------------------------- who sees which


def test_an_agency_sees_what_it_leads_or_coordinates(manager, officer) -> None:
    led = give(manager, lead_of(officer))
    helped = give(manager, AgencyFactory().pk, coordinating_ids=(lead_of(officer),), clause="II.3")
    other = give(manager, AgencyFactory().pk, clause="II.4")
    client = signed_in(officer)
    assert client.get(page(led)).status_code == 200
    assert client.get(page(helped)).status_code == 200
    assert client.get(page(other)).status_code == 404
    assert client.get(LIST).context["total"] == 2


def test_of_a_shared_task_it_sees_its_own_part(manager, officer) -> None:
    other = AgencyFactory()
    order = give(manager, lead_of(officer), other.pk)
    leads = signed_in(officer).get(page(order)).context["leads"]
    assert [lead["agency"] for lead in leads] == [officer.agency.short_name]
    assert len(signed_in(manager).get(page(order)).context["leads"]) == 2


def test_who_took_over_sees_and_reads_both_names(manager) -> None:
    former = AgencyFactory(short_name="Sở KH&ĐT", valid_to=date(2025, 2, 28))
    heir = UserFactory(sector_agency=True)
    AgencySuccessionFactory(old=former, new=heir.agency)
    found = signed_in(heir).get(page(give(manager, former.pk))).context["leads"]
    assert "Sở KH&ĐT" in found[0]["agency"]
    assert heir.agency.short_name in found[0]["agency"]


def test_a_deputy_sees_what_the_absent_colleague_does(manager, officer) -> None:
    order = give(manager, lead_of(officer))
    deputy = UserFactory(sector_agency=True)
    assert signed_in(deputy).get(page(order)).status_code == 404
    today = timezone.localdate()
    DeputyshipFactory(absent=officer, deputy=deputy, from_date=today, to_date=today)
    assert signed_in(deputy).get(page(order)).status_code == 200


def test_a_directive_is_seen_by_who_sees_its_project(manager, officer) -> None:
    own, other = ProjectFactory(agency=officer.agency), ProjectFactory()
    seen = give(manager, AgencyFactory().pk, origin="directive", project_id=own.pk)
    hidden = give(manager, AgencyFactory().pk, origin="directive", project_id=other.pk)
    client = signed_in(officer)
    assert own.code in client.get(page(seen)).content.decode()
    assert client.get(page(hidden)).status_code == 404


def test_investors_and_flags_of_others_hold_nothing_of_it(manager, officer) -> None:
    order = give(manager, lead_of(officer), due_date=timezone.localdate() - timedelta(3))
    flag = Flag.objects.get()
    assert signed_in(UserFactory(investor=True)).get(page(order)).status_code == 403
    stranger = signed_in(UserFactory(sector_agency=True))
    assert stranger.get(reverse("deadlines:flag", args=[flag.pk])).status_code == 404
    shown = signed_in(officer).get(reverse("deadlines:flag", args=[flag.pk]))
    assert shown.status_code == 200
    assert "118/KH-UBND" in shown.content.decode()


def test_flags_of_orders_are_found_by_words_without_naming_projects(manager, desk, officer) -> None:
    project = ProjectFactory()
    give(manager, lead_of(officer), due_date=timezone.localdate() - timedelta(3))
    FlagOpen(project_id=project.pk)
    found = {
        q: desk.get(reverse("deadlines:flags"), {"q": q}).context["total"]
        for q in ("cụm công nghiệp", project.code, "bến cảng")
    }
    assert found == {"cụm công nghiệp": 1, project.code: 1, "bến cảng": 0}


# ---------------------------------------------------------------- the register


def test_every_row_has_one_state_and_the_counts_add_up(manager, desk, officer) -> None:
    today = timezone.localdate()
    agency = lead_of(officer)
    give(manager, agency, due_date=today - timedelta(2), clause="1")
    give(manager, agency, due_date=today + timedelta(5), clause="2")
    give(manager, agency, due_date=today + timedelta(300), clause="3")
    report(officer, give(manager, agency, clause="4"))
    give(manager, agency, due_date=None, clause="5")
    give(manager, agency, recurrence="yearly", due_date=today + timedelta(200), clause="6")
    views = {view.label: int(view.count) for view in desk.get(LIST).context["views"]}
    opened, *states, everything = views.values()
    assert states == [1, 1, 1, 1, 1, 0, 1, 0]
    assert (opened, everything) == (5, 6)
    assert sum(states) == everything


def test_overdue_stands_first(manager, desk, officer) -> None:
    today = timezone.localdate()
    give(manager, lead_of(officer), due_date=today + timedelta(1), text="Sắp đến hạn")
    give(manager, lead_of(officer), due_date=today - timedelta(1), text="Đã quá hạn")
    assert [row["text"] for row in desk.get(LIST).context["rows"]] == ["Đã quá hạn", "Sắp đến hạn"]


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ({"nguon": "118/KH-UBND"}, 1),
        ({"q": "hạ tầng giao thông"}, 1),
        ({"q": "không có"}, 0),
        ({"han": "30"}, 1),
        ({"trang_thai": "qua-han"}, 0),
        ({"trang_thai": "tat-ca"}, 2),
        ({"chu_tri": "x"}, 2),
        ({"trang": "không phải con trỏ", "han": "-1"}, 2),
    ],
)
def test_the_register_is_narrowed_by_its_address(manager, desk, officer, condition, count) -> None:
    near = timezone.localdate() + timedelta(20)
    give(manager, lead_of(officer), due_date=near)
    give(manager, AgencyFactory().pk, source_number="5/CT-UBND", text="Hạ tầng giao thông")
    assert desk.get(LIST, condition).context["total"] == count


def test_it_is_narrowed_by_leading_and_coordinating_agency(manager, desk, officer) -> None:
    helper = AgencyFactory()
    give(manager, lead_of(officer), coordinating_ids=(helper.pk,))
    give(manager, helper.pk)
    assert desk.get(LIST, {"chu_tri": lead_of(officer)}).context["total"] == 1
    assert desk.get(LIST, {"phoi_hop": helper.pk}).context["total"] == 1


def test_the_register_asks_as_often_with_many_tasks(
    manager, desk, officer, django_assert_max_num_queries
) -> None:
    order = give(manager, lead_of(officer), *(AgencyFactory().pk for _ in range(12)))
    for n in range(12):
        give(manager, lead_of(officer), clause=str(n))
    with django_assert_max_num_queries(24):
        desk.get(LIST)
    with django_assert_max_num_queries(24):
        desk.get(page(order))
    with django_assert_max_num_queries(24):
        desk.get(reverse("deadlines:order_synthesis"))


# ---------------------------------------------------------------- entering and correcting


def test_a_task_for_several_agencies_is_entered_in_one_form(manager, desk, officer) -> None:
    other, helper = AgencyFactory(), AgencyFactory()
    url = reverse("deadlines:order_add")
    sent = boxes(
        desk,
        url,
        source_number="118/KH-UBND",
        clause="mục IV.1",
        text="Báo cáo kết quả thực hiện",
        rule_kind="R6",
        recurrence="yearly",
        boundary="before",
        due_date="31/12/2026",
        target_value="24",
        target_unit="cụm công nghiệp",
        leads=[lead_of(officer), other.pk],
        coordinating=[helper.pk],
    )
    assert desk.post(url, sent).status_code == 302
    order = Assignment.objects.get()
    assert set(order.leads.values_list("agency_id", flat=True)) == {lead_of(officer), other.pk}
    assert (order.created_by_id, order.target_value) == (manager.pk, 24)
    shown = desk.get(page(order)).content.decode()
    assert "30/12/2026" in shown
    assert "24 cụm công nghiệp" in shown


def test_a_whole_group_is_ticked_at_once(desk) -> None:
    communes = [AgencyFactory(commune=True) for _ in range(3)]
    ended = AgencyFactory(commune=True, valid_to=date(2025, 6, 30))
    url = reverse("deadlines:order_add")
    sent = boxes(desk, url, source_number="1/KH", text="Rà soát", lead_groups=["xa"])
    sent |= {"coordinating": [communes[0].pk]}
    assert desk.post(url, sent).status_code == 422, "one agency in both parts"
    assert desk.post(url, sent | {"coordinating": []}).status_code == 302
    led = set(Assignment.objects.get().leads.values_list("agency_id", flat=True))
    assert led == {commune.pk for commune in communes}
    assert ended.pk not in led


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        ({"source_number": ""}, "source_number"),
        ({"text": " "}, "text"),
        ({"leads": []}, "leads"),
        ({"leads": ["999999999"]}, "leads"),
        ({"leads": ["x"]}, "leads"),
        ({"due_date": "31/2/2026"}, "due_date"),
        ({"due_date": "hôm nào đó"}, "due_date"),
        ({"due_date": "1/1/0001"}, "due_date"),
        ({"recurrence": "monthly", "due_date": ""}, "due_date"),
        ({"recurrence": "weekly"}, "recurrence"),
        ({"target_value": "-3"}, "target_value"),
        ({"target_value": "nhiều"}, "target_value"),
        ({"target_value": "9" * 60}, "target_value"),
        ({"clause": "x" * 121}, "clause"),
        ({"text": "a\0b"}, "text"),
        ({"rule_kind": "L1"}, "rule_kind"),
        ({"ends_on": "1/1/2026", "recurrence": "yearly"}, "ends_on"),
        ({"lead_groups": ["khong-co"]}, "lead_groups"),
    ],
)
def test_what_cannot_be_is_refused_at_its_box_and_kept(desk, officer, typed, box) -> None:
    url = reverse("deadlines:order_add")
    usual = {
        "source_number": "118/KH-UBND",
        "text": "Rà soát quy hoạch",
        "due_date": "31/12/2028",
        "leads": [lead_of(officer)],
    }
    response = desk.post(url, boxes(desk, url, **usual | typed))
    assert response.status_code == 422
    assert box in response.context["form"].errors
    assert not Assignment.objects.exists()
    kept = response.content.decode()
    assert "Rà soát quy hoạch" in kept or "text" in typed


def test_correcting_keeps_both_versions_apart(manager, desk, officer) -> None:
    order = give(manager, lead_of(officer))
    url = reverse("deadlines:order_edit", args=[order.pk])
    mine = boxes(desk, url, clause="mục II.9")
    assert desk.post(url, boxes(desk, url, text="Nội dung của đồng nghiệp")).status_code == 302
    refused = desk.post(url, mine)
    assert refused.status_code == 409
    shown = refused.content.decode()
    assert "Nội dung của đồng nghiệp" in shown
    assert "mục II.9" in shown
    again = mine | {"version": refused.context["form"]["version"].value()}
    assert desk.post(url, again).status_code == 302
    order.refresh_from_db()
    assert (order.clause, order.text) == ("mục II.9", "Hoàn thiện hạ tầng cụm công nghiệp")


def test_the_locked_day_says_what_to_do(manager, desk, officer) -> None:
    today = timezone.localdate()
    order = give(manager, lead_of(officer), due_date=today + timedelta(9))
    Assignment.objects.update(created_at=timezone.now() - timedelta(3))
    url = reverse("deadlines:order_edit", args=[order.pk])
    refused = desk.post(url, boxes(desk, url, due_date="31/12/2029"))
    assert refused.status_code == 422
    (words,) = refused.context["form"].errors["due_date"]
    assert day_text(today - timedelta(21)) in words
    assert duty_of(order).due_date == today + timedelta(9)


def test_withdrawing_asks_for_a_reason(manager, desk, officer) -> None:
    order = give(manager, lead_of(officer))
    url = reverse("deadlines:order_withdraw", args=[order.pk])
    assert desk.post(url, boxes(desk, url, reason="")).status_code == 422
    assert desk.post(url, boxes(desk, url, reason="Giao lại cho sở khác")).status_code == 302
    assert "Giao lại cho sở khác" in desk.get(page(order)).content.decode()
    assert desk.post(url, {"reason": "lần nữa", "version": 2}).status_code == 409


def test_who_wrote_a_directive_may_withdraw_it_and_nobody_else_beneath(manager, officer) -> None:
    leader = UserFactory(committee_leader=True)
    project = ProjectFactory()
    own = give(leader, lead_of(officer), origin="directive", project_id=project.pk)
    other = give(manager, lead_of(officer))
    client = signed_in(leader)
    assert client.get(reverse("deadlines:order_withdraw", args=[own.pk])).status_code == 200
    url = reverse("deadlines:order_withdraw", args=[other.pk])
    for reader in (client, signed_in(officer)):
        assert reader.get(url)["Location"] == page(other)
        assert reader.post(url, {"reason": "không phải việc mình", "version": 1}).status_code == 403


def test_what_is_typed_waits_as_a_draft(manager) -> None:
    desk = Client(headers=HERE)
    desk.force_login(manager)
    url = reverse("deadlines:order_add")
    slip = desk.get(url).context["slip"]
    autosave(desk, {"text": "Đang viết dở", "leads": ["7"], USE: slip.key})
    draft = Draft.objects.get()
    used = desk.get(f"{url}?{USE}={draft.form}")
    form = used.context["form"]
    assert (form["text"].value(), form["leads"].value()) == ("Đang viết dở", ["7"])
