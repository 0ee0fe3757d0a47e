"""Entry point of the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "investportal.settings")

application = get_wsgi_application()

from investportal.checks import refuse_misconfiguration  # noqa: E402 -- needs the apps loaded

refuse_misconfiguration()
