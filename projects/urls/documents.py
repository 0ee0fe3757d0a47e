"""Addresses of documents, whatever they are about."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import document_files, documents, read_document

urlpatterns: list[URLPattern] = [
    path("<int:pk>/", documents.show, name="document"),
    path("<int:pk>/sua/", documents.edit, name="document_edit"),
    path("<int:pk>/doc/", read_document.read_document, name="document_read"),
    path("<int:pk>/ban-moi/", documents.version, name="document_version"),
    path("<int:pk>/thu-hoi/", documents.withdraw, name="document_withdraw"),
    path("<int:pk>/tep/<int:number>/", document_files.file, name="document_file"),
    path("<int:pk>/trang/<int:page>/", document_files.page, name="document_page"),
]
