"""Plans a project is held against, and the criteria of the province."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.weighing import PlanningFacts, Weighed, Weights
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, MoneyField, NumberedText, QuantityField
from projects.models import Criterion, CriterionValue, PlanningReference, Project

_SHARED = ("as_of_date", "source")


class PlanningForm(ActForm):
    """A plan and whether the project conforms to it."""

    corrects = ("pk",)
    sections = (
        Section(
            "",
            ("level", "conformity", "document_number", "document_date", "title", "note"),
            wide=("title", "note"),
        ),
    )

    level = forms.ChoiceField(choices=PlanningReference.Level)
    conformity = forms.ChoiceField(choices=PlanningReference.Conformity)
    document_number = NumberedText(label=_("Number of the decision on the plan"))
    document_date = DayField(required=False)
    title = forms.CharField(required=False, max_length=300, label=_("Name of the plan"))
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        if subject.row is None:
            return {"conformity": PlanningReference.Conformity.UNKNOWN}
        return {name: getattr(subject.row, name) for name in self.sections[0].fields}

    def facts(self) -> PlanningFacts:
        """The input of `weighing.add_plan` and `change_plan`; call it on a valid form."""
        return PlanningFacts(**{n: self.cleaned_data[n] for n in self.sections[0].fields})


class CriteriaForm(ActForm):
    """All criteria in use at once: what was promised, what was reached."""

    as_of_date = DayField(required=False, label=_("Reached as of"))
    source = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, **more: Any) -> None:
        self.criteria = list(Criterion.objects.filter(active=True))
        super().__init__(*args, **more)

    @property
    def sections(self) -> list[Section]:  # type: ignore[override]
        """One for each criterion, then what they share."""
        each = [Section(row.name, _names(row), note=_unit(row)) for row in self.criteria]
        return [*each, Section(_("Day and source of what was reached"), _SHARED, wide=("source",))]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        project = subject.row
        found: dict[str, Any] = {}
        for value in project.criteria.all() if isinstance(project, Project) else ():
            suffix = "_text" if value.criterion.sort == Criterion.Sort.TEXT else ""
            for name in ("promised", "reached"):
                found[f"{name}_{value.criterion_id}"] = _shown(value, name + suffix)
            found |= {name: getattr(value, name) or found.get(name) for name in _SHARED}
        return found

    def prepare(self) -> None:
        """Two boxes for each criterion, before those they share."""
        boxes: dict[str, forms.Field] = {}
        for row in self.criteria:
            for name, label in zip(_names(row), (_("Promised"), _("Reached")), strict=True):
                boxes[name] = _box(row, label)
        self.fields = {**boxes, **self.fields}

    def clean(self) -> dict[str, Any]:
        """What was reached has its day."""
        found = super().clean() or self.cleaned_data
        reached = any(found.get(f"reached_{row.pk}") not in (None, "") for row in self.criteria)
        if reached and not found.get("as_of_date") and "as_of_date" not in self.errors:
            self.add_error("as_of_date", gettext("Give the day the reached values are of."))
        return found

    def weights(self) -> Weights:
        """The input of `weighing.weigh`; call it on a valid form."""
        read = self.cleaned_data
        return Weights(
            values={
                row.pk: Weighed(*(read[name] for name in _names(row))) for row in self.criteria
            },
            as_of=read["as_of_date"],
            source=read["source"],
        )


def _names(row: Criterion) -> tuple[str, str]:
    return f"promised_{row.pk}", f"reached_{row.pk}"


def _unit(row: Criterion) -> str:
    """Of a criterion told in words; a number carries its unit beside the box."""
    return row.unit if row.sort == Criterion.Sort.TEXT else ""


def _box(row: Criterion, label: Any) -> forms.Field:
    if row.sort == Criterion.Sort.MONEY:
        return MoneyField(required=False, label=label)
    if row.sort == Criterion.Sort.NUMBER:
        box = QuantityField(required=False, label=label)
        box.unit = row.unit
        return box
    return forms.CharField(required=False, max_length=300, label=label)


def _shown(value: CriterionValue, name: str) -> Any:
    found = getattr(value, name)
    if found is not None and value.criterion.sort == Criterion.Sort.MONEY:
        return int(found)
    return found
