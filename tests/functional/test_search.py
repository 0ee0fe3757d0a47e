"""The search box: kinds with their counts, who finds what, going straight, suggestions, pins."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Role
from desk.models import Pin, Visit
from projects import extensions
from projects.actions.indexing import index
from projects.models import Project
from tests.factories import (
    AgencyFactory,
    CallInForce,
    CommuneFactory,
    DocumentOnFile,
    InstrumentFactory,
    InvestorFactory,
    InvestorMemberFactory,
    ProjectFactory,
    ProposalPending,
    UserFactory,
)
from tests.factories.finding import PinFactory

pytestmark = pytest.mark.django_db

PAGE, SUGGEST, PIN = "/tim-kiem/", "/tim-kiem/goi-y/", "/tim-kiem/ghim/"
NUMBER = "7788/QĐ-UBND"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def kinds(client: Client, text: str) -> dict[str, int]:
    page = client.get(PAGE, {"q": text})
    assert page.status_code == 200
    return {answer.source.kind: answer.found.total for answer in page.context["answers"]}


@pytest.fixture
def project() -> Project:
    """A project with everything that can be found of it, in nobody's own scope."""
    row = ProjectFactory(
        name="Kho lạnh Quang Trung",
        investor=InvestorFactory(name="Công ty CP Quang Trung"),
        units=[CommuneFactory(name="Xã Quang Trung")],
        officer=UserFactory(display_name="Lê Quang Trung"),
        agency=AgencyFactory(name="Sở Quang Trung", short_name="Sở QT"),
    )
    InstrumentFactory(project=row, number=NUMBER)
    DocumentOnFile(project=row, title="Biên bản Quang Trung", number=NUMBER, number_key=NUMBER)
    ProposalPending(project=row, dossier_code="HS-7788")
    index(row)
    return row


# ---------------------------------------------------------------- what is found


def test_each_kind_comes_with_its_count(project) -> None:
    CallInForce(call__name="Chợ Quang Trung", call__search_text="cho quang trung")
    found = kinds(browser(UserFactory()), "quang trung")
    assert found == {"project": 1, "document": 1, "investor": 1, "place": 1, "call": 1, "agency": 2}


def test_only_calls_that_were_adopted_are_found() -> None:
    CallInForce(call__name="Chợ Nà Lài", call__search_text="cho na lai", decision__adopted_at=None)
    assert kinds(browser(UserFactory()), "chợ nà lài") == {}


def test_a_number_is_found_in_all_tables_in_one_query(project) -> None:
    assert kinds(browser(UserFactory()), "7788") == {"project": 1, "document": 3}


def test_a_page_costs_few_queries_however_many_rows(project) -> None:
    client = browser(UserFactory())

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE, {"q": "quang trung"})
        return len(asked)

    few = cost()
    for number in range(12):
        index(ProjectFactory(name=f"Quang Trung {number}"))
    assert cost() == few <= 20


def test_more_than_five_lead_to_the_list_or_to_the_kind(project) -> None:
    for number in range(6):
        InstrumentFactory(project=project, number=f"99{number}/QĐ-QT")
        index(ProjectFactory(name=f"Quang Trung {number}"))
    client = browser(UserFactory())
    page = client.get(PAGE, {"q": "quang trung"})
    projects = next(a for a in page.context["answers"] if a.source.kind == "project")
    assert (len(projects.found.hits), projects.found.total) == (5, 7)
    assert f'href="{projects.found.all_url.replace("&", "&amp;")}"' in page.content.decode()
    assert client.get(projects.found.all_url).context["totals"].projects == 7
    page = client.get(PAGE, {"q": "QĐ-QT"})
    assert "loai=document" in page.content.decode()
    (documents,) = client.get(PAGE, {"q": "QĐ-QT", "loai": "document"}).context["answers"]
    assert len(documents.found.hits) == 6


@pytest.mark.parametrize("text", ["", "   ", "\0", "a", "đ" * 200, "x " * 100, "'\"<>&%_\\", "((("])
def test_whatever_is_typed_is_answered(project, text: str) -> None:
    client = browser(UserFactory())
    assert client.get(PAGE, {"q": text}).status_code == 200
    assert client.get(SUGGEST, {"q": text}).status_code == 200
    assert client.get("/du-an/", {"q": text}).status_code == 200


# ---------------------------------------------------------------- who finds what


@pytest.mark.parametrize(
    "role", [Role.SECTOR_AGENCY, Role.COMMUNE_OFFICER, Role.OWNER, Role.INVESTOR]
)
def test_what_one_may_not_know_of_is_not_found(project, role: Role) -> None:
    client = browser(UserFactory(**{role.value: True}))
    for text in ("quang trung", NUMBER, project.code, "HS-7788", project.investor.tax_code):
        found = kinds(client, text)
        # Names of places are in the law; they lead to the reader's own list.
        assert set(found) <= {"place"}, (text, found)
        assert project.code not in client.get(SUGGEST, {"q": text}).content.decode()


def test_an_agency_finds_its_own(project) -> None:
    reader = UserFactory(sector_agency=True, agency=project.agency)
    found = kinds(browser(reader), "quang trung")
    assert found["project"] == found["investor"] == found["document"] == 1


def test_an_investor_finds_its_own_on_its_own_pages(project) -> None:
    reader = InvestorMemberFactory(investor=project.investor).user
    client = browser(reader)
    page = client.get(PAGE, {"q": "quang trung"})
    (answer,) = page.context["answers"]
    (hit,) = answer.found.hits
    assert hit.url == f"/du-an-cua-toi/{project.code}/"
    assert client.get(hit.url).status_code == 200
    (answer,) = (
        a for a in client.get(PAGE, {"q": NUMBER}).context["answers"] if a.source.kind == "document"
    )
    assert [hit.kind for hit in answer.found.hits] == ["instrument"]


