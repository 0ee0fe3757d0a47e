"""The scorecard of Resolution 135 counted again by hand, and in both documents that print it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.coverage import coverage
from inspections.models import CaseProject
from projects.models import Project
from reporting import configuring
from reporting.actions.targets import load_targets
from reporting.builders import non_budget, scorecard
from reporting.builders.asked import Asked
from reporting.document.shapes import Document
from reporting.models import Target, TargetGoal
from reporting.rules.scorecard import LARGE_PROJECT_VND
from reporting.scorecard import read
from tests.factories import (
    TODAY,
    Adjustment,
    FlagConfirmed,
    ObligationOverdue,
    PolicyApproval,
    ProjectNotStarted,
    ProjectTerminated,
    RequestFactory,
)
from tests.factories.cases import CaseDecided, ConclusionPublished
from tests.factories.quality import (
    CertificateLineFactory,
    CertificatesListed,
    QualityComplete,
    QualityLacking,
)

pytestmark = pytest.mark.django_db


def asked(cut_off: date = TODAY, previous: Document | None = None) -> Asked:
    return Asked(
        cut_off=cut_off, generated_on=cut_off, letter=configuring.letter(), previous=previous
    )


@pytest.fixture
def world() -> dict[str, Any]:
    """Three large projects of which one was raised later, one late on land, a list of two."""
    load_targets()
    large = ProjectNotStarted()
    PolicyApproval(project=large, issued_date=date(2026, 8, 3), capital_vnd=LARGE_PROJECT_VND)
    raised = ProjectNotStarted(registered_capital_vnd=2 * LARGE_PROJECT_VND)
    first = PolicyApproval(
        project=raised, issued_date=date(2026, 2, 1), capital_vnd=LARGE_PROJECT_VND - 1
    )
    Adjustment(project=raised, adjusts=first, issued_date=TODAY, capital_vnd=2 * LARGE_PROJECT_VND)
    ended = ProjectTerminated()
    PolicyApproval(project=ended, issued_date=date(2024, 5, 1), capital_vnd=LARGE_PROJECT_VND)
    for project in (large, raised):
        late = ObligationOverdue(project_id=project.pk, kind="L1")
        FlagConfirmed(obligation=late, project_id=project.pk)
    case: Any = CaseDecided(decision_date=date(2026, 7, 20))
    CaseProject.objects.create(case=case, project=large)
    ConclusionPublished(case=case)
    QualityComplete(project=large, updated_on=TODAY)
    QualityLacking(project=raised, updated_on=TODAY)
    of_list = CertificatesListed()
    CertificateLineFactory(of_list=of_list, project=large)
    CertificateLineFactory(of_list=of_list, number="9900000002", number_key="9900000002")
    CertificateLineFactory(of_list=of_list, number="1", number_key="1", note="tỉnh khác")
    return {"large": large, "raised": raised, "ended": ended}


def values(document: Document) -> dict[str, str | None]:
    return {each.key.removeprefix("r135."): each.value for each in document.figures}


def test_every_cell_is_counted_from_its_rows(world: dict[str, Any]) -> None:
    RequestFactory(project=world["large"], filed_date=date(2026, 8, 20))
    document = scorecard.build(asked())
    found = values(document)
    expected = {
        "1.month.projects": "1",
        "1.year.projects": "1",
        "1.all.projects": "2",
        "1.all.capital": str(2 * LARGE_PROJECT_VND),
        "1.y2024.projects": "1",
        "2.month.asked": "1",
        "2.month.waiting": "1",
        "2.all.in_time_rate": None,
        "3.all.late": "2",
        "3.all.inspected": "1",
        "3.all.inspected_rate": "50.00",
        "3.all.handled": "0",
        "3.all.handled_rate": "0.00",
        "4.followed": "2",
        "4.meets": "1",
        "4.meets_rate": "50.00",
        "4.lines": "2",
        "4.found_rate": "50.00",
    }
    assert {key: found[key] for key in expected} == expected
    counts = [each for each in document.figures if each.unit == "count"]
    assert all(each.value == str(len(each.rows)) for each in counts)
    projects = {f"project:{project.code}" for project in (world["large"], world["ended"])}
    figure = document.figure("r135.1.all.projects")
    assert figure is not None
    assert set(figure.rows) == projects
    by_key = {each.key: int(each.value or 0) for each in document.figures if each.unit == "count"}
    for rule in document.sums:
        if rule.whole in by_key:
            assert by_key[rule.whole] == sum(by_key[part] for part in rule.parts), rule.label
    assert Document.from_json(document.to_json()) == document
    assert document.sha256 == scorecard.build(asked()).sha256
    assert set(coverage(None).confirmed) == {world["large"].pk, world["raised"].pk}


def test_a_later_cut_off_and_one_before_know_what_was_known(world: dict[str, Any]) -> None:
    before = read(date(2026, 7, 10))
    assert before is not None
    assert [len(before.attracted[key].projects) for key in ("month", "year", "all")] == [0, 0, 1]
    assert len(before.inspected["all"].inspected.rows) == 0, "the case was opened on 20/7"
    assert before.records.outside is None, "the list is of 31/8"
    assert read(date(2023, 11, 8)) is None
    with pytest.raises(scorecard.NoTargets):
        scorecard.build(asked(date(2023, 11, 8)))
    report = scorecard.build(asked(date(2026, 7, 10)))
    assert report.figure("r135.4.lines") is None
    following = scorecard.build(asked(previous=report))
    assert following.first_page is not None
    changes = {each.figure: each.change for each in following.first_page.changes}
    assert changes["r135.1.year.projects"] == "+1"


def test_section_seven_stands_in_the_monthly_report(world: dict[str, Any]) -> None:
    monthly = non_budget.build(asked())
    section = next(each for each in monthly.sections if each.key == "r135")
    assert section.title == "Thực hiện Nghị quyết số 135-NQ/TU"
    table = next(each for each in monthly.tables() if each.key == "r135")
    own = scorecard.build(asked())
    cells = {cell.figure for row in table.rows for cell in row.cells if cell.figure}
    assert cells
    assert all(monthly.figure(key) == own.figure(key) for key in cells)
    captions = [each.caption.partition(".")[0] for each in monthly.tables() if each.caption]
    assert captions == [f"Bảng {at}" for at in range(1, len(captions) + 1)]
    (pair,) = monthly.twins
    one, other = monthly.figure(pair.one), monthly.figure(pair.other)
    assert one is not None
    assert other is not None
    assert (one.value, one.rows) == (other.value, other.rows)
    ProjectNotStarted(code="DA-CU")
    assert non_budget.build(asked()).stale == ("project:DA-CU",) == scorecard.build(asked()).stale
    Target.objects.all().delete()
    assert "r135" not in {each.key for each in non_budget.build(asked()).sections}


def test_the_price_does_not_grow(world: dict[str, Any]) -> None:
    with CaptureQueriesContext(connection) as few:
        read(TODAY)
    for _ in range(5):
        project = ProjectNotStarted()
        PolicyApproval(project=project, issued_date=TODAY, capital_vnd=LARGE_PROJECT_VND)
        RequestFactory(project=project, filed_date=TODAY)
        late = ObligationOverdue(project_id=project.pk, kind="L2")
        FlagConfirmed(obligation=late, project_id=project.pk)
    with CaptureQueriesContext(connection) as many:
        read(TODAY)
    assert len(many) == len(few)


def test_what_the_province_edited_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert load_targets() == 4
    Target.objects.filter(number=2).update(definition="Theo cách của tỉnh.")
    TargetGoal.objects.filter(target__number=1, year=2026).update(low=4)
    call_command("load_targets")
    assert "Đã nạp 0 mục tiêu" in capsys.readouterr().out
    assert Target.objects.get(number=2).definition == "Theo cách của tỉnh."
    goals = TargetGoal.objects.filter(target__number=1).values_list("year", "low", "high")
    assert list(goals) == [(year, 4 if year == 2026 else 3, 5) for year in range(2023, 2031)]


def _sentences(document: Document) -> Iterator[str]:
    yield from (block.text for block in document.sections[0].blocks if hasattr(block, "text"))


def test_nobody_asked_and_none_late_is_said_and_never_all() -> None:
    load_targets()
    ProjectNotStarted()
    document = scorecard.build(asked())
    said = " ".join(_sentences(document))
    assert said.count("không tính là 100%") == 2
    assert "chưa có danh sách giấy chứng nhận" in said
    found = values(document)
    rates = [found[f"{key}_rate"] for key in ("2.all.in_time", "3.all.inspected", "3.all.handled")]
    assert rates == [None, None, None]
    assert Project.objects.count() == int(found["4.followed"] or 0) == 1
