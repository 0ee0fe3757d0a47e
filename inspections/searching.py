"""What inspection offers to the search box: cases one may know of, by code, title and decision."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from inspections.models import Case, Conclusion
from projects.extensions import SearchSource
from projects.search.box import Asked, Found, Hit
from vn.text import tidy

CASE = "case"


def _cases(asked: Asked) -> Found:
    if not asked.user.can(Permission.VIEW_CASES):
        return Found()
    rows = Case.objects.visible_to(asked.user)
    for word in tidy(asked.text).split()[:8]:
        numbered = Conclusion.objects.visible_to(asked.user).filter(number__icontains=word)
        rows = rows.filter(
            Q(code__icontains=word)
            | Q(title__icontains=word)
            | Q(decision_number__icontains=word)
            | Q(pk__in=numbered.values("case"))
        )
    total = rows.count()
    hits = [_hit(row, asked.text) for row in rows.order_by("-pk")[: asked.limit]]
    all_url = f"{reverse('inspections:cases')}?{urlencode({'q': asked.text})}"
    return Found(hits, total, all_url)


def _hit(row: Case, text: str) -> Hit:
    named = text.strip().casefold() in (row.code.casefold(), row.decision_number.casefold())
    return Hit(
        kind=CASE,
        pk=row.pk,
        title=row.title,
        url=reverse("inspections:case", args=[row.code]),
        code=row.code,
        about=row.get_kind_display(),
        is_exact=named and bool(text.strip()),
    )


SOURCE = SearchSource(CASE, _("Cases"), "clipboard-check", _cases)
