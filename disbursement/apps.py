"""Public investment: plans, allocations, payments, reallocation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisbursementConfig(AppConfig):
    name = "disbursement"
    verbose_name = _("Public investment")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell deadlines what is owed of public money, and the project page what it shows of it."""
        from disbursement import documents
        from disbursement.registering import register_duties
        from disbursement.views import contracts, project_panel
        from projects import extensions

        register_duties()
        extensions.panel(project_panel.PANEL)
        extensions.panel(contracts.PANEL)
        for owner in documents.owners():
            extensions.document_owner(owner)
