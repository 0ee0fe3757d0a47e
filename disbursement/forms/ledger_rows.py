"""Rows of a decision on capital, as copied from a workbook or typed line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.actions.ledger_rows import BALANCED, Kind, Layer, RowFacts
from disbursement.models import Bucket, CapitalPlan, FundingSource, PlanDecision, PlanEntry
from projects.forms.base import ActForm, Section, Subject
from projects.models import Project
from vn.errors import Unreadable
from vn.money import MILLION
from vn.numbers import parse_number
from vn.text import fold

_CELLS = re.compile(r"\t|\s*;\s*")
_LONGEST, _MOST_LINES = 60_000, 1_000
_WORST = 8
_MINUS = str.maketrans({"−": "-", "–": "-"})
_NOBODY = ("", "-", "—")
"""What stands for no project: the part of a source that is not allocated."""

ROWS = (
    Section(_("Plan"), ("plan", "bucket")),
    Section(
        _("Rows, in million VND"),
        ("rows",),
        wide=("rows",),
        note=_(
            "One row a line, cells apart by a tab as copied from Excel, or by a semicolon. Assigned "
            "capital: source; amount. Capital of projects: code of the project; source; amount; "
            "and for capital carried over its case. What goes back to the part not allocated has "
            "a dash instead of the code. Amounts that are taken away begin with a minus."
        ),
    ),
)


class PlanField(forms.ChoiceField):
    """A plan by its address: `2026` for a year, `2026-2030` for five; made when it is first used."""

    def clean(self, value: Any) -> Any:
        """The plan's horizon and first year."""
        text = super().clean(value)
        first, _dash, last = text.partition("-")
        horizon = CapitalPlan.Horizon.MEDIUM_TERM if last else CapitalPlan.Horizon.ANNUAL
        return horizon, int(first)


class RowsForm(ActForm):
    """Rows of one plan. Rows of assigned capital name a source, of others a project too."""

    sections: ClassVar[Sequence[Section]] = ROWS

    plan = PlanField(label=_("Plan of"))
    bucket = forms.ChoiceField(
        label=_("Kind of capital"),
        choices=Bucket,
        initial=Bucket.YEAR,
        help_text=_("Adjusting and moving only; carrying over and advancing have their own."),
        required=False,
    )
    rows = forms.CharField(
        max_length=_LONGEST,
        label=_("Rows"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "mono"}),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        """Plans around the year that is being looked at."""
        first = 2021 + (self.year - 2021) // 5 * 5
        years = range(self.year - 2, self.year + 3)
        spans = [f"{start}-{start + 4}" for start in (first, first + 5, first - 5)]
        plan: Any = self.fields["plan"]
        plan.choices = [
            (gettext("Annual"), [(str(each), str(each)) for each in years]),
            (gettext("Medium-term"), [(each, each) for each in spans]),
        ]
        self.initial.setdefault("plan", str(self.year))

    def clean(self) -> dict[str, Any]:
        """Every line read; those that cannot be are named by their number, and nothing is lost."""
        found = super().clean() or self.cleaned_data
        kind, _issuer = self.of_decision(found)
        if found.get("rows") and kind:
            reader = _Reader(self.subject, kind, self._bucket(found))
            found["read"] = reader.read(str(found["rows"]))
            for told in reader.problems[:_WORST]:
                self.add_error("rows", told)
            left = len(reader.problems) - _WORST
            if left > 0:
                self.add_error(
                    "rows", gettext("%(count)s more lines cannot be read.") % {"count": left}
                )
        return found

    def of_decision(self, found: Mapping[str, Any]) -> tuple[str, str]:
        """Kind and issuer of the decision whose rows these are; empty while they are not known."""
        raise NotImplementedError

    def _bucket(self, found: Mapping[str, Any]) -> str:
        kind, _issuer = self.of_decision(found)
        own = {str(Kind.CARRY_OVER): Bucket.CARRIED_OVER, str(Kind.ADVANCE): Bucket.ADVANCED}
        chosen = found.get("bucket") if kind in BALANCED else ""
        return str(own.get(kind, chosen or Bucket.YEAR))

    def row_facts(self) -> list[RowFacts]:
        """Its rows, of a valid form."""
        horizon, first = self.cleaned_data["plan"]
        last = first + 4 if horizon == CapitalPlan.Horizon.MEDIUM_TERM else first
        plan = CapitalPlan.objects.filter(horizon=horizon, first_year=first).first()
        plan = plan or CapitalPlan(horizon=horizon, first_year=first, last_year=last)
        kind, issuer = self.of_decision(self.cleaned_data)
        assigned = Layer.PM if issuer == PlanDecision.Issuer.PRIME_MINISTER else Layer.COUNCIL
        is_assigning = kind == Kind.ASSIGN
        return [
            RowFacts(
                plan=plan,
                layer=_layer(read["project"], assigned if is_assigning else None),
                bucket=self._bucket(self.cleaned_data),
                source=read["source"],
                project=read["project"],
                amount_delta_vnd=read["amount_vnd"],
                carry_case=read["case"],
            )
            for read in self.cleaned_data["read"]
        ]


