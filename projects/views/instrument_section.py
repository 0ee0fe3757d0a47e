"""Decisions and certificates on the project page: in order, with what each changed and rests on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from projects import comparing
from projects.models import BasisDocument, Instrument
from projects.querysets.record import Record
from projects.rules.comparison import Chain, chains
from projects.views.comparison_page import name_of
from projects.views.sight import Sight
from projects.wording import partial
from vn.areas import ha_text
from vn.dates import day_text
from vn.money import ty_text


def section(sight: Sight) -> dict[str, Any]:
    """Decisions and certificates of the project."""
    record = sight.record
    rows = instruments(record)
    if rows:
        changed, bases, files = _changed(record), _bases(record.project.pk), _files(record)
        for row in rows:
            pk = row["pk"]
            row |= {"changed": changed[pk], "bases": bases[pk], "files": files[pk]}
    compare = any(row["is_adjustment"] for row in rows)
    address = reverse("projects:comparison", args=[record.project.code])
    return {"instruments": rows, "compare_url": address if compare else ""}


def instruments(record: Record) -> list[dict[str, Any]]:
    """Decisions and certificates, oldest first."""
    return [_instrument(row) for row in record.instruments]


def _instrument(row: Instrument) -> dict[str, Any]:
    kind = row.get_kind_display()
    if row.sequence:
        kind = gettext("%(kind)s no. %(n)s") % {"kind": kind, "n": row.sequence}
    return {
        "pk": row.pk,
        "kind": kind,
        "is_adjustment": row.kind == Instrument.Kind.ADJUSTMENT,
        "number": row.number or gettext("number not known"),
        "issued": partial(row.issued_date, row.issued_precision),
        "authority": row.issuer_name or row.get_authority_display(),
        "states": _states(row),
        "note": row.note,
    }


def _states(row: Instrument) -> str:
    """Its figures in few words."""
    capital, area = ty_text(row.capital_vnd, 3, trim=True), ha_text(row.land_area_m2, 2, trim=True)
    said = [
        gettext("%(amount)s billion VND") % {"amount": capital} if row.capital_vnd else "",
        f"{area} ha" if area else "",
        gettext("%(n)s years") % {"n": row.term_years} if row.term_years else "",
    ]
    return "; ".join(filter(None, said))


def _changed(record: Record) -> dict[int, str]:
    """What each change changed against what was in force before it, by name."""
    found: dict[int, str] = defaultdict(str)
    if not any(row.kind == Instrument.Kind.ADJUSTMENT for row in record.instruments):
        return found
    revisions = comparing.revisions_of(record.project.pk)
    planned = comparing.planned_of(record.items, revisions)
    for chain in chains(comparing.papers_of(record.instruments), planned):
        found |= _of_chain(chain)
    return found


def _of_chain(chain: Chain) -> dict[int, str]:
    return {
        paper.id: ", ".join(name_of(line) for line in chain.changed_by(paper))
        for paper in chain.papers
    }


def _bases(project_id: int) -> dict[int, list[str]]:
    """The documents each rests on, in their order."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in BasisDocument.objects.filter(instrument__project_id=project_id):
        day = day_text(row.date) if row.date else ""
        said = [row.title, row.number, day, row.issuer]
        found[row.instrument_id].append(", ".join(filter(None, said)))
    return found


def _files(record: Record) -> dict[int, list[tuple[str, str]]]:
    """The documents on file about each."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for document in record.documents:
        if document.owner_kind == "instrument" and document.withdrawn_at is None:
            address = reverse("projects:document", args=[document.pk])
            found[document.owner_id].append((document.title, address))
    return found
