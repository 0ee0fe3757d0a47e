"""What the search box finds of requests: those one may know of, by code, title, investor, project."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from projects.extensions import SearchSource
from projects.models import SupportRequest
from projects.search.box import Asked, Found, Hit
from projects.support.providing import text_matches

KIND = "support"


def _requests(asked: Asked) -> Found:
    user = asked.user
    is_staff = user.can(Permission.VIEW_SUPPORT)
    rows = SupportRequest.objects.visible_to(user).filter(text_matches(asked.text))
    total = rows.count()
    page = "projects:support" if is_staff else "projects:own_support"
    found = rows.select_related("investor").order_by("-filed_date", "-pk")[: asked.limit]
    hits = [_hit(row, page, asked.text) for row in found]
    query = urlencode({"q": asked.text})
    all_url = f"{reverse('projects:supports')}?{query}" if is_staff else ""
    return Found(hits, total, all_url)


def _hit(row: SupportRequest, page: str, text: str) -> Hit:
    return Hit(
        kind=KIND,
        pk=row.pk,
        title=row.title,
        url=reverse(page, args=[row.code]),
        code=row.code,
        about=f"{row.get_kind_display()} · {row.investor.name}",
        is_exact=text.strip().casefold() == row.code.casefold(),
    )


SOURCE = SearchSource(KIND, _("Requests of investors"), "message-circle", _requests)
