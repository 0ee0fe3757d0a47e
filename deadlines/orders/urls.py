"""Addresses of tasks, under nhiem-vu/."""

from __future__ import annotations

from django.urls import URLPattern, path

from deadlines.views import order_results, orders

urlpatterns: list[URLPattern] = [
    path("", orders.register_page, name="orders"),
    path("them/", orders.add, name="order_add"),
    path("tong-hop/", orders.synthesis, name="order_synthesis"),
    path("tong-hop/tai-ve/", orders.synthesis_file, name="order_synthesis_file"),
    path("<int:order_id>/", orders.task, name="order"),
    path("<int:order_id>/sua/", orders.edit, name="order_edit"),
    path("<int:order_id>/thu-hoi/", orders.take_back, name="order_withdraw"),
    path("<int:order_id>/bao-cao/<int:duty_id>/", order_results.report, name="order_report"),
    path("<int:order_id>/ket-qua/<int:result_id>/", order_results.review, name="order_review"),
]
