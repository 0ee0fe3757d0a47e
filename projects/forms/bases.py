"""The documents an act rests on: one line each, several pasted at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.bases import BasisFacts, version_of_bases
from projects.forms.base import ActForm, Row, Section, Subject
from projects.forms.fields import DayField, NumberedText
from projects.models import BasisDocument, Instrument
from vn.citations import Citation, read_citations
from vn.dates import day_text

MOST_LINES = 40
_SPARE = 2
_PARTS = ("issuer", "number", "date", "title")
_PASTE = Section(
    _("Paste the lines"),
    ("paste",),
    wide=("paste",),
    note=_(
        "One document a line, as the decision lists them: Kết luận số 111-KL/TU ngày 20/5/2026 của "
        "BTV Tỉnh ủy về … They are put into the boxes below for you to check."
    ),
)


class BasesForm(ActForm):
    """All lines of one document's grounds; emptying the boxes of a line takes it out.

    What is pasted goes into the first empty lines, and nothing is saved before it was looked at.
    """

    sections = (_PASTE,)

    paste = forms.CharField(
        required=False,
        max_length=20_000,
        label=_("Lines to take apart"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, subject: Subject, data: QueryDict | None = None, *args: Any, **kwargs: Any):
        document = cast("Instrument", subject.row)
        self._kept: list[BasisDocument] = list(document.bases.all())
        found = read_citations(data.get("paste", "")) if data else []
        self._taken_apart = len(found)
        if data is not None and found:
            data = _spread(data, found)
        self._count = _lines_in(data, len(self._kept)) + _SPARE
        super().__init__(subject, data, *args, **kwargs)
        self.initial["version"] = version_of_bases(self._kept)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record, line by line."""
        return {
            f"{part}_{place}": getattr(row, part)
            for place, row in enumerate(self._kept)
            for part in _PARTS
        }

    def prepare(self) -> None:
        """Four boxes a line, and some empty lines."""
        for place in range(min(self._count, MOST_LINES)):
            n = place + 1
            self.fields |= {
                f"issuer_{place}": forms.CharField(
                    required=False,
                    max_length=200,
                    label=gettext("Issued by (line %(n)s)") % {"n": n},
                ),
                f"number_{place}": NumberedText(required=False, label=_("Number and symbol")),
                f"date_{place}": DayField(required=False, label=_("Day of issue")),
                f"title_{place}": forms.CharField(
                    required=False, max_length=300, label=_("Title of the document")
                ),
            }

    def parts(self) -> Iterator[tuple[Section, list[Row]]]:
        """The pasting first, then a group of boxes for each line."""
        yield from super().parts()
        for place in range(min(self._count, MOST_LINES)):
            names = tuple(f"{part}_{place}" for part in _PARTS)
            section = Section(gettext("Line %(n)s") % {"n": place + 1}, names, wide=(names[-1],))
            yield section, [self._row(name, section) for name in names]

    def clean(self) -> dict[str, Any]:
        """Every line names its issuer; lines just taken apart are looked at before they are saved."""
        found = super().clean() or self.cleaned_data
        for place in range(min(self._count, MOST_LINES)):
            said = [found.get(f"{part}_{place}") for part in _PARTS[1:]]
            if any(said) and not found.get(f"issuer_{place}"):
                self.add_error(f"issuer_{place}", gettext("Say who issued the document."))
        if self._taken_apart:
            words = gettext("Lines taken apart: %(n)s. Check the boxes below, then save.")
            self.add_error("paste", words % {"n": self._taken_apart})
        return found

    def facts(self) -> list[BasisFacts]:
        """The input of `bases.keep`; call it on a valid form."""
        read = self.cleaned_data
        lines = (
            {part: read[f"{part}_{place}"] for part in _PARTS} | {"place": place}
            for place in range(min(self._count, MOST_LINES))
        )
        return [BasisFacts(**line) for line in lines if line["issuer"]]


def _spread(data: QueryDict, found: list[Citation]) -> QueryDict:
    """The post with what was pasted in the first empty lines, and the pasting emptied."""
    fresh = data.copy()
    free = (
        n for n in range(MOST_LINES) if not any(data.get(f"{p}_{n}", "").strip() for p in _PARTS)
    )
    for place, line in zip(free, found, strict=False):
        fresh[f"issuer_{place}"] = line.issuer
        fresh[f"number_{place}"] = line.number
        fresh[f"date_{place}"] = day_text(line.date) if line.date else ""
        fresh[f"title_{place}"] = line.title[:300]
    fresh["paste"] = ""
    return fresh


def _lines_in(data: QueryDict | None, kept: int) -> int:
    """How many lines are filled: on record, or in what was sent."""
    if data is None:
        return kept
    filled = [n for n in range(MOST_LINES) if any(data.get(f"{p}_{n}") for p in _PARTS)]
    return max([kept, *(n + 1 for n in filled)])
