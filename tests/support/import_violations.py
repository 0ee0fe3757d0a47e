"""What the database refuses of workbooks on their way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import factories as f

ODD = "?"  # a value that no list of choices holds


def _place_twice() -> None:
    row = f.ImportRowWaiting()
    f.ImportRowWaiting(batch=row.batch, position=row.position)


def _touched_twice() -> None:
    touch = f.ImportTouchFactory()
    f.ImportTouchFactory(batch=touch.batch, row_id=touch.row_id)


IMPORTS: dict[str, Callable[[], Any]] = {
    "import_batch_state_is_known": lambda: f.ImportBatchFactory(state=ODD),
    "import_batch_undone_by_somebody_for_a_reason": lambda: f.ImportBatchFactory(
        undone_reason="nhầm tệp"
    ),
    "import_row_outcome_is_known": lambda: f.ImportRowWaiting(outcome=ODD),
    "import_row_one_for_each_position": _place_twice,
    "import_touch_one_for_each_row": _touched_twice,
}
