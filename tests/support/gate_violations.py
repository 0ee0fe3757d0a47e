"""Every constraint of the steps between stages, violated once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import factories as f

GATES: dict[str, Callable[[], Any]] = {
    "stage_move_past_a_gate_gives_a_reason": lambda: f.StageMoveLetPass(reason=""),
}
