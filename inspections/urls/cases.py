"""Addresses of cases: the list, opening, people, handing over, ending."""

from __future__ import annotations

from django.urls import path

from inspections.views import case, case_people, cases, steps

urlpatterns = [
    path("thanh-tra/", cases.cases, name="cases"),
    path("thanh-tra/xuat-excel/", cases.cases_sheet, name="cases_sheet"),
    path("thanh-tra/mo/", cases.case_open, name="case_open"),
    path("thanh-tra/<code:code>/", case.case, name="case"),
    path("thanh-tra/<code:code>/sua/", cases.case_edit, name="case_edit"),
    path("thanh-tra/<code:code>/pham-vi/", cases.case_widen, name="case_widen"),
    path("thanh-tra/<code:code>/nguoi/", case_people.people, name="case_people"),
    path("thanh-tra/<code:code>/nguoi/<int:pk>/roi/", case_people.leave, name="case_leave"),
    path("thanh-tra/<code:code>/chuyen-giao/", case_people.hand_over, name="case_hand_over"),
    path("thanh-tra/<code:code>/ket-thuc/", case_people.end, name="case_end"),
    path("thanh-tra/<code:code>/buoc/", steps.step, name="step"),
    path("thanh-tra/<code:code>/buoc/<int:pk>/rut/", steps.step_withdraw, name="step_withdraw"),
    path("thanh-tra/<code:code>/tam-dung/", steps.pause, name="case_pause"),
    path("thanh-tra/<code:code>/tam-dung/<int:pk>/", steps.pause, name="case_pause_edit"),
    path("thanh-tra/<code:code>/gia-han/", steps.extend, name="case_extend"),
    path("thanh-tra/<code:code>/ket-luan/them/", steps.conclusion_order, name="conclusion_order"),
    path(
        "thanh-tra/<code:code>/ket-luan-so/<int:ordinal>/buoc/",
        steps.step,
        name="conclusion_step",
    ),
    path(
        "thanh-tra/<code:code>/ket-luan-so/<int:ordinal>/ky/",
        steps.conclusion_sign,
        name="conclusion_sign",
    ),
]
