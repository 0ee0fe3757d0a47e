"""A report on a past day says which of its projects were written after that day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from accounts.models import Agency, User
from projects.actions import handing_over, projects
from projects.actions.acts import Seen
from projects.models import Project
from reporting import configuring
from reporting.actions.targets import load_targets
from reporting.builders import non_budget, scorecard, supervision
from reporting.builders.asked import Asked
from reporting.document.shapes import Document, Paragraph
from reporting.recorded_after import codes_after
from reporting.rules.doctor import AFTER, Kind, examine
from tests.factories import AgencyFactory, ProjectTerminated, UserFactory

pytestmark = pytest.mark.django_db

CUT_OFF, FROZEN = date(2026, 10, 31), date(2026, 11, 5)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def facts(name: str, by: User, agency: Agency, capital_ty: int) -> projects.ProjectFacts:
    return projects.ProjectFacts(
        name=name, agency=agency, registered_capital_vnd=capital_ty * 10**9, officer=by
    )


def raise_capital(project: Project, by: User, day: date, capital_ty: int) -> None:
    project.refresh_from_db()
    with time_machine.travel(at(day), tick=False):
        projects.change(
            by=by,
            on=day,
            at=at(day),
            seen=Seen(project.pk, project.version),
            facts=facts(project.name, by, project.agency, capital_ty),
        )


@pytest.fixture
def registry() -> dict[str, str]:
    """Codes by name: one was changed before the day, one after it, one there and back."""
    by, agency = UserFactory(specialist=True), AgencyFactory()
    load_targets()
    made: dict[str, Project] = {}

    def enter(day: date, *names: str) -> None:
        with time_machine.travel(at(day), tick=False):
            for name in names:
                entered = facts(name, by, agency, 5)
                made[name] = projects.create(
                    by=by, on=day, at=at(day), prefix="DA", facts=entered
                ).row

    enter(date(2026, 10, 1), "still", "early", "moved", "back", "officer")
    raise_capital(made["early"], by, date(2026, 10, 31), 80)
    raise_capital(made["moved"], by, date(2026, 11, 1), 80)
    raise_capital(made["back"], by, date(2026, 11, 2), 80)
    raise_capital(made["back"], by, date(2026, 11, 3), 5)
    with time_machine.travel(at(FROZEN), tick=False):
        wanted = handing_over.HandOver(
            from_id=by.pk, to=None, project_ids=[made["officer"].pk], reason="Nghỉ"
        )
        handing_over.hand_over(by=by, on=FROZEN, at=at(FROZEN), wanted=wanted)
        ProjectTerminated(code="DA-ended-and-new")
    enter(FROZEN, "new")
    return {name: project.code for name, project in made.items()}


def asked(cut_off: date) -> Asked:
    return Asked(cut_off=cut_off, generated_on=FROZEN, letter=configuring.letter())


def texts(document: Document) -> str:
    return " ".join(each.text for each in document.blocks() if isinstance(each, Paragraph))


def test_only_what_would_have_been_counted_otherwise(registry: dict[str, str]) -> None:
    later = (registry["moved"], registry["new"])
    assert codes_after(CUT_OFF) == later
    assert codes_after(date(2026, 11, 1)) == (registry["new"],)
    assert codes_after(FROZEN) == ()
    assert codes_after(date(2026, 9, 30)) == tuple(sorted(registry.values()))


@pytest.mark.parametrize(
    "build",
    [non_budget.build, scorecard.build, supervision.build_quarter, supervision.build_year],
)
def test_the_report_says_so_and_the_doctor_asks(registry: dict[str, str], build: Any) -> None:
    document = build(asked(CUT_OFF))
    figure = document.figure(AFTER)
    rows = tuple(f"project:{registry[name]}" for name in ("moved", "new"))
    assert (figure.value, figure.rows) == ("2", rows)
    assert "sau ngày 31/10/2026 có 02\xa0dự án được ghi mới hoặc sửa số liệu" in texts(document)
    assert "cơ sở dữ liệu ngày 05/11/2026" in texts(document)
    (finding,) = (each for each in examine(document, None, {}).findings if each.kind is Kind.AFTER)
    assert (finding.figure, finding.blocks) == (AFTER, False)
    on_time = build(asked(FROZEN))
    assert "cơ sở dữ liệu ngày" not in texts(on_time)
    assert Kind.AFTER not in {each.kind for each in examine(on_time, None, {}).findings}
