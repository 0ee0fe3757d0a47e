"""Addresses of accounts."""

from __future__ import annotations

from django.urls import URLPattern, path

from accounts.oidc import RETURN_PATH
from accounts.views import activation, batches, deputies, identity, leaving, people

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("kich-hoat/", activation.activate, name="activate"),
    path("kich-hoat/<slug:code>/", activation.activate, name="activate_code"),
    path("dinh-danh/", identity.identity, name="identity"),
    path("dinh-danh/vao/", identity.start, name="identity_start"),
    path(RETURN_PATH, identity.come_back, name="identity_return"),
    path("dinh-danh/noi/", identity.connect, name="identity_connect"),
    path("dinh-danh/go/", identity.unlink, name="identity_unlink"),
    path("nguoi-dung/", people.list_people, name="people"),
    path("nguoi-dung/moi/", people.invite, name="invite"),
    path("nguoi-dung/theo-danh-sach/", batches.invite_list, name="invite_list"),
    path("nguoi-dung/theo-danh-sach/mau/", batches.list_template, name="list_template"),
    path("nguoi-dung/theo-danh-sach/mo/", batches.open_list, name="open_list"),
    path("nguoi-dung/theo-danh-sach/<int:batch_id>/", batches.batch, name="batch"),
    path("nguoi-dung/theo-danh-sach/<int:batch_id>/phieu/", batches.download_slips, name="slips"),
    path(
        "nguoi-dung/theo-danh-sach/<int:batch_id>/phieu-moi/",
        batches.renew_slips,
        name="renew_slips",
    ),
    path("nguoi-dung/<int:user_id>/", people.show_person, name="person"),
    path("nguoi-dung/<int:user_id>/sua/", people.correct, name="correct"),
    path("nguoi-dung/<int:user_id>/moi-lai/", people.invite_again, name="invite_again"),
    path("nguoi-dung/<int:user_id>/dong/", leaving.close, name="close"),
    path("nguoi-thay/", deputies.deputies, name="deputies"),
    path("nguoi-thay/<int:deputyship_id>/ket-thuc/", deputies.end_deputy, name="end_deputy"),
]
