"""What the forms of the registry offer to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from accounts.models import AdministrativeUnit, Agency, User
from accounts.permissions import ROLE_PERMISSIONS, Permission
from projects.models import Instrument, Investor, Project
from vn.dates import Precision, partial_text
from vn.text import fold

MOST_SUGGESTIONS = 1000
"""Names a suggestion list holds: more would slow the page down, and typing finds them anyway."""


def agencies(on: date, *, chosen: Agency | None = None) -> QuerySet[Agency]:
    """Agencies that exist on the day, and the one on record."""
    current = Agency.objects.in_force(on=on)
    return Agency.objects.filter(Q(pk__in=current.values("pk")) | Q(pk=chosen.pk if chosen else 0))


def officers(*, chosen: User | None = None) -> QuerySet[User]:
    """People who may edit projects, and the one on record."""
    roles = [role for role, held in ROLE_PERMISSIONS.items() if Permission.EDIT_PROJECT in held]
    may = Q(role__in=roles, is_active=True) | Q(pk=chosen.pk if chosen else 0)
    return User.objects.filter(may).order_by("display_name", "pk")


def places(on: date, *, project: Project | None = None) -> QuerySet[AdministrativeUnit]:
    """Communes that exist on the day, and the places on record."""
    current = AdministrativeUnit.objects.in_force(on=on).filter(
        level=AdministrativeUnit.Level.COMMUNE
    )
    offered = Q(pk__in=current.values("pk"))
    if project is not None:
        offered |= Q(pk__in=project.units.values("pk"))
    return AdministrativeUnit.objects.filter(offered)


def investor_names() -> list[str]:
    """Names of investors on record, to suggest while typing."""
    return list(Investor.objects.kept().values_list("name", flat=True)[:MOST_SUGGESTIONS])


def investor_named(text: str) -> Investor | None:
    """The investor on record with this name, whatever its accents, or this tax code."""
    key = fold(text)
    alike = Investor.objects.kept().filter(search_text__contains=key).order_by("pk")
    return next((row for row in alike if key in (fold(row.name), fold(row.tax_code))), None)


class InstrumentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no [] at run time
    """A document of the project, by kind, number and day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Instrument.objects.none(), empty_label="—", **kwargs)

    def offer(
        self,
        project: Project | None,
        *,
        without: Instrument | None = None,
        kinds: Sequence[str] = tuple(Instrument.Kind),
    ) -> None:
        """The project's documents, of these kinds, the latest first."""
        found = Instrument.objects.filter(project=project, kind__in=kinds)
        found = found.order_by("-issued_date", "-pk")
        self.queryset = found.exclude(pk=without.pk) if without else found

    def label_from_instance(self, obj: Any) -> str:
        """1644/QĐ-UBND, 30/6/2026 (điều chỉnh)."""
        day = obj.issued_date
        when = partial_text(day, Precision(obj.issued_precision)) if day else ""
        return f"{', '.join(filter(None, (obj.number, when)))} ({obj.get_kind_display()})"
