"""Addresses of what is done with a list of projects: taken along, copied, changed at once."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import bulk_changes, bulk_changing, list_tables

urlpatterns: list[URLPattern] = [
    path("du-an/xuat/", list_tables.take_list, name="list_take"),
    path("du-an/bang/", list_tables.copy_list, name="list_copy"),
    path("du-an/doi-nhieu/", bulk_changing.bulk_change, name="bulk_change"),
    path("du-an/thay-doi-nhieu/", bulk_changes.bulk_changes, name="bulk_changes"),
    path("du-an/thay-doi-nhieu/<int:pk>/", bulk_changes.bulk_done, name="bulk_done"),
]
