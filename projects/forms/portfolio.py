"""Turning ticks and a name into a hand-over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.deputies import PersonField
from accounts.forms.people import RefusableForm
from accounts.models import User
from projects.actions.handing_over import HandOver
from projects.forms.choices import officers
from projects.models import Project


class HandOverForm(RefusableForm):
    """Which projects go to whom, and why. All are ticked to begin with."""

    to = PersonField(User.objects.none(), label=_("Taken over by"), empty_label="—")
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    projects = forms.ModelMultipleChoiceField(
        Project.objects.none(),
        label=_("Projects"),
        error_messages={
            "required": _("Tick at least one project."),
            "invalid_choice": _(
                "Some of these projects have another officer by now. Look at the list again."
            ),
        },
    )

    def __init__(self, *args: Any, officer: User, **kwargs: Any) -> None:
        """`officer`: whose projects they are."""
        super().__init__(*args, **kwargs)
        self.officer = officer
        self.fields["projects"].error_messages["required"] = _("Tick at least one project.")
        self.theirs = Project.objects.filter(officer=officer).select_related("investor")
        self.fields["projects"].queryset = self.theirs  # type: ignore[attr-defined]
        self.fields["to"].queryset = (  # type: ignore[attr-defined]
            officers().exclude(pk=officer.pk).select_related("agency")
        )

    def rows(self) -> list[tuple[Project, bool]]:
        """Each project and whether it is ticked."""
        if not self.is_bound:
            return [(project, True) for project in self.theirs]
        ticked = set(self.data.getlist("projects")) if hasattr(self.data, "getlist") else set()
        return [(project, str(project.pk) in ticked) for project in self.theirs]

    def facts(self) -> HandOver:
        """The hand-over as the action takes it."""
        said = self.cleaned_data
        return HandOver(
            from_id=self.officer.pk,
            to=said["to"],
            project_ids=[project.pk for project in said["projects"]],
            reason=said["reason"],
        )
