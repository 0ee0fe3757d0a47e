"""Addresses of workbooks of capital."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from disbursement.views import workbooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("nhap-so-lieu-von/", workbooks.workbooks, name="workbooks"),
    path("nhap-so-lieu-von/mau/", workbooks.workbook_blank, name="workbook_blank"),
    path("nhap-so-lieu-von/<int:pk>/", workbooks.workbook, name="workbook"),
]
