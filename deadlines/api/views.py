"""Obligations and flags, each as a list and one by one."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import signed_in
from accounts.api import ReadView
from accounts.permissions import Permission
from deadlines import flag_list, flag_page
from deadlines.api import samples, shapes
from deadlines.filters import FlagFilter, ObligationFilter, options
from deadlines.models import Flag
from deadlines.queries import by_due_date, duties_of
from desk.api import ListView

_READ = ("rule_version", "bearer_agency")


class ListObligations(ListView):
    """What project pages show of deadlines, of all projects one may see; the soonest first."""

    required_permission = Permission.VIEW_REGISTRY
    summary = _("Deadlines: who owes what by which day, the soonest first")
    shape = shapes.ObligationSerializer
    example = samples.OBLIGATION
    conditions = ObligationFilter

    def get(self, request: Request) -> Response:
        """One page of the obligations this person may read."""
        readable = duties_of(signed_in(request))
        conditions = ObligationFilter(request.query_params, readable)
        asked = self.asked(conditions)
        page = asked.page(by_due_date(conditions.found()))
        duties = readable.select_related(*_READ).in_bulk(page.ids)
        rows = shapes.obligation_rows(duties[pk] for pk in page.ids if pk in duties)
        return asked.answer(self.shape(rows, many=True).data, page)


class ReadObligation(ReadView):
    """One obligation and how its day was reckoned."""

    required_permission = Permission.VIEW_REGISTRY
    summary = _("One deadline and how its day was reckoned")
    shape = shapes.ObligationDetailSerializer
    example = samples.OBLIGATION_DETAIL

    def get(self, request: Request, obligation_id: int) -> Response:
        """404 for what this person may not know of."""
        readable = duties_of(signed_in(request)).select_related(*_READ)
        duty = readable.filter(pk=obligation_id).first()
        if duty is None:
            raise Http404
        return Response(self.shape(shapes.obligation_rows([duty])[0]).data)


class ListFlags(ListView):
    """The flags list; live ones unless a state is asked for."""

    required_permission = Permission.VIEW_FLAGS
    summary = _("Flags, live ones unless a state is asked for")
    shape = shapes.FlagSerializer
    example = samples.FLAG
    conditions = FlagFilter
    orders = flag_list.ORDERS

    def get(self, request: Request) -> Response:
        """One page of the flags this person may see."""
        user = signed_in(request)
        ranked = flag_list.ranked(Flag.objects.visible_to(user))
        conditions = FlagFilter(
            request.query_params, ranked, user=user, choices=options(), on=timezone.localdate()
        )
        asked = self.asked(conditions)
        page = asked.page(flag_list.segments(conditions.found(), asked.order))
        return asked.answer(self.shape(flag_list.found(page.ids), many=True).data, page)


class ReadFlag(ReadView):
    """One flag, why it stands, and what happened to it."""

    required_permission = Permission.VIEW_FLAGS
    summary = _("One flag: its law, its arithmetic and its story")
    shape = shapes.FlagDetailSerializer
    example = samples.FLAG_DETAIL

    def get(self, request: Request, flag_id: int) -> Response:
        """404 for what this person may not know of."""
        flag = flag_page.read(flag_id, signed_in(request))
        if flag is None:
            raise Http404
        row = flag_list.found([flag.pk])[0]
        return Response(self.shape(shapes.flag_detail(flag, row)).data)
