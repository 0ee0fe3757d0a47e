"""Addresses of the quality of the data."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import certificate_lists, quality

urlpatterns: list[URLPattern] = [
    path("chat-luong/", quality.quality, name="quality"),
    path("chat-luong/cau-hoi/", quality.questions, name="questions"),
    path(
        "chat-luong/cau-hoi/<int:question_id>/giu-nguyen/",
        quality.question_keep,
        name="question_keep",
    ),
    path("doi-chieu-gcn/", certificate_lists.lists, name="certificate_lists"),
    path("doi-chieu-gcn/them/", certificate_lists.list_add, name="certificate_list_add"),
    path("doi-chieu-gcn/<int:pk>/", certificate_lists.list_page, name="certificate_list"),
    path(
        "doi-chieu-gcn/<int:pk>/tai-ve/",
        certificate_lists.list_workbook,
        name="certificate_list_workbook",
    ),
    path(
        "doi-chieu-gcn/<int:pk>/go/", certificate_lists.list_remove, name="certificate_list_remove"
    ),
    path(
        "doi-chieu-gcn/<int:pk>/dong/<int:line_id>/",
        certificate_lists.line_decide,
        name="certificate_line",
    ),
]
