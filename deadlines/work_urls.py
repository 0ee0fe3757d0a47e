"""Addresses of the day's work and of the calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from deadlines.views import work

urlpatterns: list[URLPattern] = [
    path("viec-hom-nay/", work.work, name="work"),
    path("viec-hom-nay/giao/", work.assign, name="assign"),
]
