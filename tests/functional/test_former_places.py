"""Filters by places and agencies that ended, or had another name (R-5.3, R-5.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import AdministrativeUnit, Agency, AuditEvent
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    CommuneFactory,
    DistrictFactory,
    ProjectFactory,
    ProvinceFactory,
    UnitSuccessionFactory,
    UserFactory,
)
from tests.support.flags import raised

pytestmark = pytest.mark.django_db

LIST, FLAGS = "/du-an/", "/canh-bao/"
LAST = date(2025, 6, 30)


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def codes(client: Client, **conditions: Any) -> set[str]:
    response = client.get(LIST, conditions)
    assert response.status_code == 200
    return {row["code"] for row in response.context["rows"]}


def offered(client: Client, name: str, page: str = LIST) -> dict[str, list[str]]:
    """Words of a select by group; "" are those in no group."""
    said = client.get(page).context
    folded = said["groups"] if "groups" in said else [("", said["others"])]
    fields = [*said["first"], *(box for _words, boxes in folded for box in boxes)]
    choices = next(field for field in fields if field.name == name).field.choices
    groups: dict[str, list[str]] = {"": []}
    for value, words in choices:
        if isinstance(words, list | tuple):
            groups[str(value)] = [label for _value, label in words]
        elif value:
            groups[""].append(words)
    return groups


@pytest.fixture
def district() -> AdministrativeUnit:
    """A district, which a former and two present communes came from or went to."""
    found: AdministrativeUnit = DistrictFactory(name="huyện Hữu Lũng")
    return found


@pytest.fixture
def communes(district: AdministrativeUnit) -> list[AdministrativeUnit]:
    parts: list[AdministrativeUnit] = [CommuneFactory(name=f"xã Mới {n}") for n in (1, 2)]
    for part in parts:
        UnitSuccessionFactory(old=district, new=part, share=None)
    return parts


def test_a_former_district_finds_what_lies_in_its_communes(desk, district, communes) -> None:
    here = ProjectFactory(units=[communes[0]])
    still = ProjectFactory(units=[district])
    ProjectFactory(units=[CommuneFactory()])
    assert codes(desk, dia_ban=district.pk) == {here.code, still.code}


def test_a_commune_finds_what_names_its_former_district_only(desk, district, communes) -> None:
    undecided = ProjectFactory(units=[district])
    ProjectFactory(units=[communes[1]])
    assert codes(desk, dia_ban=communes[0].pk) == {undecided.code}


def test_a_commune_of_two_districts_is_found_by_both(desk, district, communes) -> None:
    other = DistrictFactory()
    UnitSuccessionFactory(old=other, new=communes[0], share=None)
    project = ProjectFactory(units=[communes[0]])
    elsewhere = ProjectFactory(units=[communes[1]])
    assert codes(desk, dia_ban=district.pk) == {project.code, elsewhere.code}
    assert codes(desk, dia_ban=other.pk) == {project.code}


def test_a_merged_province_finds_its_own_communes_only(desk) -> None:
    city = ProvinceFactory(code="31", name="thành phố Hải Phòng")
    old = ProvinceFactory(code="cu-30", name="tỉnh Hải Dương", valid_to=LAST)
    UnitSuccessionFactory(old=old, new=city)
    was_theirs = DistrictFactory(parent=old)
    theirs, others = CommuneFactory(parent=city), CommuneFactory(parent=city)
    UnitSuccessionFactory(old=was_theirs, new=theirs)
    inside, outside = ProjectFactory(units=[theirs]), ProjectFactory(units=[others])
    somewhere = ProjectFactory(units=[city])
    assert codes(desk, dia_ban=old.pk) == {inside.code, somewhere.code}
    assert codes(desk, dia_ban=city.pk) == {inside.code, outside.code, somewhere.code}


def test_former_places_stand_apart_the_wider_ones_first(desk, district, communes) -> None:
    former = CommuneFactory(name="xã Cũ", parent=district, valid_from=None, valid_to=LAST)
    UnitSuccessionFactory(old=former, new=communes[0])
    ProjectFactory(units=[communes[0]])
    groups = offered(desk, "dia_ban")
    assert groups[""] == ["Tỉnh Lạng Sơn", "xã Mới 1"]
    assert list(groups.values())[1] == ["huyện Hữu Lũng", "xã Cũ (huyện Hữu Lũng)"]
    words = [words for words, _url in desk.get(LIST, {"dia_ban": former.pk}).context["chips"]]
    assert words == ["Địa bàn: xã Cũ (huyện Hữu Lũng)"]


@pytest.fixture
def departments() -> tuple[Agency, Agency]:
    """Sở Kế hoạch và Đầu tư, and who took over (R-5.1)."""
    old = AgencyFactory(short_name="Sở KH&ĐT", valid_to=date(2025, 2, 28))
    new = AgencyFactory(short_name="Sở Tài chính")
    AgencySuccessionFactory(old=old, new=new)
    return old, new


def test_an_agency_finds_what_was_its_predecessors_and_the_other_way(desk, departments) -> None:
    old, new = departments
    projects = {ProjectFactory(agency=agency).code for agency in departments}
    ProjectFactory()
    assert codes(desk, co_quan=old.pk) == codes(desk, co_quan=new.pk) == projects
    groups = offered(desk, "co_quan")
    assert "Sở Tài chính" in groups[""]
    assert list(groups.values())[1] == ["Sở KH&ĐT"]


def test_flags_are_found_by_the_former_agency_too(desk, departments) -> None:
    old, new = departments
    flag = raised(project=ProjectFactory(agency=old), kind="L1")
    raised(project=ProjectFactory(), kind="L1")
    for agency in (old, new):
        page = desk.get(FLAGS, {"co_quan": agency.pk})
        assert [row["url"] for row in page.context["rows"]] == [f"{FLAGS}{flag.pk}/"]
        assert page.context["chips"][0][0].endswith(agency.short_name)
    assert list(offered(desk, "co_quan", FLAGS).values())[1] == ["Sở KH&ĐT"]


def test_a_succession_written_in_the_administration_counts_at_once_and_is_told(client) -> None:
    client.force_login(
        UserFactory(administrator=True),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    old = DistrictFactory(name="huyện Cũ")
    new = CommuneFactory(name="xã Mới")
    project = ProjectFactory(units=[new])
    assert codes(client, dia_ban=old.pk) == {project.code}, "nothing is offered, so nothing narrows"
    typed = {
        "old": old.pk,
        "new": new.pk,
        "share": "",
        "effective_date": "2025-07-01",
        "legal_reference": "Luật 72/2025/QH15",
    }
    add = "/quan-tri/accounts/administrativeunitsuccession/add/"
    assert client.post(add, typed).status_code == 302
    ProjectFactory()
    assert codes(client, dia_ban=old.pk) == {project.code}
    event = AuditEvent.objects.get(subject_kind="unit_succession")
    assert "share" not in event.new, "nobody recorded how large a part"
