"""Canonical JSON of frozen dataclasses: the bytes a report snapshot is stored and hashed as.

Keys sorted, no blanks, UTF-8 text in NFC, dates ISO, decimals as strings. The same value
always gives the same text, so the sha-256 of it identifies a snapshot (R-7.1). Where a field
may hold one of several dataclasses, the object carries the name of its own under "is".
"""

import dataclasses
import json
import types
import unicodedata
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_IS = "is"


def dumps(value: object) -> str:
    """Return the canonical JSON text of a dataclass instance."""
    return json.dumps(
        _plain(value, type(value)),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def loads(cls: type[T], text: str) -> T:
    """Rebuild a `cls` from `dumps` text.

    Raises TypeError when a field is missing or not known to `cls`, and ValueError when the
    text is not JSON or a value does not fit its declared type.
    """
    rebuilt: T = _build(cls, json.loads(text))
    return rebuilt


def _plain(value: object, hint: Any) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        hints = _hints(type(value))
        fields = {
            f.name: _plain(getattr(value, f.name), hints[f.name]) for f in dataclasses.fields(value)
        }
        return fields | {_IS: type(value).__name__} if len(_choices(hint)) > 1 else fields
    if isinstance(value, tuple):
        (item_hint, _) = get_args(hint)
        return [_plain(item, item_hint) for item in value]
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"a report shape cannot hold {type(value).__name__}: {value!r}")


def _choices(hint: Any) -> tuple[Any, ...]:
    """The dataclasses a field may hold."""
    if get_origin(hint) not in (Union, types.UnionType):
        return (hint,)
    return tuple(arg for arg in get_args(hint) if dataclasses.is_dataclass(arg))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(hint: Any, value: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return _build_dataclass(hint, value)
    origin = get_origin(hint)
    if origin is tuple:
        (item_hint, _) = get_args(hint)
        return tuple(_build(item_hint, item) for item in value)
    if origin in (Union, types.UnionType):
        return None if value is None else _build(_one_of(hint, value), value)
    return _scalar(hint, value)


def _build_dataclass(cls: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{cls.__name__} must be an object, not {value!r}")
    hints = _hints(cls)
    return cls(
        **{
            name: _build(hints.get(name, object), item)
            for name, item in value.items()
            if name != _IS
        }
    )


def _one_of(hint: Any, value: Any) -> Any:
    choices = _choices(hint)
    if len(choices) < 2:
        (inner,) = (arg for arg in get_args(hint) if arg is not type(None))
        return inner
    name = value.get(_IS) if isinstance(value, dict) else None
    chosen = next((each for each in choices if each.__name__ == name), None)
    if chosen is None:
        raise ValueError(f"{name!r} is none of {[each.__name__ for each in choices]}")
    return chosen


def _scalar(hint: Any, value: Any) -> Any:
    if hint is date:
        return date.fromisoformat(value)
    if hint is Decimal:
        return Decimal(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint in (int, str, bool) and type(value) is not hint:
        raise ValueError(f"expected {hint.__name__}, got {value!r}")
    return value
