"""The report on inspections: published conclusions counted by hand, and nothing else of a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inspections.models import CaseProject
from projects.models import Project
from reporting import configuring
from reporting.builders import inspections, non_budget
from reporting.builders.asked import Asked
from reporting.document.shapes import Document
from reporting.rules.remedies import Standing, standing
from tests.factories import TODAY, InvestorFactory, ProjectNotStarted
from tests.factories.cases import CaseDecided, ConclusionPublished, ConclusionSigned
from tests.factories.remedies import (
    FindingRecorded,
    RecommendationClosed,
    RecommendationOpen,
    RecommendationToInvestor,
)

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


def report(cut_off: date = TODAY, previous: Document | None = None) -> Document:
    return inspections.build(
        Asked(cut_off=cut_off, generated_on=cut_off, letter=configuring.letter(), previous=previous)
    )


def values(document: Document) -> dict[str, str | None]:
    return {each.key: each.value for each in document.figures}


def words(document: Document) -> str:
    return document.to_json()


@pytest.mark.parametrize(
    ("due", "closed", "expected"),
    [
        pytest.param(TODAY, None, Standing.RUNNING, id="its last day"),
        pytest.param(TODAY - A_DAY, None, Standing.OVERDUE, id="the day after"),
        pytest.param(TODAY - A_DAY, TODAY, Standing.DONE, id="done late"),
        pytest.param(TODAY - A_DAY, TODAY + A_DAY, Standing.OVERDUE, id="done after the cut-off"),
        pytest.param(None, None, Standing.UNDATED, id="no day"),
        pytest.param(None, TODAY, Standing.DONE, id="no day, done"),
    ],
)
def test_how_a_recommendation_stands(
    due: date | None, closed: date | None, expected: Standing
) -> None:
    assert standing(due, closed, TODAY) is expected


def test_published_conclusions_are_counted_with_what_became_of_them() -> None:
    published = ConclusionPublished(published_date=date(2026, 8, 5), number="12/KL-TTT")
    project: Project = ProjectNotStarted()
    CaseProject.objects.create(case=published.case, project=project)
    FindingRecorded(conclusion=published, law_area="land", amount_vnd=1_284_600_000)
    RecommendationOpen(conclusion=published, due_date=TODAY - A_DAY, ordinal=1)
    RecommendationOpen(
        conclusion=published,
        due_date=TODAY,
        ordinal=2,
        kind="economic",
        amount_vnd=1_284_600_000,
        amount_done_vnd=642_300_000,
    )
    RecommendationClosed(conclusion=published, ordinal=3, closed_date=TODAY)
    RecommendationToInvestor(
        conclusion=published,
        ordinal=4,
        due_date=None,
        addressee_investor=InvestorFactory(name="Ông Người Minh Họa"),
        text="Liên hệ số 0912345678",
    )
    hidden = ConclusionSigned(case=CaseDecided(title="Việc chưa công khai"), number="99/KL-MAT")
    FindingRecorded(conclusion=hidden, amount_vnd=5)
    RecommendationOpen(conclusion=hidden, text="Điều chưa công khai")
    later = ConclusionPublished(published_date=TODAY + A_DAY, number="100/KL-MAT")

    document = report()
    expected = {
        "inspections.all.month": "1",
        "inspections.all.all": "1",
        "inspections.all.cases": "1",
        "inspections.all.projects": "1",
        "findings.all": "1",
        "findings.land.amount": "1284600000",
        "remedies.all": "4",
        "remedies.all.done": "1",
        "remedies.all.running": "1",
        "remedies.all.overdue": "1",
        "remedies.all.undated": "1",
        "remedies.all.done_rate": "25.00",
        "remedies.economic.recovered": "642300000",
    }
    found = values(document)
    assert {key: found[key] for key in expected} == expected
    text = words(document)
    assert "vụ việc chưa công khai không được tính" in text
    prose = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "(bằng chữ: Sáu trăm bốn mươi hai triệu, ba trăm nghìn đồng chẵn)." in prose, prose
    for secret in ("99/KL-MAT", "100/KL-MAT", hidden.case.code, later.case.code):
        assert secret not in text
    assert "Điều chưa công khai" not in text
    assert "Ông Người Minh Họa" not in text, "a person is not named"
    assert "0912345678" not in text
    counts = {each.key: int(each.value or 0) for each in document.figures if each.unit != "percent"}
    for rule in document.sums:
        assert counts[rule.whole] == sum(counts[part] for part in rule.parts), rule.label
    assert all(
        each.value == str(len(each.rows)) for each in document.figures if each.unit == "count"
    )
    assert document.first_page is not None
    assert [each.key for each in document.first_page.asks] == ["overdue", "undated"]
    assert Document.from_json(text) == document == report()

    monthly = non_budget.build(
        Asked(cut_off=TODAY, generated_on=TODAY, letter=configuring.letter())
    )
    keys = [each.key for each in monthly.sections]
    assert keys.index("inspections") == keys.index("overdue") + 1
    assert monthly.figure("remedies.all.overdue") == document.figure("remedies.all.overdue")
    before = report(date(2026, 7, 31))
    changes = report(previous=before).first_page
    assert changes is not None
    assert {each.figure: each.change for each in changes.changes}["remedies.all"] == "+4"


def test_nothing_published_is_said() -> None:
    ConclusionSigned()
    document = report()
    assert "Chưa có kết luận thanh tra" in words(document)
    assert (list(document.tables()), document.annexes) == ([], ())
    assert values(document)["remedies.all.done_rate"] is None
