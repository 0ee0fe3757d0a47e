"""Addresses of workbooks on their way in."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import (
    import_answers,
    import_columns,
    import_ends,
    import_preview,
    import_rows,
    imports,
)

urlpatterns: list[URLPattern] = [
    path("", imports.import_list, name="imports"),
    path("mau/", imports.import_template, name="import_template"),
    path("<int:import_id>/", imports.import_state, name="import"),
    path("<int:import_id>/bo/", imports.import_give_up, name="import_give_up"),
    path("<int:import_id>/cot/", import_columns.import_columns, name="import_columns"),
    path("<int:import_id>/doi-chieu/", import_preview.import_preview, name="import_preview"),
    path("<int:import_id>/thong-bao/", import_preview.import_messages, name="import_messages"),
    path("<int:import_id>/tra-loi/", import_answers.import_answer_all, name="import_answer_all"),
    path("<int:import_id>/so/", import_answers.import_numbers, name="import_numbers"),
    path("<int:import_id>/dong/<int:row_id>/", import_rows.import_row, name="import_row"),
    path("<int:import_id>/xac-nhan/", import_ends.import_confirm, name="import_confirm"),
    path("<int:import_id>/dung/", import_ends.import_cancel, name="import_cancel"),
    path("<int:import_id>/hoan-tac/", import_ends.import_undo, name="import_undo"),
]
