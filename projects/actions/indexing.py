"""What search and order go by, computed in one place for every action that changes it."""

from __future__ import annotations

from collections.abc import Iterable

from projects.models import Investor, InvestorName, Project, PublicProject
from projects.querysets.investors import merged_ids
from vn.text import search_text, sort_key


def index(project: Project) -> None:
    """Write the folded text and the Vietnamese order of a saved project.

    Codes, name, investor with tax code and other names, address, communes and document numbers are
    found, of a public project its code of the budget and its owner; call it after any changed.
    """
    investor = project.investor
    project.search_text = text_of(
        project,
        places=project.units.values_list("name", flat=True),
        numbers=project.instruments.values_list("number_key", flat=True),
        others=(*(other_names(investor) if investor else ()), *public_names(project)),
    )
    project.sort_key = order_of(project, project.name)
    Project.objects.filter(pk=project.pk).update(
        search_text=project.search_text, sort_key=project.sort_key
    )


def text_of(
    project: Project, *, places: Iterable[str], numbers: Iterable[str], others: Iterable[str]
) -> str:
    """The folded text of a project with these places, documents and other names of its investor,
    each in the order of its table."""
    investor = project.investor
    return search_text(
        project.code,
        project.legacy_code,
        project.certificate_code,
        project.name,
        investor.name if investor else None,
        investor.tax_code if investor else None,
        project.location_text,
        *places,
        *numbers,
        *others,
    )


def public_names(project: Project) -> list[str]:
    """What else a saved public project is found by: its code of the budget and its owner."""
    if project.funding != Project.Funding.PUBLIC:
        return []
    rows = PublicProject.objects.filter(project=project)
    return [word for row in rows.values_list("budget_code", "owner__name") for word in row]


def index_investor(investor: Investor) -> None:
    """Set the folded text and the order of an investor; the caller saves."""
    others = other_names(investor) if investor.pk else []
    investor.search_text = search_text(investor.name, investor.tax_code, *others)
    investor.sort_key = order_of(investor, investor.name)


def other_names(investor: Investor) -> list[str]:
    """What else a saved investor is found by: its other names, and names and tax codes of the
    records merged into it."""
    merged = merged_ids(investor.pk)
    names = InvestorName.objects.filter(investor_id__in=[investor.pk, *merged]).order_by("pk")
    found = list(names.values_list("name", flat=True))
    for row in Investor.objects.filter(pk__in=merged).order_by("pk") if merged else ():
        found += [row.name, row.tax_code]
    return found


def order_of(row: Project | Investor, name: str) -> str:
    """The sort key of a name, cut to the column: names that long differ before the cut."""
    return sort_key(name)[: row._meta.get_field("sort_key").max_length]
