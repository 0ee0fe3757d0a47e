"""What is typed about a draft of reallocation: its plan, the numbers of its lines, its decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disbursement.actions.reallocations import Typed
from disbursement.models import CapitalPlan, PlanDecision, ReallocationLine
from disbursement.rules.moving import UNIT
from projects.forms.base import ActForm, Section, Subject
from projects.forms.fields import DayField, NumberedText
from projects.forms.readings import number_error
from vn.errors import Unreadable
from vn.numbers import parse_number

SMALLEST = 500 * UNIT
"""The smallest line that is proposed first: less is not worth a decision."""
_LARGEST = 10**9
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_BOX = re.compile(r"d-([0-9]{1,18})")
_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-"})


def box(pk: int) -> str:
    """The name of the box of a line."""
    return f"d-{pk}"


def sent_lines(post: Mapping[str, str]) -> set[int]:
    """The lines of which a box was sent."""
    return {int(found[1]) for name in post if (found := _BOX.fullmatch(name))}


def seen_box(pk: int) -> str:
    """The name of the hidden box with what stood there, in đồng."""
    return f"s-{pk}"


@dataclass(slots=True)
class Boxes:
    """What was typed at the lines of a draft: numbers by line, texts to give back, what is wrong."""

    typed: dict[int, Typed] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    errors: dict[int, str] = field(default_factory=dict)


def read_boxes(post: Mapping[str, str], lines: Iterable[ReallocationLine]) -> Boxes:
    """Read the boxes that were sent; an empty one moves nothing."""
    found = Boxes()
    for line in lines:
        text = post.get(box(line.pk))
        if text is None:
            continue
        found.texts[line.pk] = text
        seen = post.get(seen_box(line.pk), "")
        before = int(seen) if _WHOLE.fullmatch(seen) else 0
        try:
            found.typed[line.pk] = Typed(_delta(text), before)
        except forms.ValidationError as error:
            found.errors[line.pk] = " ".join(error.messages)
    return found


def _delta(text: str) -> int:
    """Đồng of a signed number of triệu: −18.500, +15.000, or nothing."""
    plain = text.translate(_SIGNS).strip()
    sign = -1 if plain.startswith("-") else 1
    try:
        read = parse_number(plain.lstrip("+-").strip())
    except Unreadable as error:
        raise number_error(error, "") from error
    value = read.value or 0
    if read.hedge or read.unit or value < 0 or value > _LARGEST:
        raise forms.ValidationError(_("Write the number alone, such as −1.500 or +1.500."))
    dong = value * UNIT
    if dong != int(dong):
        raise forms.ValidationError(_("Write whole million VND, without decimals."))
    return sign * int(dong)


class MillionField(forms.CharField):
    """A positive number of triệu; the cleaned value is whole đồng."""

    unit: str | Promise = _("million VND")

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "num", "autocomplete": "off", "inputmode": "numeric"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> int:
        """Đồng. Raises ValidationError for anything but whole million above zero."""
        found = _delta(super().clean(value))
        if found <= 0 or found % UNIT:
            raise forms.ValidationError(_("Write whole million VND, more than zero."))
        return found


class ProposeForm(ActForm):
    """For which year, and from which amount a line is worth a decision."""

    sections = (Section("", ("plan", "minimum_line_vnd")),)

    plan = forms.ModelChoiceField(queryset=CapitalPlan.objects.none(), label=_("Annual plan"))
    minimum_line_vnd = MillionField(
        label=_("Smallest line"),
        help_text=_("Nobody gives or gets less than this: fewer and larger lines."),
    )

    def prepare(self) -> None:
        """Offer the annual plans, the newest first."""
        plans = CapitalPlan.objects.filter(horizon=CapitalPlan.Horizon.ANNUAL)
        self.fields["plan"].queryset = plans.order_by("-first_year")  # type: ignore[attr-defined]

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The plan of this year, or the latest one before."""
        plans = CapitalPlan.objects.filter(
            horizon=CapitalPlan.Horizon.ANNUAL, first_year__lte=subject.on.year
        )
        plan = plans.order_by("-first_year").first()
        return {"plan": plan, "minimum_line_vnd": str(SMALLEST // UNIT)}


class SubmitForm(ActForm):
    """Nothing to fill in: the draft is as it is."""


class ReasonForm(ActForm):
    """Why a draft is given back or dropped."""

    sections = (Section("", ("reason",), wide=("reason",)),)

    reason = forms.CharField(
        max_length=500, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionForm(ActForm):
    """The decision that moves the capital."""

    sections = (
        Section(_("Decision"), ("number", "issued_date", "issuer", "title"), wide=("title",)),
    )

    number = NumberedText(label=_("Number of the decision"), max_length=120)
    issued_date = DayField(label=_("Issued on"))
    issuer = forms.ChoiceField(label=_("Issued by"), choices=PlanDecision.Issuer.choices)
    title = forms.CharField(label=_("Abstract"), max_length=300, required=False)

    def initial_of(self, subject: Subject) -> dict[str, Any]:
        """The body that usually moves capital within the year."""
        words = gettext("Moving capital between projects of the same source")
        return {"issuer": PlanDecision.Issuer.COMMITTEE, "title": words}
