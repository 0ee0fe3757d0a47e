"""I11 over term, equity and loans: lines written from the law catalogue (R-1.7, R-1.9).

Sums were reckoned by hand.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from deadlines.rules.clock import Clock
from projects.rules.facts import InstrumentFacts, ProjectFacts
from tests.support.law_table import NO_ROW, Line, check
from tests.support.project_facts import project

ON = date(2026, 11, 22)
APPROVAL = InstrumentFacts(
    id=71, kind="policy_approval", number="12/QĐ-UBND", issued=date(2022, 6, 1)
)
CERTIFICATE = InstrumentFacts(
    id=72, kind="registration_certificate", number="4906000001", issued=date(2022, 8, 1)
)
CHANGE = InstrumentFacts(
    id=73, kind="adjustment", number="90/QĐ-UBND", issued=date(2025, 5, 6), adjusts_id=71
)
WHOLE: dict[str, Any] = {"capital_vnd": 1_000, "equity_vnd": 300, "loan_vnd": 700}


def stating(*instruments: InstrumentFacts) -> ProjectFacts:
    return project(instruments=instruments)


def line(case: str, facts: ProjectFacts, since: date | None, **said: Any) -> Line:
    clock = Clock.FOUND if since else NO_ROW
    return Line(case=case, kind="I11", facts=facts, on=ON, clock=clock, due=since, expected=said)


LINES = [
    line("parts that add up", stating(replace(APPROVAL, **WHOLE)), None),
    line(
        "301 and 700 of 1.000",
        stating(replace(APPROVAL, **WHOLE | {"equity_vnd": 301})),
        date(2022, 6, 1),
        step_kinds=("parts", "due"),
    ),
    line(
        "less than the capital: other capital may be raised",
        stating(replace(APPROVAL, **WHOLE | {"loan_vnd": 200})),
        None,
    ),
    line(
        "only one part is stated",
        stating(replace(APPROVAL, capital_vnd=1_000, equity_vnd=1_200)),
        None,
    ),
    line(
        "parts without a total",
        stating(replace(APPROVAL, equity_vnd=300, loan_vnd=700)),
        None,
    ),
    line(
        "the change lowers the total and is silent of the parts: no question",
        stating(replace(APPROVAL, **WHOLE), replace(CHANGE, capital_vnd=900)),
        None,
    ),
    line(
        "the change raises the parts and is silent of the total: no question",
        stating(replace(APPROVAL, **WHOLE), replace(CHANGE, equity_vnd=500, loan_vnd=900)),
        None,
    ),
    line(
        "the change states all three, too much",
        stating(
            replace(APPROVAL, **WHOLE),
            replace(CHANGE, capital_vnd=1_200, equity_vnd=400, loan_vnd=900),
        ),
        date(2025, 5, 6),
    ),
    line(
        "the change put it right",
        stating(
            replace(APPROVAL, **WHOLE | {"equity_vnd": 500}),
            replace(CHANGE, capital_vnd=1_200, equity_vnd=500, loan_vnd=700),
        ),
        None,
    ),
    line(
        "a document without a day is left alone",
        stating(replace(APPROVAL, issued=None, **WHOLE | {"equity_vnd": 500})),
        None,
    ),
    line(
        "the certificate has a chain of its own",
        stating(
            replace(APPROVAL, **WHOLE),
            replace(CERTIFICATE, **WHOLE | {"loan_vnd": 800}),
        ),
        date(2022, 8, 1),
    ),
    line(
        "50 and 70 years",
        stating(replace(APPROVAL, term_years=50), replace(CERTIFICATE, term_years=70)),
        date(2022, 8, 1),
        step_kinds=("differs", "due"),
    ),
    line(
        "the same term",
        stating(replace(APPROVAL, term_years=50), replace(CERTIFICATE, term_years=50)),
        None,
    ),
    line(
        "a change of the approval alone changed the term: approval against approval is no question",
        stating(replace(APPROVAL, term_years=50), replace(CHANGE, term_years=70)),
        None,
    ),
    line(
        "the change and the certificate agree",
        stating(
            replace(APPROVAL, term_years=50),
            replace(CERTIFICATE, term_years=70),
            replace(CHANGE, term_years=70),
        ),
        None,
    ),
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.case)
def test_what_documents_state_of_parts_and_term(line: Line) -> None:
    check(line)
