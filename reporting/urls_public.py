"""Addresses of the public pages; each also has its English one (investportal.language)."""

from __future__ import annotations

from django.urls import URLPattern, path

from reporting.views import public, public_calls, public_data

app_name = "public"

urlpatterns: list[URLPattern] = [
    path("cong-khai/du-an/", public.projects, name="projects"),
    path("cong-khai/du-an/<code:code>/", public.project, name="project"),
    path("cong-khai/moi-goi/", public_calls.calls, name="calls"),
    path("cong-khai/moi-goi/da-gui/", public_calls.thanks, name="thanks"),
    path("cong-khai/moi-goi/<code:code>/", public_calls.call, name="call"),
    path("cong-khai/moi-goi/<code:code>/quan-tam/", public_calls.interest, name="interest"),
    path("cong-khai/giai-ngan/", public.disbursement, name="disbursement"),
    path("cong-khai/pci/", public.competitiveness, name="pci"),
    path("cong-khai/ket-luan/", public.conclusions, name="conclusions"),
    path("cong-khai/ket-luan/<int:conclusion_id>/", public.conclusion, name="conclusion"),
    path("cong-khai/bao-cao/", public.public_reports, name="reports"),
    path("cong-khai/bao-cao/<int:paper_id>.pdf", public.report_file, name="report_file"),
    path("cong-khai/du-lieu-mo/", public_data.sets, name="open_data"),
    path("cong-khai/du-lieu-mo/<slug:key>.<slug:form>", public_data.file, name="data_file"),
    path("cong-khai/dinh-nghia/", public.definitions, name="definitions"),
    path("cong-khai/lien-he/", public.contact, name="contact"),
    path("cong-khai/tro-nang/", public.accessibility, name="accessibility"),
]
