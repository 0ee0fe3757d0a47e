"""Who sees the projects of agencies and places that no longer exist (R-4.1, R-5.1 to R-5.5)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from projects.models import Project
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    CommuneFactory,
    DistrictFactory,
    ProjectFactory,
    TrancheHandedOver,
    UnitSuccessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def seen(user: User) -> set[str]:
    """As a new request sees it."""
    found = Project.objects.visible_to(User.objects.get(pk=user.pk))
    return set(found.values_list("code", flat=True))


def test_a_department_has_what_its_predecessors_followed_and_handed_over() -> None:
    officer = UserFactory(sector_agency=True)
    land, farms = AgencyFactory(sector=True), AgencyFactory(sector=True)
    followed = ProjectFactory(agency=land)
    handed = TrancheHandedOver(agency=farms).project
    ProjectFactory()
    assert seen(officer) == set()
    for old in (land, farms):
        AgencySuccessionFactory(old=old, new=officer.agency)
    assert seen(officer) == {followed.code, handed.code}


def test_duties_pass_along_a_chain_and_a_circle_does_no_harm() -> None:
    officer = UserFactory(sector_agency=True)
    first, second = AgencyFactory(), AgencyFactory()
    project = ProjectFactory(agency=first)
    AgencySuccessionFactory(old=first, new=second)
    AgencySuccessionFactory(old=second, new=officer.agency)
    AgencySuccessionFactory(old=officer.agency, new=first)
    assert seen(officer) == {project.code}


def test_a_succession_recorded_ahead_waits_for_its_day() -> None:
    officer, old = UserFactory(sector_agency=True), AgencyFactory()
    project = ProjectFactory(agency=old)
    today = timezone.localdate()
    row = AgencySuccessionFactory(
        old=old, new=officer.agency, effective_date=today + timedelta(days=1)
    )
    assert seen(officer) == set()
    row.effective_date = today
    row.save()
    assert seen(officer) == {project.code}


def test_a_divided_agency_passes_its_projects_on_by_place() -> None:
    old = AgencyFactory(kind="district")
    here, there = (AgencyFactory(commune=True) for _ in range(2))
    for new in (here, there):
        AgencySuccessionFactory(old=old, new=new)
    mine = ProjectFactory(agency=old, units=[here.unit])
    ProjectFactory(agency=old, units=[there.unit])
    ProjectFactory(agency=old)
    assert seen(UserFactory(owner=True, agency=here)) == {mine.code}


def test_a_commune_has_what_went_to_it_alone_and_wholly() -> None:
    officer = UserFactory(commune_officer=True)
    commune = officer.agency.unit
    whole, divided, district = CommuneFactory(), CommuneFactory(), DistrictFactory()
    inside = ProjectFactory(units=[whole])
    for place in (divided, district):
        ProjectFactory(units=[place])
    UnitSuccessionFactory(old=whole, new=commune)
    for place in (divided, district):
        UnitSuccessionFactory(old=place, new=commune, share=None)
        UnitSuccessionFactory(old=place, new=CommuneFactory(), share=None)
    assert seen(officer) == {inside.code}


def test_a_part_of_a_place_is_not_its_whole() -> None:
    officer = UserFactory(commune_officer=True)
    old = CommuneFactory()
    ProjectFactory(units=[old])
    row = UnitSuccessionFactory(old=old, new=officer.agency.unit, share=Decimal("0.4"))
    assert seen(officer) == set()
    row.share = None
    row.full_clean()
    row.save()
    assert seen(officer) == set()


@pytest.mark.parametrize("role", ["sector_agency", "commune_officer"])
def test_what_one_sees_costs_the_same_however_many_predecessors(role: str) -> None:
    officer = UserFactory(**{role: True})

    def asked() -> int:
        user = User.objects.get(pk=officer.pk)
        with CaptureQueriesContext(connection) as queries:
            list(Project.objects.visible_to(user))
            list(Project.objects.visible_to(user))
        return len(queries)

    few = asked()
    for _ in range(8):
        AgencySuccessionFactory(new=officer.agency, effective_date=date(2025, 3, 1))
    assert asked() == few <= 5
