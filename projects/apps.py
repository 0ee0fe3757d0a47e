"""The registry of investment projects."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the room of deadlines what the registry owns."""
        from deadlines.registry import Owner, register
        from projects import providing, subject_facts, subjects

        register(
            Owner(
                subject_kinds=providing.SUBJECT_KINDS,
                compute=providing.obligations,
                project_ids=providing.project_ids,
                visible_to=providing.visible_to,
                describe=subjects.describe,
                facts=subject_facts.facts,
                find=subjects.find,
            )
        )
