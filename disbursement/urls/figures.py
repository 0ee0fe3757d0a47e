"""Addresses of the overview and the ranking."""

from __future__ import annotations

from django.urls import path

from disbursement.views import figures

urlpatterns = [
    path("giai-ngan/", figures.show_overview, name="overview"),
    path("xep-hang-chu-dau-tu/", figures.show_ranking, name="ranking"),
]
