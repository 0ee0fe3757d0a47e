"""Addresses of publishing projects, and of who is interested in calls."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import interests, publishing

urlpatterns: list[URLPattern] = [
    path("cong-bo/", publishing.publishing, name="publishing"),
    path("cong-bo/<code:code>/", publishing.publication, name="publication"),
    path("cong-bo/<code:code>/rut/", publishing.publication_withdraw, name="publication_withdraw"),
    path("quan-tam/", interests.interests, name="interests"),
    path("quan-tam/<int:interest_id>/", interests.interest, name="interest"),
]
