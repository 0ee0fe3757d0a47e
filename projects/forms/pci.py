"""What one source says of the competitiveness index of a province in a year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.pci import PciFacts
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import QuantityField
from projects.models import PciResult
from projects.rules.pci import rank_looks_like_score

_NAMES = ("province", "year", "score", "rank", "rank_of", "basis", "source", "note")
_RANKED = 63
_LIST = "cac-tinh"


class PciForm(ActForm):
    """Score, rank or both, with where they stand."""

    corrects = ("pk",)
    sections = (
        Section(_("Province and year"), ("province", "year")),
        Section(_("Index"), ("score", "rank", "rank_of", "basis")),
        Section(_("Source"), ("source", "note"), wide=("source", "note")),
    )

    province = forms.CharField(
        max_length=100,
        label=_("Province"),
        widget=forms.TextInput(attrs={"list": _LIST, "autocomplete": "off"}),
        help_text=_("The name the province bore in that year."),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1, max_value=9999)
    score = QuantityField(
        required=False, label=_("Score"), help_text=_("Out of 100, for example 67,88.")
    )
    rank = forms.IntegerField(required=False, label=_("Rank"), min_value=1, max_value=100)
    rank_of = forms.IntegerField(
        required=False, label=_("Provinces ranked"), min_value=1, max_value=100
    )
    basis = forms.ChoiceField(
        label=_("How it is known"), choices=PciResult.Basis, widget=forms.RadioSelect
    )
    source = forms.CharField(max_length=300, help_text=_("Address or title of the publication."))
    note = forms.CharField(required=False, max_length=500)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record; a new row is of last year."""
        row = subject.row
        if not isinstance(row, PciResult):
            basis = PciResult.Basis.PUBLISHED
            return {"year": subject.on.year - 1, "rank_of": _RANKED, "basis": basis}
        return {name: getattr(row, name) for name in _NAMES}

    @property
    def suggestions(self) -> dict[str, list[str]]:
        """Provinces on record."""
        rows = PciResult.objects.order_by("province").values_list("province", flat=True)
        return {_LIST: list(rows.distinct())}

    def clean(self) -> dict[str, Any]:
        """A rank that is the rounded score is asked about, not refused."""
        found = super().clean() or self.cleaned_data
        score, rank = found.get("score"), found.get("rank")
        if rank_looks_like_score(score if isinstance(score, Decimal) else None, rank):
            words = _("The rank is the rounded score. Is it the rank in the source?")
            self.warn(str(words), "rank")
        return found

    def facts(self) -> PciFacts:
        """The input of `pci.add_result` and `change_result`; call it on a valid form."""
        row = self.subject.row
        invented = isinstance(row, PciResult) and row.is_demonstration
        values = {name: self.cleaned_data[name] for name in _NAMES}
        return PciFacts(is_demonstration=invented, **values)
