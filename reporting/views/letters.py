"""Official letters of a flag or a case: which can be written, writing one, taking it home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from accounts.access import requires, signed_in
from accounts.models import User
from accounts.permissions import Permission
from deadlines import flag_page
from deadlines.models import Flag
from inspections.case_access import case_url, own_case
from inspections.models import Case, CaseMember
from projects.actions.acts import Outcome
from projects.views.answering import Act, Hand, Page, answer
from projects.views.editing import pages
from reporting.actions import letters
from reporting.forms.letters import form_of, proposed
from reporting.letters import from_case, from_flag
from reporting.letters.draft import SLUGS, Draft, Kind
from reporting.models import OutgoingLetter
from reporting.views.copies import WORD

_SLUG_OF = {kind: slug for slug, kind in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class Source:
    """What letters answer: its words and page, the address of each letter, and what may be written."""

    words: str
    url: str
    letters_url: str
    address: Callable[[str], str]
    kinds: Sequence[Kind]
    rows: QuerySet[OutgoingLetter]
    proposed: Callable[[Kind], Draft]
    make: Callable[[Draft, Hand], OutgoingLetter]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way here."""
        return [(self.words, self.url), (gettext("Official letters"), self.letters_url)]


@require_safe
@requires(Permission.WRITE_LETTER)
def of_flag(request: HttpRequest, flag_id: int) -> HttpResponse:
    """The letters of a flag."""
    return _list(request, _flag_source(request, flag_id))


@pages
@requires(Permission.WRITE_LETTER)
def flag_letter(request: HttpRequest, flag_id: int, letter: str) -> HttpResponse:
    """Write a letter of a flag."""
    return _write(request, _flag_source(request, flag_id), letter)


@require_safe
@requires(Permission.WRITE_LETTER)
def of_case(request: HttpRequest, code: str) -> HttpResponse:
    """The letters of a case, for its people."""
    return _list(request, _case_source(request, code))


@pages
@requires(Permission.WRITE_LETTER)
def case_letter(request: HttpRequest, code: str, letter: str) -> HttpResponse:
    """Write a letter of a case."""
    return _write(request, _case_source(request, code), letter)


@require_GET
@requires(Permission.WRITE_LETTER)
def letter_file(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter as it was made."""
    row: OutgoingLetter = get_object_or_404(_visible(signed_in(request)), pk=letter_id)
    response = HttpResponse(bytes(row.docx), content_type=WORD)
    name = f"{_SLUG_OF[Kind(row.kind)]}-{row.project.code}-{row.pk}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    # It may come from a case that is not published.
    response["Cache-Control"] = "private, no-store"
    return response


def _visible(user: User) -> QuerySet[OutgoingLetter]:
    """Letters of flags this person sees, and of cases he or she is on."""
    persons = [person.pk for person in user.persons]
    on = CaseMember.objects.filter(left_date=None, user__in=persons)
    flags = Flag.objects.visible_to(user)
    known = Q(flag__in=flags.values("pk")) | Q(case__in=on.values("case"))
    return OutgoingLetter.objects.filter(known).select_related("project")


def _flag_source(request: HttpRequest, flag_id: int) -> Source:
    user, on = signed_in(request), timezone.localdate()
    flag = flag_page.read(flag_id, user)
    if flag is None or flag.project_id is None:
        raise Http404
    return Source(
        words=from_flag.duty_of(flag),
        url=reverse("deadlines:flag", args=[flag_id]),
        letters_url=reverse("reporting:flag_letters", args=[flag_id]),
        address=lambda slug: reverse("reporting:flag_letter", args=[flag_id, slug]),
        kinds=from_flag.kinds_for(flag, user),
        rows=OutgoingLetter.objects.filter(flag=flag),
        proposed=lambda kind: from_flag.proposed(flag, kind, on),
        make=lambda draft, hand: letters.answer_flag(
            flag_id=flag_id, draft=draft, by=user, on=hand["on"], at=hand["at"]
        ),
    )


def _case_source(request: HttpRequest, code: str) -> Source:
    user, on = signed_in(request), timezone.localdate()
    case: Case = own_case(request, code)
    return Source(
        words=f"{case.code} {case.title}",
        url=case_url(case),
        letters_url=reverse("reporting:case_letters", args=[code]),
        address=lambda slug: reverse("reporting:case_letter", args=[code, slug]),
        kinds=from_case.kinds_for(case, user),
        rows=OutgoingLetter.objects.filter(case=case),
        proposed=lambda kind: from_case.proposed(case, kind, on),
        make=lambda draft, hand: letters.answer_case(
            case_id=case.pk, draft=draft, by=user, on=hand["on"], at=hand["at"]
        ),
    )


def _list(request: HttpRequest, source: Source) -> HttpResponse:
    offered = [(kind.label, source.address(_SLUG_OF[kind])) for kind in source.kinds]
    rows = list(source.rows.defer("docx", "facts"))
    makers = User.objects.in_bulk([row.made_by_id for row in rows if row.made_by_id])
    made = [(row, makers.get(row.made_by_id)) for row in rows]
    context = {"source": source, "offered": offered, "made": made, "crumbs": source.crumbs[:1]}
    return render(request, "reporting/letters.html", context)


def _write(request: HttpRequest, source: Source, slug: str) -> HttpResponse:
    kind = SLUGS.get(slug)
    if kind is None:
        raise Http404
    if kind not in source.kinds:
        raise PermissionDenied
    draft = source.proposed(kind)

    def save(form: Any, hand: Hand) -> Outcome[Any]:
        return Outcome(row=source.make(form.draft(), hand), changed=("letter",), moved=0)

    act = Act(
        form=form_of(kind),
        save=save,
        said=_("The letter is made. Take the Word file, give it to who signs."),
        button=_("Make the letter"),
        proposed=proposed(draft),
        proposed_from=gettext("Proposed from the data"),
        goes_to=lambda _row: source.letters_url,
    )
    lede = _("Check every line: number and day are given by the clerk. “…” is to be completed.")
    more = {"crumbs": source.crumbs}
    page = Page(kind.label, [act], None, lede, more=more, back_url=source.letters_url, clocks=False)
    return answer(request, page)
