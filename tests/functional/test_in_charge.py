"""An agency that ended is shown as who took over, and stays on record as it was (R-4.1, R-5.1)."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.in_charge import InCharge
from accounts.models import Agency
from deadlines.whose_days import whose_days
from tests.factories import (
    AgencyFactory,
    AgencySuccessionFactory,
    ObligationOverdue,
    ProjectFactory,
    TrancheHandedOver,
    UserFactory,
)
from tests.support.flags import raised

pytestmark = pytest.mark.django_db

WORDS = "Sở Tài chính (tiếp nhận từ Sở KH&amp;ĐT)"


@pytest.fixture
def former() -> Agency:
    """Sở Kế hoạch và Đầu tư, whose duties passed to Sở Tài chính."""
    old: Agency = AgencyFactory(short_name="Sở KH&ĐT", valid_to=date(2025, 2, 28))
    AgencySuccessionFactory(old=old, new=AgencyFactory(short_name="Sở Tài chính"))
    return old


@pytest.fixture
def desk(client: Client) -> Client:
    """The browser of a specialist."""
    client.force_login(UserFactory())
    return client


def test_the_project_page_names_who_is_in_charge(desk: Client, former: Agency) -> None:
    project = ProjectFactory(agency=former)
    TrancheHandedOver(project=project, agency=former)
    ObligationOverdue(project_id=project.pk, bearer_agency=former)
    page = desk.get(f"/du-an/{project.code}/").content.decode()
    assert page.count(WORDS) == 3
    project.refresh_from_db()
    assert project.agency == former, "what is on record stays"


def test_the_api_names_who_is_in_charge_as_pages_do(desk: Client, former: Agency) -> None:
    project = ProjectFactory(agency=former)
    TrancheHandedOver(project=project, agency=former)
    duty = ObligationOverdue(project_id=project.pk, bearer_agency=former)
    found = desk.get(f"/api/v1/projects/{project.code}/").json()
    words = unescape(WORDS)
    assert found["agency"] == found["tranches"][0]["agency"] == words
    assert [row["bearer_agency"] for row in found["obligations"]] == [words]
    (row,) = desk.get("/api/v1/obligations/").json()["results"]
    one = desk.get(f"/api/v1/obligations/{duty.pk}/").json()
    assert row["bearer_agency"] == one["bearer_agency"] == words


def test_flags_name_who_is_in_charge(desk: Client, former: Agency) -> None:
    tranche = TrancheHandedOver(project__agency=former)
    raised(project=tranche.project, kind="L1", subject_kind="tranche", subject_id=tranche.pk)
    assert WORDS in desk.get("/canh-bao/").content.decode()


def test_the_bearer_of_a_deadline_is_named_beside_its_days(former: Agency) -> None:
    pause = {"start": "2026-02-01", "end": "2026-02-10", "reasons": "late_handover"}
    duty = ObligationOverdue(
        bearer_agency=former,
        base_date=date(2026, 1, 1),
        steps=[{"kind": "excluded", "params": pause | {"references": "", "derived": False}}],
    )
    rows = whose_days(duty, date(2026, 3, 1))["rows"]
    assert rows[0]["side"] == "Sở Tài chính (tiếp nhận từ Sở KH&ĐT)"


def test_of_several_successors_the_number_is_told(former: Agency) -> None:
    AgencySuccessionFactory(old=former, new=AgencyFactory())
    assert InCharge.of([former]).name(former) == "Sở KH&ĐT (đã kết thúc; 2 cơ quan tiếp nhận)"


def test_an_agency_that_ended_without_successor_keeps_its_name() -> None:
    alone = AgencyFactory(short_name="Sở Ngoại vụ", valid_to=date(2025, 2, 28))
    assert InCharge.of([alone, None]).name(alone) == "Sở Ngoại vụ"


def test_nothing_is_asked_while_nothing_ended() -> None:
    agency = AgencyFactory()
    with CaptureQueriesContext(connection) as asked:
        assert InCharge.of([agency]).name(agency) == agency.short_name
    assert len(asked) == 0
