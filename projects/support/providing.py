"""What requests of investors tell the deadlines: their clocks, who may know of them, their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from accounts.in_charge import InCharge
from deadlines.registry import Fact, Owner, Subject, Wanted, unless_all
from projects.models import SupportRequest
from projects.querysets.support_facts import facts_of
from projects.rules import support as rules
from projects.succession import agencies_meant
from vn.dates import day_text
from vn.documents import bare_number
from vn.text import fold

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.registry import Setting
    from deadlines.rules.computed import Computed

_SHORT = 90


def compute(ids: Sequence[int], setting: Setting) -> Iterator[Computed]:
    """The clocks of these requests, in two queries."""
    told = rules.Told(law=setting.law, calendar=setting.calendar, on=setting.on)
    for facts in facts_of(ids):
        yield from rules.duties(facts, told)


def ids() -> Sequence[int]:
    """All requests."""
    return list(SupportRequest.objects.order_by("pk").values_list("pk", flat=True))


def visible_to(user: User) -> QuerySet[Any] | None:
    """A subquery of the requests this person may know of; None when that is all of them."""
    return unless_all(SupportRequest.objects.visible_to(user))


def find(wanted: Wanted) -> Any:
    """A subquery of the requests whose words, holder or officer are wanted."""
    found = SupportRequest.objects.all()
    if wanted.text:
        found = found.filter(text_matches(wanted.text))
    if wanted.agency_id is not None:
        found = found.filter(holder__in=agencies_meant(wanted.agency_id))
    if wanted.officer_ids:
        found = found.filter(officer_id__in=wanted.officer_ids)
    return found.values("pk")


def text_matches(text: str) -> Q:
    """Requests whose code, title, investor or project is meant by a text."""
    words = text.strip()
    folded = fold(words)
    return (
        Q(code__icontains=words)
        | Q(title__icontains=words)
        | Q(document_number__icontains=bare_number(words) or words)
        | Q(investor__search_text__contains=folded)
        | Q(project__search_text__contains=folded)
    )


def describe(kind: str, ids: Sequence[int]) -> Mapping[int, Subject]:
    """Words and addresses of these requests: one query, two where a holder has ended."""
    rows = list(
        SupportRequest.objects.filter(pk__in=ids).select_related(
            "investor", "project", "holder", "officer"
        )
    )
    in_charge = InCharge.of(row.holder for row in rows)
    return {row.pk: _subject(row, in_charge) for row in rows}


def _subject(row: SupportRequest, in_charge: InCharge) -> Subject:
    page = reverse("projects:support", args=[row.code])
    officer = row.officer.display_name if row.officer else ""
    project = row.project
    return Subject(
        words=Truncator(f"{row.code} · {row.title}").chars(_SHORT, truncate="…"),
        url=page,
        project_code=project.code if project else row.code,
        project_name=project.name if project else row.title,
        project_url=reverse("projects:detail", args=[project.code]) if project else page,
        investor=row.investor.name,
        handler=" · ".join(filter(None, (in_charge.name(row.holder), officer))),
        agency_id=row.holder_id,
    )


def facts(kind: str, subject_id: int, rule: str) -> Sequence[Fact]:
    """What the clock of a request rests on: its steps that move it."""
    row = SupportRequest.objects.filter(pk=subject_id).first()
    if row is None:
        return []
    page = reverse("projects:support", args=[row.code])
    moving = ("filed", "reopened", "question", "reply", "outside", "followed_up", "back", "limit")
    steps = row.steps.filter(kind__in=(*moving, "answered")).order_by("pk")
    found = [
        Fact(str(step.get_kind_display()), day_text(step.on_date), step.body_name, page)
        for step in steps
    ]
    if row.limit_date is not None:
        label = gettext("Day for the answer set")
        found.append(Fact(label, day_text(row.limit_date), row.limit_basis, page))
    return found


OWNER = Owner(
    subject_kinds=(rules.SUBJECT,),
    compute=compute,
    ids=ids,
    visible_to=visible_to,
    describe=describe,
    facts=facts,
    find=find,
    by_subject=True,
)
