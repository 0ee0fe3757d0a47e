"""Addresses of public projects; the project page itself is the one of every project."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import public_editing, public_list

urlpatterns: list[URLPattern] = [
    path("", public_list.public_list, name="public_list"),
    path("them/", public_editing.add, name="public_create"),
    path("<code:code>/sua/", public_editing.edit, name="public_edit"),
    path("<code:code>/quyet-dinh/them/", public_editing.decision_add, name="public_decision_add"),
    path(
        "<code:code>/quyet-dinh/<int:pk>/",
        public_editing.decision_edit,
        name="public_decision_edit",
    ),
    path("<code:code>/mat-bang/", public_editing.site, name="public_site"),
    path("<code:code>/quyet-toan/", public_editing.settlement, name="public_settlement"),
    path("<code:code>/vuot-tong-muc/", public_editing.exception, name="public_exception"),
]
