"""Report runs, and the frozen figures each was made of."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import signed_in
from accounts.api import ReadView
from accounts.permissions import Permission
from desk.api import ListView
from desk.api_fields import Text
from reporting.api import samples
from reporting.models import Paper, ReportRun
from reporting.runs import Listed, listed, segments, visible


class ReportSerializer(serializers.Serializer[Any]):
    """One version of one month's report; nothing of a ready one ever changes."""

    id = serializers.IntegerField()
    template = serializers.ChoiceField(choices=ReportRun.Template.choices)
    life = serializers.ChoiceField(choices=Paper.Life.choices)
    official_number = serializers.CharField(help_text=_("Empty until the report is issued."))
    issued_on = serializers.DateField(allow_null=True)
    period_start = serializers.DateField()
    cut_off = serializers.DateField()
    number = serializers.IntegerField(help_text=_("Version of the month's report."))
    state = serializers.ChoiceField(choices=ReportRun.State.choices)
    superseded = serializers.BooleanField(help_text=_("There is a later version."))
    failed = serializers.BooleanField()
    requested_at = serializers.DateTimeField()
    requested_by = Text(help_text=_("null: the portal, on its day of the month."))
    rendered_at = serializers.DateTimeField(allow_null=True)
    pages = serializers.IntegerField(allow_null=True)
    size = serializers.IntegerField(allow_null=True, help_text=_("Bytes of the PDF."))
    snapshot_sha256 = serializers.CharField(help_text=_("Digest of the snapshot's bytes."))
    snapshot_url = serializers.URLField()
    pdf_url = serializers.URLField(allow_null=True, help_text=_("null until it is rendered."))


class ListReports(ListView):
    """All versions of all months, the newest first."""

    required_permission = Permission.VIEW_REPORTS
    summary = _("Monthly reports, the newest first")
    shape = ReportSerializer
    example = samples.REPORT

    def get(self, request: Request) -> Response:
        """One page of the report runs."""
        asked = self.asked()
        page = asked.page(segments(signed_in(request)))
        runs = {run.id: run for run in listed(signed_in(request))}
        rows = [_row(runs[pk], request) for pk in page.ids if pk in runs]
        return asked.answer(self.shape(rows, many=True).data, page)


class ReadReport(ReadView):
    """One version of one month's report."""

    required_permission = Permission.VIEW_REPORTS
    summary = _("One monthly report, with the addresses of its PDF and of its figures")
    shape = ReportSerializer
    example = samples.REPORT

    def get(self, request: Request, run_id: int) -> Response:
        """404 when there is no such run."""
        run = next((run for run in listed(signed_in(request)) if run.id == run_id), None)
        if run is None:
            raise Http404
        return Response(self.shape(_row(run, request)).data)


class ReadSnapshot(ReadView):
    """The frozen figures, byte for byte as their digest says; the digest is the ETag."""

    required_permission = Permission.VIEW_REPORTS
    summary = _("The frozen figures of a report, byte for byte; ETag is their digest")
    shape = OpenApiTypes.OBJECT
    also = {304: OpenApiResponse(description=_("Unchanged since the ETag in If-None-Match"))}
    example = samples.SNAPSHOT

    def get(self, request: Request, run_id: int) -> HttpResponseBase:
        """404 when there is no such run, 304 when the asker has these figures already."""
        run = get_object_or_404(visible(signed_in(request)).defer("pdf"), pk=run_id)
        response = HttpResponse(run.snapshot, content_type="application/json")
        etag = response["ETag"] = quote_etag(run.snapshot_sha256)
        return get_conditional_response(request, etag=etag, response=response) or response


def _row(run: Listed, request: Request) -> dict[str, Any]:
    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(name, args=[run.id]))

    ready = run.state == ReportRun.State.READY
    return asdict(run) | {
        "snapshot_url": address("api:snapshot"),
        "pdf_url": address("reporting:download") if ready else None,
    }
