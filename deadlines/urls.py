"""Addresses of deadlines."""

from __future__ import annotations

from django.urls import URLPattern, path

from deadlines import views

app_name = "deadlines"

urlpatterns: list[URLPattern] = [
    path("canh-bao/", views.flags, name="flags"),
    path("canh-bao/<int:flag_id>/", views.flag, name="flag"),
    path("canh-bao/<int:flag_id>/ket-luan/", views.decide_flag, name="decide"),
    path("chua-tinh-duoc-han/", views.unknown, name="unknown"),
]
