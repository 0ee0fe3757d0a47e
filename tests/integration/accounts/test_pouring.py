"""Rows poured in are the rows that saving one by one would store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from accounts.actions.pouring import pour
from deadlines.models import Obligation
from projects.models import Project, ProjectQuality
from tests.factories import AgencyFactory, ObligationRunning, ProjectFactory, QualityLacking

pytestmark = pytest.mark.django_db

ODD = 'Dấu "ngoặc", \\gạch\\, {ngoặc}, \t tab,\nxuống dòng\r\n \\N và “Đ”'
NOW = datetime(2026, 11, 22, 8, 30, 1, 123456, tzinfo=UTC)


def stored(row: Project) -> dict[str, object]:
    found = Project.objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in found.items() if name not in ("id", "code")}


@time_machine.travel(NOW, tick=False)
def test_every_kind_of_column() -> None:
    facts = {
        "name": ODD,
        "agency": AgencyFactory(),
        "registered_capital_vnd": 2**60,
        "registered_capital_usd": Decimal("1234567890.10"),
        "land_area_m2": Decimal("0.01"),
        "state_as_of": date(2024, 2, 29),
        "as_published": {"Vốn": ODD, "rỗng": None, "danh sách": [1, "a"]},
        "investor": None,
    }
    one = Project(code="X-1", **facts)
    one.save()
    many = [Project(code=f"X-{n}", **facts) for n in range(2, 5)]
    pour(many)
    assert len({row.pk for row in many}) == 3
    for row in many:
        assert stored(row) == stored(one)
        assert not row._state.adding
    many[0].name = "khác"
    many[0].save()
    assert Project.objects.filter(name="khác").count() == 1


def test_lists_and_rows_numbered_by_another() -> None:
    obligation = ObligationRunning(ladder_audiences=["staff", 'a"b\\c'], steps=[{"kind": ODD}])
    twin = Obligation.objects.get(pk=obligation.pk)
    twin.pk, twin.subject_id = None, twin.subject_id + 1
    pour([twin])
    kept = Obligation.objects.get(pk=twin.pk)
    assert (kept.ladder_dates, kept.ladder_audiences, kept.steps) == (
        obligation.ladder_dates,
        obligation.ladder_audiences,
        obligation.steps,
    )
    quality = QualityLacking()
    other = ProjectQuality(
        project=ProjectFactory(),
        updated_on=quality.updated_on,
        asked=quality.asked,
        missing=[],
        measured_at=quality.measured_at,
    )
    pour([other])
    assert ProjectQuality.objects.get(pk=other.project_id).missing == []


def test_nothing_is_poured_of_nothing() -> None:
    before = Project.objects.count()
    pour([])
    assert Project.objects.count() == before


def test_constraints_hold() -> None:
    agency = AgencyFactory()
    with pytest.raises(IntegrityError, match="project_origin_is_known"), transaction.atomic():
        pour([Project(code="X-1", name="A", agency=agency, origin="?")])
