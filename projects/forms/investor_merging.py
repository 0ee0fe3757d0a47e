"""Putting two records of one investor together, and taking them apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.acts import Seen
from projects.actions.investor_merging import CHOSEN, ChangedMeanwhile, Merging
from projects.actions.refusals import Refusal
from projects.forms.base import ActForm, Row, Section, Subject
from projects.forms.conflicts import with_value
from projects.models import Investor
from projects.wording import FIELDS

_OURS, _THEIRS = "kept", "merged"
_NOTHING = ("", None, Investor.Kind.UNKNOWN)


class MergeForm(ActForm):
    """Which facts the record kept goes on with, and why the two are one.

    A fact that both state alike is no choice. What the record kept does not know is proposed from
    the other one.
    """

    sections = (
        Section(_("Facts to go on with"), CHOSEN),
        Section("", ("reason",), wide=("reason",)),
    )

    other_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=300,
        label=_("Why they are one investor"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: same tax code by the enterprise registration of 12/5/2025."),
    )

    def __init__(self, *given: Any, other: Investor, **more: Any) -> None:
        self.other = other
        super().__init__(*given, **more)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The other record as it is seen."""
        return {"other_version": self.other.version}

    def prepare(self) -> None:
        """A choice for each fact that the records state differently."""
        row = self.subject.row
        for name in CHOSEN:
            ours, theirs = getattr(row, name), getattr(self.other, name)
            if ours == theirs or theirs in _NOTHING:
                continue
            self.fields[name] = forms.ChoiceField(
                label=FIELDS[name],
                widget=forms.RadioSelect,
                choices=[(_OURS, _said(row, name)), (_THEIRS, _said(self.other, name))],
            )
            self.initial[name] = _THEIRS if ours in _NOTHING else _OURS

    def parts(self) -> Iterator[tuple[Section, list[Row]]]:
        """Without a heading over nothing where both records state the same."""
        yield from (part for part in super().parts() if part[1])

    @property
    def pair(self) -> tuple[Seen, Seen]:
        """Both records as the person saw them."""
        return self.seen, Seen(self.other.pk, self.cleaned_data["other_version"])

    def facts(self) -> Merging:
        """The input of `investor_merging.merge`; call it on a valid form."""
        taken = frozenset(name for name in CHOSEN if self.cleaned_data.get(name) == _THEIRS)
        return Merging(reason=self.cleaned_data["reason"], taken=taken)

    def refuse(self, refusal: Refusal) -> None:
        """The page shows both records as they are now; looked at again, they can be confirmed."""
        super().refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile) and self.subject.row is not None:
            row = self.subject.row
            fresh = with_value(self.data, "version", str(getattr(row, "version", "")))
            self.data = with_value(fresh, "other_version", str(self.other.version))


class ReasonForm(ActForm):
    """An act of which the next reader wants to know why."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(
        max_length=300, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def why(self) -> str:
        """What was typed; call it on a valid form."""
        return str(self.cleaned_data["reason"])


def _said(row: Any, name: str) -> str:
    value = getattr(row, f"get_{name}_display", lambda: getattr(row, name))()
    return gettext("no data") if value in ("", None) else str(value)
