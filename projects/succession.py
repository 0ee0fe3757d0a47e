"""Filters by places and agencies that no longer exist, or did not exist yet (R-5.3, R-5.4).

A filter finds everything that lies, or may lie, in what was chosen: the place itself, the places
below it, and whatever these became or came from, also in part. Of a commune made from two districts
each district finds all projects, because the registry does not know on which side they lie. Seeing
is stricter than finding: `Project.objects.visible_to` passes on only what went over wholly.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    AdministrativeUnit,
    AdministrativeUnitSuccession,
    Agency,
    AgencySuccession,
)
from projects.models import Project

Choices = list[tuple[Any, Any]]

FORMER_PLACES = _("Former places (with what they became)")
FORMER_AGENCIES = _("Former agencies (with who took over)")
_LEVELS = list(AdministrativeUnit.Level.values)


def places_meant(unit_id: int) -> frozenset[int]:
    """What a filter by this place finds, in two queries."""
    inside = AdministrativeUnit.objects.filter(
        Q(pk=unit_id) | Q(parent=unit_id) | Q(parent__parent=unit_id)
    )
    lineage = AdministrativeUnitSuccession.objects.effective().lineage()
    return lineage.related(inside.values_list("pk", flat=True))


def agencies_meant(agency_id: int) -> frozenset[int]:
    """What a filter by this agency finds: also those it took over from, or that took over."""
    return AgencySuccession.objects.effective().lineage().related([agency_id])


def offered_places() -> Choices:
    """Places that a filter would find something in: those that exist, then the former ones."""
    placed = Project.units.through.objects.filter(administrativeunit=OuterRef("pk"))
    used = AdministrativeUnit.objects.filter(Exists(placed)).values_list("pk", flat=True)
    wanted = AdministrativeUnitSuccession.objects.effective().lineage().related(used)
    found = list(_with_the_wider(wanted))
    found.sort(key=lambda row: (row["ended"] and _LEVELS.index(row["level"]), row["sort_key"]))
    return _grouped(found, FORMER_PLACES)


def offered_agencies() -> Choices:
    """Agencies that follow a project, those that did and those that took over."""
    following = Project.objects.filter(agency=OuterRef("pk"))
    used = Agency.objects.filter(Exists(following)).values_list("pk", flat=True)
    wanted = AgencySuccession.objects.effective().lineage().related(used)
    rows = (
        Agency.objects.telling_ended()
        .filter(pk__in=wanted)
        .order_by("sort_key", "pk")
        .values("pk", "ended", words=F("short_name"))
    )
    return _grouped(list(rows), FORMER_AGENCIES)


def _with_the_wider(unit_ids: frozenset[int]) -> Any:
    these = AdministrativeUnit.objects.filter(pk__in=unit_ids)
    wider = Q(pk__in=unit_ids) | Q(pk__in=these.values("parent_id"))
    return (
        AdministrativeUnit.objects.telling_ended()
        .filter(wider)
        .values(
            "pk",
            "level",
            "sort_key",
            "ended",
            words=F("name"),
            above=F("parent__name"),
            above_level=F("parent__level"),
        )
    )


def _grouped(rows: list[dict[str, Any]], former: Any) -> Choices:
    present = [(str(row["pk"]), row["words"]) for row in rows if not row["ended"]]
    ended = [(str(row["pk"]), _told(row)) for row in rows if row["ended"]]
    return [*present, (former, ended)] if ended else present


def _told(row: dict[str, Any]) -> str:
    """Communes of one name are told apart by their district."""
    beside = row.get("above_level") == AdministrativeUnit.Level.DISTRICT
    return f"{row['words']} ({row['above']})" if beside else row["words"]
