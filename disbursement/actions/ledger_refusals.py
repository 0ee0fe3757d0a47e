"""Why a decision on capital may not be written, in words for whoever enters it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from projects.actions.refusals import Refusal


class NoRows(Refusal):
    """A decision that moves nothing."""

    field = "rows"
    text = _("Give at least one row with a source and an amount.")


class DecisionKnown(Refusal):
    """The same number and day is on record."""

    field = "number"
    text = _("Decision %(number)s of %(day)s is already recorded. Open it to add what is missing.")


class IssuerOfLayer(Refusal):
    """Capital assigned by the Prime Minister is held apart from that assigned by the province."""

    field = "issuer"
    text = _(
        "Capital assigned by the Prime Minister is not that assigned by the province. Reverse the "
        "rows and record them under a decision of the right issuer."
    )


class WrongLayer(Refusal):
    """A row that a decision of this kind does not write."""

    field = "rows"
    text = _(
        "A decision of this kind cannot hold the row of source %(source)s. Choose the kind of decision "
        "that fits, or another row."
    )


class TooLarge(Refusal):
    """An amount that no province has."""

    field = "rows"
    text = _("An amount of source %(source)s is too large. The unit is million VND.")


class NotALeaf(Refusal):
    """Money stands under the last level of the tree only."""

    field = "rows"
    text = _("Source %(source)s is divided further. Choose one of the sources below it.")


class SourceEnded(Refusal):
    """A source that is no longer, or not yet, used in the years of the plan."""

    field = "rows"
    text = _("Source %(source)s is not in use in the plan of %(plan)s. Choose another source.")


class Unbalanced(Refusal):
    """An adjusting or moving document that does not add up to zero."""

    field = "rows"
    text = _(
        "The rows of source %(source)s leave %(rest)s over. What some projects lose, others or the "
        "part not allocated must get."
    )


class NotAssigned(Refusal):
    """More would be allocated than was assigned."""

    field = "rows"
    text = _(
        "%(missing)s more would be allocated of source %(source)s than was assigned in the plan of "
        "%(plan)s. Record the decision that assigns it first, or give less."
    )


class BelowZero(Refusal):
    """A balance or line would fall below zero."""

    field = "rows"
    text = _("Source %(source)s in the plan of %(plan)s has only %(left)s to take away. Give less.")


class BelowPaid(Refusal):
    """A line would hold less than was paid from it."""

    field = "rows"
    text = _(
        "%(paid)s were already disbursed from the capital of project %(code)s, source %(source)s. It "
        "can keep no less than that."
    )


class NotInMediumTerm(Refusal):
    """Annual capital for a project outside the medium-term plan (D10)."""

    field = "rows"
    text = _(
        "Project %(code)s has no capital of source %(source)s in the medium-term plan of %(plan)s. "
        "Add it there by a decision first."
    )


class AboveMediumTerm(Refusal):
    """Annual plans would take more than the medium-term plan gives (D10)."""

    field = "rows"
    text = _(
        "The annual plans would take %(missing)s more than the medium-term plan gives project "
        "%(code)s of source %(source)s. Adjust the medium-term plan first."
    )


class NoInvestmentDecision(Refusal):
    """Annual capital for a project without a decision to invest (D10)."""

    field = "rows"
    text = _(
        "Project %(code)s has no investment decision on record. Record it first; only then annual "
        "capital may be given."
    )


class NoCarryCase(Refusal):
    """Capital carried over without the case that allows it (D2)."""

    field = "rows"
    text = _("Say for project %(code)s in which case its capital is carried over.")


class AlreadyReversed(Refusal):
    """The row was taken back before."""

    text = _("This row was already reversed.")
