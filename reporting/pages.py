"""What the pages need beyond the figures: numbering, grouping, and what the clerk adds.

Tables and appendices are numbered over what the report really contains, so a report without land
data or without overdue projects has no gap in its numbering.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import segno

from reporting import wording
from reporting.document.edited import Issue
from reporting.document.long_annexes import on_paper
from reporting.document.shapes import Document, code_of
from reporting.letterhead import Header, Issuer
from reporting.shapes import (
    DEMO_LABEL,
    Amount,
    Cut,
    CutRow,
    MonthlyReport,
    OverdueGroup,
    OverdueRow,
    UncomputedRow,
)

ROMAN = ("I", "II", "III", "IV", "V", "VI")
LETTERS = "abcdđeghiklmnopqrstuvxy"
_COMMITTEE_OF = "Đảng ủy "
_CUT_ROWS = 12  # a longer cut shows its largest rows and one line for the rest


@dataclass(frozen=True)
class AppendixTotal:
    """Last line of appendix I: each project counted once, however many of its dates are past."""

    projects: int
    obligations: int
    capital_vnd: int | None
    area_m2: int | None


@dataclass(frozen=True)
class LateGroup:
    """Lines of appendix I of one rule under one article, numbered through the appendix."""

    letter: str
    group: OverdueGroup
    rows: tuple[tuple[int, OverdueRow], ...]


@dataclass(frozen=True)
class MissingGroup:
    """Deadlines of appendix II that wait for the same fact."""

    fact: str
    obligations: int
    rows: tuple[UncomputedRow, ...]


def context(document: Document, issue: Issue | None = None) -> dict[str, Any]:
    """Return the context of templates/reporting/pdf/document.html.

    Without a number in `issue`, number and day are left to the clerk, as on a draft.
    """
    known = issue or Issue(code=code_of(document.sha256))
    issued_on = known.on or document.generated_on
    return {
        "d": on_paper(document, known.code or code_of(document.sha256)),
        "issue": known,
        "qr": _square_code(known.check_at) if known.check_at else "",
        "label": label_of(document.letter.dataset_label),
        "issuer_lines": issuer_lines(document.letter.issuer),
        "issued_on": issued_on,
        "issue_month": wording.month_text(issued_on.year, issued_on.month),
    }


def _square_code(address: str) -> str:
    """The square code of an address as SVG, with the words a reader of the screen hears."""
    drawn = segno.make(address, error="m", micro=False)
    svg: str = drawn.svg_inline(scale=1, border=0, omitsize=True, svgclass=None, lineclass=None)
    words = f"<title>Mã vuông dẫn tới trang đối chiếu: {escape(address)}</title>"
    return svg.replace(">", f' role="img">{words}', 1)


def issuer_lines(issuer: Issuer) -> tuple[str, ...]:
    """Split the bold name at the top left: "Ủy ban nhân dân" above "tỉnh Lạng Sơn".

    A Party committee stands above the body it is of: "Đảng ủy", "Ủy ban nhân dân tỉnh".
    """
    if issuer.header is Header.COMMITTEE and issuer.name.endswith(issuer.province):
        return (issuer.name.removesuffix(issuer.province).strip(), issuer.province)
    if issuer.header is Header.PARTY and issuer.name.startswith(_COMMITTEE_OF):
        return (_COMMITTEE_OF.strip(), issuer.name.removeprefix(_COMMITTEE_OF))
    return (issuer.name,)


def shortened(cut: Cut) -> Cut:
    """Keep a long cut readable: its largest rows, then one row that sums up the others."""
    if len(cut.rows) <= _CUT_ROWS:
        return cut
    ordered = sorted(
        cut.rows, key=lambda row: (-row.amount.projects, -(row.amount.capital_vnd or 0))
    )
    kept, rest = ordered[: _CUT_ROWS - 1], ordered[_CUT_ROWS - 1 :]
    last = CutRow(label=f"Còn lại ({len(rest)})", amount=_sum([row.amount for row in rest]))
    return Cut(key=cut.key, title=cut.title, rows=(*kept, last))


def appendix_total(rows: Sequence[OverdueRow]) -> AppendixTotal:
    """Add up appendix I over distinct projects; None when no capital (area) is known."""
    by_code = {row.project_code: row for row in rows}
    return AppendixTotal(
        projects=len(by_code),
        obligations=len(rows),
        capital_vnd=_known_sum([row.capital_vnd for row in by_code.values()]),
        area_m2=_known_sum([row.area_m2 for row in by_code.values()]),
    )


def late_groups(report: MonthlyReport) -> list[LateGroup]:
    """Put the lines of appendix I under their rule, so that its article is printed once."""
    found, number = [], 0
    for letter, group in zip(LETTERS.upper(), report.overdue_groups, strict=False):
        rows = [row for row in report.overdue if row.group_key == group.key]
        found.append(LateGroup(letter, group, tuple(enumerate(rows, number + 1))))
        number += len(rows)
    return found


def missing_groups(report: MonthlyReport) -> list[MissingGroup]:
    """Group the lines of appendix II under the fact they wait for, in the order of the counts."""
    facts = report.computability
    return [
        MissingGroup(
            fact=item.fact,
            obligations=item.obligations,
            rows=tuple(row for row in facts.rows if row.missing == item.fact),
        )
        for item in facts.by_fact
    ]


def tables(report: MonthlyReport) -> dict[str, int]:
    """Number the tables over what the report really contains."""
    present = {
        "cuts": bool(report.cuts) and bool(report.total.projects),
        "flows": True,
        "status": True,
        "groups": bool(report.overdue_groups),
        "rules": bool(report.rule_versions),
    }
    return {name: i for i, name in enumerate((n for n, there in present.items() if there), 1)}


def appendices(report: MonthlyReport) -> dict[str, str]:
    """Roman numbers only from two appendices on (NĐ 30/2020, Phụ lục I, phần III)."""
    names = []
    if report.overdue:
        names.append("overdue")
    if report.computability.missing:
        names.append("missing")
    if len(names) == 1:
        return {names[0]: "Phụ lục"}
    return {name: f"Phụ lục {ROMAN[i]}" for i, name in enumerate(names)}


def advisory(report: MonthlyReport) -> bool:
    """Whether anything in it follows from a rule that waits for its confirmation."""
    return any(row.advisory for row in report.overdue) or any(
        rule.advisory for rule in report.rule_versions
    )


def label_of(dataset_label: str) -> str:
    if dataset_label == DEMO_LABEL:
        return f"[{DEMO_LABEL} – không dùng để báo cáo]"
    return f"[{dataset_label}]" if dataset_label else ""


def _known_sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _sum(amounts: Sequence[Amount]) -> Amount:
    return Amount(
        projects=sum(amount.projects for amount in amounts),
        capital_vnd=_known_sum([amount.capital_vnd for amount in amounts]),
        without_capital=sum(amount.without_capital for amount in amounts),
    )
