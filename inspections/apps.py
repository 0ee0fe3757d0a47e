"""Inspection plans, cases, findings and recommendations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = _("Inspection")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell deadlines what is owed in cases, and who may know of it."""
        from inspections.closing_history import close_history
        from inspections.registering import register_clocks

        register_clocks()
        close_history()
