"""Five thousand random projects on sixty random days: the sweep against a slow reading of the law.

Not among the measurements, because it takes longer than all of them:
`./portal bench tests/benchmarks/slow_reading.py -k slow_reading`. The suite does the same with two
hundred projects.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.management import call_command

from deadlines.actions import law, sweeping
from deadlines.actions.refreshing import refresh
from tests.benchmarks import database
from tests.benchmarks.province import AT
from tests.support.nights import agree
from tests.support.random_projects import Dice
from tests.support.random_rows import Registry

PROJECTS, DAYS = 5_000, 60
FIRST = date(2025, 10, 1)  # the Investment Law of 2025 takes effect on the way
SPAN = 200
NAME = "reading"


def test_the_sweep_equals_a_slow_reading(settings: Any) -> None:
    settings.SWEEP_MOST_DAYS = SPAN
    name = database.name_of(NAME)
    database.make_empty(name)
    dice = Random(5)  # noqa: S311 -- repeatable on purpose
    days = sorted(FIRST + timedelta(n) for n in dice.sample(range(1, SPAN + 1), DAYS))
    start, read = time.process_time(), 0
    with database.using(name):
        call_command("migrate", verbosity=0)
        law.load_defaults()
        law.load_holidays(range(2012, 2033))
        random, rows = Dice(23, FIRST), Registry()
        ids = [rows.write(random.project(number)).pk for number in range(PROJECTS)]
        refresh(project_ids=ids, on=FIRST, at=AT, cause="benchmark")
        sweeping.sweep(on=FIRST, at=AT)
        for on in days:
            sweeping.catch_up(on=on, at=AT)
            read += agree(ids, on)
    database.drop(name)
    seconds = time.process_time() - start
    sys.stdout.write(f"\n{read:,} deadlines read one by one on {DAYS} days, {seconds:.0f} s\n")
