"""What the bearer of a flag says: why it is late and when it will be done, or what is wrong."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines.actions.statements import Said
from deadlines.models import Flag, FlagStatement
from projects.forms.base import Section
from projects.forms.documents import FileForm
from projects.forms.fields import DayField, NumberedText

MOST_TEXT = 4000


class _StatementForm(FileForm):
    """Words and a file."""

    kind: ClassVar[str]

    text = forms.CharField(
        max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 5}), label=_("Your words")
    )
    file = forms.FileField(required=False, allow_empty_file=True, label=_("File"))

    def prepare(self) -> None:
        """A flag about no project has no files."""
        super().prepare()
        if self.subject.project is None:
            del self.fields["file"]

    @property
    def upload(self) -> Any:
        """The file that came, or None; call it on a valid form."""
        return self.cleaned_data.get("file")

    def said(self, flag: Flag, *, bearer: str = "") -> Said:
        """The input of `statements.state`; call it on a valid form."""
        read = self.cleaned_data
        return Said(
            flag_id=flag.pk,
            kind=self.kind,
            text=read["text"],
            promised_date=read.get("promised_date"),
            document_number=read.get("document_number", ""),
            bearer=bearer,
        )


class ExplanationForm(_StatementForm):
    """Why the day was missed, and the new day."""

    kind = FlagStatement.Kind.EXPLANATION
    sections = (Section("", ("text", "promised_date", "file"), wide=("text", "file")),)

    text = forms.CharField(
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("Why it is not done yet"),
    )
    promised_date = DayField(
        label=_("New day by which it will be done"),
        help_text=_("After today. The legal deadline stays as it is."),
    )


class ContestForm(_StatementForm):
    """What is wrong with the facts or the reckoning."""

    kind = FlagStatement.Kind.CONTEST
    sections = (Section("", ("text", "file"), wide=("text", "file")),)

    text = forms.CharField(
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        label=_("What is not right, and what shows it"),
        help_text=_("For example: handed over later, already done, days that do not count."),
    )


def _number() -> NumberedText:
    return NumberedText(
        max_length=60,
        label=_("Number of the paper"),
        help_text=_("The letter that came in, with its symbol."),
    )


class PaperExplanationForm(ExplanationForm):
    """An explanation that came on paper."""

    sections = (
        Section("", ("document_number", "promised_date", "text", "file"), wide=("text", "file")),
    )

    document_number = _number()


class PaperContestForm(ContestForm):
    """Another opinion that came on paper."""

    sections = (Section("", ("document_number", "text", "file"), wide=("text", "file")),)

    document_number = _number()


class AttachForm(FileForm):
    """One more file with what one said."""

    sections = (Section("", ("file",), wide=("file",)),)

    file = forms.FileField(label=_("File"), allow_empty_file=True)
