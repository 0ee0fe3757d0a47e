"""What must be done by when, by which law."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = _("Deadlines and law")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which background work this room does."""
        from deadlines.actions.proposing import TRY
        from deadlines.actions.renewing import RENEW
        from deadlines.tasks import renew, try_proposal
        from desk.jobs import handles

        handles(TRY, try_proposal)
        handles(RENEW, renew)

    def ready(self) -> None:
        """Tell the room of accounts what of ours hangs on a person."""
        from accounts.belongings import register
        from deadlines.belongings import GIVEN_FLAGS

        register(GIVEN_FLAGS)
