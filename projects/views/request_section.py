"""Requests for more time on the pages of a project, and where a granted one is carried out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.permissions import Permission
from deadlines.models import Obligation
from projects.actions import requests
from projects.models import ExtensionRequest, Instrument, Project
from projects.querysets.record import Record
from projects.views.sight import Sight
from vn.dates import PartialDate, Precision, day_text, last_day
from vn.documents import normalise_number
from vn.numbers import group

FROM = "yeu-cau"
_LONGEST_KEY = 18
"""The parameter by which a page is told which granted request it carries out."""


def section(sight: Sight) -> dict[str, Any]:
    """Requests for more time."""
    return {"requests": rows(sight.record, sight.on, sight.user)}


def rows(record: Record, on: date, user: User | None = None) -> list[dict[str, Any]]:
    """Each request with where it stands; with a user also where he or she goes on."""
    edits = user is not None and user.can(Permission.EDIT_PROJECT)
    return [_row(record, row, on, edits=edits) for row in record.requests]


def _row(record: Record, row: ExtensionRequest, on: date, *, edits: bool) -> dict[str, Any]:
    mark, words = _standing(record, row, on)
    is_waiting = row.decided_date is None
    is_to_enter = bool(row.granted) and not is_entered(row)
    act = ""
    if edits and is_waiting:
        act = reverse("projects:request_decide", args=[record.project.code, row.pk])
    elif edits and is_to_enter:
        act = entering(row)
    return {
        "pk": row.pk,
        "what": str(requests.about(row)),
        "asker": asker(row),
        "filed": day_text(row.filed_date),
        "asked": day_text(row.asked_date),
        "reason": row.reason,
        "document": row.document_number,
        "mark": mark,
        "words": words,
        "decided": _decided(row),
        "answer": row.answer,
        "act": act,
        "is_waiting": is_waiting,
        "to_enter": is_to_enter,
    }


def _standing(record: Record, row: ExtensionRequest, on: date) -> tuple[str, str]:
    if row.granted is False:
        return "info", gettext("refused: the old day holds")
    if row.granted:
        entered = is_entered(row)
        return (
            ("ok", gettext("granted")) if entered else ("warn", gettext("granted, to be entered"))
        )
    waited = group((on - row.filed_date).days)
    if _in_time(record, row):
        words = gettext("waiting for %(n)s days; the clock stands still since it was filed")
        return "hold", words % {"n": waited}
    return "info", gettext("waiting for %(n)s days; filed after the due day, it stops no clock") % {
        "n": waited
    }


def _in_time(record: Record, row: ExtensionRequest) -> bool:
    """Whether a clock of what it is about stands still because of it."""
    found: list[Obligation | None]
    if row.schedule_item_id is not None:
        found = [record.duty("I1", "schedule_item", row.schedule_item_id)]
    else:
        pk = row.tranche_id or 0
        found = [record.duty(kind, "tranche", pk) for kind in ("L1", "L2")]
    return any(duty is not None and duty.clock == "stopped" for duty in found)


def is_entered(row: ExtensionRequest) -> bool:
    """Whether what was granted is on record: an extension, or a plan set since it was filed."""
    if row.tranche is not None:
        return hasattr(row.tranche, "extension")
    item = row.schedule_item
    document = item.instrument if item else None
    if document is None or document.issued_date is None:
        return False
    return last_day(document.issued_date, Precision(document.issued_precision)) >= row.filed_date


def _decided(row: ExtensionRequest) -> str:
    if row.decided_date is None:
        return ""
    day = day_text(row.decided_date)
    return " · ".join(filter(None, (row.decision_number, day, str(row.deciding_agency))))


def rows_of(project: Project) -> Any:
    """The requests of a project with all they name."""
    related = ("schedule_item", "tranche", "asking_agency", "asking_investor", "deciding_agency")
    return project.extension_requests.select_related("project", *related)


def asker(row: ExtensionRequest) -> str:
    """Who asked."""
    return str(row.asking_agency or row.asking_investor)


def facts(row: ExtensionRequest) -> list[tuple[str, str]]:
    """What was asked, for the one who answers."""
    return [
        (gettext("More time for"), str(requests.about(row))),
        (gettext("Who asks"), asker(row)),
        (gettext("Day it was filed"), day_text(row.filed_date)),
        (gettext("New day asked for"), day_text(row.asked_date)),
        (gettext("Reason"), row.reason),
        (gettext("Letter"), row.document_number or "—"),
    ]


def entering(row: ExtensionRequest) -> str:
    """Where the new day of a granted request is entered: by its document, once that is there."""
    code, query = row.project.code, f"?{FROM}={row.pk}"
    if row.tranche_id is not None:
        return reverse("projects:tranche_edit", args=[code, row.tranche_id]) + query + "#extension"
    if _document(row) is None:
        return reverse("projects:instrument_add", args=[code]) + query
    return reverse("projects:item_edit", args=[code, row.schedule_item_id]) + query + "#revise"


def _document(row: ExtensionRequest) -> Instrument | None:
    key = normalise_number(row.decision_number)
    found = Instrument.objects.filter(project_id=row.project_id, number_key=key)
    first: Instrument | None = found.order_by("-pk").first()
    return first


def carried_out(request: HttpRequest, project: Project) -> ExtensionRequest | None:
    """The granted request that a page was opened to carry out."""
    said = request.GET.get(FROM, "")
    if not said.isdecimal() or len(said) > _LONGEST_KEY:
        return None
    row: ExtensionRequest | None = rows_of(project).filter(pk=int(said), granted=True).first()
    return row


def new_document(row: ExtensionRequest | None) -> dict[str, Any]:
    """The boxes of the adjusting document, from the answer."""
    if row is None or row.decided_date is None:
        return {}
    return {
        "kind": Instrument.Kind.ADJUSTMENT,
        "number": row.decision_number,
        "issued": PartialDate(row.decided_date, Precision.DAY),
        "issuer_name": str(row.deciding_agency),
    }


def new_plan(row: ExtensionRequest | None) -> dict[str, Any]:
    """The boxes of the new plan, from the request."""
    if row is None:
        return {}
    planned = PartialDate(row.asked_date, Precision.DAY)
    document = _document(row)
    return {"planned": planned} | ({"instrument": document} if document else {})


def extension(row: ExtensionRequest | None) -> dict[str, Any]:
    """The boxes of the extension of land use, from the answer."""
    if row is None:
        return {}
    return {"decision_number": row.decision_number, "decision_date": row.decided_date}
