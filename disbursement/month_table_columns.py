"""The 22 columns of the monthly table: headings in three levels, numbers, and the cells of a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from disbursement.month_table import MonthTable
from disbursement.rules.figures import last_day, next_month
from disbursement.rules.month_table import Node
from sheets.writer import ColumnKind
from vn.dates import day_text

LEVELS = 3
COLUMNS = 22
MONEY = ColumnKind.MONEY_TRIEU
KINDS: tuple[ColumnKind, ...] = (
    *(ColumnKind.TEXT, ColumnKind.TEXT, ColumnKind.TEXT),
    *(MONEY,) * 13,
    *(ColumnKind.PERCENT, MONEY, ColumnKind.PERCENT, ColumnKind.DECIMAL),
    *(ColumnKind.TEXT, ColumnKind.TEXT),
)
WIDTHS = (6, 44, 10, *(15,) * 13, 9, 15, 9, 11, 36, 24)
NUMBERS = tuple(
    {
        9: "(9)=(7)+(8)",
        11: "(11)=(9)-(10)",
        14: "(14)=(12)+(13)",
        16: "(16)=(14)-(15)",
        17: "(17)=(14)/(9)",
        19: "(19)=(18)/(9)",
    }.get(number, f"({number})")
    for number in range(1, COLUMNS + 1)
)
"""The row of column numbers; two texts, so that Excel takes none for a negative amount."""


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the heading: from its level and column, over so many levels and columns."""

    title: str
    level: int
    column: int
    height: int = 1
    width: int = 1

    @property
    def groups(self) -> bool:
        """Whether other headings stand below it."""
        return self.width > 1


def heads(table: MonthTable) -> tuple[Head, ...]:
    """The heading, level by level and from left to right."""
    question = table.question
    year, month = question.year, _words(question.month)
    after = day_text(last_day(next_month(question.month)))
    return (
        *(_alone(title, column) for column, title in enumerate(_first(year), start=1)),
        Head(gettext("Capital plan of %(year)s") % {"year": year}, 0, 6, width=6),
        Head(gettext("Disbursed"), 0, 12, width=6),
        Head(gettext("Estimated to %(day)s") % {"day": after}, 0, 18, width=2),
        *(_alone(title, column) for column, title in enumerate(_last(table), start=20)),
        Head(gettext("Assigned"), 1, 6, width=2),
        *(_below(title, column) for column, title in enumerate(_plan(year), start=8)),
        _below(gettext("To the end of the month before"), 12),
        _below(gettext("In month %(month)s") % {"month": month}, 13),
        Head(gettext("To the end of month %(month)s") % {"month": month}, 1, 14, width=3),
        _below(gettext("Rate on the plan"), 17),
        _below(gettext("Amount"), 18),
        _below(gettext("Rate on the plan"), 19),
        Head(gettext("by the Prime Minister"), 2, 6),
        Head(gettext("by the People's Council"), 2, 7),
        Head(gettext("Total"), 2, 14),
        Head(gettext("Advances not recovered"), 2, 15),
        Head(gettext("Volume paid for"), 2, 16),
    )


def _first(year: int) -> tuple[str, ...]:
    return (
        gettext("No."),
        gettext("Source, owner, project"),
        gettext("Project code (7 digits)"),
        gettext("Total investment"),
        gettext("Capital given to the end of %(year)s") % {"year": year - 1},
    )


def _plan(year: int) -> tuple[str, ...]:
    return (
        gettext("Carried over to %(year)s, and advanced") % {"year": year},
        gettext("Total plan"),
        gettext("Allocated in detail"),
        gettext("Not allocated"),
    )


def _last(table: MonthTable) -> tuple[str, ...]:
    average = table.average
    said = "—" if average is None else f"{average}".replace(".", ",")
    return (
        gettext("Against the province (points): (14)/(10) beside %(average)s%%")
        % {"average": said},
        gettext("Difficulties"),
        gettext("Note"),
    )


def _alone(title: str, column: int) -> Head:
    return Head(title, 0, column, height=LEVELS)


def _below(title: str, column: int) -> Head:
    return Head(title, 1, column, height=LEVELS - 1)


def _words(month: date) -> str:
    return f"{month.month}/{month.year}"


def figures(table: MonthTable, node: Node) -> tuple[int | Decimal | None, ...]:
    """Columns (4) to (20) of a row: đồng and per cents; None is what the data does not hold."""
    found, given = node.amounts, table.shows_given(node)
    no_project = node.leaf is not None and node.leaf.project_id is None
    paid = not no_project
    entered = found.lines == 0 or found.missing < found.lines
    return (
        None if no_project else node.total_vnd,
        None if no_project else node.earlier_vnd,
        found.given_pm_vnd if given else None,
        found.given_province_vnd if given else None,
        found.carried_vnd if paid else None,
        found.plan_vnd,
        found.allocated_vnd if paid else None,
        found.unallocated_vnd,
        found.before_vnd if paid else None,
        found.month_vnd if paid and (entered or node.leaf is None) else None,
        found.paid_vnd if paid else None,
        found.advance_vnd if paid else None,
        found.volume_vnd if paid else None,
        found.percent if paid else None,
        found.expected_vnd,
        found.expected_percent,
        _points(table, node),
    )


def _points(table: MonthTable, node: Node) -> Decimal | None:
    """(20): a row's share of the capital deployed, above (+) or below (-) the province's."""
    own = node.amounts.deployed_percent
    whole = node.level == 0 and not table.own_alone
    if own is None or table.average is None or whole:
        return None
    return own - table.average


def code(table: MonthTable, node: Node) -> str:
    """(3)."""
    if node.leaf is None or node.leaf.project_id is None:
        return ""
    return table.known[node.leaf.project_id].project.public.budget_code


def difficulty(table: MonthTable, node: Node) -> str:
    """(21): what the owner said of the month, of a project alone."""
    if node.leaf is None or node.leaf.project_id is None:
        return ""
    return "; ".join(table.said.get(node.leaf.project_id, []))


def note(node: Node) -> str:
    """(22): what is not entered, so that nothing missing passes for zero."""
    found, notes = node.amounts, []
    if found.missing:
        said = {"n": found.missing, "lines": found.lines}
        notes.append(gettext("%(n)s of %(lines)s lines not entered yet") % said)
    if found.unestimated and found.lines > found.unestimated:
        said = {"n": found.unestimated, "lines": found.lines}
        notes.append(gettext("%(n)s of %(lines)s lines without an estimate") % said)
    return "; ".join(notes)


def name(node: Node) -> str:
    """(2): the total names the letters it adds up."""
    if node.level:
        return node.name
    letters = [each.number for each in node.below if each.heading and each.heading.lettered]
    return gettext("TOTAL") + (f" ({'+'.join(letters)})" if len(letters) > 1 else "")


def is_shown(node: Node) -> bool:
    """A row that says nothing is left out: a source of which all is allocated."""
    no_project = node.leaf is not None and node.leaf.project_id is None
    return not (no_project and not node.amounts.plan_vnd)
