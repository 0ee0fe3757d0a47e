"""The API asked as its own description says, in this process, by schemathesis."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator

from accounts.api import ExactJson


@contextmanager
def connection_kept() -> Iterator[None]:
    """Requests to the WSGI application do not close the connection of the test's transaction.

    Django's own test client does the same; a server closes what a request left open.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def description() -> dict[str, Any]:
    """The OpenAPI description as it is served."""
    found = SchemaGenerator().get_schema(request=None, public=True)
    told: dict[str, Any] = json.loads(ExactJson().render(found))
    return told


def strict(schema: Mapping[str, Any], known: Mapping[str, list[Any]]) -> Any:
    """The description made stricter for tests, ready to be asked.

    A fact that is answered but not described is an error here; to clients it is an addition.
    `known` gives conditions whose values live in the database some that are there.
    """
    plain = copy.deepcopy(dict(schema))
    for shape in plain["components"]["schemas"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    for path in plain["paths"].values():
        for parameter in path["get"].get("parameters", ()):
            if parameter["name"] in known:
                parameter["schema"]["enum"] = known[parameter["name"]]
    loaded = schemathesis.openapi.from_dict(plain)
    # Made here and not with the module: only now the tests' own static files are set.
    loaded.app = WSGIHandler()
    return loaded
