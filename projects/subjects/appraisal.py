"""Words and addresses of proposals, opinions asked for and site areas, for screens of deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from projects.models import Opinion, Proposal, SiteArea
from vn.dates import day_text
from vn.numbers import group

Row = Mapping[str, Any]


def _proposal(row: Row) -> tuple[str, str]:
    kind = str(Proposal.Kind(row["kind"]).label)
    said = ", ".join(filter(None, (kind, row["dossier_code"])))
    return said, reverse("projects:proposal", args=[row["project_code"], row["pk"]])


def _opinion(row: Row) -> tuple[str, str]:
    words = {"agency": row["agency__short_name"], "day": day_text(row["asked_date"])}
    said = gettext("opinion of %(agency)s, asked for on %(day)s") % words
    return said, reverse("projects:opinion", args=[row["pk"]])


def _area(row: Row) -> tuple[str, str]:
    said = gettext("area %(label)s, %(m2)s m²")
    words = {"label": row["label"], "m2": group(round(row["area_m2"]))}
    return said % words, f"#ranh-gioi-{row['pk']}"


KINDS: dict[str, tuple[Any, str, tuple[str, ...], Any]] = {
    "proposal": (Proposal, "project__", ("kind", "dossier_code"), _proposal),
    "opinion": (
        Opinion,
        "proposal__project__",
        ("agency__short_name", "asked_date"),
        _opinion,
    ),
    "site_area": (SiteArea, "project__", ("label", "area_m2"), _area),
}
"""As `subjects._KINDS`; an address instead of an anchor leads to a page of its own."""
