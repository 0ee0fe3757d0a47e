"""Addresses of the scenarios of disbursement."""

from __future__ import annotations

from django.urls import path

from disbursement.views import scenarios

urlpatterns = [
    path("kich-ban-giai-ngan/", scenarios.scenarios, name="scenarios"),
    path("kich-ban-giai-ngan/nam-<int:year>/dat/", scenarios.scenario_set, name="scenario_set"),
    path(
        "kich-ban-giai-ngan/<int:scenario_id>/", scenarios.scenario_change, name="scenario_change"
    ),
    path(
        "kich-ban-giai-ngan/<int:scenario_id>/bo/",
        scenarios.scenario_withdraw,
        name="scenario_withdraw",
    ),
]
