"""What all forms of the registry share: sections, the version seen, what was there before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from projects.actions.acts import Seen, version_of
from projects.actions.refusals import Refusal
from projects.models import Project
from projects.wording import FIELDS

Text = str | list[str]
HIDDEN = ("row", "version", "before")
WHY = "why"
_NEVER_SEEN = -1


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about: the project, the row to correct (None to add one), who and when."""

    project: Project | None
    row: Model | None
    user: User
    on: date


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; `wide` ones take the whole width.

    With `kinds` it is about these choices of the form's box "kind" only: others need not see it.
    """

    title: str | Promise
    fields: tuple[str, ...]
    wide: tuple[str, ...] = ()
    note: str | Promise = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One field as the template draws it."""

    field: forms.BoundField
    css: str
    unit: str | Promise
    was: str


class ActForm(forms.Form):
    """Reads what a person typed into the plain input of one action; it never saves.

    Refusals of the action come back through `refuse`, with the answer's status. `warnings` are notes that do not stop the
    act, filled by `clean`.
    """

    sections: ClassVar[Sequence[Section]] = ()
    is_numbered: ClassVar[bool] = True
    """Whether its sections carry numbers; not where some of them come and go."""
    corrects: ClassVar[tuple[str, ...]] = ()
    """Columns of the row: with one filled, saving corrects what is on record, and may say why."""

    row = forms.IntegerField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(
        self, subject: Subject, data: QueryDict | None = None, files: Any = None, *, key: str = ""
    ) -> None:
        """`key` tells the forms of one page apart in the identifiers of their boxes."""
        self.subject = subject
        self.warnings: list[str] = []
        self.noted: dict[str, list[str]] = {}
        self.sources: dict[str, str] = {}
        self.status = 422
        self.refilled = False
        super().__init__(
            data,
            files,
            initial=self.initial_of(subject),
            auto_id=f"{key}-%s" if key else "id_%s",
            label_suffix="",
        )
        self.prepare()
        if any(getattr(subject.row, name, None) for name in self.corrects):
            self.fields[WHY] = _why()
        for name, field in self.fields.items():
            field.label = field.label or FIELDS.get(name)
            field.error_messages |= _words_of(field)
        self.initial["row"] = subject.row.pk if subject.row else None
        self.initial["version"] = version_of(subject.row) if subject.row else None
        self.initial["before"] = json.dumps(self.texts(self.recorded()), ensure_ascii=False)

    def stands_at(self, place: str) -> None:
        """Tell the boxes apart from those of forms in other places of the same page."""
        if place:
            self.auto_id = f"{place}-{self.auto_id}"

    def propose(self, values: Mapping[str, Any], source: str) -> None:
        """Fill boxes of a form that was not sent yet; `source` says at each where it is from."""
        self.initial = {**self.initial, **values}
        self.sources = dict.fromkeys(values, source)

    def fill(self, typed: QueryDict) -> None:
        """Put a draft into the boxes, with the version that was seen when it was begun."""
        self.refilled = True
        for name, box in self.fields.items():
            self.initial[name] = box.widget.value_from_datadict(typed, MultiValueDict(), name)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record, or a first proposal for a new row."""
        return {}

    def recorded(self) -> Mapping[str, Any]:
        """What is on record, without what a form proposes beside it."""
        return self.initial

    def prepare(self) -> None:
        """Offer the choices that depend on the subject."""

    def warn(self, text: str, *names: str) -> None:
        """A note about some boxes that does not stop the act."""
        self.warnings.append(text)
        for name in names:
            self.noted.setdefault(name, []).append(text)

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Lists that a box suggests from, by the identifier in its `list` attribute."""
        return {}

    @property
    def seen(self) -> Seen:
        """The row as the person saw it; a version that was tampered with is never current."""
        row = self.subject.row
        if row is None:
            raise TypeError("a form that adds a row has seen none")
        version = self.cleaned_data.get("version")
        if version is None or self.of_another_row:
            version = _NEVER_SEEN
        return Seen(row.pk, version, self.cleaned_data.get(WHY, ""))

    @property
    def of_another_row(self) -> bool:
        """Whether the page now leads to another row than the one the person saw: its investor."""
        row, seen = self.subject.row, self.cleaned_data.get("row")
        return row is not None and seen is not None and seen != row.pk

    def refuse(self, refusal: Refusal) -> None:
        """Show why the action refused, at the input it names."""
        self.status = refusal.status
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))

    # ------------------------------------------------------------ drawing

    def parts(self) -> Iterator[tuple[Section, list[Row]]]:
        """The sections with their fields."""
        for section in self.sections:
            names = [name for name in section.fields if name in self.fields]
            yield section, [self._row(name, section) for name in names]
        if WHY in self.fields:
            section = Section(_("About this correction"), (WHY,), wide=(WHY,))
            yield section, [self._row(WHY, section)]

    def _row(self, name: str, section: Section) -> Row:
        bound = self[name]
        before = self.was(name) or self.sources.get(name, "")
        css = [*(["full"] if name in section.wide else []), *(["chg"] if before else [])]
        return Row(bound, " ".join(css), getattr(bound.field, "unit", ""), before)

    def was(self, name: str) -> str:
        """The value before, when the person changed it and the form comes back."""
        if not (self.is_bound or self.refilled) or self.subject.row is None:
            return ""
        before = self.base().get(name)
        if not before or before == self.typed(name):
            return ""
        return gettext("before: %(value)s") % {"value": self.shown(name, before)}

    # ------------------------------------------------------------ comparing

    def texts(self, values: Mapping[str, Any]) -> dict[str, Text]:
        """Values of the visible fields as the boxes would show them."""
        return {
            name: _text(field.prepare_value(values.get(name)))
            for name, field in self.fields.items()
            if name not in (*HIDDEN, WHY)
        }

    def typed(self, name: str) -> Text:
        """What the box holds, in its plain form when it could be read."""
        if name in getattr(self, "cleaned_data", {}):
            return _text(self.fields[name].prepare_value(self.cleaned_data[name]))
        return _text(self[name].value())

    def base(self) -> dict[str, Text]:
        """What was on record when the person opened the form."""
        try:
            kept = json.loads(self["before"].value() or "{}")
        except ValueError:
            return {}
        return plain_texts(kept)

    def shown(self, name: str, text: Text) -> str:
        """The text as a reader sees it: the words of a choice, a dash for nothing."""
        words = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        keys = text if isinstance(text, list) else [text]
        return ", ".join(words.get(key, key) for key in keys if key) or "—"


def plain_texts(kept: object) -> dict[str, Text]:
    """What came back of `before`, whatever somebody made of it."""
    if not isinstance(kept, dict):
        return {}
    return {
        str(name): [str(each) for each in text] if isinstance(text, list) else str(text)
        for name, text in kept.items()
    }


def _why() -> forms.Field:
    return forms.CharField(
        required=False,
        max_length=500,
        label=_("Reason or basis of the correction"),
        help_text=_("For example: typing mistake; compared with decision 1644/QĐ-UBND."),
    )


def _words_of(field: forms.Field) -> dict[str, Any]:
    """What to do about an empty box or an unknown choice."""
    if isinstance(field, forms.FileField):
        return {"required": _("Choose the file.")}
    if not isinstance(field, forms.ChoiceField):
        return {"required": _("Fill in this box.")}
    return {
        "required": _("Choose one."),
        "invalid_choice": _("Choose one of the listed values."),
        "invalid_list": _("Choose one of the listed values."),
    }


def _text(value: Any) -> Text:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, list | tuple) or hasattr(value, "all"):
        return sorted(str(getattr(item, "pk", item)) for item in value)
    return str(value)
