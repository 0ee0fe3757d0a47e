"""Addresses of investors."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import investor_editing, investor_merging, investors

urlpatterns: list[URLPattern] = [
    path("", investors.investors, name="investors"),
    path("trung/", investor_merging.duplicates, name="duplicates"),
    path("ten/<int:pk>/", investor_editing.name_edit, name="othername_edit"),
    path("xu-phat/<int:pk>/", investor_editing.sanction_edit, name="sanction_edit"),
    path("von-chu-so-huu/<int:pk>/", investor_editing.equity_edit, name="equity_edit"),
    path("hop-nhat/<int:pk>/hoan-tac/", investor_merging.undo, name="merge_undo"),
    path("<int:pk>/", investors.investor, name="investor"),
    path("<int:pk>/sua/", investor_editing.correct, name="investor_correct"),
    path("<int:pk>/doi-ten/", investor_editing.rename, name="investor_rename"),
    path("<int:pk>/ten-khac/", investor_editing.name_add, name="investor_name"),
    path("<int:pk>/nhom/", investor_editing.group, name="investor_group"),
    path("<int:pk>/xu-phat/", investor_editing.sanction_add, name="investor_sanction"),
    path("<int:pk>/von-chu-so-huu/", investor_editing.equity_add, name="investor_equity"),
    path("<int:pk>/hop-nhat/", investor_merging.merge, name="investor_merge"),
    path("<int:pk>/khac-nhau/", investor_merging.apart, name="investor_apart"),
]
