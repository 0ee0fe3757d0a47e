"""What stands in an address and is a secret does not stand in the log."""

from __future__ import annotations

import re

from structlog.typing import EventDict, WrappedLogger

_CALENDAR = re.compile(r"(/lich/)[^/\s]+(\.ics)")


def without_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Cover the secret of a calendar address in what is said and in its path."""
    for name in ("event", "path"):
        if isinstance(event.get(name), str):
            event[name] = _CALENDAR.sub(r"\1***\2", event[name])
    return event