def _layer(project: Project | None, assigned: str | None) -> str:
    if assigned is not None:
        return assigned
    return Layer.ALLOCATED if project is not None else Layer.UNALLOCATED


class _Unread(ValueError):
    """Why a line cannot be read, in words for whoever typed it."""


class _Reader:
    """Reads the lines of a paste; what it cannot read is told by the number of the line."""

    def __init__(self, subject: Subject, kind: str, bucket: str) -> None:
        self.kind, self.bucket = kind, bucket
        self.problems: list[str] = []
        self._sources = {row.code: row for row in FundingSource.objects.all()}
        self._seen = Project.objects.visible_to(subject.user).filter(public__isnull=False)
        self._projects: dict[str, Project] = {}

    def read(self, text: str) -> list[dict[str, Any]]:
        """The rows that could be read."""
        lines = [
            (number, _CELLS.split(line.strip("\r\n ")))
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
        if len(lines) > _MOST_LINES:
            words = gettext("At most %(most)s rows at once; divide the list.")
            self.problems.append(words % {"most": _MOST_LINES})
            return []
        self._find({cells[0] for _number, cells in lines})
        found = []
        for number, cells in lines:
            try:
                found.append(self._line(cells))
            except _Unread as problem:
                words = gettext("Line %(number)s: %(words)s")
                self.problems.append(words % {"number": number, "words": problem})
        return found

    def _find(self, codes: set[str]) -> None:
        """All projects that are named, in one question."""
        wanted = {code.strip() for code in codes}
        rows = self._seen.select_related("public")
        for row in rows.filter(Q(code__in=wanted) | Q(public__budget_code__in=wanted)):
            self._projects[row.code] = self._projects[row.public.budget_code] = row

    def _line(self, cells: list[str]) -> dict[str, Any]:
        """One row. Raises `_Unread`."""
        wanted = 2 if self.kind == Kind.ASSIGN else 3
        if len(cells) < wanted:
            raise _Unread(gettext("%(count)s cells are needed.") % {"count": wanted})
        code = "" if self.kind == Kind.ASSIGN else cells[0].strip()
        source, amount, *rest = [cell.strip() for cell in cells[wanted - 2 :]]
        project = self._projects.get(code)
        if code not in _NOBODY and project is None:
            words = gettext("there is no public project with the code “%(code)s”.")
            raise _Unread(words % {"code": code})
        if source not in self._sources:
            words = gettext("there is no source “%(code)s”; give its number.")
            raise _Unread(words % {"code": source})
        return {
            "project": project,
            "source": self._sources[source],
            "amount_vnd": _millions(amount),
            "case": self._case(rest[0] if rest else "", project),
        }

    def _case(self, text: str, project: Project | None) -> str:
        """A case of carrying over by its code or its words; nothing for other capital."""
        if self.bucket != Bucket.CARRIED_OVER or project is None or not text:
            return ""
        wanted = fold(text)
        for case in PlanEntry.CarryCase:
            if case and wanted in (fold(case.value), fold(str(case.label))):
                return str(case.value)
        raise _Unread(gettext("“%(text)s” is not a case of carrying over.") % {"text": text})


def _millions(text: str) -> int:
    """Triệu đồng as whole đồng. Raises `_Unread` for what is no bare number or has parts of a đồng."""
    plain = text.translate(_MINUS).strip()
    sign = -1 if plain.startswith("-") else 1
    try:
        read = parse_number(plain.removeprefix("-").strip())
    except Unreadable:
        read = None
    # "5 tỷ" is not five million, "khoảng 5" no amount, and "5-" may be less than nothing.
    is_amount = read is not None and not read.unit and not read.hedge and (read.value or 0) > 0
    vnd = read.value * MILLION if read is not None and read.value is not None else None
    if not is_amount or vnd is None or vnd != int(vnd):
        raise _Unread(gettext("“%(text)s” is not an amount in million VND.") % {"text": text})
    return sign * int(vnd)
