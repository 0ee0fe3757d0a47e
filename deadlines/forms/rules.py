"""A change of a rule as a person proposes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from deadlines.actions.proposing import Change
from deadlines.forms import rule_boxes
from deadlines.forms.rule_numbers import contradictions, parameters_from
from deadlines.models import RuleVersion
from vn.text import nfc, tidy

BINDS, ADVISES = "binds", "advises"


class Way(StrEnum):
    """The three kinds of change; the values stand in the address."""

    CORRECT = "sua"
    NEW = "moi"
    TRACK = "theo-doi"


CONFIDENCE = [
    ("A", _("A: the text of the law was read")),
    ("B", _("B: two sources, or one real document")),
    ("C+", _("C+: one source that quotes the article")),
    ("C", _("C: one source")),
    ("D", _("D: from memory, to be confirmed")),
]
USES = [
    (BINDS, _("Flags that bind: the legal basis is confirmed")),
    (ADVISES, _("For reference only: the legal basis is not confirmed")),
]
_TEXTS: dict[str, tuple[Any, int]] = {
    "title": (_("What a flag of it says"), 1),
    "summary": (_("What the law asks"), 4),
    "article": (_("Legal basis: instrument, article, clause"), 2),
    "consequence": (_("What follows"), 3),
    "next_step": (_("What to do next"), 3),
}
_OPTIONAL = ("consequence", "next_step")


_WIDE = (
    "excluding_reasons",
    "roll",
    "unconfirmed",
    "confidence",
    "use",
    "reason",
    "document_number",
)
_APART = ("remind_", "grade_", "slice_", "cycle_")
"""How the names of boxes begin that stand under a heading of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """Boxes under one heading: rows of (box, class)."""

    title: str | Promise
    rows: list[list[tuple[forms.BoundField, str]]]


