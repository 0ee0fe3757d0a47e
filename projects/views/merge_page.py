"""What the pages of merging print: both records side by side, and what would move."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions.investor_merging import MOVES
from projects.alike import Alike
from projects.models import Investor, InvestorMerge
from projects.rules.likeness import Why
from vn.numbers import decimal_text, group

WHY = {
    Why.TAX_CODE: _("the same tax code"),
    Why.NAME: _("the same name"),
    Why.SIMILAR: _("similar names"),
}
MOVED = {
    "project.investor": _("Projects"),
    "capitalpart.investor": _("Parts of the capital"),
    "sanction.investor": _("Sanctions"),
    "equityevidence.investor": _("Evidence of equity"),
    "contactperson.investor": _("Contact persons"),
    "investorname.investor": _("Other names"),
    "investormember.investor": _("Accounts that act for it"),
    "extensionrequest.asking_investor": _("Requests for more time"),
    "investor.parent": _("Companies of its group"),
}
"""What moves, by the key of the link."""


def proposal(found: Alike) -> dict[str, Any]:
    """A pair that looks alike, with the ways on."""
    first, second = found.one, found.other
    said = str(WHY[found.pair.why])
    if found.pair.why is Why.SIMILAR:
        said = gettext("%(why)s, %(percent)s%% alike") % {
            "why": said,
            "percent": decimal_text(found.pair.share * 100, 0),
        }
    merge = reverse("projects:investor_merge", args=[first.pk])
    apart = reverse("projects:investor_apart", args=[first.pk])
    return {
        "why": said,
        "is_sure": found.pair.why is not Why.SIMILAR,
        "sides": [
            (row, reverse("projects:investor", args=[row.pk]), group(count))
            for row, count in zip((first, second), found.projects, strict=True)
        ],
        "merge_url": f"{merge}?voi={second.pk}",
        "apart_url": f"{apart}?voi={second.pk}",
    }


def both(kept: Investor, other: Investor) -> dict[str, Any]:
    """Both records fact by fact, how much hangs on each, and the way to keep the other one."""
    turned = reverse("projects:investor_merge", args=[other.pk])
    counts = {row.pk: _counts(row) for row in (kept, other)}
    return {
        "kept": kept,
        "other": other,
        "turned_url": f"{turned}?voi={kept.pk}",
        "facts_of_both": [
            (label, _fact(kept, name), _fact(other, name)) for name, label in _FACTS.items()
        ],
        "counts_of_both": [
            (MOVED[link.key], counts[kept.pk][link.key], counts[other.pk][link.key])
            for link in MOVES
            # Of rooms above not even a number is told here: it may count what is closed.
            if link.key in MOVED
        ],
    }


def _fact(row: Investor, name: str) -> str:
    value = row.get_kind_display() if name == "kind" else getattr(row, name)
    return str(value or gettext("no data"))


_FACTS = {
    "name": _("Name"),
    "tax_code": _("Tax code"),
    "kind": _("Kind of investor"),
    "kind_basis": _("How the kind is known"),
    "country": _("Country"),
    "parent": _("Parent company"),
}


def _counts(row: Investor) -> dict[str, int]:
    return {
        link.key: link.model._default_manager.filter(**{link.field: row.pk}).count()
        for link in MOVES
    }


def what_returns(row: InvestorMerge) -> list[tuple[str, str]]:
    """What the merge moved, and why it was done."""
    found = [
        (gettext("Record kept"), row.kept.name),
        (gettext("Record merged"), row.merged.name),
        (gettext("Reason given"), row.reason),
    ]
    for key, ids in row.moved["rows"].items():
        if ids and key in MOVED:
            found.append((str(MOVED[key]), gettext("%(n)s go back") % {"n": group(len(ids))}))
    return found
