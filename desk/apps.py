"""What a person works with and no domain owns: background jobs."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Background work")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Do the background work of the room below; tell it what of ours hangs on a person."""
        from accounts import background, belongings
        from accounts.actions.batches import RENDER
        from accounts.tasks import render_slips
        from desk.belongings import DRAFTS
        from desk.jobs import handles
        from desk.workers import WORKER

        background.employ(WORKER)
        belongings.register(DRAFTS)
        handles(RENDER, render_slips)
