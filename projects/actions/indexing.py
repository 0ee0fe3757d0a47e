"""What search and order go by, computed in one place for every action that changes it."""

from __future__ import annotations

from projects.models import Investor, Project
from vn.text import search_text, sort_key


def index(project: Project) -> None:
    """Write the folded text and the Vietnamese order of a saved project.

    Code, earlier code, name, investor with tax code, address, communes and document numbers are
    found; call it after any of them changed.
    """
    investor = project.investor
    project.search_text = search_text(
        project.code,
        project.legacy_code,
        project.name,
        investor.name if investor else None,
        investor.tax_code if investor else None,
        project.location_text,
        *project.units.values_list("name", flat=True),
        *project.instruments.values_list("number_key", flat=True),
    )
    project.sort_key = order_of(project, project.name)
    Project.objects.filter(pk=project.pk).update(
        search_text=project.search_text, sort_key=project.sort_key
    )


def index_investor(investor: Investor) -> None:
    """Set the folded text and the order of an investor; the caller saves."""
    investor.search_text = search_text(investor.name, investor.tax_code)
    investor.sort_key = order_of(investor, investor.name)


def order_of(row: Project | Investor, name: str) -> str:
    """The sort key of a name, cut to the column: names that long differ before the cut."""
    return sort_key(name)[: row._meta.get_field("sort_key").max_length]
