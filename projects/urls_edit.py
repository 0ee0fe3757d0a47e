"""Addresses that write: included before the project page, so that "them" is never a code."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import (
    adjusting,
    contacting,
    deciding,
    directing,
    documents,
    editing,
    excluding,
    land,
    money,
    requests,
    scheduling,
    standing,
)

urlpatterns: list[URLPattern] = [
    path("them/", editing.add, name="create"),
    path("<code:code>/sua/", editing.edit, name="edit"),
    path("<code:code>/tinh-trang/", editing.state, name="state"),
    path("<code:code>/nha-dau-tu/", editing.investor, name="investor_edit"),
    path("<code:code>/dieu-chinh/moi/", adjusting.adjust, name="adjust"),
    path("<code:code>/van-ban/them/", editing.instrument_add, name="instrument_add"),
    path("<code:code>/van-ban/<int:pk>/", editing.instrument_edit, name="instrument_edit"),
    path("<code:code>/tai-lieu/them/", documents.add, name="document_add"),
    path("<code:code>/moc/them/", scheduling.item_add, name="item_add"),
    path("<code:code>/moc/<int:pk>/", scheduling.item_edit, name="item_edit"),
    path("<code:code>/dat/them/", land.tranche_add, name="tranche_add"),
    path("<code:code>/dat/<int:pk>/", land.tranche_edit, name="tranche_edit"),
    path("<code:code>/thoi-gian-khong-tinh/them/", excluding.period_add, name="period_add"),
    path("<code:code>/thoi-gian-khong-tinh/<int:pk>/", excluding.period_edit, name="period_edit"),
    path(
        "<code:code>/thoi-gian-khong-tinh/<int:pk>/ra-soat/",
        excluding.period_review,
        name="period_review",
    ),
    path(
        "<code:code>/thoi-gian-khong-tinh/<int:pk>/quyet-dinh/",
        excluding.period_decide,
        name="period_decide",
    ),
    path("<code:code>/ky-quy-thoi-han/", money.terms_edit, name="terms_edit"),
    path("<code:code>/ky-quy/them/", money.deposit_add, name="deposit_add"),
    path("<code:code>/ky-quy/<int:pk>/", money.deposit_edit, name="deposit_edit"),
    path("<code:code>/ky-quy/<int:pk>/giai-toa/", money.deposit_release, name="deposit_release"),
    path("<code:code>/gop-von/them/", money.contribution_add, name="contribution_add"),
    path("<code:code>/gop-von/<int:pk>/", money.contribution_edit, name="contribution_edit"),
    path("<code:code>/lien-he/them/", contacting.contact_add, name="contact_add"),
    path("<code:code>/lien-he/<int:pk>/", contacting.contact_edit, name="contact_edit"),
    path("<code:code>/mat-dia-diem/them/", contacting.site_loss_add, name="site_loss_add"),
    path("<code:code>/mat-dia-diem/<int:pk>/", contacting.site_loss_edit, name="site_loss_edit"),
    path("<code:code>/bao-cao-dinh-ky/them/", contacting.filing_add, name="filing_add"),
    path("<code:code>/bao-cao-dinh-ky/<int:pk>/", contacting.filing_decide, name="filing_decide"),
    path("<code:code>/y-kien-chi-dao/", directing.directive_add, name="directive_add"),
    path("<code:code>/gia-han/them/", requests.request_add, name="request_add"),
    path("<code:code>/gia-han/<int:pk>/", requests.request_decide, name="request_decide"),
    path("<code:code>/xu-ly/them/", deciding.decision_add, name="decision_add"),
    path("<code:code>/xu-ly/<int:pk>/", deciding.decision_edit, name="decision_edit"),
    path("<code:code>/xu-ly/<int:pk>/ket-thuc/", deciding.decision_end, name="decision_end"),
    path("<code:code>/tam-ngung/", standing.suspend, name="suspend"),
    path("<code:code>/cham-dut/", standing.terminate, name="terminate"),
]
