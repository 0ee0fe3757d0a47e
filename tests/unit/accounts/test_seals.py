"""The arithmetic of the seals, with values worked out by hand."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from accounts.models import AuditEvent, AuditSeal
from accounts.rules import seals

ROW: dict[str, Any] = {
    "id": 7,
    "at": datetime(2026, 8, 31, 23, 59, 59, 1, tzinfo=UTC),
    "by_id": None,
    "by_name": "",
    "verb": "x",
    "subject_kind": "project",
    "subject_id": 1,
    "project_id": 1,
    "summary": "Đổi tên",
    "old": {"b": 1, "a": "ắ"},
    "new": {},
    "reason": "",
}


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf(number: int) -> str:
    return f"{number:064x}"


def node(left: str, right: str) -> str:
    return sha(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hex()


def test_the_bytes_of_a_row_are_written_down() -> None:
    text = (
        b'{"at":"2026-08-31T23:59:59.000001+00:00","by_id":null,"by_name":"","id":7,"new":{},'
        b'"old":{"a":"\\u1eaf","b":1},"project_id":1,"reason":"","subject_id":1,'
        b'"subject_kind":"project","summary":"\\u0110\\u1ed5i t\\u00ean","verb":"x"}'
    )
    assert seals.canonical(ROW, seals.EVENT_COLUMNS) == text
    assert seals.event_digest(ROW) == sha(b"\x00" + text).hex()


def test_one_instant_has_one_digest_in_every_time_zone() -> None:
    hanoi = ROW["at"].astimezone(timezone(timedelta(hours=7)))
    assert seals.event_digest(ROW | {"at": hanoi}) == seals.event_digest(ROW)


@pytest.mark.parametrize("column", seals.EVENT_COLUMNS)
def test_every_column_of_a_row_is_covered(column) -> None:
    other = ROW["at"] + timedelta(microseconds=1) if column == "at" else "another"
    assert seals.event_digest(ROW | {column: other}) != seals.event_digest(ROW)


def test_the_columns_are_all_that_the_tables_have() -> None:
    assert set(seals.EVENT_COLUMNS) == {field.attname for field in AuditEvent._meta.fields}
    assert {*seals.SEAL_COLUMNS, "root"} == {field.attname for field in AuditSeal._meta.fields}


def test_the_root_of_one_to_five_leaves() -> None:
    a, b, c, d, e = (leaf(number) for number in range(5))
    assert seals.merkle_root([a]) == a
    assert seals.merkle_root([a, b]) == node(a, b)
    assert seals.merkle_root([a, b, c]) == node(node(a, b), c)
    assert seals.merkle_root([a, b, c, d]) == node(node(a, b), node(c, d))
    assert seals.merkle_root([a, b, c, d, e]) == node(node(node(a, b), node(c, d)), e)


def test_a_row_twice_is_not_a_row_once() -> None:
    a, b, c = (leaf(number) for number in range(3))
    assert seals.merkle_root([a, b, c]) != seals.merkle_root([a, b, c, c])


def test_nothing_has_no_root() -> None:
    with pytest.raises(ValueError, match="without a row"):
        seals.merkle_root([])


@pytest.mark.parametrize("column", seals.SEAL_COLUMNS)
def test_every_column_of_a_seal_is_covered(column) -> None:
    row: dict[str, Any] = dict.fromkeys(seals.SEAL_COLUMNS, 1)
    row["sealed_at"] = ROW["at"]
    other = ROW["at"] + timedelta(microseconds=1) if column == "sealed_at" else 2
    assert seals.seal_root(row | {column: other}) != seals.seal_root(row)
