"""Addresses of drafts that move capital."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from disbursement.views import documents, reallocation_applying, reallocations

urlpatterns: list[URLPattern | URLResolver] = [
    path("dieu-chuyen-von/", reallocations.reallocations_, name="reallocations"),
    path("dieu-chuyen-von/lap/", reallocations.propose, name="reallocation_add"),
    path("dieu-chuyen-von/<int:pk>/", reallocations.reallocation, name="reallocation"),
    path("dieu-chuyen-von/<int:pk>/bang/", reallocations.sheet, name="reallocation_sheet"),
    path("dieu-chuyen-von/<int:pk>/trinh/", reallocations.submit, name="reallocation_submit"),
    path("dieu-chuyen-von/<int:pk>/tra-lai/", reallocations.give_back, name="reallocation_return"),
    path(
        "dieu-chuyen-von/<int:pk>/ap-dung/", reallocation_applying.apply, name="reallocation_apply"
    ),
    path(
        "dieu-chuyen-von/<int:pk>/tai-lieu/them/",
        documents.reallocation_document_add,
        name="reallocation_document_add",
    ),
    path("dieu-chuyen-von/<int:pk>/bo/", reallocations.drop, name="reallocation_drop"),
    path(
        "dieu-chuyen-von/<int:pk>/nguon/<int:source_id>/<slug:bucket>/",
        reallocations.more,
        name="reallocation_more",
    ),
]
