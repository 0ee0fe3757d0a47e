"""Addresses of the people of investors and of requests for accounts."""

from __future__ import annotations

from django.urls import URLPattern, path

from projects.views import investor_people as people
from projects.views import registrations

urlpatterns: list[URLPattern] = [
    path("dang-ky-nha-dau-tu/", registrations.register, name="register"),
    path("dang-ky-nha-dau-tu/da-gui/", registrations.registered, name="registered"),
    path("yeu-cau-tai-khoan/", registrations.registration_list, name="registrations"),
    path("yeu-cau-tai-khoan/<int:pk>/", registrations.registration, name="registration"),
    path("nha-dau-tu/<int:pk>/nguoi/", people.people, name="investor_people"),
    path(
        "nha-dau-tu/<int:pk>/nguoi/<int:member_id>/quyen/",
        people.person_role,
        name="investor_person_role",
    ),
    path(
        "nha-dau-tu/<int:pk>/nguoi/<int:member_id>/nghi/",
        people.person_end,
        name="investor_person_end",
    ),
    path("nguoi-cua-nha-dau-tu/", people.own_people_choice, name="own_people_choice"),
    path("nguoi-cua-nha-dau-tu/<int:own_investor>/", people.own_people, name="own_people"),
    path(
        "nguoi-cua-nha-dau-tu/<int:own_investor>/<int:member_id>/quyen/",
        people.own_person_role,
        name="own_person_role",
    ),
    path(
        "nguoi-cua-nha-dau-tu/<int:own_investor>/<int:member_id>/nghi/",
        people.own_person_end,
        name="own_person_end",
    ),
]
