"""The report on late land: each project once, by its longest delay, with what was done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspections.models import CaseProject
from reporting import configuring
from reporting.builders import late_land, leaders, non_budget
from reporting.builders.asked import Asked
from reporting.document import cells
from reporting.document.shapes import Document, Figure, Unit
from reporting.rules.lateness import band, band_text
from tests.factories import (
    TODAY,
    DecisionInForce,
    FlagConfirmed,
    FlagDismissed,
    FlagOpen,
    ObligationOverdue,
    ProjectNotStarted,
    TrancheHandedOver,
)
from tests.factories.cases import CaseDecided, ConclusionPublished

pytestmark = pytest.mark.django_db


def asked(previous: Document | None = None) -> Asked:
    return Asked(cut_off=TODAY, generated_on=TODAY, letter=configuring.letter(), previous=previous)


def late(due: date, flag: Any, kind: str = "L1", **more: Any) -> Any:
    project = more.pop("project", None) or ProjectNotStarted(land_area_m2=10_000)
    duty = ObligationOverdue(project_id=project.pk, kind=kind, due_date=due, **more)
    flag(obligation=duty, project_id=project.pk, due_date=due)
    return project


@pytest.mark.parametrize(
    ("months", "place"), [(0, 0), (5, 0), (6, 1), (11, 1), (12, 2), (23, 2), (24, 3), (90, 3)]
)
def test_bands_begin_with_full_months(months: int, place: int) -> None:
    assert band(months) == place


def test_bands_in_words() -> None:
    assert [band_text(at) for at in range(4)] == [
        "Dưới 6 tháng",
        "Từ 6 đến dưới 12 tháng",
        "Từ 12 đến dưới 24 tháng",
        "Từ 24 tháng trở lên",
    ]


def test_each_project_is_counted_once_with_what_was_done() -> None:
    long = late(date(2024, 8, 31), FlagConfirmed)
    late(date(2026, 6, 30), FlagOpen, kind="L2", project=long)
    seen = late(date(2026, 3, 1), FlagConfirmed)
    late(date(2026, 2, 28), FlagOpen)
    late(date(2026, 1, 1), FlagDismissed)
    late(date(2026, 1, 1), FlagOpen, advisory=True)
    late(date(2026, 1, 1), FlagConfirmed, kind="I1")
    decision = DecisionInForce(project=seen, decided_date=date(2026, 8, 1))
    case: Any = CaseDecided(decision_date=date(2026, 7, 20))
    CaseProject.objects.create(case=case, project=seen)
    document = late_land.build(asked())
    found = {each.key.removeprefix("late_land."): each.value for each in document.figures}
    expected = {
        "projects": "3",
        "obligations": "4",
        "L1.projects": "3",
        "L2.projects": "1",
        "confirmed": "2",
        "inspected": "0",
        "band.0": "1",
        "band.1": "1",
        "band.2": "0",
        "band.3": "1",
        "handling.1": "1",
        "handling.none": "2",
        "area": "30000",
    }
    assert {key: found[key] for key in expected} == expected
    ConclusionPublished(case=case)
    following = late_land.build(asked(previous=document))
    figure = following.figure("late_land.inspected")
    assert figure is not None
    assert figure.rows == (f"project:{seen.code}",)
    (annex,) = following.annexes
    table = next(each for each in following.tables() if each.key == "projects")
    names = [row.cells[1].sub for row in table.rows[:-1]]
    assert names[0] == f"({long.code})", "the longest first"
    assert decision.document_number in {
        row.cells[10].sub for row in table.rows if len(row.cells) > 10
    }
    assert annex.landscape
    assert following.first_page is not None
    assert [each.key for each in following.first_page.asks] == ["inspect", "handle", "verify"]
    counts = {each.key: int(each.value or 0) for each in following.figures}
    for rule in following.sums:
        assert counts[rule.whole] == sum(counts[part] for part in rule.parts), rule.label
    assert Document.from_json(following.to_json()) == following
    TrancheHandedOver(project=long)
    monthly = non_budget.build(asked()).figure("land.late")
    own = following.figure("late_land.projects")
    assert monthly is not None
    assert own is not None
    assert (monthly.value, monthly.rows) == (own.value, own.rows)


def test_nobody_late_is_said() -> None:
    ProjectNotStarted()
    document = late_land.build(asked())
    assert "không có dự án nào có dấu hiệu chậm" in document.to_json()
    assert (list(document.tables()), document.annexes) == ([], ())


def test_areas_are_shown_in_hectares() -> None:
    def area(square_metres: int) -> Figure:
        return Figure(
            key="a", label="Diện tích", value=str(square_metres), unit=Unit.AREA, as_of=TODAY
        )

    count = cells.counted("n", "Số", 2, as_of=TODAY)
    now = {"a": area(204_730), "n": count}
    assert leaders.shown(now["a"]) == "20,47"
    (change, same) = leaders.changes(now, ("a", "n"), None)
    assert (change.label, change.now, same.label) == ("Diện tích (ha)", "20,47", "Số")
