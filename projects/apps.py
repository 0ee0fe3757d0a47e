"""The registry of investment projects."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = _("Project registry")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the rooms below what the registry owns and does, and documents what they are about."""
        from accounts.belongings import register as hangs_on_a_person
        from accounts.permissions import Permission
        from deadlines.registry import Owner, register
        from desk.jobs import handles
        from desk.saved_views import ListPage, can_be_saved
        from projects import document_owners, extensions, providing
        from projects.actions import import_batches
        from projects.actions.documents import LOOK_AFTER
        from projects.portfolios import PORTFOLIO
        from projects.search import sources as search_sources
        from projects.statements import ANSWERS
        from projects.subjects import facts as subject_facts
        from projects.subjects import registry as subjects
        from projects.support import documents as support_documents
        from projects.support import panel as support_panel
        from projects.support import searching as support_searching
        from projects.support.providing import OWNER as SUPPORT
        from projects.tasks import look_after_file, read_import, undo_import, write_import

        register(
            Owner(
                subject_kinds=providing.SUBJECT_KINDS,
                compute=providing.obligations,
                ids=providing.project_ids,
                visible_to=providing.visible_to,
                describe=subjects.describe,
                facts=subject_facts.facts,
                find=subjects.find,
                answers=ANSWERS,
                in_charge=providing.in_charge,
            )
        )
        register(SUPPORT)
        hangs_on_a_person(PORTFOLIO)
        for view_name, title in {
            "list": _("Project registry"),
            "investors": _("Investors"),
        }.items():
            can_be_saved(ListPage(f"projects:{view_name}", title, Permission.VIEW_REGISTRY))
        for owner in (*document_owners.owners(), support_documents.owner()):
            extensions.document_owner(owner)
        for source in (*search_sources.sources(), support_searching.SOURCE):
            extensions.search_source(source)
        extensions.panel(support_panel.PANEL)
        handles(LOOK_AFTER, look_after_file)
        handles(import_batches.READ, read_import)
        handles(import_batches.WRITE, write_import)
        handles(import_batches.UNDO, undo_import)
