"""Addresses of deadlines."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from deadlines.views import flags

app_name = "deadlines"

urlpatterns: list[URLPattern | URLResolver] = [
    path("canh-bao/", flags.flags, name="flags"),
    path("canh-bao/<int:flag_id>/", flags.flag, name="flag"),
    path("canh-bao/<int:flag_id>/ket-luan/", flags.decide_flag, name="decide"),
    path("chua-tinh-duoc-han/", flags.unknown, name="unknown"),
    path("nhiem-vu/", include("deadlines.orders.urls")),
    path("", include("deadlines.urls_law")),
    path("", include("deadlines.work_urls")),
]
