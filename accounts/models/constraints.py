"""Constraints that models of several apps share, said once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def one_of(field: str, values: str, name: str) -> models.CheckConstraint:
    """A stored state is one of its choices, whoever writes the row.

    `values` are separated by spaces: a Meta class cannot see the choices class beside it, so
    a repository test compares the two.
    """
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": values.split()}),
        violation_error_message=_("Choose one of the listed values."),
    )
