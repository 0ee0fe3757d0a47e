"""What must be done by when, by which law."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = _("Deadlines and law")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which background work this room does, what hangs on a person, and that it owns orders."""
        from accounts.belongings import register as hangs_on_a_person
        from accounts.permissions import Permission
        from deadlines.actions.proposing import TRY
        from deadlines.actions.renewing import RENEW
        from deadlines.belongings import GIVEN_FLAGS
        from deadlines.orders import providing, words
        from deadlines.registry import Owner, register
        from deadlines.tasks import renew, try_proposal
        from desk.jobs import handles
        from desk.saved_views import ListPage, can_be_saved

        handles(TRY, try_proposal)
        handles(RENEW, renew)
        hangs_on_a_person(GIVEN_FLAGS)
        can_be_saved(ListPage("deadlines:flags", _("Flags"), Permission.VIEW_FLAGS))
        register(
            Owner(
                subject_kinds=providing.SUBJECT_KINDS,
                compute=providing.obligations,
                ids=providing.lead_ids,
                visible_to=providing.visible_to,
                describe=words.describe,
                facts=words.facts,
                find=providing.find,
                by_subject=True,
            )
        )
