"""Which function does which kind of job; filled by apps in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable

Handler = Callable[[int], None]

USUAL = "celery"
RENDERING = "render"
"""Queues of the broker. Typesetting has its own: long, hungry jobs never stand before short ones."""

_HANDLERS: dict[str, Handler] = {}
_QUEUES: dict[str, str] = {}


def handles(name: str, handler: Handler, *, queue: str = USUAL) -> None:
    """Register the function that does jobs of this name; it must be safe to run again."""
    _HANDLERS[name], _QUEUES[name] = handler, queue


def handler_for(name: str) -> Handler:
    """The registered function. Raises KeyError for a name nobody registered."""
    return _HANDLERS[name]


def queue_for(name: str) -> str:
    """The queue its jobs wait in; the usual one for a name nobody registered."""
    return _QUEUES.get(name, USUAL)
