"""Addresses of the monthly entry, and of the owner's home."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from disbursement.views import owner_home, payments

urlpatterns: list[URLPattern | URLResolver] = [
    path("giai-ngan-cua-toi/", owner_home.owner_home, name="owner_home"),
    path("nhap-giai-ngan/", payments.owners, name="payments_owners"),
    path("nhap-giai-ngan/<int:owner_id>/", payments.grid, name="payments"),
    path("nhap-giai-ngan/<int:owner_id>/gui/", payments.send_month, name="payments_send"),
    path("nhap-giai-ngan/<int:owner_id>/tra-lai/", payments.return_month, name="payments_return"),
]
