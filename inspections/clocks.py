"""The clocks of cases as pages show them: what is due by which day and article, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from deadlines import arithmetic, sentence, wording
from deadlines.line import Line
from deadlines.models import Obligation
from deadlines.rules.severity import duty_mark
from inspections.models import Conclusion
from inspections.rules.subjects import CASE, CONCLUSION, PLAN

LIVE = ("running", "stopped", "unknown", "not_started")
"""Clocks of steps that are still to be taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One clock of a case. `ordinal` is the conclusion it is of, None: of the case itself.

    `state` says where it stands ("còn 4 ngày"), `sum` how its day was reckoned in one sentence,
    `lines` the same as a ladder; `late` whether it runs or was met past its day; `mark` is ok, warn, crit, info, hold, unk or nothing.
    """

    rule: str
    duty: str
    ordinal: int | None
    clock: str
    due: date | None
    met: date | None
    article: str
    state: str
    sum: str
    lines: tuple[Line, ...]
    mark: str
    bearer: str
    late: bool

    @property
    def is_live(self) -> bool:
        """Whether its step is still to be taken."""
        return self.clock in LIVE


def clocks_of(case_id: int, on: date) -> list[Clock]:
    """Every clock of a case and its conclusions, by the day it is due; three queries.

    For the people of the case: others may know of none of the case itself.
    """
    ordinals = dict(Conclusion.objects.filter(case=case_id).values_list("pk", "ordinal"))
    rows = Obligation.objects.filter(project_id=None).select_related(
        "rule_version", "bearer_agency"
    )
    own = rows.filter(subject_kind=CASE, subject_id=case_id)
    after = rows.filter(subject_kind=CONCLUSION, subject_id__in=ordinals)
    found = [_clock(row, ordinals, on) for row in (*own, *after) if row.clock != "void"]
    return sorted(found, key=lambda each: (each.due or date.max, int(each.rule[1:])))


def clocks_of_plan(plan_id: int, on: date) -> list[Clock]:
    """Every clock of the plan of a year, by the day it is due; one query."""
    rows = Obligation.objects.filter(project_id=None, subject_kind=PLAN, subject_id=plan_id)
    found = rows.exclude(clock="void").select_related("rule_version", "bearer_agency")
    clocks = [_clock(row, {}, on) for row in found]
    return sorted(clocks, key=lambda each: (each.due or date.max, int(each.rule[1:])))


def _clock(row: Obligation, ordinals: Mapping[int, int], on: date) -> Clock:
    told = {name: getattr(row, name) for name in _TOLD}
    ordinal = ordinals.get(row.subject_id) if row.subject_kind == CONCLUSION else None
    if row.subject_kind == CASE and row.cycle.isdigit():
        ordinal = int(row.cycle)
    advisory, level = row.advisory, row.level
    return Clock(
        rule=row.kind,
        duty=wording.duty(row.kind),
        ordinal=ordinal,
        clock=row.clock,
        due=row.due_date,
        met=row.met_date,
        article=row.rule_version.article if row.rule_version else "",
        state=wording.standing(told, on),
        sum=sentence.sentence(told, on),
        lines=tuple(arithmetic.lines(told, on)),
        mark=duty_mark(clock=row.clock, kind=row.kind, level=level, advisory=advisory),
        bearer=str(row.bearer_agency) if row.bearer_agency else "",
        late=row.due_date is not None
        and row.clock in ("running", "met")
        and (row.met_date or on) > row.due_date,
    )


_TOLD = (
    *("clock", "due_date", "met_date", "stopped_on", "days_left", "submitted_date"),
    *("missing", "void_reason", "steps"),
)
