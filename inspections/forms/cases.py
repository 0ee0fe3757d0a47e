"""The form of a case: what its decision says, and what it looks at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Agency, AgencySuccession
from inspections.actions.cases import CaseFacts, Scope
from inspections.models import Case
from inspections.opening import of_body
from inspections.overlap import Looked, warnings
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText
from projects.models import Project

_LOOKED_AT = Section(
    _("What is looked at"),
    ("kind", "mode", "title", "projects", "agency", "content", "period_from", "period_to"),
    wide=("title", "projects", "content"),
)
_DECIDED = Section(
    _("Who looks, by which decision"),
    (
        *("body", "body_level", "decision_number", "decision_date", "issuer", "decided_days"),
        *("is_complex", "is_remote_area", "grounds"),
    ),
    wide=("grounds",),
    note=_("Leave number and day empty while the decision is being prepared."),
)
_ALL_THE_SAME = Section(
    _("Why although somebody else looks at it"), ("overlap",), wide=("overlap",)
)
_AT_THE_FIRM = (None, Case.Mode.UNKNOWN, Case.Mode.ON_SITE)
_CODES = re.compile(r"[\s,;]+")


def bodies_of_all_times() -> Any:
    """Those of today first: old cases of bodies that ended still run (R-4.1)."""
    return Agency.objects.order_by(F("valid_to").desc(nulls_first=True), "sort_key")


class CaseForm(ActForm):
    """Kind, content, body and decision of a case."""

    corrects = ("decision_number",)
    sections: ClassVar[Sequence[Section]] = (_LOOKED_AT, _DECIDED)

    kind = forms.ChoiceField(label=_("Kind"), choices=Case.Kind.choices)
    mode = forms.ChoiceField(label=_("Way"), choices=Case.Mode.choices, required=False)
    title = forms.CharField(label=_("Title of the case"), max_length=300)
    content = forms.CharField(label=_("Content"), widget=forms.Textarea(attrs={"rows": 3}))
    period_from = DayField(label=_("Period from"), required=False)
    period_to = DayField(label=_("Period to"), required=False)
    body = forms.ModelChoiceField(label=_("Body"), queryset=Agency.objects.none())
    body_level = forms.ChoiceField(
        label=_("Clocks of"),
        choices=Case.BodyLevel.choices,
        help_text=_("Which limits of the law apply."),
    )
    decision_number = NumberedText(label=_("Number of the decision"), required=False)
    decision_date = DayField(label=_("Day of the decision"), required=False)
    issuer = forms.CharField(label=_("Who decided"), required=False, max_length=200)
    decided_days = forms.IntegerField(
        label=_("Time limit in the decision (days)"), required=False, min_value=1, max_value=365
    )
    is_complex = forms.BooleanField(label=_("Complex matter"), required=False)
    is_remote_area = forms.BooleanField(label=_("Mountain, border or remote area"), required=False)
    grounds = forms.CharField(
        label=_("Grounds"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        """Bodies of all times; the kind of a case stays."""
        super().prepare()
        self.fields["body"].queryset = bodies_of_all_times()  # type: ignore[attr-defined]
        if self.subject.row is not None:
            del self.fields["kind"]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """What is on record."""
        row = subject.row
        if not isinstance(row, Case):
            return {}
        names = {*_LOOKED_AT.fields, *_DECIDED.fields} - {"projects"}
        kept = {name: getattr(row, name) for name in names if hasattr(row, name)}
        return kept | {"body": row.original_body_id}

    def clean(self) -> dict[str, Any]:
        """Number and day of the decision go together."""
        found = super().clean() or self.cleaned_data
        if bool(found.get("decision_number")) != bool(found.get("decision_date")):
            name = "decision_date" if found.get("decision_number") else "decision_number"
            if name not in self.errors:
                self.add_error(name, gettext("Give both number and day of the decision."))
        return found

    def facts(self) -> CaseFacts:
        """The input of `cases.open_case` and `cases.correct`; call it on a valid form."""
        row = self.subject.row
        data = self.cleaned_data
        names = ("title", "content", "body_level", "mode", "grounds", "period_from", "period_to")
        decided = ("decision_number", "decision_date", "issuer", "decided_days")
        same = {name: data[name] for name in (*names, *decided, "is_complex", "is_remote_area")}
        followed = self._heir(data["body"])
        if isinstance(row, Case) and (row.transfers.exists() or data["body"] == row.original_body):
            followed = row.responsible_body_id
        return CaseFacts(
            kind=row.kind if isinstance(row, Case) else data["kind"],
            original_body_id=data["body"].pk,
            responsible_body_id=followed,
            **same,
        )

    def _heir(self, body: Agency) -> int:
        """Who follows the case up: the body, who took it over alone, else the one that enters it."""
        if body.valid_to is None or body.valid_to >= self.subject.on:
            return body.pk
        heirs = AgencySuccession.objects.effective().lineage().heirs(body.pk) - {body.pk}
        if len(heirs) == 1:
            return min(heirs)
        return self.subject.user.agency_id or body.pk


class ScopeForm(ActForm):
    """What is looked at; a warning asks for a reason, it never stops (R-4.2)."""

    sections: ClassVar[Sequence[Section]] = (
        Section(_("What is looked at"), ("projects", "agency"), wide=("projects",)),
        _ALL_THE_SAME,
    )
    case: Case | None = None

    projects = forms.CharField(
        label=_("Projects"),
        required=False,
        max_length=2000,
        help_text=_("Codes, with commas between them. Their investors are subjects of the case."),
    )
    agency = forms.ModelChoiceField(
        label=_("Agency that is looked at"), queryset=Agency.objects.none(), required=False
    )
    overlap = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Only if the portal warned of another case, a plan, or a firm that is exempt."),
    )

    def prepare(self) -> None:
        """Bodies of all times."""
        super().prepare()
        self.fields["agency"].queryset = bodies_of_all_times()  # type: ignore[attr-defined]

    def clean_projects(self) -> list[Project]:
        """The projects by code, among those this person sees."""
        codes = [code.upper() for code in _CODES.split(self.cleaned_data["projects"]) if code]
        rows = Project.objects.visible_to(self.subject.user).filter(code__in=codes)
        found = {row.code: row for row in rows.select_related("investor")}
        unknown = [code for code in codes if code not in found]
        if unknown:
            words = gettext("No project with this code: %(codes)s. Copy the codes from the list.")
            raise forms.ValidationError(words % {"codes": ", ".join(unknown)})
        return [found[code] for code in dict.fromkeys(codes)]

    def clean(self) -> dict[str, Any]:
        """Another body that looks at the same, and firms that are exempt, want a reason."""
        found = super().clean() or self.cleaned_data
        for text in warnings(self._looked(found), self.subject.user, self.subject.on):
            self.warn(text, "overlap")
        if self.warnings and not found.get("overlap"):
            words = gettext("Say why it is looked at all the same: %(what)s.")
            self.add_error("overlap", words % {"what": "; ".join(self.warnings)})
        return found

    def scope(self, flags: Mapping[str, int]) -> Scope:
        """What is looked at; `flags` by the code of the project."""
        projects, agency = self.cleaned_data["projects"], self.cleaned_data["agency"]
        investors = dict.fromkeys(row.investor_id for row in projects if row.investor_id)
        return Scope(
            projects=[(row.pk, flags.get(row.code)) for row in projects],
            investor_ids=list(investors),
            agency_ids=[agency.pk] if agency else [],
        )

    def _looked(self, found: dict[str, Any]) -> Looked:
        projects, case, body = found.get("projects") or [], self.case, found.get("body")
        known = case.responsible_body_id if case else None
        return Looked(
            body_id=body.pk if body else known,
            project_ids=[row.pk for row in projects],
            investor_ids=[row.investor_id for row in projects if row.investor_id],
            period_from=case.period_from if case else found.get("period_from"),
            period_to=case.period_to if case else found.get("period_to"),
            on_site=(case.mode if case else found.get("mode")) in _AT_THE_FIRM,
            case_id=case.pk if case else None,
        )


class OpenForm(ScopeForm, CaseForm):
    """A new case; what stands against it is asked about once, and answered with a reason."""

    sections = (_LOOKED_AT, _DECIDED, _ALL_THE_SAME)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """By the body of who opens it."""
        return of_body(subject.user)


class EndForm(ActForm):
    """Closing a case, or stopping it for good."""

    sections = (Section(_("End"), ("state", "ended_date", "reason"), wide=("reason",)),)

    state = forms.ChoiceField(
        label=_("How it ends"),
        choices=[(Case.State.CLOSED, _("Finished")), (Case.State.STOPPED, _("Stopped for good"))],
    )
    ended_date = DayField(label=_("Day"))
    reason = forms.CharField(
        label=_("Reason and document"), widget=forms.Textarea(attrs={"rows": 2})
    )

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """Today."""
        return {"ended_date": subject.on}
