"""Addresses of drafts, of notices and of saved views."""

from __future__ import annotations

from django.urls import URLPattern, path

from desk import views

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("nhap/", views.keep_draft, name="keep_draft"),
    path("nhap/bo/", views.discard_draft, name="discard_draft"),
    path("nhap/cua-toi/", views.my_drafts, name="drafts"),
    path("thong-bao/", views.notices, name="notices"),
    path("thong-bao/<int:notification_id>/", views.open_notice, name="open_notice"),
    path("thong-bao/da-doc/", views.read_notices, name="read_notices"),
    path("thong-bao/cai-dat/", views.notice_settings, name="notice_settings"),
    path("bo-loc-da-luu/luu/", views.view_save, name="view_save"),
    path("bo-loc-da-luu/<int:view_id>/", views.view_change, name="view_change"),
    path("bo-loc-da-luu/<int:view_id>/xoa/", views.view_delete, name="view_delete"),
]
