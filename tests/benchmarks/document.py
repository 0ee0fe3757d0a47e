"""docs/performance.md, written from the lines of one complete run."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone

from tests.benchmarks.harness import Line, number

TARGET = Path(__file__).resolve().parents[2] / "docs" / "performance.md"

_ABOUT = """\
# Performance

*Written by `./portal bench`; edit `tests/benchmarks/`, not this page.*

Seconds of one machine say little about another, so every goal is a **ratio inside one run**: what
the portal takes, divided by the least that the same work can take (bare SQL, a raw cursor), both
measured in turn and compared by their medians. A difference below 1.3 is noise.
"""

_HOW = """\
## How it was measured

- **Data.** A generated province, the same in every run: per project one or two decisions, six
  milestones, one or two land tranches, and the obligations that the rules compute from them, about
  twelve; two thirds of the projects operate, a quarter are late somewhere. The first 2,000
  projects were computed by `refresh`; at 100,000 their stories and obligations are copied inside
  the database under other names, so ladders and clocks are real but repeat.
- **Databases.** Committed work, never a transaction rolled back. Each first night runs on a fresh
  copy of the registry, the following nights on what it left, after VACUUM ANALYZE.
- **Sweep.** Its floor counts, with the same conditions, the levels that move, the flags that end,
  the obligations that are late and those met late. Counts may use parallel workers and nothing is
  written; a sweep that writes may not and does. After three nights by the date index a full sweep
  must find nothing left to do, or the run fails.
- **Lists.** Requests go through all middleware, without a network. The raw view fetches the same
  hundred rows with three joins in one statement and sends them as JSON; the admin is Django's
  changelist with the same columns, joins and page size. The page of the portal also shows filters,
  counts, flags, the next deadline of each row and the menu.
- **Search.** The floor looks for the words as typed in four unfolded columns; it finds fewer
  spellings. Every spelling (accents, none, NFD, both places of the tone) must give equal hits.
- **Report.** Processor seconds and peak memory of a process of its own that has rendered before.
  The annex beside other typesetters: wall seconds, the same words in a plain table of theirs,
  all of it; the portal prints a list of up to 300 rows, and of a longer one the groups and totals
  beside a workbook with every row.
- **Growth.** The same work on both registries in turn, connections already open.
"""

_NOT = """\
## Not measured here

One million projects; the whole report by Typst or Chromium (its longest annex is); other products
on the same database; many people at once. The appendices of a report on 100,000
projects (some 76,000 rows) are frozen but not laid out: no province is that large.
"""


_ORDER = (
    *("Sweep", "Recompute", "List", "Deep", "Page", "Accent", "Growth"),
    *("Export", "Import", "Monthly", "Report"),
)
"""First words of the works, as the page tells them."""


@dataclass(frozen=True, slots=True)
class Start:
    """When a run began and how busy the machine was."""

    at: datetime
    load: float


def begin() -> Start:
    """Note the beginning of a run."""
    return Start(timezone.localtime(), os.getloadavg()[0])


def write(lines: Sequence[Line], start: Start) -> None:
    """Write the page."""
    lines = sorted(lines, key=_place)
    TARGET.write_text(
        "\n".join([_ABOUT, _machine(start), *_table(lines), *_misses(lines), _HOW, _NOT])
    )
    print(f"\n  {TARGET.relative_to(TARGET.parents[1])} is written.")  # noqa: T201


def _place(line: Line) -> int:
    return next((n for n, word in enumerate(_ORDER) if line.work.startswith(word)), len(_ORDER))


def _machine(start: Start) -> str:
    end = timezone.localtime()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = os.getloadavg()[0]
    cores = os.cpu_count() or 1
    text = (
        f"Measured on {start.at:%Y-%m-%d} from {start.at:%H:%M} to {end:%H:%M} on {cores} cores "
        f"with {memory:.0f} GB of memory; {platform.system()}, Python "
        f"{platform.python_version()}, PostgreSQL {_postgres()}. Load average before "
        f"{start.load:.1f}, at the end {busy:.1f}."
    )
    if start.load > cores / 2:
        text += (
            " **Other programs were busy on this machine: take the seconds for upper bounds, and "
            "ratios of processor time against database time with care.**"
        )
    return text + "\n"


def _postgres() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers')"
        )
        version, buffers = cursor.fetchone()
        cursor.execute("SELECT current_setting('fsync')")
        safe = cursor.fetchone()[0] == "on"
    plain = re.match(r"[\d.]+", version)
    durable = "" if safe else ", fsync off"
    return f"{plain[0] if plain else version} (shared_buffers {buffers}{durable})"


def _table(lines: Iterable[Line]) -> Iterator[str]:
    yield "## Results\n"
    yield "| Work | Projects | The portal | Compared with | Result | Goal | |"
    yield "|---|---|---|---|--:|--:|---|"
    for line in lines:
        unit = line.goal.unit if line.goal else "x"
        goal = str(line.goal) if line.goal else "none set"
        mark = {"MISSED": "**missed**", "met": "met"}.get(line.verdict, "")
        yield (
            f"| {line.work} | {line.size} | {line.ours} | {line.floor} "
            f"| {number(line.value)}{unit} | {goal} | {mark} |"
        )
    yield ""


def _misses(lines: Sequence[Line]) -> Iterator[str]:
    missed = [line for line in lines if line.verdict == "MISSED"]
    if not missed:
        yield "Every goal was met.\n"
        return
    yield "## What missed its goal, and why\n"
    for line in missed:
        yield f"- **{line.work}, {line.size}: {number(line.value)}{line.goal.unit if line.goal else ''}.** {line.note}".rstrip()
    yield ""
