"""Addresses about the end of a project, what it stands beside, and who speaks for its investor."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import closing, relating

urlpatterns: list[URLPattern] = [
    path("<code:code>/cham-dut/<int:pk>/", closing.termination_edit, name="termination_edit"),
    path("<code:code>/cham-dut/<int:end_id>/viec/them/", closing.closure_add, name="closure_add"),
    path("<code:code>/viec-sau-cham-dut/<int:pk>/", closing.closure_edit, name="closure_edit"),
    path("<code:code>/du-an-lien-quan/them/", relating.link_add, name="link_add"),
    path("<code:code>/du-an-lien-quan/<int:pk>/go/", relating.link_remove, name="link_remove"),
    path("<code:code>/nguoi-lien-he/them/", relating.person_add, name="person_add"),
    path("<code:code>/nguoi-lien-he/<int:pk>/", relating.person_edit, name="person_edit"),
    path("<code:code>/nguoi-lien-he/<int:pk>/ket-thuc/", relating.person_end, name="person_end"),
    path("<code:code>/nguoi-lien-he/<int:pk>/hien/", relating.person_show, name="person_show"),
]
