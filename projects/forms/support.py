"""What an investor asks for, on the portal or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from projects.actions.support import Ask
from projects.forms import choices
from projects.forms.base import Section
from projects.forms.documents import FileForm
from projects.forms.fields import DayField, NumberedText
from projects.models import Investor, Project, SupportRequest

MOST_WORDS = 6000

_KINDS: tuple[tuple[str, Promise], ...] = (
    ("obstacle", _("Difficulty or obstacle: something holds up the project")),
    ("petition", _("Petition: you propose that the province does something")),
    ("complaint", _("Complaint: you hold a decision or an act of an agency to be wrong")),
    ("lawsuit", _("Lawsuit: you went, or go, to court about a decision")),
    ("adjustment", _("Adjustment: content of the approval or certificate should change")),
)


def words_box(label: Any, rows: int = 5, **more: Any) -> forms.CharField:
    """A box for words that somebody reads."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=MOST_WORDS, widget=widget, label=label, **more)


class OwnAskForm(FileForm):
    """What an investor asks for on the portal."""

    investors: ClassVar[Sequence[Investor]] = ()
    projects: ClassVar[Sequence[Project]] = ()
    holder: ClassVar[Agency | None] = None
    sections: ClassVar[Sequence[Section]] = (
        Section(
            "",
            ("kind", "project", "title", "words", "place_text", "file"),
            wide=("kind", "project", "title", "words", "place_text", "file"),
        ),
    )

    kind = forms.ChoiceField(choices=_KINDS, widget=forms.RadioSelect, label=_("What is it about?"))
    project = forms.ChoiceField(label=_("Which project?"))
    title = forms.CharField(max_length=200, label=_("In one line"))
    words = words_box(
        _("What happened, and what do you ask for?"),
        8,
        help_text=_("Name the document, the agency and the day, if you know them."),
    )
    place_text = forms.CharField(
        max_length=200, required=False, label=_("Place, if it is about one")
    )
    file = forms.FileField(required=False, allow_empty_file=True, label=_("File"))

    def prepare(self) -> None:
        """Offer the person's own projects, and each investor without a project."""
        super().prepare()
        field = self.fields["project"]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError("project is a choice")
        offered = [(f"p{row.pk}", f"{row.code} {row.name}") for row in self.projects]
        none = _("No project: %(investor)s")
        offered += [(f"i{row.pk}", str(none) % {"investor": row.name}) for row in self.investors]
        field.choices = offered if len(offered) == 1 else [("", "—"), *offered]

    @property
    def upload(self) -> Any:
        """The file that came, or None; call it on a valid form."""
        return self.cleaned_data.get("file")

    def ask(self) -> Ask:
        """The input of `support.file`; call it on a valid form."""
        read = self.cleaned_data
        project = self._project(read["project"])
        investor = project.investor if project else self._investor(read["project"])
        holder = project.agency if project else self.holder
        if investor is None or holder is None:
            raise ValueError("nobody to ask, or nobody who asks")
        return Ask(
            investor=investor,
            project=project,
            kind=read["kind"],
            title=read["title"],
            words=read["words"],
            place_text=read["place_text"],
            holder=holder,
            filed_date=self.subject.on,
        )

    def _project(self, chosen: str) -> Project | None:
        return next((row for row in self.projects if f"p{row.pk}" == chosen), None)

    def _investor(self, chosen: str) -> Investor | None:
        return next((row for row in self.investors if f"i{row.pk}" == chosen), None)


class LetterForm(OwnAskForm):
    """What came by letter, at a meeting or by telephone, written down by an officer."""

    sections = (
        Section(_("How it came"), ("channel", "filed_date", "document_number", "agency")),
        Section(
            _("What is asked for"),
            ("kind", "project", "title", "words", "place_text", "file"),
            wide=("kind", "project", "title", "words", "place_text", "file"),
        ),
    )

    channel = forms.ChoiceField(
        choices=[row for row in SupportRequest.Channel.choices if row[0] != "portal"],
        label=_("Way it came"),
    )
    filed_date = DayField(label=_("Day it came"))
    document_number = NumberedText(required=False, label=_("Number of the letter"))
    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(), required=False, label=_("Who is to answer")
    )

    def prepare(self) -> None:
        """Offer the agencies of today."""
        super().prepare()
        self.fields["agency"].queryset = choices.agencies(self.subject.on)  # type: ignore[attr-defined]
        self.fields["agency"].help_text = str(
            _("Left empty: the agency that follows the project, else the department.")
        )

    def ask(self) -> Ask:
        """The input of `support.file`; call it on a valid form."""
        read, told = self.cleaned_data, super().ask()
        return Ask(
            investor=told.investor,
            project=told.project,
            kind=told.kind,
            title=told.title,
            words=told.words,
            place_text=told.place_text,
            holder=read["agency"] or told.holder,
            filed_date=read["filed_date"],
            channel=read["channel"],
            document_number=read["document_number"],
        )