def test_a_stranger_is_asked_to_sign_in() -> None:
    for url in (PAGE, SUGGEST, PIN):
        response = Client().post(url) if url == PIN else Client().get(url)
        assert response["Location"].startswith("/dang-nhap/")


# ---------------------------------------------------------------- going straight


@pytest.mark.parametrize("typed", ["DA-4711", "da 4711", "da4711"])
def test_an_exact_code_leads_straight_there(typed: str) -> None:
    row = ProjectFactory(code="DA-4711")
    index(row)
    index(ProjectFactory(code="DA-47110"))
    client = browser(UserFactory())
    assert client.get(PAGE, {"q": typed}).context["straight"].code == row.code
    first = client.get(SUGGEST, {"q": typed}).content.decode().split("data-first")[0]
    assert first.count('role="option"') == 1
    assert f'data-url="/du-an/{row.code}/"' in first


def test_two_of_one_number_lead_nowhere(project) -> None:
    client = browser(UserFactory())
    InstrumentFactory(number="5566/QĐ-UBND")
    assert client.get(PAGE, {"q": "5566/QĐ-UBND"}).context["straight"] is not None
    InstrumentFactory(number="5566/QĐ-UBND")
    assert client.get(PAGE, {"q": "5566/QĐ-UBND"}).context["straight"] is None
    assert "data-first" not in client.get(SUGGEST, {"q": "5566/QĐ-UBND"}).content.decode()


# ---------------------------------------------------------------- at hand


def test_what_was_opened_and_pinned_stands_on_the_empty_page(project) -> None:
    user = UserFactory()
    client = browser(user)
    client.get(f"/du-an/{project.code}/")
    client.get(f"/nha-dau-tu/{project.investor_id}/")
    kept = client.get(PAGE).context["at_hand"]
    assert [hit.key for hit in kept.recent] == [
        ("investor", project.investor_id),
        ("project", project.pk),
    ]
    posted = {"kind": "project", "id": project.pk, "on": "1", "next": f"/du-an/{project.code}/"}
    assert client.post(PIN, posted)["Location"] == f"/du-an/{project.code}/"
    kept = client.get(PAGE).context["at_hand"]
    assert [hit.code for hit in kept.pinned] == [project.code]
    assert [hit.kind for hit in kept.recent] == ["investor"]
    assert project.code in client.get(SUGGEST).content.decode()
    assert client.get(f"/du-an/{project.code}/").context["pin"]["on"] is True
    client.post(PIN, posted | {"on": "0"})
    assert not Pin.objects.exists()


def test_one_section_of_a_page_is_no_visit(project) -> None:
    client = browser(UserFactory())
    place = {"HX-Request": "true", "HX-Target": "cho-dau"}
    client.get(f"/du-an/{project.code}/", headers=place)
    assert not Visit.objects.exists()


def test_what_one_sees_no_longer_is_at_hand_no_longer(project) -> None:
    reader = UserFactory(sector_agency=True)
    PinFactory(user=reader, subject_id=project.pk)
    client = browser(reader)
    assert client.get(PAGE).context["at_hand"].pinned == []
    assert client.post(PIN, {"kind": "project", "id": project.pk, "on": "1"}).status_code == 404


@pytest.mark.parametrize(
    "posted",
    [
        {"kind": "project", "id": "9" * 30},
        {"kind": "project", "id": "một"},
        {"kind": "document", "id": "1"},
        {},
    ],
)
def test_only_what_there_is_can_be_pinned(posted: dict[str, Any]) -> None:
    client = browser(UserFactory())
    assert client.post(PIN, posted | {"on": "1"}).status_code == 404
    assert not Pin.objects.exists()


def test_a_pin_leads_to_no_other_site(project) -> None:
    posted = {"kind": "project", "id": project.pk, "on": "1", "next": "https://vidu.test/"}
    assert browser(UserFactory()).post(PIN, posted)["Location"] == PAGE


def test_the_pin_after_the_fiftieth_is_refused_in_words(project) -> None:
    reader = UserFactory()
    PinFactory.create_batch(50, user=reader, kind="investor")
    posted = {"kind": "project", "id": project.pk, "on": "1"}
    page = browser(reader).post(PIN, posted, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert not Pin.objects.filter(kind="project").exists()


def test_a_source_registers_once() -> None:
    source = extensions.search_sources()[0]
    with pytest.raises(ValueError, match=source.kind):
        extensions.search_source(source)


def test_an_exact_code_typed_in_the_box_opens_its_page(project) -> None:
    desk = browser(UserFactory())
    answer = desk.get(PAGE, {"q": project.code.lower(), "di": "1"})
    assert answer.status_code == 302
    assert answer["Location"] == f"/du-an/{project.code}/"
    assert desk.get(PAGE, {"q": "Quang Trung", "di": "1"}).status_code == 200
    assert desk.get(PAGE, {"q": project.code}).status_code == 200


def test_the_box_holds_what_was_sought_and_nothing_of_other_pages(project) -> None:
    desk = browser(UserFactory())
    box = 'aria-controls="goi-y"'
    for address, value in (
        (f"{PAGE}?q=kho+lanh", 'value="kho lanh"'),
        ("/viec-hom-nay/", 'value=""'),
    ):
        head = desk.get(address).content.decode().partition(box)[0]
        assert value in head.rpartition('id="q0"')[2]
