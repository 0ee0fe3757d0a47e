"""Addresses of calls for investment and of the competitiveness index."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from projects.views import call_decisions as acts
from projects.views import calls, pci

_DRAFT = "moi-goi-dau-tu/quyet-dinh/<int:call_draft_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("projects.urls.publishing")),
    path("moi-goi-dau-tu/", calls.calls, name="calls"),
    path("moi-goi-dau-tu/<int:call_id>/", calls.call, name="call"),
    path("moi-goi-dau-tu/quyet-dinh/", calls.call_decisions, name="call_decisions"),
    path("moi-goi-dau-tu/quyet-dinh/lap/", acts.call_decision_add, name="call_decision_add"),
    path(
        "moi-goi-dau-tu/quyet-dinh/<int:call_decision_id>/",
        calls.call_decision,
        name="call_decision",
    ),
    path(f"{_DRAFT}sua/", acts.call_decision_edit, name="call_decision_edit"),
    path(f"{_DRAFT}thong-qua/", acts.call_decision_adopt, name="call_decision_adopt"),
    path(f"{_DRAFT}them/", acts.call_add, name="call_add"),
    path(f"{_DRAFT}goi/<int:call_id>/", acts.call_state, name="call_state"),
    path(f"{_DRAFT}dong/<int:call_entry_id>/", acts.call_entry, name="call_entry"),
    path("chi-so-pci/", pci.pci, name="pci"),
    path("chi-so-pci/them/", pci.pci_add, name="pci_add"),
    path("chi-so-pci/<int:pci_id>/", pci.pci_edit, name="pci_edit"),
]
