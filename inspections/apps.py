"""Inspection plans, cases, findings and recommendations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspection")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell deadlines what is owed in cases, and the registry what it shows of them."""
        from deadlines.registry import flag_link
        from inspections import documents, opening, panel, searching
        from inspections.closing_history import close_history
        from inspections.models import CaseSanction, CaseSubject, GoodCompliance, Recommendation
        from inspections.registering import register_clocks
        from projects import extensions
        from projects.actions.investor_merging import Link, moves_too

        moves_too(
            Link(CaseSubject, "investor"),
            Link(Recommendation, "addressee_investor"),
            Link(CaseSanction, "investor"),
            Link(GoodCompliance, "investor"),
        )
        register_clocks()
        close_history()
        extensions.panel(panel.PANEL)
        extensions.search_source(searching.SOURCE)
        flag_link(opening.link_of_flag)
        for owner in documents.owners():
            extensions.document_owner(owner)
