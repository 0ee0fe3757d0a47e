"""The wiring app: template tags, checks, health."""

from django.apps import AppConfig


class InvestportalConfig(AppConfig):
    name = "investportal"

    def ready(self) -> None:
        """Register the configuration checks."""
        from investportal import checks  # noqa: F401
