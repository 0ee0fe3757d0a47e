"""Addresses of plans, decisions on capital and its sources."""

from __future__ import annotations

from django.urls import path

from disbursement.views import documents, funding_sources, plan_decisions, plans

urlpatterns = [
    path("ke-hoach-von/", plans.plans, name="plans"),
    path("ke-hoach-von/<int:plan_id>/dong/", plans.plan_rows, name="plan_rows"),
    path("ke-hoach-von/quyet-dinh/", plan_decisions.plan_decisions, name="plan_decisions"),
    path(
        "ke-hoach-von/quyet-dinh/ghi/", plan_decisions.plan_decision_add, name="plan_decision_add"
    ),
    path(
        "ke-hoach-von/quyet-dinh/<int:decision_id>/",
        plan_decisions.plan_decision,
        name="plan_decision",
    ),
    path(
        "ke-hoach-von/quyet-dinh/<int:decision_id>/bo-sung/",
        plan_decisions.plan_decision_amend,
        name="plan_decision_amend",
    ),
    path(
        "ke-hoach-von/quyet-dinh/<int:decision_id>/sua/",
        plan_decisions.plan_decision_edit,
        name="plan_decision_edit",
    ),
    path(
        "ke-hoach-von/quyet-dinh/<int:decision_id>/tai-lieu/them/",
        documents.plan_decision_document_add,
        name="plan_decision_document_add",
    ),
    path(
        "ke-hoach-von/quyet-dinh/<int:decision_id>/ghi-dao/",
        plan_decisions.plan_decision_reverse,
        name="plan_decision_reverse",
    ),
    path("nguon-von/", funding_sources.funding_sources, name="funding_sources"),
    path("nguon-von/them/", funding_sources.funding_source_add, name="funding_source_add"),
    path(
        "nguon-von/<int:source_id>/",
        funding_sources.funding_source_change,
        name="funding_source_change",
    ),
]
