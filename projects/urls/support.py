"""Addresses of what investors ask for."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import own_support, support

urlpatterns: list[URLPattern] = [
    path("kien-nghi/", support.supports, name="supports"),
    path("kien-nghi/bang/", support.support_tables, name="support_tables"),
    path("kien-nghi/moi/<int:investor_id>/", support.support_letter, name="support_letter"),
    path("kien-nghi/<slug:request_code>/", support.support, name="support"),
    path(
        "kien-nghi/<slug:request_code>/<slug:support_step>/",
        support.support_act,
        name="support_act",
    ),
    path("kien-nghi-cua-toi/", own_support.own_supports, name="own_supports"),
    path("kien-nghi-cua-toi/moi/", own_support.own_support_new, name="own_support_new"),
    path("kien-nghi-cua-toi/<slug:own_code>/", own_support.own_support, name="own_support"),
    path(
        "kien-nghi-cua-toi/<slug:own_code>/<slug:support_step>/",
        own_support.own_support_act,
        name="own_support_act",
    ),
]
