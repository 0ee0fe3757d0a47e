"""Telling those who keep public pages that what is public has changed."""

from __future__ import annotations

from collections.abc import Callable

_LISTENERS: list[Callable[[], None]] = []


def on_change(listener: Callable[[], None]) -> None:
    """Call this whenever something is published or taken back; for `AppConfig.ready()`."""
    _LISTENERS.append(listener)


def changed() -> None:
    """Something was published, corrected or taken back; call it inside the act's transaction."""
    for listener in _LISTENERS:
        listener()
