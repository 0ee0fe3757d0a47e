"""/quan-tri/: who gets in, what may be edited there, and that the domain is only looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.administration import Governed, ReadOnlyAdmin, ReferenceAdmin
from accounts.models import AdministrativeUnit, Agency, AuditEvent, User
from accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from deadlines.models import RuleVersion, SweepRun
from projects.models import Sector
from tests import factories as f
from tests.factories.reporting import TargetFactory, TargetGoalFactory

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 8, 31, 17, 30, tzinfo=UTC)
REFERENCE: dict[str, Callable[[], Model]] = {
    "accounts_administrativeunit": f.CommuneFactory,
    "accounts_administrativeunitsuccession": f.UnitSuccessionFactory,
    "accounts_agency": f.AgencyFactory,
    "accounts_agencysuccession": f.AgencySuccessionFactory,
    "deadlines_escalationstep": f.EscalationStepFactory,
    "projects_criterion": f.CriterionFactory,
    "projects_investmentzone": f.ZoneFactory,
    "projects_sector": f.SectorFactory,
    "projects_handlingclass": f.HandlingClassFactory,
    "reporting_target": TargetFactory,
    "reporting_targetgoal": TargetGoalFactory,
}
DOMAIN: dict[str, Callable[[], Model]] = {
    "accounts_auditevent": f.AuditEventFactory,
    "deadlines_flag": f.FlagOpen,
    "deadlines_holiday": lambda: f.HolidayFactory(date=date(2031, 9, 2)),
    "deadlines_obligation": f.ObligationStopped,
    # The first of its list: the shipped rules fill more than one page.
    "deadlines_ruleversion": lambda: f.RuleVersionFactory(
        kind="A0", number=RuleVersion.objects.filter(kind="A0").count() + 1
    ),
    "deadlines_sweeprun": lambda: SweepRun.objects.create(
        on=date(2026, 8, 31 - SweepRun.objects.count()), finished_at=NIGHT
    ),
    "desk_job": f.JobFailed,
    "desk_mailing": f.MailingWaiting,
    "projects_instrument": f.Adjustment,
    "projects_investor": f.InvestorFactory,
    "projects_landtranche": f.TrancheInUse,
    "projects_project": f.ProjectUnderConstruction,
    "reporting_reportrun": f.ReportReady,
}
EVERYTHING = REFERENCE | DOMAIN


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def keeper() -> User:
    """The person who keeps the system."""
    user: User = f.UserFactory(administrator=True)
    return user


@pytest.fixture
def desk(keeper: User) -> Client:
    """Signed in as the keeper of the system."""
    return signed_in(keeper)


def page_of(name: str, row: Model | None = None, verb: str = "change") -> str:
    arguments = [row.pk] if row is not None else []
    return reverse(f"admin:{name}_{verb}", args=arguments)


def filled_in(page: Any, **typed: Any) -> dict[str, Any]:
    """What a person sends back who types over some boxes of the form on a page."""
    form = page.context["adminform"].form
    shown = {name: form.get_initial_for_field(box, name) for name, box in form.fields.items()}
    return {name: value for name, value in (shown | typed).items() if value not in (None, False)}


def complaints(page: Any) -> str:
    """What the form says is wrong."""
    return str(page.context["adminform"].form.errors)


def events(kind: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(subject_kind=kind).order_by("pk"))


# Who gets in


def test_a_stranger_is_led_to_the_portals_own_sign_in(client: Client) -> None:
    page = client.get(reverse("admin:projects_project_changelist"), follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "role", [role for role in Role if Permission.MANAGE_SYSTEM not in ROLE_PERMISSIONS[role]]
)
def test_other_roles_are_refused_whatever_django_says_of_them(role: Role) -> None:
    person = f.UserFactory(**{role.value: True}, is_staff=True, is_superuser=True)
    for address in ("admin:index", "admin:accounts_agency_changelist", "admin:accounts_agency_add"):
        assert signed_in(person).get(reverse(address), follow=True).status_code == 403


def test_the_keeper_finds_every_model_in_vietnamese(desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()
    for name in EVERYTHING:
        assert reverse(f"admin:{name}_changelist") in page
    for words in ("Quản trị hệ thống", "Đơn vị hành chính", "Lượt quét hằng đêm"):
        assert words in page


def test_the_first_account_of_an_installation_gets_in() -> None:
    call_command("createsuperuser", "--noinput", username="dau-tien", email="a@vidu.test")
    first = User.objects.get(username="dau-tien")
    assert (first.role, first.is_superuser) == (Role.ADMINISTRATOR, True)
    assert signed_in(first).get(reverse("admin:index")).status_code == 200


def test_no_screen_of_a_library_stands_open() -> None:
    registered = {model._meta.label_lower.replace(".", "_") for model in admin.site._registry}
    assert registered == set(EVERYTHING)
    assert all(isinstance(each, Governed) for each in admin.site._registry.values())


def test_signing_out_and_passwords_are_those_of_the_portal(desk: Client) -> None:
    assert desk.get(reverse("admin:password_change"))["Location"] == reverse(
        "account_change_password"
    )
    assert desk.post(reverse("admin:logout"))["Location"] == reverse("account_login")
    assert "_auth_user_id" not in desk.session


# What is there to see


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_list_and_page_opens(desk: Client, name: str) -> None:
    row = EVERYTHING[name]()
    listed = desk.get(page_of(name, verb="changelist"))
    assert listed.status_code == 200
    assert row in listed.context["cl"].result_list
    assert desk.get(page_of(name, row)).status_code == 200


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_price_of_a_list_does_not_grow(desk: Client, name: str) -> None:
    def price() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(page_of(name, verb="changelist"))
        return len(asked)

    EVERYTHING[name]()
    one = price()
    for _n in range(9):
        EVERYTHING[name]()
    assert price() == one <= 10


@pytest.mark.parametrize(
    ("name", "row", "text"),
    [
        pytest.param(
            "accounts_administrativeunit",
            lambda: f.CommuneFactory(name="Phường Kỳ Lừa"),
            "ky LUA",
            id="a place",
        ),
        pytest.param(
            "projects_project",
            lambda: f.ProjectFactory(name="Nhà máy xi măng"),
            "nha may XI MANG",
            id="a project",
        ),
    ],
)
def test_search_does_not_ask_for_accents(
    desk: Client, name: str, row: Callable[[], Model], text: str
) -> None:
    found, _other = row(), EVERYTHING[name]()
    page = desk.get(page_of(name, verb="changelist"), {"q": text})
    assert list(page.context["cl"].result_list) == [found]


def lines(page: Any) -> dict[str, str]:
    """The facts on a page that only shows them, by their words."""
    found = re.findall(
        r"<label>([^<]*):</label>.*?<div class=\"readonly\">(.*?)</div>",
        page.content.decode(),
        re.DOTALL,
    )
    return {label: " ".join(value.split()) for label, value in found}


def test_facts_are_told_in_words(desk: Client) -> None:
    project = f.ProjectUnderConstruction(state_as_of=date(2026, 8, 1), legacy_code="")
    told = lines(desk.get(page_of("projects_project", project)))
    assert told["Tình trạng pháp lý"] == "Còn hiệu lực"
    assert told["Nhà đầu tư"] == project.investor.name
    assert told["Vốn đăng ký"] == "1250000000000"
    assert told["Tình trạng tại ngày"] == "1/8/2026"
    assert told["Mã, giấy chứng nhận cũ"] == "—"


def test_a_history_row_shows_what_changed(desk: Client) -> None:
    event = f.AuditEventFactory(old={"name": "Cũ"}, new={})
    told = lines(desk.get(page_of("accounts_auditevent", event)))
    assert "Cũ" in told["Trước"]
    assert told["Sau"] == "—"


def test_a_yes_or_no_is_said_in_words(desk: Client) -> None:
    told = lines(desk.get(page_of("deadlines_ruleversion", f.RuleVersionFactory(advisory=True))))
    assert told["Chỉ tham khảo"] == "có"


def test_a_report_is_listed_without_its_file(desk: Client) -> None:
    run = f.ReportReady()
    for address in (
        page_of("reporting_reportrun", verb="changelist"),
        page_of("reporting_reportrun", run),
    ):
        with CaptureQueriesContext(connection) as asked:
            desk.get(address)
        assert not any('"pdf"' in query["sql"] for query in asked)


# What nobody may do here


@pytest.mark.parametrize("name", DOMAIN)
def test_rows_of_the_domain_are_neither_added_nor_changed(desk: Client, name: str) -> None:
    row = DOMAIN[name]()
    before = type(row)._base_manager.values().get(pk=row.pk)
    assert isinstance(admin.site._registry[type(row)], ReadOnlyAdmin)
    assert desk.get(page_of(name, verb="add")).status_code == 403
    assert desk.post(page_of(name, verb="add"), {}).status_code == 403
    page = desk.get(page_of(name, row))
    assert page.context["adminform"].form.fields == {}
    assert not page.context["has_change_permission"]
    assert desk.post(page_of(name, row), {"name": "khác", "state": "x"}).status_code == 403
    assert type(row)._base_manager.values().get(pk=row.pk) == before


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_is_deleted_here(desk: Client, name: str) -> None:
    row = EVERYTHING[name]()
    assert desk.post(page_of(name, row, "delete"), {"post": "yes"}).status_code == 403
    mass = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    desk.post(page_of(name, verb="changelist"), mass)
    assert type(row)._base_manager.filter(pk=row.pk).exists()


# Reference data


def test_a_renamed_place_is_found_and_ordered_by_its_new_name(desk: Client, keeper: User) -> None:
    place = f.CommuneFactory(name="Xã Cũ")
    project = f.ProjectFactory(units=[place])
    other = f.ProjectFactory()
    page = desk.get(page_of("accounts_administrativeunit", place))
    desk.post(page_of("accounts_administrativeunit", place), filled_in(page, name="Xã Đồng Mỏ"))
    row = AdministrativeUnit.objects.get(pk=place.pk)
    assert (row.name, row.search_text) == ("Xã Đồng Mỏ", "xa dong mo")
    assert row.sort_key != place.sort_key
    project.refresh_from_db()
    assert "xa dong mo" in project.search_text
    other.refresh_from_db()
    assert "xa dong mo" not in other.search_text
    (event,) = events("unit")
    assert (event.verb, event.by_id, event.by_name) == ("unit_changed", keeper.pk, str(keeper))
    assert (event.old, event.new) == ({"name": "Xã Cũ"}, {"name": "Xã Đồng Mỏ"})
    assert event.summary == "Đơn vị hành chính Xã Đồng Mỏ được sửa: Tên"


def test_a_new_agency_is_written_with_its_history(desk: Client) -> None:
    typed = {"code": "so-moi", "name": "Sở Mới", "short_name": "SM", "kind": "sector"}
    answer = desk.post(page_of("accounts_agency", verb="add"), typed | {"valid_from": "1/7/2025"})
    assert answer.status_code == 302
    (event,) = events("agency")
    assert (event.verb, event.new["name"]) == ("agency_added", "Sở Mới")
    assert event.new["valid_from"] == "2025-07-01"
    assert event.old == {}


def test_a_succession_is_written_with_its_history(desk: Client) -> None:
    old, new = f.AgencyFactory(), f.AgencyFactory()
    typed = {"old": old.pk, "new": new.pk, "effective_date": "1/3/2025", "legal_reference": "01/NQ"}
    add = page_of("accounts_agencysuccession", verb="add")
    assert old.name in complaints(desk.post(add, typed)), "it has no last day yet"
    Agency.objects.filter(pk=old.pk).update(valid_to=date(2025, 2, 28))
    assert desk.post(add, typed).status_code == 302
    assert events("agency_succession")[0].new["old"] == old.name


@pytest.mark.parametrize("name", ["agency", "unit"])
def test_nothing_becomes_its_own_successor_in_the_end(desk: Client, name: str) -> None:
    make = f.AgencySuccessionFactory if name == "agency" else f.UnitSuccessionFactory
    first = make()
    make(old=first.new, new=(last := make().new))
    typed = {"old": last.pk, "new": first.old_id, "effective_date": "1/3/2026"}
    page = {"agency": "agencysuccession", "unit": "administrativeunitsuccession"}[name]
    answer = desk.post(page_of(f"accounts_{page}", verb="add"), typed | {"legal_reference": "1"})
    assert last.name in complaints(answer)


def test_a_sector_gets_its_place_in_the_order(desk: Client) -> None:
    desk.post(page_of("projects_sector", verb="add"), {"code": "dl", "name": "Ẩm thực"})
    f.SectorFactory(name="Bảo hiểm")
    assert Sector.objects.first() == Sector.objects.get(code="dl")


def test_saved_without_a_change_nothing_is_written(desk: Client) -> None:
    agency = f.AgencyFactory()
    page = desk.get(page_of("accounts_agency", agency))
    assert desk.post(page_of("accounts_agency", agency), filled_in(page)).status_code == 302
    assert events("agency") == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(
            {"valid_from": "2/7/2025", "valid_to": "1/7/2025"},
            "Ngày hết hiệu lực",
            id="it ends before it begins",
        ),
        pytest.param({"code": "da-co"}, "đã được dùng", id="the code is taken"),
        pytest.param({"name": ""}, "bắt buộc", id="it has no name"),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_words(
    desk: Client, typed: dict[str, str], said: str
) -> None:
    f.CommuneFactory(code="da-co")
    place = f.CommuneFactory()
    page = desk.get(page_of("accounts_administrativeunit", place))
    answer = desk.post(page_of("accounts_administrativeunit", place), filled_in(page, **typed))
    assert answer.status_code == 200
    assert said in complaints(answer)
    assert events("unit") == []


def test_the_screens_of_reference_data_are_those_named_above() -> None:
    editable = {
        model._meta.label_lower.replace(".", "_")
        for model, screen in admin.site._registry.items()
        if isinstance(screen, ReferenceAdmin)
    }
    assert editable == set(REFERENCE)
