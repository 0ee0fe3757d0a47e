"""Addresses of projects."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from projects.views import reading

app_name = "projects"

urlpatterns: list[URLPattern | URLResolver] = [
    path("du-an/", reading.project_list, name="list"),
    path("du-an/", include("projects.urls_edit")),
    path("du-an/<str:code>/", reading.project_detail, name="detail"),
]
