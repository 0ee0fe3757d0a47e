"""Addresses of handling and of review rounds."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import deciding_many, handling, round_acts, rounds

urlpatterns: list[URLPattern] = [
    path("xu-ly/", handling.handling, name="handling"),
    path("xu-ly/phan-loai/", deciding_many.handling_many, name="handling_many"),
    path("ra-soat/", rounds.rounds, name="rounds"),
    path("ra-soat/mo/", round_acts.round_add, name="round_add"),
    path("ra-soat/<int:round_id>/", rounds.round_, name="round"),
    path("ra-soat/<int:round_id>/bang/", rounds.round_sheet, name="round_sheet"),
    path("ra-soat/<int:round_id>/dong/", round_acts.round_close, name="round_close"),
    path("ra-soat/<int:round_id>/<int:entry_id>/", round_acts.round_entry, name="round_entry"),
]
