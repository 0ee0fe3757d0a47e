"""The supervision figures: who reported, was checked or is late, over the quarter and the year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspections.models import CaseProject
from projects.models import Contact
from reporting import configuring
from reporting.builders import supervision
from reporting.builders.asked import Asked, NothingToReport
from reporting.document.shapes import Document
from reporting.rules import doctor
from tests.factories import ContactMissed, ObligationMet, ObligationOverdue, ProjectNotStarted
from tests.factories.cases import CaseDecided, ConclusionPublished
from tests.factories.periods import SuspensionRunning

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 20)


def asked(day: date = DAY) -> Asked:
    return Asked(cut_off=day, generated_on=day, letter=configuring.letter())


def values(document: Document) -> dict[str, str | None]:
    return {each.key.removeprefix("supervision."): each.value for each in document.figures}


def reported(project: Any, due: date, submitted: date, cycle: str) -> None:
    ObligationMet(
        project_id=project.pk,
        kind="R1",
        subject_kind="project",
        subject_id=project.pk,
        cycle=cycle,
        due_date=due,
        submitted_date=submitted,
        met_date=submitted,
    )


def silent(project: Any, due: date, cycle: str, kind: str = "R1") -> None:
    ObligationOverdue(
        project_id=project.pk,
        kind=kind,
        subject_kind="project",
        subject_id=project.pk,
        cycle=cycle,
        due_date=due,
    )


def test_reports_and_checks_are_those_of_the_period() -> None:
    prompt, slow, mute = (ProjectNotStarted() for _ in range(3))
    due = date(2026, 7, 9)
    reported(prompt, due, due, "2026-Q2")
    reported(slow, due, date(2026, 7, 12), "2026-Q2")
    silent(mute, due, "2026-Q2")
    silent(mute, date(2026, 4, 9), "2026-Q1")
    silent(slow, date(2026, 6, 30), "", kind="I1")
    for day in (date(2026, 5, 4), date(2026, 7, 20)):
        ContactMissed(project=mute, date=day, channel=Contact.Channel.VISIT)
    ContactMissed(project=prompt, date=date(2026, 5, 4), channel=Contact.Channel.VISIT)
    ContactMissed(project=slow, date=date(2026, 7, 20))
    case: Any = CaseDecided(decision_date=date(2026, 7, 20))
    CaseProject.objects.create(case=case, project=slow)
    quarter = supervision.build_quarter(asked())
    expected = {
        "followed": "3",
        "reports": "3",
        "reports.in_time": "1",
        "reports.late": "1",
        "reports.overdue": "1",
        "reports.rate": "33.33",
        "unreported": "1",
        "older": "1",
        "checked": "1",
        "checked.inspected": "0",
        "late": "1",
        "late.duties": "1",
        "late.rate": "33.33",
        "obstacles": "0",
    }
    found = values(quarter)
    assert {key: found[key] for key in expected} == expected
    figure = quarter.figure("supervision.unreported")
    assert figure is not None
    assert figure.rows == (f"project:{mute.code}",)
    assert [each.key for each in quarter.annexes] == ["unreported"]
    assert quarter.first_page is not None
    assert [each.key for each in quarter.first_page.asks] == ["late", "report"]
    ConclusionPublished(case=case, published_date=date(2026, 8, 19))
    SuspensionRunning(project=slow, start_date=date(2026, 8, 1))
    year = supervision.build_year(asked())
    found = values(year)
    expected = {"reports": "4", "reports.overdue": "2", "older": "0", "checked.visited": "2"}
    expected |= {"checked.inspected": "1", "checked": "3", "obstacles.suspended": "1"}
    assert {key: found[key] for key in expected} == expected
    for document in (quarter, year):
        counts = {e.key: int(e.value or 0) for e in document.figures if e.unit == "count"}
        for rule in document.sums:
            assert counts[rule.whole] == sum(counts[part] for part in rule.parts), rule
        text = document.to_json()
        assert Document.from_json(text) == document
    assert supervision.build_year(asked()).to_json() == year.to_json()
    early = values(supervision.build_quarter(asked(date(2026, 7, 9))))
    assert (early["reports.in_time"], early["reports.running"]) == ("1", "2")


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(NothingToReport):
        supervision.build_year(asked())
    ProjectNotStarted()
    document = supervision.build_quarter(asked())
    text = document.to_json()
    assert "Trong kỳ không có báo cáo của nhà đầu tư đến hạn nộp" in text
    assert "Không có dự án nào có thời hạn đã quá" in text
    assert ([each.key for each in document.tables()], document.annexes) == (["followed"], ())
    assert [rule.whole for rule in document.sums] == ["supervision.followed"]
    assert doctor.examine(document, None, {}).passed
