"""Addresses of public investment: one module a subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "disbursement"

urlpatterns: list[URLPattern | URLResolver] = []
