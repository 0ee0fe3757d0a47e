"""What a password must be, in words of our own where Django's Vietnamese has none."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
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
