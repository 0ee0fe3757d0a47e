"""Addresses of target 3, and of what conclusions propose."""

from __future__ import annotations

from django.urls import path

from inspections.views import coverage, proposals

_CASE = "thanh-tra/<code:code>/"

urlpatterns = [
    path("thanh-tra/bao-phu/", coverage.coverage_page, name="coverage"),
    path(f"{_CASE}ket-luan-so/<int:ordinal>/de-xuat/", proposals.propose, name="proposal_add"),
    path("de-xuat-xu-ly/<int:pk>/", proposals.decide, name="proposal_decide"),
]
