"""What the registry offers to the search box: projects, investors, and their documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, Count, F, IntegerField, Q, Value, When, Window
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from projects import providing
from projects.extensions import SearchSource
from projects.filters.registry import BOTH, FUNDING
from projects.models import BasisDocument, Document, Instrument, Investor, Proposal
from projects.querysets.searching import WORDS, meeting, telling_words
from projects.search import words as searching
from projects.search.box import INVESTOR, PROJECT, Asked, Found, Hit
from projects.search.sources_more import agencies, calls, places
from projects.wording import partial
from vn.documents import bare_number
from vn.searching import code_of, plain

if TYPE_CHECKING:
    from accounts.models import User

_TOTAL = Window(Count("*"))


def page_of(user: User, code: str) -> str:
    """The page on which this person reads a project."""
    name = "projects:detail" if user.can(Permission.VIEW_REGISTRY) else "projects:own"
    return reverse(name, args=[code])


def _projects(asked: Asked) -> Found:
    found = searching.projects(providing.visible(asked.user), asked.text, asked.places)
    rows = list(
        _project_rows(found)
        .annotate(total=_TOTAL, rank=_nearness(asked.text))
        .order_by("rank", "sort_key", "pk")[: asked.limit]
    )
    key = bare_number(plain(asked.text))
    all_url = ""
    if asked.user.can(Permission.VIEW_REGISTRY):
        all_url = f"{reverse('projects:list')}?{urlencode({'q': asked.text, FUNDING: BOTH})}"
    hits = [_project(row, asked.user, key) for row in rows]
    return Found(hits, rows[0]["total"] if rows else 0, all_url)


def _project_rows(rows: Any) -> Any:
    return rows.values(
        *("pk", "code", "legacy_code", "certificate_code", "name", "location_text"),
        investor_name=F("investor__name"),
    )


def _nearness(text: str) -> Case:
    """Those called so first: the count of a page is cut by it."""
    typed = text.strip()
    named = Q(code__iexact=typed) | Q(legacy_code__iexact=typed)
    if code := code_of(text):
        named |= Q(certificate_code=code)
    begins = Q(name__istartswith=typed)
    return Case(
        When(named, then=Value(0)),
        When(begins, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _project(row: Mapping[str, Any], user: User, key: str = "") -> Hit:
    codes = {bare_number(row[name]) for name in ("code", "legacy_code", "certificate_code")}
    return Hit(
        kind=PROJECT,
        pk=row["pk"],
        title=row["name"],
        url=page_of(user, row["code"]),
        code=row["code"],
        about=" · ".join(filter(None, (row["investor_name"], row["location_text"]))),
        is_exact=bool(key) and key in codes,
    )


def _projects_by_id(user: User, ids: Sequence[int]) -> Mapping[int, Hit]:
    rows = _project_rows(providing.visible(user).filter(pk__in=ids))
    return {row["pk"]: _project(row, user) for row in rows}


def _known_investors(user: User) -> Any:
    if not user.can(Permission.VIEW_REGISTRY):
        return Investor.objects.none()
    return Investor.objects.visible_to(user).kept().values("pk", "name", "tax_code")


def _investors(asked: Asked) -> Found:
    found = searching.investors(_known_investors(asked.user), asked.text, asked.user)
    rows = list(found.annotate(total=_TOTAL).order_by("sort_key", "pk")[: asked.limit])
    code = code_of(asked.text)
    all_url = f"{reverse('projects:investors')}?{urlencode({'q': asked.text})}"
    return Found([_investor(r, code) for r in rows], rows[0]["total"] if rows else 0, all_url)


def _investor(row: Mapping[str, Any], code: str = "") -> Hit:
    about = gettext("Tax code %(code)s") % {"code": row["tax_code"]} if row["tax_code"] else ""
    return Hit(
        kind=INVESTOR,
        pk=row["pk"],
        title=row["name"],
        url=reverse("projects:investor", args=[row["pk"]]),
        about=about,
        is_exact=bool(code) and row["tax_code"][:10] == code,
    )


def _investors_by_id(user: User, ids: Sequence[int]) -> Mapping[int, Hit]:
    return {row["pk"]: _investor(row) for row in _known_investors(user).filter(pk__in=ids)}


_INSTRUMENT, _BASIS, _ON_FILE, _DOSSIER = "instrument", "basis", "document", "proposal"


def _documents(asked: Asked) -> Found:
    """Four tables in one query, the first rows of each with how many it has."""
    parts = [_part(name, rows, asked) for name, rows in _documents_seen(asked.user).items()]
    rows = list(parts[0].union(*parts[1:], all=True)) if len(parts) > 1 else list(parts[0])
    key = bare_number(plain(asked.text))
    hits = sorted((_document(row, asked.user, key) for row in rows), key=lambda h: not h.is_exact)
    totals = {row["part"]: row["total"] for row in rows}
    return Found(hits[: asked.limit], sum(totals.values()))


def _documents_seen(user: User) -> dict[str, Any]:
    """The rows of each table that this person may know of."""
    projects = providing.visible(user).order_by().values("pk")
    found: dict[str, Any] = {_INSTRUMENT: Instrument.objects.filter(project__in=projects)}
    if user.can(Permission.VIEW_DOCUMENTS):
        found[_ON_FILE] = Document.objects.visible_to(user)
    if user.can(Permission.VIEW_REGISTRY):
        found[_BASIS] = BasisDocument.objects.filter(instrument__project__in=projects)
        found[_DOSSIER] = Proposal.objects.filter(project__in=projects)
    return found


# By table: number, words, kind or issuer, day, its precision, project.
_FIELDS: dict[str, tuple[Any, ...]] = {
    _INSTRUMENT: ("number_key", "", "kind", "issued_date", "issued_precision", "project"),
    _ON_FILE: ("number_key", "title", "kind", "issued_date", "issued_precision", "project"),
    _BASIS: ("number_key", "title", "issuer", "date", Value("day"), "instrument__project"),
    _DOSSIER: ("dossier_code", "report_number", "kind", "received_date", Value("day"), "project"),
}


def _part(name: str, rows: Any, asked: Asked) -> Any:
    number, words, kind, day, precision, project = _FIELDS[name]
    found = telling_words(rows, number, words).filter(meeting(asked.text, WORDS))
    told = found.annotate(
        part=Value(name, CharField()),
        key=F("pk"),
        num=F("number" if number == "number_key" else number),
        words_told=F(words) if words else Value("", CharField()),
        what=F(kind),
        day=F(day),
        day_precision=F(precision) if isinstance(precision, str) else precision,
        code=F(f"{project}__code"),
        of_project=F(f"{project}__name"),
        total=_TOTAL,
    )
    # The nearer to what was typed a number is, the shorter.
    ordered = told.order_by(Length(number), F(day).desc(nulls_last=True), "pk")
    return ordered.values(
        *("part", "key", "num", "words_told", "what", "day", "day_precision", "code"),
        *("of_project", "total"),
    )[: asked.limit]


_KINDS: dict[str, Any] = {
    _INSTRUMENT: Instrument.Kind,
    _ON_FILE: Document.Kind,
    _DOSSIER: Proposal.Kind,
}


def _document(row: Mapping[str, Any], user: User, key: str) -> Hit:
    kinds = _KINDS.get(row["part"])
    what = str(kinds(row["what"]).label) if kinds else row["what"]
    day = partial(row["day"], row["day_precision"]) if row["day"] else ""
    project = " ".join(filter(None, (row["code"], row["of_project"])))
    return Hit(
        kind=row["part"],
        pk=row["key"],
        title=" · ".join(filter(None, (row["num"], row["words_told"]))) or what,
        url=_document_url(row, user),
        about=" · ".join(filter(None, (_SAID[row["part"]] % {"what": what}, day, project))),
        is_exact=bool(key) and bare_number(row["num"]) == key,
    )


_SAID: dict[str, Any] = {
    _INSTRUMENT: "%(what)s",
    _ON_FILE: _("%(what)s on file"),
    _BASIS: _("Basis, %(what)s"),
    _DOSSIER: _("Dossier: %(what)s"),
}


def _document_url(row: Mapping[str, Any], user: User) -> str:
    if row["part"] == _ON_FILE:
        return reverse("projects:document", args=[row["key"]])
    if row["part"] == _DOSSIER:
        return reverse("projects:proposal", args=[row["code"], row["key"]])
    page = page_of(user, row["code"])
    return f"{page}#von" if user.can(Permission.VIEW_REGISTRY) else page


def sources() -> list[SearchSource]:
    """What `projects.apps` registers with `projects.extensions`, in the order of the page."""
    return [
        SearchSource(PROJECT, _("Projects"), "folder", _projects, _projects_by_id),
        SearchSource(
            "document", _("Decisions, certificates, documents"), "certificate", _documents
        ),
        SearchSource(INVESTOR, _("Investors"), "building", _investors, _investors_by_id),
        SearchSource("place", _("Places"), "map-pin", places),
        SearchSource("call", _("Calls for investment"), "send", calls),
        SearchSource("agency", _("Agencies and officers"), "users", agencies),
    ]
