"""Addresses of findings, recommendations, sanctions and papers of a case."""

from __future__ import annotations

from django.urls import path

from inspections.views import case_documents, remedies, remedies_removing, remedy

_CASE = "thanh-tra/<code:code>/"
_CONCLUSION = f"{_CASE}ket-luan-so/<int:ordinal>/"

urlpatterns = [
    path(f"{_CONCLUSION}phat-hien/", remedies.finding, name="finding_add"),
    path(f"{_CASE}phat-hien/<int:pk>/", remedies.finding, name="finding_edit"),
    path(f"{_CONCLUSION}kien-nghi/", remedies.recommendation, name="recommendation_add"),
    path(f"{_CASE}kien-nghi/<int:pk>/", remedies.recommendation, name="recommendation_edit"),
    path(f"{_CASE}phat-hien/<int:pk>/bo/", remedies_removing.finding, name="finding_remove"),
    path(
        f"{_CASE}kien-nghi/<int:pk>/bo/",
        remedies_removing.recommendation,
        name="recommendation_remove",
    ),
    path(
        f"{_CASE}xu-phat/nop/<int:pk>/bo/",
        remedies_removing.payment,
        name="sanction_payment_remove",
    ),
    path(f"{_CASE}tai-lieu/", case_documents.add, name="case_document_add"),
    path(f"{_CONCLUSION}tai-lieu/", case_documents.add, name="conclusion_document_add"),
    path(f"{_CASE}xu-phat/", remedies.sanction, name="sanction_add"),
    path(f"{_CASE}xu-phat/<int:pk>/", remedies.sanction, name="sanction_edit"),
    path(f"{_CASE}xu-phat/<int:pk>/nop/", remedies.pay, name="sanction_pay"),
    path("kien-nghi-xu-ly/", remedy.tracker, name="remedies"),
    path("kien-nghi-xu-ly/xuat-excel/", remedy.tracker_sheet, name="remedies_sheet"),
    path("kien-nghi-xu-ly/<int:pk>/", remedy.remedy, name="remedy"),
    path("kien-nghi-xu-ly/<int:pk>/tra-loi/", remedy.remedy_answer, name="remedy_answer"),
    path("kien-nghi-xu-ly/tra-loi/<int:pk>/xac-minh/", remedy.remedy_verify, name="remedy_verify"),
]