class ChangeForm(forms.Form):
    """One version of a rule with the boxes its parameters need; what is typed is kept by the draft."""

    reason = forms.CharField(
        label=_("Why the rule changes"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    document_number = forms.CharField(
        label=_("Document it rests on"),
        max_length=120,
        help_text=_("Number and day, for example: 5217/BTC-ĐT of 20/8/2026."),
    )

    def __init__(self, base: RuleVersion, way: Way, data: QueryDict | None = None) -> None:
        self.base, self.way = base, way
        super().__init__(data, label_suffix="")
        if way is Way.NEW:
            self._offer_start()
        if way is not Way.TRACK:
            self._offer_texts()
        self._numbers = self._offer_numbers()
        for field in self.fields.values():
            field.error_messages |= {
                "required": _("Fill in this box."),
                "invalid_choice": _("Choose one of the listed values."),
            }

    def _offer_start(self) -> None:
        box = rule_boxes.day_box(_("In force from"), required=True)
        box.help_text = _("The version before it ends the day before.")
        self.fields["effective_from"] = box

    def _offer_texts(self) -> None:
        for name, (label, rows) in _TEXTS.items():
            longest = getattr(RuleVersion._meta.get_field(name), "max_length", None)
            self.fields[name] = forms.CharField(
                label=label,
                required=name not in _OPTIONAL,
                max_length=longest,
                widget=forms.Textarea(attrs={"rows": rows}) if rows > 1 else None,
            )
            self.initial[name] = getattr(self.base, name)
        boundaries = RuleVersion.Boundary.choices
        self.fields["boundary"] = forms.ChoiceField(label=_("Last day"), choices=boundaries)
        self.fields["confidence"] = forms.ChoiceField(label=_("Confidence"), choices=CONFIDENCE)
        self.fields["use"] = forms.ChoiceField(
            label=_("Used for"), choices=USES, widget=forms.RadioSelect
        )
        self.initial["boundary"] = self.base.boundary
        self.initial["confidence"] = self.base.confidence
        self.initial["use"] = ADVISES if self.base.advisory else BINDS

    def _offer_numbers(self) -> tuple[str, ...]:
        boxes = rule_boxes.boxes(self.base.parameters)
        if self.way is Way.TRACK:
            boxes = {name: box for name, box in boxes.items() if name == "tracked_from"}
        for name, (field, first) in boxes.items():
            self.fields[name] = field
            self.initial[name] = first
        return tuple(boxes)

    def fill(self, typed: QueryDict) -> None:
        """Put a draft into the boxes."""
        for name, field in self.fields.items():
            self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    def clean(self) -> dict[str, Any]:
        """Values that do not go together are marked at the box to change."""
        said = super().clean() or {}
        if self.way is not Way.TRACK:
            for box, words in contradictions(self.base.parameters, said):
                self.add_error(box, words)
        start = said.get("effective_from")
        if start is not None and start <= self.base.effective_from:
            words = gettext("Give a day after the one on which the version before it began.")
            self.add_error("effective_from", words)
        return said

    def change(self) -> Change:
        """The change as the action takes it."""
        said = self.cleaned_data
        proposed: dict[str, Any] = {}
        if self.way is Way.TRACK:
            day = said["tracked_from"].isoformat() if said["tracked_from"] else None
            proposed["parameters"] = self.base.parameters | {"tracked_from": day}
        else:
            proposed |= {name: tidy_lines(said[name]) for name in _TEXTS}
            proposed |= {"boundary": said["boundary"], "confidence": said["confidence"]}
            proposed["advisory"] = said["use"] == ADVISES
            proposed["parameters"] = parameters_from(self.base.parameters, said)
        number = self.base.number
        if self.way is Way.NEW:
            proposed |= {"effective_from": said["effective_from"].isoformat(), "effective_to": None}
            last = RuleVersion.objects.filter(kind=self.base.kind).latest("number")
            number = last.number + 1
        return Change(
            kind=self.base.kind,
            number=number,
            proposed=proposed,
            reason=said["reason"],
            document_number=tidy(said["document_number"]),
        )

    def refuse(self, refusal: Refusal) -> None:
        """Show why the action refused, at the box it names."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    def parts(self) -> Iterator[Part]:
        """The boxes under their headings."""
        apart = [name for name in self._numbers if name.startswith(_APART)]
        others = [name for name in self._numbers if name not in apart]
        heads: tuple[tuple[Any, list[list[str]]], ...] = (
            (_("When it holds"), [["effective_from"]]),
            (_("What the law says"), [[*_TEXTS]]),
            (_("How the day is reckoned"), [["boundary", *others]]),
            (_("Days of the reports"), _paired(apart, "cycle_")),
            (_("Parts of the capital"), _paired(apart, "slice_")),
            (_("Reminders"), [["remind_unit"], *_paired(apart, "remind_")]),
            (_("Overdue grades"), [[name for name in apart if name.startswith("grade_")]]),
            (_("How sure the basis is"), [["confidence", "use"]]),
            (_("Why"), [["reason", "document_number"]]),
        )
        for title, names in heads:
            rows = [[self._drawn(name) for name in row if name in self.fields] for row in names]
            if any(rows):
                yield Part(title, [row for row in rows if row])

    def _drawn(self, name: str) -> tuple[forms.BoundField, str]:
        return self[name], "full" if name in _WIDE or name in _TEXTS else ""


def _paired(names: list[str], start: str) -> list[list[str]]:
    """Boxes of one reminder, report or part of the capital in one row."""
    rows: dict[str, list[str]] = {}
    for name in names:
        number = name.removeprefix(start).partition("_")[0]
        if name.startswith(start) and number.isdecimal():
            rows.setdefault(number, []).append(name)
    return list(rows.values())


def tidy_lines(text: str) -> str:
    """Legal prose with plain spaces; its lines and its dashes are kept."""
    return "\n".join(" ".join(nfc(line).split()) for line in text.splitlines()).strip()
