"""Which function does which kind of job; filled by apps in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable

Handler = Callable[[int], None]

_HANDLERS: dict[str, Handler] = {}


def handles(name: str, handler: Handler) -> None:
    """Register the function that does jobs of this name; it must be safe to run again."""
    _HANDLERS[name] = handler


def handler_for(name: str) -> Handler:
    """The registered function. Raises KeyError for a name nobody registered."""
    return _HANDLERS[name]
