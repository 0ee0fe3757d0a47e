"""Sentences of libraries that ship no Vietnamese.

Nothing imports this module. It names the msgids so that `makemessages` keeps them in locale/vi,
where our catalogue, read before the libraries' own, translates them on sign-in pages.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

ALLAUTH = (
    gettext_noop("Login"),
    gettext_noop("Email"),
    gettext_noop("Username"),
    gettext_noop("Code"),
    gettext_noop("Authenticator code"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Password (again)"),
    gettext_noop("Email address"),
    gettext_noop("The username and/or password you specified are not correct."),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Incorrect password."),
    gettext_noop("Invalid login."),
    gettext_noop("Invalid or expired key."),
    gettext_noop("Be patient, you are sending too many requests."),
    gettext_noop("The new value must be different from the current one."),
    gettext_noop("Incorrect code."),
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("This account is currently inactive."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("The email address is not assigned to any user account."),
    gettext_noop("The password reset token was invalid."),
    gettext_noop("You cannot deactivate two-factor authentication."),
    gettext_noop("Password successfully changed."),
    gettext_noop("Password successfully set."),
    gettext_noop("Authenticator app activated."),
    gettext_noop("Authenticator app deactivated."),
    gettext_noop("A new set of recovery codes has been generated."),
)
