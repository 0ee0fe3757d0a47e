"""How a person wants to be mailed: one choice for each kind of thing."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User
from desk.models import NotificationChoice
from desk.notices import offered


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
