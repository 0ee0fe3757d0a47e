"""Addresses of the search box."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import search_page

urlpatterns: list[URLPattern] = [
    path("tim-kiem/", search_page.search, name="search"),
    path("tim-kiem/goi-y/", search_page.suggestions, name="suggestions"),
    path("tim-kiem/ghim/", search_page.pin, name="pin"),
]
