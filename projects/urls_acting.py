"""Addresses of what is done with a list of projects: taken along, copied, changed at once."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import list_tables

urlpatterns: list[URLPattern] = [
    path("du-an/xuat/", list_tables.take_list, name="list_take"),
    path("du-an/bang/", list_tables.copy_list, name="list_copy"),
]
