"""Reads everyone, is read by no one: dashboards, report runs, PDF."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the job table who renders reports, and the public pages what changes them."""
        from deadlines.registry import flag_link
        from desk.jobs import RENDERING, handles
        from desk.publicity import on_change
        from reporting.actions.papers import RENDER_EDITION
        from reporting.actions.reports import RENDER
        from reporting.actions.signing import SIGN
        from reporting.letters.links import link_of_flag
        from reporting.public.caching import forget_on_commit
        from reporting.tasks import render_edition, render_report, sign_edition

        handles(RENDER, render_report, queue=RENDERING)
        handles(RENDER_EDITION, render_edition, queue=RENDERING)
        handles(SIGN, sign_edition)
        flag_link(link_of_flag)
        on_change(forget_on_commit)
