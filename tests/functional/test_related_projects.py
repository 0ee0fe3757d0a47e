"""Related projects on both pages, and zones chosen by name."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent
from projects.models import InvestmentZone, Project, ProjectLink
from tests.factories import LinkFactory, ProjectFactory, UserFactory, ZoneFactory
from tests.support.forms import address, boxes, errors, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def words(desk: Client, project: Project) -> list[tuple[str, str]]:
    page = desk.get(reverse("projects:detail", args=[project.code]))
    return [(str(row["words"]), row["code"]) for row in page.context["related"]]


def test_a_link_is_read_from_both_sides(desk: Client) -> None:
    first, second = ProjectFactory(), ProjectFactory()
    send(desk, address("link_add", second), kind="phase_of", other=first.code.lower())
    here, there = words(desk, second), words(desk, first)
    assert here[0][1] == first.code
    assert there[0][1] == second.code
    assert here[0][0] != there[0][0]
    events = AuditEvent.objects.filter(verb="project_linked")
    assert {event.project_id for event in events} == {first.pk, second.pk}


def test_the_other_is_found_by_a_part_of_its_name(desk: Client) -> None:
    project = ProjectFactory(name="Nhà máy này")
    other = ProjectFactory(name="Trạm biến áp Lũng Vài", search_text="tram bien ap lung vai")
    send(desk, address("link_add", project), kind="supplies", other="lũng vài")
    assert ProjectLink.objects.get().other_id == other.pk


def test_several_are_named_and_none_is_said(desk: Client) -> None:
    project = ProjectFactory(search_text="cong ty")
    twins = [ProjectFactory(search_text="xuong go lung vai") for _ in range(2)]
    where = address("link_add", project)
    page = desk.post(where, boxes(desk.get(where)) | {"kind": "replaces", "other": "xưởng gỗ"})
    assert page.status_code == 422
    assert all(twin.code in str(errors(page)["other"]) for twin in twins)
    page = desk.post(where, boxes(desk.get(where)) | {"kind": "replaces", "other": "không có"})
    assert "other" in errors(page)
    page = desk.post(where, boxes(desk.get(where)) | {"kind": "replaces", "other": project.code})
    assert "other" in errors(page), "not to itself"


def test_the_same_link_is_refused_from_either_side(desk: Client) -> None:
    row = LinkFactory(kind="shares_site")
    for here, there in ((row.project, row.other), (row.other, row.project)):
        where = address("link_add", here)
        typed = {"kind": "shares_site", "other": there.code}
        assert desk.post(where, boxes(desk.get(where)) | typed).status_code == 422
    assert ProjectLink.objects.count() == 1


def test_a_link_is_removed_from_the_other_side_for_a_reason(desk: Client) -> None:
    row = LinkFactory()
    where = reverse("projects:link_remove", args=[row.other.code, row.pk])
    page = desk.post(where, boxes(desk.get(where)) | {"reason": " "})
    assert page.status_code == 422
    assert ProjectLink.objects.exists()
    send(desk, where, reason="Nhập nhầm dự án")
    assert not ProjectLink.objects.exists()
    events = AuditEvent.objects.filter(verb="project_unlinked")
    assert {event.reason for event in events} == {"Nhập nhầm dự án"}
    assert events.count() == 2


def test_a_link_of_others_does_not_exist(desk: Client) -> None:
    row = LinkFactory()
    where = reverse("projects:link_remove", args=[ProjectFactory().code, row.pk])
    assert desk.get(where).status_code == 404


def test_what_one_may_not_see_is_not_told(client: Client) -> None:
    row = LinkFactory()
    client.force_login(UserFactory(owner=True, agency=row.project.agency))
    page = client.get(reverse("projects:detail", args=[row.project.code]))
    assert page.status_code == 200
    assert page.context["related"] == []


def test_a_zone_by_name_sets_its_kind_and_is_a_condition_of_the_list(desk: Client) -> None:
    zone = ZoneFactory(kind="industrial_cluster")
    project, outside = ProjectFactory(zone="unknown"), ProjectFactory()
    send(desk, address("edit", project), zone_place=str(zone.pk))
    project.refresh_from_db()
    assert (project.zone_place_id, project.zone) == (zone.pk, "industrial_cluster")
    found = desk.get(reverse("projects:list"), {"khu_cum": zone.pk}).content.decode()
    assert project.code in found
    assert outside.code not in found


def test_an_administrator_keeps_the_zones(client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    typed = {"code": "kcn-a", "name": "Khu công nghiệp A", "kind": "industrial_zone", "agency": ""}
    page = client.post(reverse("admin:projects_investmentzone_add"), typed)
    assert page.status_code == 302
    row = InvestmentZone.objects.get()
    assert row.sort_key
    assert AuditEvent.objects.filter(verb="investmentzone_added", subject_id=row.pk).exists()
