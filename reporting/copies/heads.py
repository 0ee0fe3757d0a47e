"""Where the cells of a table's head stand, for copies that merge places."""

from __future__ import annotations

from reporting.document.shapes import Head, Table
from sheets.writer import HeadBlock


def head_blocks(table: Table) -> list[HeadBlock]:
    """The cells of a head in several levels as HTML places them: each takes the next free place."""
    heads = table.heads or (tuple(Head(label=column.label) for column in table.columns),)
    across, taken, found = len(table.columns), set[tuple[int, int]](), list[HeadBlock]()
    for top, line in enumerate(heads):
        left = 0
        for head in line:
            while (top, left) in taken:
                left += 1
            bottom, right = top + head.down - 1, min(left + head.across, across) - 1
            taken |= {(y, x) for y in range(top, bottom + 1) for x in range(left, right + 1)}
            found.append(HeadBlock(head.label, top, left, bottom, right))
            left = right + 1
    return found
