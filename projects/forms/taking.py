"""Ticks beside what was read from the text of a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.investors import InvestorFacts
from projects.actions.refusals import Refusal
from projects.actions.schedule import ItemFacts
from projects.actions.taking import OF_THE_PROJECT, Taken
from projects.forms.base import ActForm, Section, Subject
from projects.forms.conflicts import with_value
from projects.models import Instrument, Investor, Project, ScheduleItem
from projects.rules.certificate import Reading
from projects.rules.certificate_schedule import Step
from projects.wording import partial
from vn.areas import ha_text
from vn.money import ty_text
from vn.numbers import decimal_text

LABELS = {
    "number": _("Number of the document"),
    "issued": _("Day of issue"),
    "sequence": _("Change number"),
    "authority": _("Issued by"),
    "project_name": _("Project name"),
    "investor_name": _("Name of the investor"),
    "tax_code": _("Tax code"),
    "objective": _("Objective"),
    "scale": _("Scale"),
    "location_text": _("Location"),
    "land_area_m2": _("Land area"),
    "capital_vnd": _("Registered capital"),
    "capital_usd": _("Capital in US dollars"),
    "equity_vnd": _("Equity"),
    "loan_vnd": _("Loans"),
    "term_years": _("Operating term"),
}
_DOCUMENT = ("number", "issued", "sequence", "authority")
_TICK, _STEP = "take_", "step_"


class TakingForm(ActForm):
    """One tick for each value; nothing is ticked beforehand, and nothing is taken without one."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, reading: Reading, subject: Subject, *args: Any, **named: Any) -> None:
        """`reading` is what the text says; the rest is as for every form."""
        self.reading = reading
        super().__init__(subject, *args, **named)

    def prepare(self) -> None:
        """A box for each value that was read, beside its line and what is on record."""
        document = tuple(f"{_TICK}{key}" for key in _DOCUMENT if key in self.reading.found)
        facts = tuple(
            f"{_TICK}{key}" for key in LABELS if key in self.reading.found and key not in _DOCUMENT
        )
        steps = tuple(f"{_STEP}{place}" for place in range(len(self.reading.steps)))
        for key, found in self.reading.found.items():
            self.fields[f"{_TICK}{key}"] = self._box(
                f"{LABELS[key]}: {shown(key, found.value)}", found.line, self._on_record(key)
            )
        for place, step in enumerate(self.reading.steps):
            label = f"{step.name}: {step.planned}"
            self.fields[f"{_STEP}{place}"] = self._box(label, step.line, self._milestone(step))
        self.sections = (  # type: ignore[misc]  # one section a line that was read
            Section(_("The document"), document, wide=document),
            Section(_("What it says of the project"), facts, wide=facts),
            Section(_("Milestones"), steps, wide=steps, note=self._unread()),
        )
        self.initial["seen_version"] = self._project.version

    @property
    def _project(self) -> Project:
        project = self.subject.project
        if project is None:
            raise TypeError("what is read belongs to a project")
        return project

    def _box(self, label: str, line: str, record: str) -> forms.BooleanField:
        return forms.BooleanField(label=label, required=False, help_text=_help(line, record))

    def _on_record(self, key: str) -> str:
        if key == "number":
            return self._project.certificate_code
        if key in ("investor_name", "tax_code"):
            investor = self._project.investor
            name = "name" if key == "investor_name" else key
            return str(getattr(investor, name, "") or "")
        column = OF_THE_PROJECT.get(key)
        value = getattr(self._project, column) if column else None
        return shown(key, value) if value not in (None, "") else ""

    def _milestone(self, step: Step) -> str:
        rows = self._project.schedule_items.filter(kind=step.kind)
        return ", ".join(
            " ".join(filter(None, (row.name, partial(row.planned_date, row.planned_precision))))
            for row in rows
        )

    def _unread(self) -> str:
        lines = " · ".join(self.reading.unread)
        return gettext("No day could be read from: %(lines)s") % {"lines": lines} if lines else ""

    def refuse(self, refusal: Refusal) -> None:
        """Compared anew: the next try is about the project as it stands now."""
        super().refuse(refusal)
        self._project.refresh_from_db()
        self.data = with_value(self.data, "seen_version", str(self._project.version))

    def facts(self) -> Taken:
        """The input of `taking.take`; call it on a valid form."""
        ticked = {
            key: found.value
            for key, found in self.reading.found.items()
            if self.cleaned_data[f"{_TICK}{key}"]
        }
        name, tax_code = ticked.get("investor_name", ""), ticked.pop("tax_code", "")
        if "authority" in ticked:
            ticked["authority"], ticked["issuer_name"] = ticked["authority"]
        number = ticked.get("number", "")
        if number.isdecimal():
            ticked["certificate_code"] = number
        return Taken(
            kind=self.reading.kind,
            values=ticked,
            steps=self._steps(),
            investor=InvestorFacts(name=name, tax_code=tax_code, kind=Investor.Kind.UNKNOWN)
            if name
            else None,
        )

    def _steps(self) -> dict[str, ItemFacts]:
        boxes = {f"{_STEP}{place}": step for place, step in enumerate(self.reading.steps)}
        return {
            box: ItemFacts(
                kind=ScheduleItem.Kind(step.kind), name=step.name[:200], planned=step.planned
            )
            for box, step in boxes.items()
            if self.cleaned_data[box]
        }

    def clean(self) -> dict[str, Any]:
        """A tax code belongs to an investor with a name."""
        found = super().clean() or self.cleaned_data
        if found.get(f"{_TICK}tax_code") and not found.get(f"{_TICK}investor_name"):
            self.add_error(f"{_TICK}tax_code", gettext("Give the name of the investor too."))
        return found


def shown(key: str, value: Any) -> str:
    """A value as a reader writes it."""
    if key == "authority":
        code, name = value
        return f"{name} ({Instrument.Authority(code).label})"
    if key.endswith("_vnd"):
        return gettext("%(amount)s billion VND") % {"amount": ty_text(value, 3, trim=True)}
    if key.endswith("_usd"):
        return f"{decimal_text(value, 2, trim=True)} USD"
    if key.endswith("_m2"):
        return f"{ha_text(value, 4, trim=True)} ha"
    if key == "term_years":
        return gettext("%(years)s years") % {"years": value}
    return str(value)


def _help(line: str, record: str) -> SafeString:
    if not record:
        return format_html("“{}”<br>{}", line, gettext("Nothing on record yet."))
    return format_html("“{}”<br>{}: <strong>{}</strong>", line, gettext("On record now"), record)
