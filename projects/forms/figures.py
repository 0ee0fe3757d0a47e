"""Figures somebody published: typed as printed, withdrawn, or brought as a table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.workbooks import UnreadableList, sheets_of
from projects.actions.figures import FigureFacts, FigureLine
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import PartialDateField
from projects.forms.readings import number_error
from projects.models import PublishedFigure
from projects.published import wording as figure_wording
from projects.published.tables import NothingRead, read_table
from projects.rules.indicators import INDICATORS
from projects.rules.published import read, read_base
from sheets.guard import Limits
from vn.errors import Unreadable

_LARGEST = 2 * 1024 * 1024
_LIMITS = Limits(rows=5_000)
_UNITS = "đồng, triệu, tỷ, USD, ha, %"
_MOST_SAID = 20
_PLAIN = (
    *("indicator", "scope_text", "text", "english", "basis", "cut", "nature", "source"),
    *("source_url", "source_date_text", "note"),
)


class FigureForm(ActForm):
    """One figure with its source; what was printed is kept whether it can be read or not."""

    sections = (
        Section(
            _("What was published"),
            ("indicator", "scope_text", "text", "english", "as_of", "nature"),
        ),
        Section(
            _("A rate is kept with what it was divided from"),
            ("numerator", "denominator", "basis"),
            wide=("basis",),
        ),
        Section(_("A part of another figure"), ("cut",)),
        Section(
            _("Source"),
            ("source", "source_url", "source_date_text", "note"),
            wide=("source", "source_url", "note"),
        ),
    )

    indicator = forms.ChoiceField(
        label=_("Figure"),
        choices=[("", "—"), *((code, figure_wording.INDICATORS[code]) for code in INDICATORS)],
    )
    scope_text = forms.CharField(
        label=_("Of which place or body"),
        max_length=200,
        help_text=_("The name of our province lets it be compared with the registry."),
    )
    text = forms.CharField(
        label=_("Figure as printed"),
        max_length=200,
        help_text=_("With its words and unit, for example hơn 27.347 tỷ đồng."),
    )
    english = forms.BooleanField(
        required=False, label=_("The source writes numbers the English way (1,600.5)")
    )
    as_of = PartialDateField(required=False, label=_("As of"))
    nature = forms.ChoiceField(label=_("Nature of the figure"), choices=PublishedFigure.Nature)
    numerator = forms.CharField(
        required=False,
        max_length=60,
        label=_("Numerator"),
        help_text=_("With its unit, for example 727.304,29 triệu đồng."),
    )
    denominator = forms.CharField(required=False, max_length=60, label=_("Denominator"))
    basis = forms.CharField(
        required=False,
        max_length=200,
        label=_("What the denominator is"),
        help_text=_("For example: kế hoạch đã phân bổ chi tiết."),
    )
    cut = forms.CharField(
        required=False,
        max_length=80,
        label=_("Divided by"),
        help_text=_("For example: theo tình trạng. Parts of one division add up by themselves."),
    )
    source = forms.CharField(max_length=300, help_text=_("Title of the report or article."))
    source_url = forms.URLField(
        required=False, label=_("Address of the source"), assume_scheme="https"
    )
    source_date_text = forms.CharField(required=False, max_length=40, label=_("Day of the source"))
    note = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, whole: PublishedFigure | None = None, **kwargs: Any) -> None:
        """`whole`: the figure this one is a part of."""
        self.whole = whole
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """A part is of the same source, place and day as its whole."""
        if self.whole is None:
            return {"nature": PublishedFigure.Nature.ACTUAL}
        names = ("indicator", "scope_text", "nature", "source", "source_url", "source_date_text")
        found = {name: getattr(self.whole, name) for name in names}
        return found | {"as_of": self.whole.as_of}

    def prepare(self) -> None:
        """Only a part is a part of a division."""
        if self.whole is None:
            del self.fields["cut"]

    def clean_numerator(self) -> tuple[str, Decimal] | None:
        """The measure and the value."""
        return self._base("numerator")

    def clean_denominator(self) -> tuple[str, Decimal] | None:
        """The measure and the value."""
        return self._base("denominator")

    def _base(self, name: str) -> tuple[str, Decimal] | None:
        try:
            return read_base(self.cleaned_data[name])
        except Unreadable as error:
            raise number_error(error, _UNITS) from error

    def clean(self) -> dict[str, Any]:
        """Say how the text was read, or that it was not; both bases are of one measure."""
        found = super().clean() or self.cleaned_data
        over, under = found.get("numerator"), found.get("denominator")
        if over and under and over[0] != under[0]:
            self.add_error("denominator", gettext("Write both with the same kind of unit."))
        if under and not found.get("basis"):
            self.add_error("basis", gettext("Say what the denominator of the rate is."))
        if "text" in found and found.get("indicator"):
            self._say_how_read(found)
        return found

    def _say_how_read(self, found: dict[str, Any]) -> None:
        measure = INDICATORS[found["indicator"]].measure
        try:
            value = read(found["text"], measure, english=found["english"])
        except Unreadable as error:
            words = gettext("%(why)s The text is kept, without a value to compare.")
            self.warn(words % {"why": number_error(error, _UNITS).messages[0]}, "text")
            return
        if value is None:
            self.warn(gettext("The text says that the figure is not known."), "text")
        elif value.doubtful:
            words = gettext("“%(text)s” is read as %(value)s. Check that the source means it so.")
            said = {"text": found["text"], "value": figure_wording.shown(value.value, measure)}
            self.warn(words % said, "text")

    def facts(self) -> FigureFacts:
        """The input of `figures.add_figure`; call it on a valid form."""
        values: dict[str, Any] = {name: self.cleaned_data.get(name, "") for name in _PLAIN}
        for name in ("numerator", "denominator"):
            pair = self.cleaned_data[name]
            values[name] = pair[1] if pair else None
        return FigureFacts(
            as_of=self.cleaned_data["as_of"],
            part_of=self.whole,
            **values,
        )


class WithdrawForm(ActForm):
    """Why a figure no longer counts."""

    sections = (
        Section(
            "",
            ("reason",),
            wide=("reason",),
            note=_("It stays on record with the reason. A corrected figure is entered anew."),
        ),
    )

    reason = forms.CharField(max_length=300)


class FigureTableForm(ActForm):
    """A table of figures; its lines are `lines`."""

    sections = (Section("", ("file",), wide=("file",)),)

    file = forms.FileField(
        label=_("Workbook (.xlsx or .csv)"),
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )

    def clean_file(self) -> Any:
        """Read the lines; each cell that cannot be read is named."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > _LARGEST:
            raise forms.ValidationError(_("The file is too large for a list. Keep the list only."))
        try:
            sheets = sheets_of(str(file.name), file.read(), _LIMITS)
            self.lines: list[FigureLine] = read_table(sheets)
        except (UnreadableList, NothingRead) as error:
            raise forms.ValidationError(_said(error)) from error
        return file


def _said(error: Exception) -> list[str]:
    if not isinstance(error, NothingRead):
        return [str(error)]
    more = len(error.problems) - _MOST_SAID
    said = error.problems[:_MOST_SAID]
    return [*said, gettext("… and %(n)s more") % {"n": more}] if more > 0 else said
