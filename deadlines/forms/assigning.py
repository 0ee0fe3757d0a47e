"""Who is given the flags that were ticked, and by which day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.deputies import PersonField
from accounts.forms.people import RefusableForm
from accounts.models import User
from deadlines.actions.assigning import Giving
from deadlines.belongings import officers


class GivingForm(RefusableForm):
    """An officer, or back to the officers of the projects; the day asked for, and a word."""

    GIVE, BACK = "giao", "tra-ve"

    choice = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            (GIVE, _("Give them to an officer")),
            (BACK, _("Back to the officers of the projects")),
        ],
        widget=forms.RadioSelect,
        initial=GIVE,
    )
    to = PersonField(
        User.objects.none(),
        label=_("Officer"),
        empty_label="—",
        required=False,
        help_text=_("Needed when you give them to an officer."),
    )
    handle_by = forms.DateField(
        label=_("To be handled by"),
        required=False,
        error_messages={"invalid": _("Write the day, such as 31/8/2026.")},
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": _("e.g. 31/8/2026")}),
        help_text=_("A day agreed between you; legal deadlines go on beside it."),
    )
    note = forms.CharField(
        label=_("Word to the officer"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = officers()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An officer is needed to give something."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("choice") == self.GIVE and not said.get("to") and "to" not in self.errors:
            self.add_error("to", _("Choose the officer."))
        return said

    def facts(self, flag_ids: list[int]) -> Giving:
        """What the action takes."""
        said = self.cleaned_data
        to = said["to"] if said["choice"] == self.GIVE else None
        return Giving(flag_ids=flag_ids, to=to, handle_by=said["handle_by"], note=said["note"])
