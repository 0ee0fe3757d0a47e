"""Entry point of an asynchronous web server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "investportal.settings")

application = get_asgi_application()

from investportal.checks import refuse_misconfiguration  # noqa: E402 -- needs the apps loaded

refuse_misconfiguration()
