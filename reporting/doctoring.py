"""The figure doctor asked about one paper: what is found, what is explained, what is open."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from deadlines.models import RuleVersion
from reporting import editions
from reporting.document.shapes import Document
from reporting.models import Paper, ReportRun
from reporting.rules.doctor import Examined, Finding, examine

_NUMBER = re.compile(r"\d+/\d{4}/[A-ZĐ][A-ZĐ0-9-]*")
"""The number of an instrument as citations hold it: 61/2020/QH14."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found in a paper, with the explanations by identity."""

    examined: Examined
    explained: dict[str, str]

    @property
    def open(self) -> list[Finding]:
        """Findings neither mended nor explained; what blocks cannot be explained away."""
        return [
            each
            for each in self.examined.findings
            if each.blocks or each.identity not in self.explained
        ]


def diagnose(paper: Paper) -> Diagnosis:
    """Examine the paper as it stands, beside the last report of an earlier period."""
    document = editions.filled(paper)
    return Diagnosis(
        examined=examine(document, before(paper.run), ended(paper.run.cut_off)),
        explained=dict(paper.explanations.values_list("identity", "text")),
    )


def before(run: ReportRun) -> Document | None:
    """The report of the period before, as it was frozen."""
    earlier = (
        ReportRun.objects.filter(
            template=run.template, period_start__lt=run.period_start, paper__isnull=False
        )
        .defer("pdf")
        .order_by("-period_start", "-number")
        .first()
    )
    return Document.from_json(earlier.snapshot) if earlier else None


def ended(on: date) -> dict[str, str]:
    """Numbers of instruments by which some deadline was computed and that apply no more.

    An instrument of which one version still applies has not ended. The successor is named when
    the versions in force of the same rules cite one and the same.
    """
    over: set[tuple[str, str]] = set()
    now: dict[str, set[str]] = defaultdict(set)
    for row in RuleVersion.objects.order_by("kind", "number"):
        numbers = set(_NUMBER.findall(row.article))
        if row.effective_to is not None and row.effective_to < on:
            over |= {(number, row.kind) for number in numbers}
        elif row.effective_from <= on:
            now[row.kind] |= numbers
    applied = {number for numbers in now.values() for number in numbers}
    found: dict[str, set[str]] = defaultdict(set)
    for number, kind in over:
        if number not in applied:
            found[number] |= now[kind]
    return {number: next(iter(new)) if len(new) == 1 else "" for number, new in found.items()}
