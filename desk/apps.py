"""What a person works with and no domain owns: background jobs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Background work")
    default_auto_field = "django.db.models.BigAutoField"
