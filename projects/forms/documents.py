"""Documents on file: what they are, what they are about, the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects import document_owners
from projects.actions.documents import DocumentFacts
from projects.actions.refusals import Refusal
from projects.documents.examined import ENDINGS
from projects.documents.storing import FileNotKept, refuse_lost
from projects.forms.base import ActForm, Row, Section, Subject
from projects.forms.fields import NumberedText, PartialDateField
from projects.models import Document
from vn.dates import PartialDate, Precision

ACCEPT = ",".join(
    sorted({ending for endings in ENDINGS.values() for ending in endings})
    + sorted(media_type for media_type in ENDINGS if media_type.startswith("image/"))
)
"""What the browser offers to choose, the camera of a phone among it; the content decides."""

_TYPED = ("kind", "title", "number", "issued", "issuer_name", "audience")


class FileForm(ActForm):
    """A form with one file, which the browser does not keep when the form comes back."""

    def prepare(self) -> None:
        """Say how large a file may be."""
        box = self.fields["file"]
        box.help_text = gettext(
            "PDF, Word (.docx), Excel (.xlsx) or a picture (JPEG, PNG, WebP), at most %(most)s MB."
        ) % {"most": settings.DOCUMENT_MAX_BYTES >> 20}
        box.widget.attrs |= {"accept": ACCEPT}

    def clean(self) -> dict[str, Any]:
        """Say at once that a file is too large, and that a file has to be chosen again."""
        found = super().clean() or self.cleaned_data
        upload = found.get("file")
        if upload is not None:
            try:
                refuse_lost(upload)
            except FileNotKept as refusal:
                self.refuse(refusal)
        self._ask_again()
        return found

    def refuse(self, refusal: Refusal) -> None:
        """Show why the action refused; the file has to be chosen again."""
        super().refuse(refusal)
        self._ask_again()

    def _ask_again(self) -> None:
        if self.errors and self.files.get("file") is not None and "file" not in self.errors:
            words = gettext("Choose the file again: a browser does not keep it.")
            self.add_error("file", words)

    @property
    def upload(self) -> Any:
        """The file that came; call it on a valid form."""
        return self.cleaned_data["file"]


def _file_field() -> forms.FileField:
    # An empty file is refused in our own words, by its content.
    return forms.FileField(label=_("File"), allow_empty_file=True)


class FactsForm(ActForm):
    """What a document is and what it is about."""

    sections: ClassVar[Sequence[Section]] = (
        Section(
            _("Document on file"),
            ("kind", "title", "number", "issued", "issuer_name"),
            wide=("title",),
        ),
        Section(
            _("What it is about, and for whom"), ("owner", "audience"), wide=("owner", "audience")
        ),
    )

    kind = forms.ChoiceField(choices=Document.Kind)
    title = forms.CharField(
        max_length=300, help_text=_("A few words by which a colleague finds it.")
    )
    number = NumberedText(required=False, label=_("Number and symbol"))
    issued = PartialDateField(
        required=False,
        label=_("Day of issue"),
        help_text=_("If only the month or year is known, write that: 6/2024, 2024."),
    )
    issuer_name = forms.CharField(required=False, max_length=200)
    owner = forms.ChoiceField()
    audience = forms.ChoiceField(
        choices=Document.Audience,
        widget=forms.RadioSelect,
        help_text=_("The investor finds it among his own documents."),
    )

    def __init__(self, *args: Any, about: tuple[str, int] | None = None, **kwargs: Any) -> None:
        """`about`: the subject, where it has no project: nothing to choose, and no investor."""
        self.about = about
        super().__init__(*args, **kwargs)

    def parts(self) -> Iterator[tuple[Section, list[Row]]]:
        """The sections that have fields."""
        return ((section, rows) for section, rows in super().parts() if rows)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a document of the whole project, for State bodies, to begin with."""
        row, project = subject.row, subject.project
        if not isinstance(row, Document):
            owner = f"project:{project.pk}" if project else ""
            return {"owner": owner, "audience": Document.Audience.STAFF}
        issued = row.issued_date
        names = ("kind", "title", "number", "issuer_name", "audience")
        return {name: getattr(row, name) for name in names} | {
            "owner": f"{row.owner_kind}:{row.owner_id}",
            "issued": PartialDate(issued, Precision(row.issued_precision)) if issued else None,
        }

    def prepare(self) -> None:
        """Offer the things of the project."""
        super().prepare()
        if self.about is not None:
            del self.fields["owner"], self.fields["audience"]
            return
        field, project = self.fields["owner"], self.subject.project
        if isinstance(field, forms.ChoiceField) and project is not None:
            things = document_owners.of_project(project)
            field.choices = [(f"{kind}:{pk}", words) for (kind, pk), words in things.items()]

    def facts(self) -> DocumentFacts:
        """The input of `documents.add` and `correct`; call it on a valid form."""
        read = {name: self.cleaned_data[name] for name in _TYPED if name in self.fields}
        if self.about is not None:
            return DocumentFacts(owner=self.about, **read)
        kind, _colon, subject_id = self.cleaned_data["owner"].partition(":")
        return DocumentFacts(owner=(kind, int(subject_id)), **read)


class DocumentForm(FactsForm, FileForm):
    """A new document with its file."""

    sections = (Section(_("File"), ("file",), wide=("file",)), *FactsForm.sections)

    file = _file_field()


class VersionForm(FileForm):
    """A newer file of a document."""

    sections = (Section("", ("file",), wide=("file",)),)

    file = _file_field()


class WithdrawForm(ActForm):
    """Why a document is taken out of the lists."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(
        max_length=300,
        label=_("Reason"),
        help_text=_("It stays in the history, with its files, beside this reason."),
    )
