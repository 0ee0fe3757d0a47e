"""Addresses of plans, their projects, and firms that keep the law."""

from __future__ import annotations

from django.urls import path

from inspections.views import good_compliance, plans

urlpatterns = [
    path("ke-hoach-thanh-tra/", plans.plans, name="plans"),
    path("ke-hoach-thanh-tra/lap/", plans.plan_add, name="plan_add"),
    path("ke-hoach-thanh-tra/<int:pk>/", plans.plan, name="plan"),
    path("ke-hoach-thanh-tra/<int:pk>/xuat-excel/", plans.plan_sheet, name="plan_sheet"),
    path("ke-hoach-thanh-tra/<int:pk>/trinh/", plans.plan_submit, name="plan_submit"),
    path("ke-hoach-thanh-tra/<int:pk>/y-kien/", plans.plan_answer, name="plan_answer"),
    path("ke-hoach-thanh-tra/<int:pk>/ban-hanh/", plans.plan_issue, name="plan_issue"),
    path("ke-hoach-thanh-tra/<int:pk>/them/", plans.plan_item_add, name="plan_item_add"),
    path("ke-hoach-thanh-tra/<int:pk>/chon/", plans.plan_pick, name="plan_pick"),
    path("ke-hoach-thanh-tra/<int:pk>/rut-mau/", plans.plan_sample, name="plan_sample"),
    path(
        "ke-hoach-thanh-tra/<int:pk>/du-an/<int:item_id>/sua/",
        plans.plan_item_edit,
        name="plan_item_edit",
    ),
    path(
        "ke-hoach-thanh-tra/<int:pk>/du-an/<int:item_id>/bo/",
        plans.plan_item_drop,
        name="plan_item_drop",
    ),
    path("chap-hanh-tot/", good_compliance.register, name="good_compliance"),
    path("chap-hanh-tot/ghi/", good_compliance.add, name="good_compliance_add"),
    path("chap-hanh-tot/<int:pk>/sua/", good_compliance.edit, name="good_compliance_edit"),
]
