"""Public investment: plans, allocations, payments, reallocation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisbursementConfig(AppConfig):
    name = "disbursement"
    verbose_name = _("Public investment")
    default_auto_field = "django.db.models.BigAutoField"
