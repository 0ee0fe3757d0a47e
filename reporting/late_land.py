"""Projects late in using their land at the end of a day, with what was done about each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from inspections.coverage import coverage
from projects.models import HandlingDecision, Project
from reporting.builder import ruleset
from reporting.deadlines_section import LAND_RULES, deadlines
from reporting.names_on_day import NamesOnDay
from reporting.shapes import FlagState, OverdueRow, RuleVersionUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class LateProject:
    """A project by its late deadlines on land, the longest first; `handling`: class in force."""

    rows: tuple[OverdueRow, ...]
    handling: str
    handling_short: str
    handling_number: str
    inspected: bool

    @property
    def longest(self) -> OverdueRow:
        """The deadline that is late for longest."""
        return self.rows[0]

    @property
    def confirmed(self) -> bool:
        """Whether an officer confirmed at least one of them."""
        return any(row.flag_state is FlagState.CONFIRMED for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateOnLand:
    """All of them at the end of a day, longest late first; `advisory` ones stand apart."""

    cut_off: date
    projects: tuple[LateProject, ...]
    advisory: tuple[LateProject, ...]
    rule_versions: tuple[RuleVersionUsed, ...]
    ruleset: str


def read(cut_off: date) -> LateOnLand:
    """As the monthly report counts them: a deadline dismissed with a document is not late.

    A project is advisory when nothing but rules that wait for their confirmation make it late.
    """
    found = deadlines(cut_off=cut_off, names=NamesOnDay(cut_off))
    of: dict[str, list[OverdueRow]] = defaultdict(list)
    for row in found.overdue:
        if row.rule_kind in LAND_RULES:
            of[row.project_code].append(row)
    handling, inspected = _handling(cut_off, list(of)), _inspected()
    made = [
        LateProject(
            rows=tuple(sorted(rows, key=lambda row: (row.advisory, row.due_date))),
            **handling.get(code, _NO_HANDLING),
            inspected=code in inspected,
        )
        for code, rows in of.items()
    ]
    made.sort(key=lambda each: (each.longest.due_date, each.longest.project_code))
    return LateOnLand(
        cut_off=cut_off,
        projects=tuple(each for each in made if not each.longest.advisory),
        advisory=tuple(each for each in made if each.longest.advisory),
        rule_versions=tuple(rule for rule in found.rule_versions if rule.kind in LAND_RULES),
        ruleset=ruleset(),
    )


_NO_HANDLING = {"handling": "", "handling_short": "", "handling_number": ""}


def _handling(cut_off: date, codes: list[str]) -> dict[str, dict[str, str]]:
    """The class in force on the day and the document of the decision, by code."""
    rows = HandlingDecision.objects.filter(
        project__code__in=codes, ended_date__isnull=True, decided_date__lte=cut_off
    )
    return {
        code: {"handling": name, "handling_short": short, "handling_number": number}
        for code, name, short, number in rows.values_list(
            "project__code",
            "handling_class__name",
            "handling_class__short_name",
            "document_number",
        )
    }


def _inspected() -> set[str]:
    """Codes of confirmed projects with a published case since."""
    ids = coverage(None).inspected
    return set(Project.objects.filter(pk__in=ids).values_list("code", flat=True))
