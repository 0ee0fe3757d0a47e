"""The treasury's figures as a block of lines, and the explanation of a difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.actions.treasury import Confirmation, Confirmed
from disbursement.models import Bucket, PlanLine
from disbursement.querysets.treasury import lines_of_projects
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText
from vn.errors import Unreadable
from vn.money import MILLION
from vn.numbers import parse_number
from vn.text import fold

_CELLS = re.compile(r"\t|\s*;\s*")
_LONGEST, _MOST_LINES = 120_000, 2_000
_WORST = 8
_CARRIED = "keo dai"


class TreasuryForm(ActForm):
    """A confirmation with its lines: code, source where there are several, amount, advance."""

    sections = (
        Section(_("Document of the treasury"), ("number", "issued_date")),
        Section(
            _("Figures, in million VND"),
            ("rows",),
            wide=("rows",),
            note=_(
                "One line each, cells apart by a tab as copied from Excel, or by a semicolon: code of "
                "the project (7 digits); number of the source, where the project has several; amount "
                "accumulated; advance not recovered, if the treasury tells it. For carried-over capital "
                "write “kéo dài” after the number of the source."
            ),
        ),
    )

    number = NumberedText(label=_("Number of the confirmation"))
    issued_date = DayField(label=_("Day of the confirmation"))
    rows = forms.CharField(
        max_length=_LONGEST,
        label=_("Lines of the confirmation"),
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "mono"}),
    )

    def __init__(self, *args: Any, month: date, **kwargs: Any) -> None:
        """`month`: up to whose end the figures are accumulated."""
        self.month = month
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"issued_date": subject.on}

    def clean(self) -> dict[str, Any]:
        """Every line read; those that cannot be are named by their number, and nothing is lost."""
        found = super().clean() or self.cleaned_data
        if found.get("rows"):
            reader = _Reader(self.month)
            found["read"] = reader.read(str(found["rows"]))
            for told in reader.problems[:_WORST]:
                self.add_error("rows", told)
            left = len(reader.problems) - _WORST
            if left > 0:
                words = gettext("%(count)s more lines cannot be read.")
                self.add_error("rows", words % {"count": left})
        return found

    def document(self) -> Confirmation:
        """The confirmation, of a valid form."""
        found = self.cleaned_data
        return Confirmation(self.month, found["number"], found["issued_date"])


class ExplainForm(ActForm):
    """Why ours and the treasury's figure differ."""

    sections = (Section("", ("explanation",), ("explanation",)),)

    explanation = forms.CharField(
        max_length=500,
        label=_("Why the figures differ"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What was said before."""
        return {"explanation": getattr(subject.row, "explanation", "")}


class _Unread(ValueError):
    """Why a line cannot be read, in words for whoever typed it."""


class _Reader:
    """Reads the lines of a paste; what it cannot read is told by the number of the line."""

    def __init__(self, month: date) -> None:
        self.problems: list[str] = []
        self._month = month
        self._lines: dict[str, list[PlanLine]] = {}
        self._taken: dict[int, int] = {}

    def read(self, text: str) -> list[Confirmed]:
        """The rows that could be read."""
        lines = [
            (number, [cell.strip() for cell in _CELLS.split(line.strip("\r\n "))])
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
        if len(lines) > _MOST_LINES:
            words = gettext("At most %(most)s rows at once; divide the list.")
            self.problems.append(words % {"most": _MOST_LINES})
            return []
        codes = {cells[0] for _number, cells in lines}
        self._lines = lines_of_projects(self._month.year, codes)
        found = []
        for number, cells in lines:
            try:
                found.append(self._row(number, cells))
            except _Unread as problem:
                words = gettext("Line %(number)s: %(words)s")
                self.problems.append(words % {"number": number, "words": problem})
        return found

    def _row(self, number: int, cells: Sequence[str]) -> Confirmed:
        lines = self._lines.get(cells[0])
        if not lines:
            words = gettext(
                "no project with the code “%(code)s” has capital in the plan of %(year)s."
            )
            raise _Unread(words % {"code": cells[0], "year": self._month.year})
        line, rest = self._line(lines, cells[1:])
        if not 1 <= len(rest) <= 2:
            raise _Unread(gettext("give the amount, and the advance if there is one."))
        if line.pk in self._taken:
            words = gettext("the same capital stands in line %(other)s already.")
            raise _Unread(words % {"other": self._taken[line.pk]})
        self._taken[line.pk] = number
        amount = _millions(rest[0])
        advance = _millions(rest[1]) if len(rest) == 2 and rest[1] else None
        return Confirmed(line.pk, amount, advance)

    def _line(
        self, lines: Sequence[PlanLine], cells: Sequence[str]
    ) -> tuple[PlanLine, Sequence[str]]:
        """The line that is meant, and the cells after it."""
        if len(lines) == 1 and len(cells) < 3:
            return lines[0], cells
        asked = cells[0] if cells else ""
        carried = fold(asked).endswith(_CARRIED)
        code = asked.split()[0] if asked else ""
        for line in lines:
            is_carried = line.bucket == Bucket.CARRIED_OVER
            if line.source.code == code and is_carried == carried:
                return line, cells[1:]
        offered = ", ".join(_named(line) for line in lines)
        words = gettext("the project has several sources; write one after the code: %(sources)s.")
        raise _Unread(words % {"sources": offered})


def _named(line: PlanLine) -> str:
    return f"{line.source.code}{' kéo dài' if line.bucket == Bucket.CARRIED_OVER else ''}"


def _millions(text: str) -> int:
    """Triệu đồng as whole đồng, zero or more. Raises `_Unread` for what is no bare number."""
    try:
        read = parse_number(text)
    except Unreadable:
        read = None
    # "5 tỷ" is not five million, and "khoảng 5" no figure of the treasury.
    is_amount = read is not None and not read.unit and not read.hedge and not read.doubtful
    vnd = read.value * MILLION if read is not None and read.value is not None else None
    if not is_amount or vnd is None or vnd < 0 or vnd != int(vnd):
        raise _Unread(gettext("“%(text)s” is not an amount in million VND.") % {"text": text})
    return int(vnd)
