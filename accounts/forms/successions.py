"""Turning what an administrator types into a succession that can be walked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.rules.succession import Link, closes_a_circle

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class SuccessionForm(ModelForm):
    """One place or agency became another."""

    def clean(self) -> dict[str, Any]:
        """Nothing becomes its own successor, not even in the end."""
        said: dict[str, Any] = super().clean() or {}
        old, new = said.get("old"), said.get("new")
        if old is None or new is None or old == new:
            return said
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        links = [Link(*ends) for ends in others.values_list("old_id", "new_id")]
        if closes_a_circle(links, old=old.pk, new=new.pk):
            raise ValidationError(
                _("%(old)s already comes from %(new)s. Choose them the other way round."),
                params={"old": old, "new": new},
            )
        return said


class AgencySuccessionForm(SuccessionForm):
    """Duties pass when the agency has ended: an agency that goes on keeps them."""

    def clean(self) -> dict[str, Any]:
        """The predecessor has its last day, before the successor begins."""
        said = super().clean()
        old, day = said.get("old"), said.get("effective_date")
        if old is not None and day is not None and (old.valid_to is None or old.valid_to >= day):
            raise ValidationError(
                _("Write the last day of %(old)s first: it ends before its duties pass on."),
                params={"old": old},
            )
        return said
