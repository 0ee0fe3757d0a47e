"""Addresses that write: included before the project page, so that "them" is never a code."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import documents, editing, land, scheduling, standing

urlpatterns: list[URLPattern] = [
    path("them/", editing.add, name="create"),
    path("<code:code>/sua/", editing.edit, name="edit"),
    path("<code:code>/tinh-trang/", editing.state, name="state"),
    path("<code:code>/nha-dau-tu/", editing.investor, name="investor_edit"),
    path("<code:code>/van-ban/them/", editing.instrument_add, name="instrument_add"),
    path("<code:code>/van-ban/<int:pk>/", editing.instrument_edit, name="instrument_edit"),
    path("<code:code>/tai-lieu/them/", documents.add, name="document_add"),
    path("<code:code>/moc/them/", scheduling.item_add, name="item_add"),
    path("<code:code>/moc/<int:pk>/", scheduling.item_edit, name="item_edit"),
    path("<code:code>/dat/them/", land.tranche_add, name="tranche_add"),
    path("<code:code>/dat/<int:pk>/", land.tranche_edit, name="tranche_edit"),
    path("<code:code>/thoi-gian-khong-tinh/them/", standing.period_add, name="period_add"),
    path("<code:code>/thoi-gian-khong-tinh/<int:pk>/", standing.period_edit, name="period_edit"),
    path("<code:code>/tam-ngung/", standing.suspend, name="suspend"),
    path("<code:code>/cham-dut/", standing.terminate, name="terminate"),
]
