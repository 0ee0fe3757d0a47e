"""Addresses of inspection: one module a subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "inspections"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("inspections.urls.coverage")),
    path("", include("inspections.urls.cases")),
    path("", include("inspections.urls.plans")),
    path("", include("inspections.urls.publishing")),
    path("", include("inspections.urls.remedies")),
]
