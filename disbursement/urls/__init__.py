"""Addresses of public investment: one module a subject."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "disbursement"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("disbursement.urls.contracts")),
    path("", include("disbursement.urls.figures")),
    path("", include("disbursement.urls.month_table")),
    path("", include("disbursement.urls.months")),
    path("", include("disbursement.urls.payments")),
    path("", include("disbursement.urls.plans")),
    path("", include("disbursement.urls.reallocations")),
    path("", include("disbursement.urls.scenarios")),
    path("", include("disbursement.urls.workbooks")),
]
