"""Amounts typed in tỷ đồng as conditions of a list."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from vn.errors import Unreadable
from vn.money import BILLION
from vn.numbers import parse_number


class BillionField(forms.CharField):
    """An amount typed in tỷ đồng, "1.480,5"; the cleaned value is whole đồng."""

    default_error_messages = {"amount": _("Write an amount in tỷ đồng, for example 1.480,5.")}

    def clean(self, value: Any) -> int | None:
        """Whole đồng, or None for an empty box."""
        text = super().clean(value)
        if not text:
            return None
        try:
            number = parse_number(text)
        except Unreadable as error:
            raise forms.ValidationError(self.error_messages["amount"], "amount") from error
        if number.value is None or number.unit not in ("", "tỷ", "tỷ đồng") or number.value < 0:
            raise forms.ValidationError(self.error_messages["amount"], "amount")
        return int(number.value * BILLION)


class BillionFilter(django_filters.Filter):  # type: ignore[misc, unused-ignore]
    """By such an amount."""

    field_class = BillionField
