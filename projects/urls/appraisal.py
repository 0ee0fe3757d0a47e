"""Addresses of proposals, opinions, plans and criteria, and boundaries."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import opinions, proposals, site_files, sites, weighing

urlpatterns: list[URLPattern] = [
    path("du-an/de-xuat/moi/", proposals.new, name="proposal_new"),
    path("du-an/<code:code>/de-xuat/them/", proposals.add, name="proposal_add"),
    path("du-an/<code:code>/tham-dinh/<int:pk>/", proposals.show, name="proposal"),
    path("du-an/<code:code>/tham-dinh/<int:pk>/sua/", proposals.edit, name="proposal_edit"),
    path("du-an/<code:code>/tham-dinh/<int:pk>/lay-y-kien/", opinions.ask, name="proposal_ask"),
    path(
        "du-an/<code:code>/tham-dinh/<int:pk>/bo-sung/",
        proposals.ask_papers,
        name="proposal_supplement",
    ),
    path("du-an/<code:code>/tham-dinh/<int:pk>/bao-cao/", proposals.report, name="proposal_report"),
    path("du-an/<code:code>/tham-dinh/<int:pk>/trinh/", proposals.submit, name="proposal_submit"),
    path(
        "du-an/<code:code>/tham-dinh/<int:pk>/quyet-dinh/",
        proposals.decide,
        name="proposal_decide",
    ),
    path(
        "du-an/<code:code>/bo-sung-ho-so/<int:pk>/",
        proposals.papers_came,
        name="supplement_answer",
    ),
    path("du-an/<code:code>/quy-hoach/them/", weighing.plan_add, name="planning_add"),
    path("du-an/<code:code>/quy-hoach/<int:pk>/", weighing.plan_edit, name="planning_edit"),
    path("du-an/<code:code>/tieu-chi/", weighing.criteria, name="criteria"),
    path("du-an/<code:code>/ranh-gioi/them/", sites.add, name="area_add"),
    path("du-an/<code:code>/ranh-gioi/<int:pk>/", sites.edit, name="area_edit"),
    path("du-an/<code:code>/ranh-gioi/<int:pk>/bo/", sites.remove, name="area_remove"),
    path("du-an/<code:code>/ranh-gioi/nen/", sites.ground, name="site_ground"),
    path("du-an/<code:code>/ranh-gioi/nhap/", site_files.bring, name="site_import"),
    path("du-an/<code:code>/ranh-gioi/nhap/ghi/", site_files.write, name="site_import_write"),
    path("du-an/<code:code>/diem/them/", sites.point_add, name="point_add"),
    path("du-an/<code:code>/diem/<int:pk>/", sites.point_edit, name="point_edit"),
    path("du-an/<code:code>/diem/<int:pk>/bo/", sites.point_remove, name="point_remove"),
    path("y-kien/", opinions.asked, name="opinions"),
    path("y-kien/<int:pk>/", opinions.answer_one, name="opinion"),
]
