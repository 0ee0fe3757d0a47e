"""Clocks after a conclusion and of the plan by tables of their days: K8 to K10, K12 to K16."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from deadlines.rule_words import OWED_BY_EITHER, OWED_BY_THE_STATE, SUBJECTS
from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Audience, Level
from inspections.rules.clock_cases import of_case
from inspections.rules.clock_facts import (
    AnswerFacts,
    ConclusionFacts,
    FineFacts,
    FollowedFacts,
    PlanFacts,
    RemedyFacts,
    SubjectFacts,
)
from inspections.rules.clock_follow_up import of_conclusion, of_fine, of_remedy
from inspections.rules.clock_plans import of_plan
from tests.support.case_clocks import BODY, HEAD, by_kind, case, conclusion, told

FIRM, COMMUNE = SubjectFacts(investor_id=3), SubjectFacts(agency_id=4)
SIGNED, PUBLISHED = date(2026, 8, 3), date(2026, 8, 7)
DUE = date(2026, 8, 30)


def followed(has_clocks: bool = True, subjects: Any = (FIRM,), **more: Any) -> FollowedFacts:
    known: dict[str, Any] = {"id": 2, "ordinal": 1, "number": "12/KL", "signed": SIGNED}
    return FollowedFacts(
        conclusion=ConclusionFacts(**known | more),
        agency_id=BODY,
        head_agency_id=HEAD,
        has_clocks=has_clocks,
        subjects=subjects,
    )


def remedy(*answers: AnswerFacts, **more: Any) -> RemedyFacts:
    known: dict[str, Any] = {"id": 7, "published": PUBLISHED, "due": DUE, "bearer": COMMUNE}
    return RemedyFacts(answers=answers, **known | more)


def plan(**more: Any) -> PlanFacts:
    return PlanFacts(**{"id": 1, "year": 2027, "agency_id": BODY, "head_agency_id": HEAD} | more)


# ---------------------------------------------------------------- K8, K9, K10


def test_a_signed_conclusion_is_published_within_ten_days() -> None:
    (found,) = of_conclusion(followed(), told())
    assert (found.kind, found.due_date, found.bearer_agency_id) == ("K8", date(2026, 8, 13), BODY)
    assert {found.audience, *(rung.audience for rung in found.rungs)} == {Audience.CASE}
    levels = [found.standing(date(2026, 8, day))[0] for day in (12, 13, 14)]
    assert levels == [Level.FINAL_WARNING, Level.FINAL_WARNING, Level.OVERDUE]


def test_publication_begins_the_days_of_each_subject_and_of_the_managing_body() -> None:
    found = list(of_conclusion(followed(subjects=(FIRM, COMMUNE), published=PUBLISHED), told()))
    assert [(e.kind, e.cycle, e.due_date, e.clock) for e in found] == [
        ("K8", "", date(2026, 8, 13), Clock.MET),
        ("K9", "investor-3", date(2026, 8, 17), Clock.RUNNING),
        ("K9", "agency-4", date(2026, 8, 17), Clock.RUNNING),
        ("K10", "", date(2026, 8, 22), Clock.RUNNING),
    ]
    assert [(e.bearer_agency_id, e.bearer_investor_id) for e in found[1:]] == [
        (None, 3),
        (4, None),
        (HEAD, None),
    ]
    assert {each.audience for each in found} == {Audience.BEARER}


def test_published_late_and_acted_on_late_is_remembered() -> None:
    steps = {"subject": date(2026, 8, 24), "manager": date(2026, 8, 29)}
    facts = followed(published=date(2026, 8, 14), steps=steps)
    late = {kind: each.met_late for kind, each in by_kind(of_conclusion(facts, told())).items()}
    assert late == {"K8": True, "K9": False, "K10": False}


def test_without_a_subject_nobody_is_made_to_report() -> None:
    found = by_kind(of_conclusion(followed(subjects=(), published=PUBLISHED), told()))
    assert (found["K9"].clock, found["K9"].missing) == (Clock.UNKNOWN, "case_subject")


@pytest.mark.parametrize(
    ("signed", "published", "kinds"),
    [
        (date(2025, 6, 30), None, []),
        (date(2025, 7, 1), None, ["K8"]),
        # Signed under the old law, published under the new one.
        (date(2025, 6, 20), date(2025, 6, 30), []),
        (date(2025, 6, 20), date(2025, 7, 1), ["K9", "K10"]),
    ],
)
def test_whatever_is_signed_or_published_under_the_new_law_is_followed_up(
    signed, published, kinds
) -> None:
    facts = followed(signed=signed, published=published)
    assert [each.kind for each in of_conclusion(facts, told())] == kinds
    assert list(of_conclusion(followed(has_clocks=False, published=published), told())) == []


# ---------------------------------------------------------------- K12


@pytest.mark.parametrize(
    ("facts", "clock", "met"),
    [
        (remedy(), Clock.RUNNING, None),
        # In part: the clock goes on.
        (remedy(AnswerFacts(submitted=DUE, percent=50, accepted=True)), Clock.RUNNING, None),
        (remedy(AnswerFacts(submitted=DUE, percent=50, accepted=False)), Clock.RUNNING, None),
        # All of it, in time: it stands still until somebody has looked.
        (remedy(AnswerFacts(submitted=DUE, percent=100, accepted=False)), Clock.STOPPED, None),
        (
            remedy(AnswerFacts(submitted=DUE + timedelta(1), percent=100, accepted=False)),
            Clock.RUNNING,
            None,
        ),
        # Accepted later, it counts on the day it came in.
        (
            remedy(
                AnswerFacts(submitted=DUE, percent=100, accepted=True), closed=date(2026, 9, 20)
            ),
            Clock.MET,
            DUE,
        ),
        (remedy(closed=date(2026, 9, 20)), Clock.MET, date(2026, 9, 20)),
        (remedy(due=None), Clock.UNKNOWN, None),
    ],
)
def test_a_recommendation_is_met_on_the_day_of_the_answer_that_is_accepted(
    facts, clock, met
) -> None:
    (found,) = of_remedy(facts, told())
    assert (found.clock, found.met_date) == (clock, met)


def test_a_recommendation_climbs_on_the_first_day_and_after_15() -> None:
    (found,) = of_remedy(remedy(amount_vnd=100, done_vnd=40), told())
    levels = [found.standing(DUE + timedelta(day))[0] for day in (0, 1, 14, 15, 90)]
    assert levels == [
        *(Level.FINAL_WARNING, Level.OVERDUE, Level.OVERDUE),
        *(Level.OVERDUE_90, Level.OVERDUE_180),
    ]
    assert (found.amount_due_vnd, found.amount_met_vnd) == (100, 40)


# ---------------------------------------------------------------- K13


@pytest.mark.parametrize(
    ("payments", "clock", "met", "paid"),
    [
        ((), Clock.RUNNING, None, 0),
        (((date(2026, 8, 20), 40),), Clock.RUNNING, None, 40),
        (((date(2026, 8, 20), 40), (date(2026, 9, 1), 30)), Clock.MET, date(2026, 9, 1), 70),
        (((date(2026, 8, 20), 80),), Clock.MET, date(2026, 8, 20), 70),
    ],
)
def test_a_fine_is_met_when_all_of_it_is_paid(payments, clock, met, paid) -> None:
    facts = FineFacts(
        id=1, decided=date(2026, 8, 14), due=date(2026, 8, 24), fine_vnd=70, bearer=FIRM,
        payments=payments,
    )  # fmt: skip
    (found,) = of_fine(facts, told())
    assert (found.clock, found.met_date, found.amount_met_vnd) == (clock, met, paid)
    assert found.standing(date(2026, 8, 24))[0] < Level.OVERDUE
    assert found.audience is Audience.CASE
    assert (found.due_date, found.amount_due_vnd) == (date(2026, 8, 24), 70)


def test_a_fine_without_a_day_says_so_and_nothing_is_owed_of_none() -> None:
    known: dict[str, Any] = {"id": 1, "decided": date(2026, 8, 14), "due": None, "bearer": FIRM}
    (found,) = of_fine(FineFacts(**known, fine_vnd=70, is_public=True), told())
    assert (found.clock, found.missing) == (Clock.UNKNOWN, "fine_day")
    assert found.audience is Audience.BEARER
    assert list(of_fine(FineFacts(**known, fine_vnd=0), told())) == []


# ---------------------------------------------------------------- K14, K15, K16


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        (plan(), {"K14": date(2026, 11, 20), "K15": date(2026, 11, 30)}),
        (plan(year=2026), {"K14": date(2025, 11, 20), "K15": date(2025, 11, 30)}),
        # Before the law of 2025.
        (plan(year=2025), {}),
        # 30/11/2026 is a Monday: the fifth working day after it is the next Monday.
        (
            plan(submitted=date(2026, 11, 18), answered=date(2026, 11, 30)),
            {
                "K14": date(2026, 11, 20),
                "K15": date(2026, 11, 30),
                "K16": date(2026, 12, 7),
            },
        ),
    ],
)
def test_the_plan_of_a_year_has_three_days(facts, days) -> None:
    found = by_kind(of_plan(facts, told()))
    assert {kind: each.due_date for kind, each in found.items()} == days
    for kind, each in found.items():
        assert each.standing(days[kind])[0] < Level.OVERDUE or each.clock is Clock.MET
        assert each.bearer_agency_id == (HEAD if kind == "K15" else BODY)


def test_a_plan_issued_late_is_remembered() -> None:
    facts = plan(answered=date(2026, 11, 30), issued=date(2026, 12, 8))
    assert by_kind(of_plan(facts, told()))["K16"].met_late


# ---------------------------------------------------------------- all of them


def test_the_subjects_and_bearers_are_those_the_rules_compute() -> None:
    steps = dict.fromkeys(("announced", "ended", "reported"), SIGNED)
    drafted = conclusion(ordered=SIGNED, drafted=SIGNED, referred=SIGNED, answered=SIGNED)
    fine = FineFacts(id=1, decided=SIGNED, due=DUE, fine_vnd=1, bearer=FIRM)
    found = [
        *of_case(case(steps=steps, conclusions=(drafted,)), told()),
        *of_case(case(kind="check", level="commune"), told()),
        *of_conclusion(followed(published=PUBLISHED), told()),
        *of_remedy(remedy(), told()),
        *of_fine(fine, told()),
        *of_plan(plan(answered=SIGNED), told()),
    ]
    said = {(k, s) for k, subjects in SUBJECTS.items() if k[0] == "K" for s in subjects}
    assert {(each.kind, each.subject_kind) for each in found} == said
    either = {each.kind for each in found if each.kind in OWED_BY_EITHER}
    assert {each.kind for each in found} - either <= OWED_BY_THE_STATE
    assert all(each.project_id is None for each in found), "nothing of a case hangs on a project"
