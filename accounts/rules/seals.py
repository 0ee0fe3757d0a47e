"""Arithmetic of the seals: one digest a row, one root a batch, each root on the one before.

A seal is checked years later, maybe by another program, so every byte that is digested is written
down here: JSON without spaces, keys in order, non-ASCII escaped; instants in UTC with microseconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

EVENT_COLUMNS = (
    "id",
    "at",
    "by_id",
    "by_name",
    "verb",
    "subject_kind",
    "subject_id",
    "project_id",
    "summary",
    "old",
    "new",
    "reason",
)
"""What a leaf covers: all there is of a history row."""

SEAL_COLUMNS = ("id", "sealed_at", "rows", "complete_to", "previous_root", "merkle_root")
"""What a root covers: all of a seal but the root itself."""

# A leaf can never be passed off as a node, nor a node as a leaf (RFC 6962, 2.1).
_LEAF, _NODE = b"\x00", b"\x01"


def event_digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of a history row, in lower-case hex. Raises KeyError when a column is missing."""
    return _sha256(_LEAF + canonical(row, EVENT_COLUMNS))


def seal_root(row: Mapping[str, Any]) -> str:
    """SHA-256 of a seal, in lower-case hex. Raises KeyError when a column is missing."""
    return _sha256(canonical(row, SEAL_COLUMNS))


def merkle_root(digests: Sequence[str]) -> str:
    """The root over the leaves in their order; an odd one out moves up unchanged.

    Raises ValueError without a leaf or for one that is not hex.
    """
    if not digests:
        raise ValueError("a seal without a row")
    level = [bytes.fromhex(digest) for digest in digests]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(_NODE + left + right).digest() for left, right in pairs]
        level = [*above, level[-1]] if len(level) % 2 else above
    return level[0].hex()


def canonical(row: Mapping[str, Any], columns: Iterable[str]) -> bytes:
    """The bytes that stand for these columns of a row."""
    values = {name: _plain(row[name]) for name in columns}
    return json.dumps(values, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def _sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
