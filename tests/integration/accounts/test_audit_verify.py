"""The owner of the tables can change anything; `audit_verify` says what was changed first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.actions import anchoring, sealing
from accounts.models import AuditEvent, AuditLeaf, AuditSeal
from accounts.verifying import Counts, Fault, Found, verify
from tests.support.history import acts, behind_the_back

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 22)


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """Where anchors go."""
    settings.ANCHORS_ROOT = tmp_path / "anchors"
    return settings.ANCHORS_ROOT


@pytest.fixture
def ids(monkeypatch, folder) -> list[int]:
    """Ten rows under four seals, of which all are anchored, and two that wait."""
    monkeypatch.setattr(sealing, "BATCH", 3)
    found = [event.pk for event in acts(10)]
    sealing.seal(at=timezone.now())
    anchoring.anchor(on=DAY, folder=folder)
    return found + [event.pk for event in acts(2)]


def fault(folder: Path) -> tuple[Fault, dict[str, int | str]]:
    with pytest.raises(Found) as found:
        verify(at=timezone.now(), folder=folder)
    return found.value.fault, found.value.words


def test_an_untouched_history_is_intact(ids, folder) -> None:
    counts = verify(at=timezone.now(), folder=folder)
    assert counts == Counts(sealed=10, seals=4, unsealed=3, anchors=1)


def test_an_empty_history_is_intact(folder) -> None:
    assert verify(at=timezone.now(), folder=folder) == Counts()


def test_chunks_do_not_follow_seals(ids, folder, monkeypatch) -> None:
    monkeypatch.setattr("accounts.verifying.CHUNK", 4)
    assert verify(at=timezone.now(), folder=folder).sealed == 10


@pytest.mark.parametrize(
    "change",
    [
        "summary = summary || '.'",
        "by_name = 'Người khác'",
        "by_id = 7",
        "at = at + interval '1 microsecond'",
        """old = jsonb_set(old, '{name}', '"x"')""",
        "new = '{}'",
        "reason = 'Theo chỉ đạo'",
        "project_id = NULL",
        "verb = 'x'",
        "subject_kind = 'x'",
        "subject_id = subject_id + 1",
    ],
)
def test_a_changed_row_is_named(ids, folder, change) -> None:
    behind_the_back(
        AuditEvent, "UPDATE {table} SET {change} WHERE id = {ids[4]}", ids=ids, change=change
    )
    assert fault(folder) == (Fault.ROW_CHANGED, {"seal": 2, "event": ids[4]})


def test_the_first_of_several_is_named(ids, folder) -> None:
    behind_the_back(
        AuditEvent, "UPDATE {table} SET verb = 'x' WHERE id IN ({ids[8]}, {ids[5]})", ids=ids
    )
    behind_the_back(AuditEvent, "DELETE FROM {table} WHERE id = {ids[7]}", ids=ids)
    assert fault(folder) == (Fault.ROW_CHANGED, {"seal": 2, "event": ids[5]})


def test_a_deleted_row_is_named(ids, folder) -> None:
    behind_the_back(AuditEvent, "DELETE FROM {table} WHERE id = {ids[9]}", ids=ids)
    assert fault(folder) == (Fault.ROW_DELETED, {"seal": 4, "event": ids[9]})


def smuggle(number: int) -> None:
    columns = "at, by_name, verb, subject_kind, subject_id, summary, old, new, reason"
    behind_the_back(
        AuditEvent,
        "INSERT INTO {table} (id, {columns}) SELECT {number}, {columns} FROM {table} LIMIT 1",
        columns=columns,
        number=number,
    )


def test_a_row_with_an_old_number_is_named_and_never_sealed(ids, folder) -> None:
    smuggle(ids[0] - 1)
    assert fault(folder) == (Fault.ROW_SMUGGLED_IN, {"event": ids[0] - 1})
    sealing.seal(at=timezone.now())
    assert fault(folder) == (Fault.ROW_SMUGGLED_IN, {"event": ids[0] - 1})


def test_a_row_changed_together_with_its_leaf_is_found(ids, folder) -> None:
    from accounts.rules.seals import EVENT_COLUMNS, event_digest  # noqa: PLC0415 -- the forger's

    behind_the_back(AuditEvent, "UPDATE {table} SET verb = 'x' WHERE id = {ids[4]}", ids=ids)
    digest = event_digest(AuditEvent.objects.values(*EVENT_COLUMNS).get(pk=ids[4]))
    behind_the_back(
        AuditLeaf,
        "UPDATE {table} SET digest = '{digest}' WHERE event_id = {ids[4]}",
        ids=ids,
        digest=digest,
    )
    assert fault(folder) == (Fault.LEAF_CHANGED, {"seal": 2})


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "UPDATE {table} SET digest = repeat('a', 64) WHERE event_id = {row}",
            (Fault.LEAF_CHANGED, {"seal": 2, "event": "{row}"}),
        ),
        ("DELETE FROM {table} WHERE event_id = {row}", (Fault.LEAF_MISSING, {"place": 2})),
        (
            "UPDATE {table} SET position = 9 WHERE event_id = {row}",
            (Fault.LEAF_MISSING, {"place": 2}),
        ),
        ("DELETE FROM {table} WHERE seal_id = 2", (Fault.LEAF_MISSING, {"place": 1})),
        (
            "DELETE FROM {table} WHERE seal_id = 2 AND position = 2",
            (Fault.LEAF_MISSING, {"place": 3}),
        ),
    ],
)
def test_a_touched_leaf_is_named(ids, folder, statement, expected) -> None:
    behind_the_back(AuditLeaf, statement, row=ids[4])
    found, words = fault(folder)
    assert found == expected[0]
    wanted = {name: ids[4] if value == "{row}" else value for name, value in expected[1].items()}
    assert words == {"seal": 2} | wanted


@pytest.mark.parametrize(
    "change",
    [
        "sealed_at = sealed_at - interval '1 day'",
        "root = repeat('a', 64)",
        "merkle_root = repeat('a', 64)",
        "previous_root = repeat('a', 64)",
        "complete_to = complete_to + 1",
        "rows = rows + 1",
    ],
)
def test_a_changed_seal_is_named(ids, folder, change) -> None:
    behind_the_back(AuditSeal, "UPDATE {table} SET {change} WHERE id = 2", change=change)
    assert fault(folder) == (Fault.SEAL_CHANGED, {"seal": 2})


def without_seals(condition: str) -> None:
    behind_the_back(AuditLeaf, "DELETE FROM {table} WHERE seal_{condition}", condition=condition)
    behind_the_back(AuditSeal, "DELETE FROM {table} WHERE {condition}", condition=condition)


def test_a_missing_seal_is_named(ids, folder) -> None:
    without_seals("id = 2")
    assert fault(folder) == (Fault.SEAL_MISSING, {"seal": 2})


def test_the_last_seals_made_again_do_not_fit_their_anchor(ids, folder) -> None:
    without_seals("id > 2")
    assert fault(folder) == (Fault.ANCHOR_UNFIT, {"day": "2026-09-22", "seal": 4})
    behind_the_back(AuditEvent, "UPDATE {table} SET verb = 'x' WHERE id = {ids[9]}", ids=ids)
    sealing.seal(at=timezone.now())
    assert fault(folder) == (Fault.ANCHOR_UNFIT, {"day": "2026-09-22", "seal": 4})


def test_a_history_sealed_anew_from_the_start_does_not_fit(ids, folder) -> None:
    without_seals("id > 0")
    behind_the_back(AuditEvent, "DELETE FROM {table} WHERE id = {ids[4]}", ids=ids)
    sealing.seal(at=timezone.now())
    assert fault(folder)[0] == Fault.ANCHOR_UNFIT


def test_a_changed_line_of_the_anchors_is_named(ids, folder) -> None:
    anchoring.anchor(on=DAY + timedelta(1), folder=folder)
    file = folder / anchoring.FILE
    file.write_bytes(file.read_bytes().replace(b'"rows":10', b'"rows":11', 1))
    assert fault(folder) == (Fault.ANCHOR_LINE, {"line": 2})


@pytest.mark.parametrize("left", [b"", None], ids=["emptied", "deleted"])
def test_anchors_that_are_gone_are_missed_at_once_and_later(ids, folder, left) -> None:
    file = folder / anchoring.FILE
    file.unlink() if left is None else file.write_bytes(left)
    assert fault(folder) == (Fault.ANCHOR_LOST, {"day": DAY.isoformat()})
    anchoring.anchor(on=DAY + timedelta(1), folder=folder)
    assert fault(folder) == (Fault.ANCHOR_LOST, {"day": DAY.isoformat()})


def test_a_line_without_its_end_is_missed(ids, folder) -> None:
    file = folder / anchoring.FILE
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert fault(folder) == (Fault.ANCHOR_LOST, {"day": DAY.isoformat()})


def test_seals_nobody_anchored_are_missed_after_a_day(monkeypatch, folder) -> None:
    acts(2)
    sealing.seal(at=timezone.now())
    assert verify(at=timezone.now(), folder=folder).anchors == 0
    with pytest.raises(Found) as found:
        verify(at=timezone.now() + timedelta(hours=27), folder=folder)
    assert (found.value.fault, found.value.words) == (Fault.ANCHORS_MISSING, {"seal": 1})


# ---------------------------------------------------------------- the command


def told(*, ends_with: int) -> str:
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("audit_verify", stdout=out, stderr=err, no_color=True)
    except SystemExit as end:
        code = int(str(end.code))
    assert code == ends_with
    return out.getvalue() + err.getvalue()


def test_the_command_counts(ids) -> None:
    words = told(ends_with=0)
    assert "10" in words
    assert "3" in words


@pytest.mark.parametrize(
    "act",
    [
        lambda ids: behind_the_back(
            AuditEvent, "UPDATE {table} SET verb='x' WHERE id = {ids[1]}", ids=ids
        ),
        lambda ids: behind_the_back(AuditEvent, "DELETE FROM {table} WHERE id = {ids[1]}", ids=ids),
    ],
    ids=["changed", "deleted"],
)
def test_the_command_names_the_first_bad_row(ids, act: Callable[[list[int]], None]) -> None:
    act(ids)
    assert str(ids[1]) in told(ends_with=1)


def test_the_command_shows_what_stands_in_the_row(ids) -> None:
    behind_the_back(AuditEvent, "UPDATE {table} SET summary='Đã sửa' WHERE id = {ids[1]}", ids=ids)
    assert "Đã sửa" in told(ends_with=1)
