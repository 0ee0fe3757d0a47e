"""The table of cases for contact and site, written from the law catalogue (1.4 and 2.2).

Days were reckoned by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from deadlines.rules.ladder import Level
from projects.rules.facts import ProjectFacts
from tests.support.law_table import NO_ROW, Line, check
from tests.support.money_facts import lost, reached, tried
from tests.support.project_facts import project, suspension


def line(kind: str, case: str, facts: ProjectFacts, on: date, clock: Any, **said: Any) -> Line:
    """A line of a rule; what is not said is not looked at."""
    due, of = said.pop("due", None), said.pop("of", None)
    about = {"case": case, "kind": kind, "facts": facts, "on": on, "of": of}
    return Line(**about, clock=clock, due=due, expected=said)


STOPPED = suspension(date(2025, 3, 14))
CONTACT_DUE = date(2026, 3, 16)  # 14/3/2026 is a Saturday


def suspended(*contacts: Any, **said: Any) -> ProjectFacts:
    """A project suspended on 14/3/2025."""
    return project(suspensions=(replace(STOPPED, **said),), contacts=contacts)


CONTACTS = [
    line(
        "I5",
        "12 months end on a Saturday: the Monday after",
        suspended(),
        date(2026, 2, 28),
        Clock.RUNNING,
        due=CONTACT_DUE,
        version=1,
        advisory=False,
        level=Level.FINAL_WARNING,
    ),
    line(
        "I5",
        "looked at under the law of 2025",
        suspended(),
        date(2026, 3, 1),
        Clock.RUNNING,
        due=CONTACT_DUE,
        version=2,
        advisory=True,
    ),
    line(
        "I5",
        "a day late",
        suspended(),
        date(2026, 3, 17),
        Clock.RUNNING,
        due=CONTACT_DUE,
        level=Level.OVERDUE,
    ),
    line(
        "I5",
        "attempts that reached nobody are evidence, by channel",
        suspended(
            tried(date(2025, 6, 1)),
            tried(date(2025, 9, 1)),
            tried(date(2025, 10, 1), "commune_posting"),
        ),
        date(2026, 3, 17),
        Clock.RUNNING,
        due=CONTACT_DUE,
        step_kinds=("base", "attempts", "attempts", "term", "rolled", "due"),
    ),
    line(
        "I5",
        "reached in May",
        suspended(tried(date(2025, 4, 1)), reached(date(2025, 5, 20))),
        date(2026, 3, 17),
        Clock.MET,
        due=CONTACT_DUE,
        met_date=date(2025, 5, 20),
        version=1,
    ),
    line(
        "I5",
        "reached on the first day of the suspension proves nothing about it",
        suspended(reached(date(2025, 3, 14))),
        date(2026, 3, 17),
        Clock.RUNNING,
        due=CONTACT_DUE,
    ),
    line(
        "I5",
        "reached a day late",
        suspended(reached(date(2026, 3, 17))),
        date(2026, 4, 1),
        Clock.MET,
        due=CONTACT_DUE,
        met_late=True,
        version=2,
    ),
    line(
        "I5",
        "resumed without contact",
        suspended(resumed_on=date(2025, 9, 1)),
        date(2026, 4, 1),
        Clock.VOID,
        due=CONTACT_DUE,
        void_reason="resumed",
    ),
    line(
        "I5",
        "a meeting long after it resumed is about something else",
        suspended(reached(date(2026, 3, 30)), resumed_on=date(2025, 9, 1)),
        date(2026, 4, 1),
        Clock.VOID,
        due=CONTACT_DUE,
        void_reason="resumed",
    ),
    line(
        "I5",
        "12 months from 29/2/2024",
        project(suspensions=(suspension(date(2024, 2, 29)),)),
        date(2025, 2, 28),
        Clock.RUNNING,
        due=date(2025, 2, 28),
    ),
    line("I5", "not suspended", project(contacts=(tried(date(2025, 6, 1)),)), CONTACT_DUE, NO_ROW),
]

SITE = [
    line(
        "I6",
        "6 months from 31/8/2025 end on Saturday 28/2/2026",
        project(site_losses=(lost(date(2025, 8, 31)),)),
        date(2026, 2, 28),
        Clock.RUNNING,
        due=date(2026, 3, 2),
        version=1,
    ),
    line(
        "I6",
        "6 months from 16/8/2025 end in Tết: the Monday after",
        project(site_losses=(lost(date(2025, 8, 16)),)),
        date(2026, 2, 20),
        Clock.RUNNING,
        due=date(2026, 2, 23),
    ),
    line(
        "I6",
        "applied for on the last day",
        project(site_losses=(lost(date(2025, 8, 31), date(2026, 3, 2)),)),
        date(2026, 5, 1),
        Clock.MET,
        due=date(2026, 3, 2),
        met_late=False,
        version=2,
    ),
    line(
        "I6",
        "applied for a day late",
        project(site_losses=(lost(date(2025, 8, 31), date(2026, 3, 3)),)),
        date(2026, 5, 1),
        Clock.MET,
        due=date(2026, 3, 2),
        met_late=True,
    ),
    line(
        "I6",
        "lost before the law of 2020, looked at then",
        project(site_losses=(lost(date(2020, 1, 6)),)),
        date(2020, 12, 31),
        Clock.VOID,
        void_reason="no_rule_in_force",
    ),
    line("I6", "the site is there", project(), date(2026, 3, 3), NO_ROW),
]


@pytest.mark.parametrize("case", [*CONTACTS, *SITE], ids=lambda case: f"{case.kind} {case.case}")
def test_the_law_says_of_contact_and_site(case: Line) -> None:
    check(case)
