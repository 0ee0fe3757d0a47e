"""How a person wants to be mailed, and what he or she calls a view of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.models import NotificationChoice, SavedView
from desk.notices import offered
from vn.text import tidy


class ChoicesForm(forms.Form):
    """A field by the code of each kind the person may be told of."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        made = dict(NotificationChoice.objects.filter(user=user).values_list("kind", "mail"))
        for code, notice in offered(user).items():
            self.fields[code] = forms.ChoiceField(
                label=notice.label,
                help_text=notice.when,
                choices=NotificationChoice.Mail.choices,
                initial=made.get(code, notice.mail),
            )


class SavedViewForm(forms.Form):
    """The name of a view and whether colleagues are offered it."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)
    shared = forms.BooleanField(
        label=_("Share with everybody who may open this list"),
        required=False,
        help_text=_("They see the name and the conditions; each sees only the rows he or she may."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)

    def clean_name(self) -> str:
        """One spelling of a name, however it was typed."""
        return tidy(self.cleaned_data["name"])


class SaveViewForm(SavedViewForm):
    """The same for the list as it is shown now: a new view, or a view of one's own in its place."""

    replaces = forms.ModelChoiceField(
        SavedView.objects.none(),
        label=_("Put it in the place of"),
        required=False,
        empty_label=_("None: save as a new view"),
        help_text=_("A view put in place keeps its name and whether it is shared."),
    )

    field_order = ("replaces", "name", "shared")

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = own  # type: ignore[attr-defined]
        self.fields["name"].error_messages["required"] = _("Give the view a name.")
        if own:
            self.fields["name"].required = False
        else:
            del self.fields["replaces"]

    def clean(self) -> dict[str, Any]:
        """A new view needs a name."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("replaces") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", gettext("Give the view a name."))
        return data
