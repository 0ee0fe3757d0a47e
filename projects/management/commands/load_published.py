"""Load published calls, published figures and the competitiveness index, with their sources."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.call_samples import load_calls
from projects.actions.figures import add_figures
from projects.actions.pci import add_result
from projects.actions.refusals import Refusal
from projects.models import PublishedFigure
from projects.published import facts as published_facts


class Command(BaseCommand):
    help = "Loads the published calls, figures and PCI that come with the product, once."

    def handle(self, *_args: Any, **options: Any) -> None:
        """All of it or nothing; CommandError with a refusal."""
        now = timezone.localtime()
        hand: dict[str, Any] = {"by": None, "on": now.date(), "at": now}
        if PublishedFigure.objects.exists():
            self.stdout.write(_("Published figures are on record already; nothing was changed."))
            return
        figures, index = published_facts.figures(), published_facts.index()
        try:
            with transaction.atomic():
                add_figures(**hand, lines=figures)
                for facts in index:
                    add_result(**hand, facts=facts)
                decisions = load_calls(**hand, decisions=published_facts.calls())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"] > 0:
            words = _("%(figures)s figures, %(pci)s PCI rows, %(decisions)s decisions loaded.")
            said = {"figures": len(figures), "pci": len(index), "decisions": len(decisions)}
            self.stdout.write(words % said)
