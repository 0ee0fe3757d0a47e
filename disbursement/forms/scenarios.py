"""The thirteen months of a scenario: typed box by box, or pasted as one row of a workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency
from disbursement.actions.scenarios import ScenarioFacts, ScenarioOf
from disbursement.models import Scenario
from disbursement.querysets.pace import month_at
from disbursement.rules.scenario import MONTHS
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText, QuantityField
from projects.models import Project

BOXES = tuple(f"m{number}" for number in range(1, MONTHS + 1))
_BETWEEN = re.compile(r"[\s;|]+")
_LONGEST = 400


class PercentField(QuantityField):
    """A percentage, with or without its sign; the cleaned value is a Decimal."""

    def to_python(self, value: Any) -> Any:
        """99,7 and 99,7% are the same."""
        if isinstance(value, str):
            value = value.strip().removesuffix("%")
        return super().to_python(value)


class ScenarioForm(ActForm):
    """The months of a scenario on record, and the document they come from."""

    corrects = ("pk",)
    sections: ClassVar[Sequence[Section]] = (
        Section(
            _("Accumulated by the end of each month, in percent of the capital"),
            BOXES,
        ),
        Section(
            _("Or paste the row"),
            ("pasted",),
            wide=("pasted",),
            note=_("Thirteen cells of a workbook side by side; they take the place of the boxes."),
        ),
        Section(_("Document"), ("decision_number", "decision_date", "note"), wide=("note",)),
    )

    pasted = forms.CharField(
        required=False,
        max_length=_LONGEST,
        label=_("Row of thirteen percentages"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decision_number = NumberedText(required=False, label=_("Number of the document"))
    decision_date = DayField(required=False, label=_("Day of the document"))
    note = forms.CharField(required=False, max_length=300, label=_("Note"))

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        super().__init__(*args, **kwargs)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Scenario):
            return {}
        months = dict(zip(BOXES, row.percents, strict=True))
        names = ("decision_number", "decision_date", "note")
        return months | {name: getattr(row, name) for name in names}

    def prepare(self) -> None:
        """One box a month."""
        for number, name in enumerate(BOXES, 1):
            month = month_at(self.year, number)
            label = gettext("Month %(month)s/%(year)s") % {"month": month.month, "year": month.year}
            self.fields[name] = PercentField(label=label)
            self.fields[name].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        """The row that was pasted takes the place of the boxes."""
        found = super().clean() or self.cleaned_data
        if found.get("pasted"):
            for name in BOXES:
                self.errors.pop(name, None)
            self._read_row(found, str(found["pasted"]))
        return found

    def _read_row(self, found: dict[str, Any], text: str) -> None:
        cells = [cell for cell in _BETWEEN.split(text) if cell.strip("%")]
        if len(cells) != MONTHS:
            words = gettext("The row has %(count)s numbers; paste the thirteen months.")
            self.add_error("pasted", words % {"count": len(cells)})
            return
        for name, cell in zip(BOXES, cells, strict=True):
            try:
                found[name] = PercentField().clean(cell)
            except forms.ValidationError as error:
                self.add_error("pasted", error)
                return

    @property
    def percents(self) -> list[Decimal]:
        """The thirteen months, of a valid form."""
        return [self.cleaned_data[name] for name in BOXES]

    def facts(self) -> ScenarioFacts:
        """The input of the actions; call it on a valid form."""
        names = ("decision_number", "decision_date", "note")
        return ScenarioFacts(
            percents=self.percents, **{name: self.cleaned_data[name] for name in names}
        )


class NewScenarioForm(ScenarioForm):
    """A scenario that is not on record yet: whose it is, and its months."""

    sections = (
        Section(
            _("Whose scenario"),
            ("owner", "project_code"),
            note=_("Leave both empty for the scenario of the whole province."),
        ),
        *ScenarioForm.sections,
    )

    owner = forms.ModelChoiceField(
        Agency.objects.none(), required=False, label=_("Project owner"), empty_label="—"
    )
    project_code = forms.CharField(
        required=False,
        max_length=40,
        label=_("Code of the public project"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The portal's code, or the 7 digits of the budget."),
    )

    def prepare(self) -> None:
        """Owners that have public projects."""
        super().prepare()
        owners = Agency.objects.filter(owned_projects__isnull=False).distinct().order_by("name")
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]

    def clean_project_code(self) -> Project | None:
        """The public project of a code, as far as this person may know of it."""
        code = str(self.cleaned_data["project_code"]).strip()
        if not code:
            return None
        project = self._projects(code).first()
        if project is None:
            raise forms.ValidationError(_("There is no public project with this code."))
        return project

    def _projects(self, code: str) -> QuerySet[Project]:
        seen: QuerySet[Project] = Project.objects.visible_to(self.subject.user)
        by_code = seen.filter(public__isnull=False, code__iexact=code)
        return by_code | seen.filter(public__isnull=False, public__budget_code=code)

    def clean(self) -> dict[str, Any]:
        """An owner or a project, not both."""
        found = super().clean()
        if found.get("owner") and found.get("project_code"):
            words = gettext("Choose an owner or a project, not both.")
            self.add_error("project_code", words)
        return found

    def of(self) -> ScenarioOf:
        """Whose scenario it is, of a valid form."""
        found = self.cleaned_data
        return ScenarioOf(owner=found["owner"], project=found["project_code"])
