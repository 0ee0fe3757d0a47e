"""What a password must be, in words of our own where Django's Vietnamese has none."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext


class LongEnough(MinimumLengthValidator):
    """At least `min_length` characters (R-9.13: 14 where no second factor is asked for)."""

    def get_error_message(self) -> str:
        """What to do about a short one."""
        text = gettext("Too short: write at least %(least)s characters, such as a short sentence.")
        return text % {"least": self.min_length}

    def get_help_text(self) -> str:
        """What to write, before anything is wrong."""
        text = gettext("At least %(least)s characters; a short sentence is easy to remember.")
        return text % {"least": self.min_length}


class UnlikeThePerson(UserAttributeSimilarityValidator):
    """Not the person's own name or e-mail."""

    def get_error_message(self) -> str:
        """What to do about one that is; the validator fills `verbose_name` in."""
        return gettext("Too much like the %(verbose_name)s. Choose another password.")

    def get_help_text(self) -> str:
        """What not to write, before anything is wrong."""
        return gettext("Not like your name or e-mail.")


class Uncommon(CommonPasswordValidator):
    """None of the passwords that are tried first."""

    def get_error_message(self) -> str:
        """What to do about one that is."""
        return gettext("This password is on the list of the most used ones. Choose another.")

    def get_help_text(self) -> str:
        """What not to write, before anything is wrong."""
        return gettext("None of the passwords that many people use.")
