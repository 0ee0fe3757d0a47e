"""Addresses of the rules, their changes and the calendar."""

from __future__ import annotations

from django.urls import URLPattern, path

from deadlines.views import holidays, rules

urlpatterns: list[URLPattern] = [
    path("quy-tac/", rules.rules, name="rules"),
    path("quy-tac/<slug:kind>/", rules.rule, name="rule"),
    path("quy-tac/<slug:kind>/de-nghi/", rules.propose, name="propose"),
    path("quy-tac/de-nghi/<int:proposal_id>/", rules.proposal, name="proposal"),
    path("quy-tac/de-nghi/<int:proposal_id>/thu-lai/", rules.try_again, name="try_proposal"),
    path("quy-tac/de-nghi/<int:proposal_id>/ap-dung/", rules.apply, name="apply_proposal"),
    path("quy-tac/de-nghi/<int:proposal_id>/rut/", rules.withdraw, name="withdraw_proposal"),
    path("ngay-nghi/", holidays.holidays, name="holidays"),
    path("ngay-nghi/sua/", holidays.change, name="change_holidays"),
]
