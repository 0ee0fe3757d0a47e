"""Addresses of the map and of the outlines of places."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import map_download, map_page, outline_pages

urlpatterns: list[URLPattern] = [
    path("ban-do/", map_page.project_map, name="map"),
    path("ban-do/geojson/", map_download.geojson, name="map_geojson"),
    path("dia-ban/ranh-gioi/", outline_pages.outlines, name="outlines"),
    path("dia-ban/ranh-gioi/ghi/", outline_pages.write, name="outlines_write"),
]
