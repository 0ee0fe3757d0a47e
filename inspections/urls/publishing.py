"""Addresses of publishing a conclusion, and of what is published."""

from __future__ import annotations

from django.urls import URLPattern, path

from inspections.views import published, publishing

_CONCLUSION = "thanh-tra/<code:code>/ket-luan/<int:conclusion_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CONCLUSION}cong-bo/", publishing.publish, name="conclusion_publish"),
    path(f"{_CONCLUSION}dinh-chinh/", publishing.correct, name="conclusion_correct"),
    path("ket-luan-thanh-tra/", published.conclusions, name="published"),
    path(
        "ket-luan-thanh-tra/<int:conclusion_id>/", published.conclusion, name="published_conclusion"
    ),
]
