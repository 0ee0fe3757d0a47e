"""A PDF that opens, shows pages and does nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from projects.documents.examined import PDF, Examined, NotAccepted

# Keys and actions by which a PDF runs a script, starts a program, sends data or carries a file.
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/RichMediaContent", "/XFA"})
_FILE_KEYS = frozenset({"/EF", "/EmbeddedFiles"})
_ACTIVE_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"}
)


def examine(source: Path) -> Examined:
    """The number of pages. Raises `NotAccepted`: damaged, encrypted, active, attachment."""
    try:
        with pikepdf.open(source) as document:
            if document.is_encrypted:
                raise NotAccepted("encrypted")
            pages = len(document.pages)
            if not pages:
                raise NotAccepted("damaged")
            for item in document.objects:
                _refuse_active(item)
    except pikepdf.PasswordError as error:
        raise NotAccepted("encrypted") from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise NotAccepted("damaged") from error
    return Examined(PDF, pages=pages)


def _refuse_active(item: Any) -> None:
    for part in _dictionaries(item):
        keys = set(part.keys())
        if keys & _ACTIVE_KEYS or str(part.get("/S", "")) in _ACTIVE_ACTIONS:
            raise NotAccepted("active")
        if keys & _FILE_KEYS:
            raise NotAccepted("attachment")


def _dictionaries(item: Any) -> Iterator[Any]:
    """The dictionaries inside one object; what it only points to comes by itself."""
    waiting = [item]
    while waiting:
        part = waiting.pop()
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting += [value for _key, value in part.items() if _is_inside(value)]
        elif isinstance(part, pikepdf.Array):
            waiting += [value for value in part if _is_inside(value)]


def _is_inside(value: Any) -> bool:
    containers = pikepdf.Dictionary | pikepdf.Array
    return isinstance(value, containers) and not value.is_indirect
