"""Addresses of the contracts of a public project."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from disbursement.views import contracts

urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "du-an-dau-tu-cong/<code:code>/hop-dong/them/", contracts.contract_add, name="contract_add"
    ),
    path(
        "du-an-dau-tu-cong/<code:code>/hop-dong/<int:pk>/",
        contracts.contract_edit,
        name="contract_edit",
    ),
]
