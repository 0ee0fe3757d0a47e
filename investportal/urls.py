"""Every address of the portal: the apps' own, signing in, health and reference data."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path

from accounts.views import second_step
from investportal import views
from investportal.health import health, retry_job, system
from investportal.language import choose_language, resuming

handler400 = "investportal.views.bad_request"
handler403 = "investportal.views.forbidden"
handler404 = "investportal.views.not_found"
handler500 = "investportal.views.server_error"

sign_in: list[URLPattern | URLResolver] = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("dang-ky/", account.signup, name="account_signup"),
    path("tai-khoan-bi-khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan-lai/", resuming(account.reauthenticate), name="account_reauthenticate"),
    path("doi-mat-khau/", account.password_change, name="account_change_password"),
    path("dat-mat-khau/", account.password_set, name="account_set_password"),
    path("quen-mat-khau/", account.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^quen-mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "quen-mat-khau/xong/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("ma-dang-nhap/", second_step.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("hai-buoc/thu-dien-tu/", second_step.code_by_email, name="code_by_email"),
    path("hai-buoc/thu-dien-tu/ma/", second_step.confirm_address, name="code_by_email_confirm"),
    path("hai-buoc/reauthenticate/", resuming(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("hai-buoc/", include("allauth.mfa.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("tuy-chon/", views.set_preference, name="preferences"),
    path("ngon-ngu/", choose_language, name="set_language"),
    path("bo-giao-dien/", views.gallery, name="gallery"),
    path("phim-tat/", views.shortcuts, name="shortcuts"),
    path("", include("accounts.urls")),
    path("", include("desk.urls")),
    path("", include("deadlines.urls")),
    path("", include("projects.urls")),
    path("", include("disbursement.urls")),
    path("", include("inspections.urls")),
    path("", include("reporting.urls")),
    path("", include("reporting.urls_public")),
    path("", include(sign_in)),
    path("suc-khoe/", health, name="health"),
    path("he-thong/", system, name="system"),
    path("he-thong/viec/<int:job_id>/lam-lai/", retry_job, name="system_retry"),
    path("api/", include("investportal.api")),
    path("quan-tri/", admin.site.urls),
]
