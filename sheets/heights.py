"""How high a row must be for its texts: workbooks do not grow rows that a program wrote."""

from __future__ import annotations

LINE = 15
"""Height of one line of text, in points."""
MOST_LINES = 20
_LETTERS = 1.15
"""Letters in the width of a figure, by which workbooks measure columns; in bold still so many."""


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many figures, at most `MOST_LINES`."""
    most = int(width * _LETTERS)
    return min(sum(_lines_of_one(line, most) for line in text.split("\n")), MOST_LINES)


def _lines_of_one(line: str, most: int) -> int:
    """Words go to the next line whole; one longer than a line is cut."""
    if len(line) <= most:
        return 1
    lines, used = 1, 0
    for word in line.split(" "):
        needed = used + bool(used) + len(word)
        if needed > most:
            lines += bool(used) + (len(word) - 1) // most
            needed = (len(word) - 1) % most + 1
        used = needed
    return lines
