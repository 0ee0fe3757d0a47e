"""Addresses of drafts."""

from __future__ import annotations

from django.urls import URLPattern, path

from desk import views

app_name = "desk"

urlpatterns: list[URLPattern] = [
    path("nhap/", views.keep_draft, name="keep_draft"),
    path("nhap/bo/", views.discard_draft, name="discard_draft"),
    path("nhap/cua-toi/", views.my_drafts, name="drafts"),
]
