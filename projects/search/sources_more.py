"""What leads to lists of the registry: places, calls for investment, agencies and officers."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Value, Window
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import Agency, User
from accounts.permissions import Permission
from projects import providing
from projects.models import Call, CallEntry
from projects.querysets.searching import WORDS, meeting
from projects.search.box import Asked, Found, Hit
from projects.search.words import Unit

_TOTAL = Window(Count("*"))
_AGENCY, _OFFICER = "agency", "officer"
_FILTERS = {_AGENCY: "co_quan", _OFFICER: "can_bo"}


def _list(name: str, value: object) -> str:
    return f"{reverse('projects:list')}?{name}={value}"


def places(asked: Asked) -> Found:
    """Places that exist or existed, each leading to the projects in it and in what it became."""
    if not asked.user.can(Permission.VIEW_REGISTRY):
        return Found()
    rows, total = asked.places.called(asked.limit)
    return Found([_place(unit) for unit in rows], total)


def _place(unit: Unit) -> Hit:
    return Hit(
        kind="place",
        pk=unit.pk,
        title=unit.name,
        url=_list("dia_ban", unit.pk),
        about=" · ".join(filter(None, (unit.above, gettext("projects in this place")))),
    )


def calls(asked: Asked) -> Found:
    """Calls that an adopted decision speaks of."""
    words = meeting(asked.text)
    if words is None or not asked.user.can(Permission.VIEW_REGISTRY):
        return Found()
    adopted = CallEntry.objects.filter(call=OuterRef("pk"), decision__adopted_at__isnull=False)
    rows = Call.objects.filter(words, Exists(adopted)).annotate(total=_TOTAL)
    found = list(rows.order_by("sort_key", "pk")[: asked.limit])
    hits = [
        Hit("call", row.pk, row.name, reverse("projects:call", args=[row.pk]), row.code)
        for row in found
    ]
    return Found(hits, found[0].total if found else 0)


def agencies(asked: Asked) -> Found:
    """Agencies in charge of a project the person sees, officers of those he or she follows."""
    if not asked.user.can(Permission.VIEW_FLAGS):
        return Found()
    seen = providing.registry(asked.user).order_by()
    followed = providing.followed(asked.user).order_by()
    words = Func(Value(""), F("display_name"), function="search_document")
    parts = {
        _AGENCY: (
            Agency.objects.filter(Exists(seen.filter(agency=OuterRef("pk")))),
            "search_text",
            F("name"),
            F("short_name"),
        ),
        _OFFICER: (
            User.objects.filter(Exists(followed.filter(officer=OuterRef("pk")))).alias(
                **{WORDS: words}
            ),
            WORDS,
            F("display_name"),
            F("position"),
        ),
    }
    queries = [_named(name, asked, *part) for name, part in parts.items()]
    rows = list(queries[0].union(*queries[1:], all=True))
    totals = {row["part"]: row["total"] for row in rows}
    return Found([_agency(row) for row in rows][: asked.limit], sum(totals.values()))


def _named(name: str, asked: Asked, rows: Any, column: str, title: F, about: F) -> Any:
    words = meeting(asked.text, column)
    found = rows.filter(words) if words is not None else rows.none()
    told = found.annotate(
        part=Value(name, CharField()), key=F("pk"), title=title, about=about, total=_TOTAL
    )
    return told.order_by("title").values("part", "key", "title", "about", "total")[: asked.limit]


def _agency(row: dict[str, Any]) -> Hit:
    return Hit(
        kind=row["part"],
        pk=row["key"],
        title=row["title"],
        url=_list(_FILTERS[row["part"]], row["key"]),
        about=" · ".join(filter(None, (row["about"], gettext("projects in charge of")))),
    )
