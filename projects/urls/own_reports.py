"""Addresses of the periodic reports of investors, of both sides."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import filing_review, own_report_screens, own_report_uploads, own_reports

_OWN = "du-an-cua-toi/<code:code>/bao-cao/"
_ONE = f"{_OWN}<slug:report>/<slug:cycle>/"

urlpatterns: list[URLPattern] = [
    path("bao-cao-nha-dau-tu/", filing_review.filings, name="filings"),
    path("bao-cao-nha-dau-tu/<int:filing_id>/", filing_review.review, name="filing_review"),
    path(_OWN, own_reports.own_reports, name="own_reports"),
    path(_ONE, own_reports.own_report, name="own_report"),
    path(f"{_ONE}tai-len/", own_report_uploads.announce, name="own_report_uploads"),
    path(f"{_ONE}tai-len/<str:upload>/", own_report_uploads.upload, name="own_report_upload"),
    path(
        f"{_ONE}bo-anh/<int:photograph>/",
        own_report_screens.drop_photograph,
        name="own_report_drop",
    ),
    path(f"{_ONE}<slug:screen>/", own_report_screens.screen, name="own_report_screen"),
]
