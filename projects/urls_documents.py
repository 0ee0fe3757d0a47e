"""Addresses of documents, whatever they are about."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import document_files

urlpatterns: list[URLPattern] = [
    path("<int:pk>/tep/<int:number>/", document_files.file, name="document_file"),
]
