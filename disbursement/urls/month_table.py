"""The address of the monthly table."""

from __future__ import annotations

from django.urls import path

from disbursement.views import month_table

urlpatterns = [path("bang-giai-ngan/", month_table.show, name="month_table")]
