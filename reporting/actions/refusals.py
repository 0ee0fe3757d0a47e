"""What may not be done to a report, in words for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.actions.refusals import Refusal


class NotADraft(Refusal):
    """Words are written on drafts only."""

    text = _("This report was submitted, so its words cannot be changed. Have it returned first.")


class WrongStep(Refusal):
    """An act that does not follow the state the report is in."""

    text = _("The report is “%(state)s” now, so this cannot be done. Open its page again.")


class NothingWritten(Refusal):
    """A place the report needs words in."""

    text = _("Write these parts first: %(names)s.")


class NotExplained(Refusal):
    """Findings of the figure doctor nobody answered."""

    text = _("%(count)s findings of the check are neither mended nor explained.")


class SamePerson(Refusal):
    """Whoever prepared a report does not approve it."""

    text = _("You prepared this report. Somebody else has to approve it.")


class NoRemark(Refusal):
    """A report is returned with words."""

    text = _("Write what is to be changed.")
    field = "note"


class OddNumber(Refusal):
    """A number no clerk gives."""

    text = _("Write the number as the clerk gave it, such as 05%(suffix)s.")
    field = "number"


class NumberTaken(Refusal):
    """A number of the year that another report has."""

    text = _("Another report of %(year)s has the number %(number)s.")
    field = "number"


class OddDay(Refusal):
    """A day before the figures, or one that has not come."""

    text = _("Give a day between %(first)s and %(last)s.")
    field = "on"


class AlreadyCorrected(Refusal):
    """One correction at a time."""

    text = _("A correction of this report was begun already.")


class NoReason(Refusal):
    """A correction without a reason."""

    text = _("Say why the issued report is corrected.")
    field = "reason"


class NothingConcluded(Refusal):
    """An empty conclusion."""

    text = _("Write what was concluded.")
    field = "text"


class NothingExplained(Refusal):
    """An empty explanation."""

    text = _("Write the explanation.")
    field = "text"


class NothingAsked(Refusal):
    """A decision without words."""

    text = _("Write what is to be decided.")
    field = "asks"
