"""Turning what is typed about an absence into plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actions.deputising import Absence
from accounts.forms.people import RefusableForm
from accounts.models import User
from accounts.permissions import Role, may_stand_in

_DAY = {"invalid": _("Write the day, such as 31/8/2026.")}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no [] at run time
    """A person, with the agency: two may have one name."""

    def label_from_instance(self, obj: Any) -> str:
        """Lê Thu Hà (Sở Tài chính)."""
        return f"{obj} ({obj.agency.short_name})" if obj.agency else str(obj)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        error_messages=_DAY,
        widget=forms.DateInput(attrs={"inputmode": "numeric", "placeholder": _("e.g. 31/8/2026")}),
    )


class AbsenceForm(RefusableForm):
    """Who is away, who stands in, from when to when and why."""

    absent = PersonField(User.objects.none(), label=_("Who is absent"), empty_label="—")
    deputy = PersonField(User.objects.none(), label=_("Who stands in"), empty_label="—")
    from_date = _day(_("First day"))
    to_date = _day(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=300)
    document_number = forms.CharField(label=_("Document number"), max_length=120, required=False)

    def __init__(self, *args: Any, by: User, for_others: bool, **kwargs: Any) -> None:
        """`for_others`: the person may arrange it for colleagues, not only for himself or herself."""
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["deputy"].help_text = _(
            "Officers of an agency or a commune are stood in for by somebody with the same role."
        )
        people = colleagues()
        others = people.exclude(pk=by.pk)
        if for_others:
            self._offer("absent", people)
            self._offer("deputy", others)
        else:
            del self.fields["absent"]
            alike = [role for role in Role.values if may_stand_in(role, by.role)]
            self._offer("deputy", others.filter(role__in=alike))

    def _offer(self, name: str, people: QuerySet[User]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells the type
        field.queryset = people

    def facts(self) -> Absence:
        """The absence as the action takes it."""
        said = dict(self.cleaned_data)
        return Absence(**{"absent": self.by} | said)

    def clean(self) -> dict[str, Any]:
        """Two people, and the last day not before the first."""
        said = super().clean() or {}
        if said.get("deputy") is not None and said["deputy"] == said.get("absent"):
            self.add_error("deputy", _("Choose another person as deputy."))
        first, last = said.get("from_date"), said.get("to_date")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("to_date", _("The last day is before the first."))
        return said


def colleagues() -> QuerySet[User]:
    """People of the State who may sign in, by name."""
    state = ~Q(role=Role.INVESTOR)
    return (
        User.objects.filter(state, is_active=True)
        .select_related("agency")
        .order_by("display_name", "pk")
    )
