"""Decisions on handling: their order, their board that sums, their deadline, their history."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import ProtectedError

from accounts.models import AuditEvent, User
from deadlines.models import Flag, Obligation
from projects import board
from projects.actions import handling, handling_many, terminating
from projects.actions.acts import Seen
from projects.actions.handling_classes import load_classes
from projects.actions.refusals import InTheFuture, Refusal, Stale
from projects.models import HandlingClass, HandlingDecision, Project
from tests.factories import (
    DecisionInForce,
    EntryLate,
    ProjectFactory,
    RoundOpen,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 8, 31, 3, 0, tzinfo=UTC)
TODAY = date(2026, 8, 31)
SOURCE = {
    "TERMINATE": 4,
    "PENALISE_THEN_ADJUST": 18,
    "COMPLETE_PROCEDURES": 42,
    "LAND_ENV_VIOLATION": 6,
    "MINERAL_AUCTION": 3,
    "DISTRICT_PENALISE": 5,
}
"""The six figures of sources/001: 78 projects."""


@pytest.fixture(autouse=True)
def classes() -> dict[str, HandlingClass]:
    load_classes()
    return {row.code: row for row in HandlingClass.objects.all()}


@pytest.fixture
def officer() -> User:
    user: User = UserFactory(display_name="Lê Thu Hà")
    return user


def facts(code: str, day: date, **said: Any) -> handling.DecisionFacts:
    found: dict[str, Any] = {
        "handling_class": HandlingClass.objects.get(code=code),
        "decided_date": day,
        "document_number": "512/TB-UBND",
        "authority": "Chủ tịch UBND tỉnh",
        "next_step": "Ban hành quyết định xử phạt",
        "next_step_date": date(2026, 9, 30),
    }
    return handling.DecisionFacts(**found | said)


def decide(officer: User, project: Project, code: str, day: date, **said: Any) -> HandlingDecision:
    current = HandlingDecision.objects.filter(project=project, ended_date=None).first()
    replaces = Seen(current.pk, current.version) if current else None
    outcome = handling.decide(
        by=officer,
        on=TODAY,
        at=AT,
        project_id=project.pk,
        replaces=replaces,
        facts=facts(code, day, **said),
    )
    return outcome.row


def seen(row: HandlingDecision, why: str = "") -> Seen:
    row.refresh_from_db()
    return Seen(row.pk, row.version, why)


def counted(on: date) -> dict[str, int]:
    codes = dict(HandlingClass.objects.values_list("pk", "code"))
    return {codes[line.pk]: line.projects for line in board.lines(board.in_force(on), on)}


# ------------------------------------------------------------ the board of sources/001


@pytest.fixture
def seventy_eight(officer: User) -> list[Project]:
    """4 + 18 + 42 + 6 + 3 + 5 projects decided in February 2024, each class by one document."""
    projects: list[Project] = []
    for code, count in SOURCE.items():
        these = [ProjectFactory() for _n in range(count)]
        handling_many.decide_many(
            by=officer,
            on=TODAY,
            at=AT,
            chosen=[handling_many.Chosen(project.pk, None) for project in these],
            facts=facts(code, date(2024, 2, 21), next_step_date=date(2026, 9, 1)),
        )
        projects += these
    return projects


def test_the_board_sums_to_78_before_and_after_the_districts_ended(
    seventy_eight: list[Project],
) -> None:
    assert counted(date(2025, 6, 30)) == SOURCE
    after = {**SOURCE, "LOCAL_PENALISE": 5}
    del after["DISTRICT_PENALISE"]
    for on in (date(2025, 7, 1), TODAY):
        assert counted(on) == after
        lines = board.lines(board.in_force(on), on)
        whole = board.total(lines)
        assert whole.projects == board.in_force(on).count() == 78
        assert whole.capital_vnd == 78 * 1_250_000_000_000
        (mapped,) = [line for line in lines if line.former]
        assert mapped.former == [
            ("Cấp huyện xử lý vi phạm trước khi tham mưu", date(2025, 6, 30), 5)
        ]
    assert HandlingDecision.objects.filter(handling_class__code="DISTRICT_PENALISE").count() == 5
    assert counted(date(2024, 2, 20)) == dict.fromkeys(SOURCE, 0), "nothing was decided yet"


def test_the_board_of_a_past_day_is_what_was_in_force_then(
    seventy_eight: list[Project], officer: User
) -> None:
    first, second = seventy_eight[0], seventy_eight[-1]
    handling.end(
        by=officer,
        on=TODAY,
        at=AT,
        seen=seen(first.handling_decisions.get()),
        ended_date=date(2025, 3, 1),
        reason="Đã chấm dứt hoạt động",
    )
    decide(officer, second, "LOCAL_PENALISE", date(2025, 7, 10))
    assert sum(counted(date(2025, 2, 28)).values()) == 78
    assert counted(date(2025, 2, 28))["TERMINATE"] == 4
    assert counted(date(2025, 3, 1))["TERMINATE"] == 3
    assert counted(date(2025, 7, 10))["LOCAL_PENALISE"] == 5, "four mapped and one decided anew"
    assert sum(counted(TODAY).values()) == 77


def test_a_class_without_capital_figures_counts_them_apart(officer: User) -> None:
    decide(officer, ProjectFactory(registered_capital_vnd=None), "TERMINATE", date(2026, 5, 1))
    decide(officer, ProjectFactory(registered_capital_vnd=5), "TERMINATE", date(2026, 5, 1))
    whole = board.total(board.lines(board.in_force(TODAY), TODAY))
    assert (whole.projects, whole.capital_vnd, whole.without_capital) == (2, 5, 1)


# ------------------------------------------------------------ one after the other


def test_a_new_decision_ends_the_one_in_force_on_its_day(officer: User) -> None:
    project = ProjectFactory()
    first = decide(officer, project, "TERMINATE", date(2026, 3, 1))
    second = decide(officer, project, "COMPLETE_PROCEDURES", date(2026, 5, 1))
    first.refresh_from_db()
    assert (first.ended_date, first.ended_reason) == (date(2026, 5, 1), "")
    assert second.ended_date is None
    event = AuditEvent.objects.filter(project_id=project.pk, verb="handling_decided").first()
    assert event is not None
    assert event.by_id == officer.pk
    assert (event.old["handling_class"], event.new["handling_class"]) == (
        "Chấm dứt hoạt động",
        "Hoàn thiện thủ tục đầu tư",
    )


@pytest.mark.parametrize(
    ("code", "day", "said", "refusal"),
    [
        ("DISTRICT_PENALISE", date(2025, 7, 1), {}, handling.ClassNotInForce),
        ("LOCAL_PENALISE", date(2025, 6, 30), {}, handling.ClassNotInForce),
        ("TERMINATE", date(2026, 9, 1), {}, InTheFuture),
        ("TERMINATE", date(2026, 1, 31), {}, handling.OlderThanInForce),
        (
            "TERMINATE",
            date(2026, 3, 1),
            {"next_step_date": date(2026, 2, 28)},
            handling.StepBeforeDecision,
        ),
    ],
    ids=["class ended", "class not begun", "day to come", "older", "step before"],
)
def test_what_cannot_be_decided_is_refused(
    officer: User, code: str, day: date, said: dict[str, Any], refusal: type[Refusal]
) -> None:
    project = ProjectFactory()
    decide(officer, project, "TERMINATE", date(2026, 2, 1)) if day.year == 2026 else None
    with pytest.raises(refusal):
        decide(officer, project, code, day, **said)


def test_a_colleague_who_was_faster_is_not_overwritten(officer: User) -> None:
    project = ProjectFactory()

    def late(replaces: Seen | None) -> None:
        handling.decide(
            by=officer,
            on=TODAY,
            at=AT,
            project_id=project.pk,
            replaces=replaces,
            facts=facts("TERMINATE", date(2026, 5, 1)),
        )

    theirs = decide(officer, project, "LAND_ENV_VIOLATION", date(2026, 4, 1))
    with pytest.raises(handling.DecidedMeanwhile):
        late(None)
    stale = seen(theirs)
    decide(officer, project, "MINERAL_AUCTION", date(2026, 4, 2))
    with pytest.raises(Stale):
        late(stale)
    assert HandlingDecision.objects.get(project=project, ended_date=None).handling_class.code == (
        "MINERAL_AUCTION"
    )


def test_the_round_must_have_looked_at_the_project(officer: User) -> None:
    entry = EntryLate()
    decided = decide(officer, entry.project, "TERMINATE", date(2026, 8, 20), round=entry.round)
    assert decided.round == entry.round
    with pytest.raises(handling.NotInThisRound):
        decide(officer, ProjectFactory(), "TERMINATE", date(2026, 8, 20), round=RoundOpen())


def test_handling_ends_once_and_for_a_reason(officer: User) -> None:
    row = decide(officer, ProjectFactory(), "COMPLETE_PROCEDURES", date(2026, 5, 1))

    def end(reason: str, day: date = date(2026, 8, 1)) -> None:
        handling.end(by=officer, on=TODAY, at=AT, seen=seen(row), ended_date=day, reason=reason)

    with pytest.raises(handling.ReasonNeeded):
        end("  ")
    with pytest.raises(Refusal, match=r"trước|before"):
        end("Xong", date(2026, 4, 30))
    end("Đã hoàn thiện thủ tục")
    with pytest.raises(handling.AlreadyEnded):
        end("Lần nữa")
    row.refresh_from_db()
    assert (row.ended_date, row.ended_reason) == (date(2026, 8, 1), "Đã hoàn thiện thủ tục")


def test_a_correction_needs_a_reason_and_moves_the_end_of_the_one_before(officer: User) -> None:
    project = ProjectFactory()
    first = decide(officer, project, "TERMINATE", date(2026, 3, 1))
    second = decide(officer, project, "MINERAL_AUCTION", date(2026, 5, 1))

    def correct(why: str, day: date) -> None:
        handling.correct(
            by=officer, on=TODAY, at=AT, seen=seen(second, why), facts=facts("MINERAL_AUCTION", day)
        )

    with pytest.raises(handling.ReasonNeeded):
        correct("", date(2026, 5, 2))
    with pytest.raises(handling.OlderThanInForce):
        correct("Nhầm ngày", date(2026, 2, 1))
    correct("Nhầm ngày", date(2026, 5, 2))
    first.refresh_from_db()
    assert first.ended_date == date(2026, 5, 2)
    event = AuditEvent.objects.get(verb="handling_corrected")
    assert (event.reason, event.old, event.new) == (
        "Nhầm ngày",
        {"decided_date": "2026-05-01"},
        {"decided_date": "2026-05-02"},
    )
    correct("", date(2026, 5, 2))
    assert AuditEvent.objects.filter(verb="handling_corrected").count() == 1, "nothing differed"


# ------------------------------------------------------------ many at once


def test_many_are_decided_each_with_its_history_or_none_at_all(officer: User) -> None:
    projects = [ProjectFactory() for _n in range(3)]
    standing = decide(officer, projects[0], "TERMINATE", date(2026, 3, 1))
    chosen = [
        handling_many.Chosen(projects[0].pk, seen(standing)),
        *(handling_many.Chosen(project.pk, None) for project in projects[1:]),
    ]

    def many(day: date, wanted: list[handling_many.Chosen] = chosen) -> None:
        handling_many.decide_many(
            by=officer, on=TODAY, at=AT, chosen=wanted, facts=facts("MINERAL_AUCTION", day)
        )

    with pytest.raises(handling_many.OneRefused, match=projects[0].code):
        many(date(2026, 2, 1))
    with pytest.raises(handling_many.ListChanged):
        many(date(2026, 5, 1), [handling_many.Chosen(projects[0].pk, None), *chosen[1:]])
    with pytest.raises(handling_many.NoProjectChosen):
        many(date(2026, 5, 1), [])
    with pytest.raises(handling_many.TooMany):
        many(date(2026, 5, 1), chosen * 200)
    assert HandlingDecision.objects.count() == 1
    many(date(2026, 5, 1))
    assert HandlingDecision.objects.filter(ended_date=None).count() == 3
    told = AuditEvent.objects.filter(verb="handling_decided", new__decided_date="2026-05-01")
    assert {event.project_id for event in told} == {project.pk for project in projects}
    assert Obligation.objects.filter(kind="H1", clock="running").count() == 3


# ------------------------------------------------------------ the day of the next step


def step_of(row: HandlingDecision) -> Obligation:
    return Obligation.objects.get(kind="H1", subject_kind="handling", subject_id=row.pk)


def test_the_next_step_is_an_obligation_of_the_agency_in_charge(officer: User) -> None:
    project = ProjectFactory()
    row = decide(officer, project, "TERMINATE", date(2026, 5, 1), next_step_date=date(2026, 8, 30))
    duty = step_of(row)
    assert (duty.bearer_agency_id, duty.due_date) == (project.agency_id, date(2026, 8, 30))
    assert board.in_force(TODAY).filter(board.late()).get() == row
    assert Flag.objects.get(obligation=duty).state == "open"
    following = decide(officer, project, "MINERAL_AUCTION", date(2026, 8, 31))
    duty.refresh_from_db()
    assert (duty.clock, duty.met_date) == ("met", date(2026, 8, 31))
    assert Flag.objects.get(obligation=duty).state == "resolved"
    assert step_of(following).clock == "running"
    assert not board.in_force(TODAY).filter(board.late()).exists()


def test_a_moved_day_keeps_the_first_one(officer: User) -> None:
    row = decide(officer, ProjectFactory(), "TERMINATE", date(2026, 5, 1))
    handling.correct(
        by=officer,
        on=TODAY,
        at=AT,
        seen=seen(row, "Chờ ý kiến Bộ"),
        facts=facts("TERMINATE", date(2026, 5, 1), next_step_date=date(2026, 10, 31)),
    )
    duty = step_of(row)
    assert (duty.first_due_date, duty.due_date) == (date(2026, 9, 30), date(2026, 10, 31))


def test_a_project_that_ended_owes_no_step(officer: User) -> None:
    project = ProjectFactory()
    row = decide(officer, project, "TERMINATE", date(2026, 5, 1))
    project.refresh_from_db()
    terminating.terminate(
        by=officer,
        on=TODAY,
        at=AT,
        seen=Seen(project.pk, project.version),
        facts=terminating.TerminationFacts(
            ground="investor_decision",
            number="1/QĐ",
            date=date(2026, 8, 1),
            authority="Sở Tài chính",
        ),
    )
    assert (step_of(row).clock, step_of(row).void_reason) == ("void", "terminated")


# ------------------------------------------------------------ the classes themselves


def test_what_an_administrator_edited_is_kept(classes: dict[str, HandlingClass]) -> None:
    HandlingClass.objects.filter(code="TERMINATE").update(short_name="Chấm dứt")
    HandlingClass.objects.filter(code="DISTRICT_PENALISE").update(replaced_by=None)
    HandlingClass.objects.filter(code="MINERAL_AUCTION").delete()
    assert load_classes() == 1, "only the missing one is written"
    kept = {row.code: row for row in HandlingClass.objects.all()}
    assert kept["TERMINATE"].short_name == "Chấm dứt"
    assert kept["DISTRICT_PENALISE"].replaced_by is None
    assert load_classes() == 0


def test_a_class_that_decisions_name_cannot_be_deleted() -> None:
    row = DecisionInForce()
    with pytest.raises(ProtectedError):
        row.handling_class.delete()
