"""Addresses of closing months, and of the treasury's figures."""

from __future__ import annotations

from django.urls import path

from disbursement.views import months, treasury

urlpatterns = [
    path("chot-so-lieu/", months.months, name="months"),
    path("chot-so-lieu/<int:year>-<int:month_number>/", months.month, name="month"),
    path(
        "chot-so-lieu/<int:year>-<int:month_number>/chot/", months.month_close, name="month_close"
    ),
    path(
        "chot-so-lieu/<int:year>-<int:month_number>/mo-lai/",
        months.month_reopen,
        name="month_reopen",
    ),
    path(
        "chot-so-lieu/<int:year>-<int:month_number>/so-sanh/",
        months.month_compare,
        name="month_compare",
    ),
    path("so-lieu-kho-bac/", treasury.treasury, name="treasury"),
    path("so-lieu-kho-bac/nhap/", treasury.treasury_enter, name="treasury_enter"),
    path(
        "so-lieu-kho-bac/<int:year>-<int:month_number>/<int:line>/giai-trinh/",
        treasury.treasury_explain,
        name="treasury_explain",
    ),
]
