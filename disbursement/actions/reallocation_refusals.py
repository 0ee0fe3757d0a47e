"""Why a draft of reallocation is not made, edited, submitted or applied, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from projects.actions.refusals import Refusal


class NoFigures(Refusal):
    """There is no month to make a draft from."""

    field = "plan"
    text = _("Nobody entered payments of this plan yet. Enter a month, then make a draft.")


class NotProven(Refusal):
    """A draft that is not proven best is none."""

    text = _(
        "The best draft was not proven within %(seconds)s seconds for one source. Give a larger "
        "smallest line and try again."
    )


class Closed(Refusal):
    """Only a draft that nobody submitted is changed."""

    status = 409
    text = _("This draft was submitted, applied or dropped. Make a new one to change anything.")


class NotSubmitted(Refusal):
    """What the leaders did not get is neither given back nor applied."""

    status = 409
    text = _("This draft is not waiting for a decision. Submit it first.")


class Unbalanced(Refusal):
    """What is given and what is got differ in a source."""

    text = _(
        "“%(source)s” does not balance: %(given)s given, %(got)s got. Correct it, then submit."
    )


class NothingMoves(Refusal):
    """A draft without a line asks for no decision."""

    text = _("No line moves capital. Enter at least one decrease and one increase.")


class OutOfBounds(Refusal):
    """More than the line can give or get."""

    text = _("Keep between %(least)s and %(most)s: %(limit)s.")


class NotWhole(Refusal):
    """Capital moves in whole millions."""

    text = _("Write whole million VND, without decimals.")


class AnotherHand(Refusal):
    """A colleague typed another number since."""

    status = 409
    text = _("Somebody else wrote %(current)s here meanwhile. Look, then type your number again.")


class Refused(Refusal):
    """Some boxes cannot be saved; none was. `by_line` says what is wrong at each."""

    text = _("Nothing was saved: correct the boxes that are marked.")

    def __init__(self, by_line: Mapping[int, Refusal]) -> None:
        super().__init__()
        self.by_line = by_line
        self.status = 409 if any(each.status == 409 for each in by_line.values()) else 422


class FiguresChanged(Refusal):
    """The plan or the bounds of a line are no longer those the draft was made of."""

    status = 409
    text = _(
        "The figures changed since the draft was made, so nothing was moved. %(changes)s. Give the "
        "draft back or make a new one."
    )
