"""A few columns beside a row of a table: the last months at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from charts.palette import SCREEN, Palette, Tone
from charts.svg import element

_WIDTH, _HEIGHT, _GAP = 110, 26, 3
_UNKNOWN = 1.5
"""How high a month is drawn of which nothing is known: a thin line, unlike the nothing of zero."""


def spark(label: str, values: Sequence[int | None], palette: Palette = SCREEN) -> str:
    """Columns from the first value to the last, the highest as high as the row; `label` says all.

    A value of None is a thin line in the colour of secondary text; zero draws nothing.
    """
    highest = max([1, *(value for value in values if value is not None)])
    step = _WIDTH / max(len(values), 1)
    columns = []
    for index, value in enumerate(values):
        tone = Tone.MUTE if value is None else Tone.ACT
        height = _UNKNOWN if value is None else _HEIGHT * max(value, 0) / highest
        columns.append(
            element(
                "rect",
                class_=f"f-{tone}",
                x=index * step,
                y=_HEIGHT - height,
                width=step - _GAP,
                height=height,
                fill=palette.fill(tone),
            )
        )
    return element(
        "svg",
        "".join(columns),
        class_="chart",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        width=_WIDTH,
        height=_HEIGHT,
        role="img",
        aria_label=label,
    )
