"""One piece of work in a process of its own, so that its memory and processor time are its own.

Run by `measure` as `python -m tests.benchmarks.alone WORK ARGUMENTS`; the last line is JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reporting.document.shapes import Document

_CHECKOUT = Path(__file__).resolve().parents[2]
_KIB_A_MB = 1024


def measure(work: str, *arguments: object) -> dict[str, float]:
    """Run a work alone; its own figures with `peak_mb`, the most memory it held."""
    words = [sys.executable, "-m", "tests.benchmarks.alone", work, *map(str, arguments)]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "investportal.settings", "DEBUG": "0"}
    said = subprocess.run(  # noqa: S603 -- our own module
        words, cwd=_CHECKOUT, env=env, capture_output=True, text=True, check=False
    )
    if said.returncode:
        raise RuntimeError(said.stderr[-2_000:])
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return found


def sample_report(overdue: str, missing: str) -> dict[str, float]:
    """The PDF of an invented month, rendered by a worker that has rendered before."""
    from reporting import pdf  # noqa: PLC0415 -- settings come first
    from reporting.builders.non_budget import document  # noqa: PLC0415
    from tests.support.report_samples import usual  # noqa: PLC0415

    pdf.render(document(usual(overdue=1, missing=1)))
    report = document(usual(overdue=int(overdue), missing=int(missing)))
    return _rendered(lambda: pdf.render(report))


def annex(way: str, rows: str) -> dict[str, float]:
    """An annex of so many rows, set by the portal or by another program; wall seconds."""
    from tests.benchmarks import annexes  # noqa: PLC0415 -- settings come first

    annexes.WAYS[way](20)
    annexes.sample(int(rows))
    start = time.perf_counter()
    made = annexes.WAYS[way](int(rows))
    return {"seconds": time.perf_counter() - start, "pages": annexes.pages(made)}


def figures(database: str) -> dict[str, float]:
    """The figures of the month of a registry, frozen and hashed."""
    start = time.perf_counter()
    _frozen(database)
    return {"seconds": time.perf_counter() - start}


def month(database: str) -> dict[str, float]:
    """The PDF of the month of a registry and its workbook, from the frozen figures."""
    from reporting import pdf  # noqa: PLC0415
    from reporting.copies import excel  # noqa: PLC0415
    from reporting.document.edited import Edited, Issue  # noqa: PLC0415
    from reporting.document.shapes import code_of  # noqa: PLC0415

    report = _frozen(database)
    edited = Edited(document=report, issue=Issue(code=code_of(report.sha256)))
    rows = max(len(table.rows) for table in report.tables())

    def both() -> bytes:
        excel.report(edited)
        return pdf.render(report)

    return _rendered(both) | {"rows": rows}


def _frozen(database: str) -> Document:
    from reporting.builders import non_budget  # noqa: PLC0415
    from reporting.builders.asked import Asked  # noqa: PLC0415
    from reporting.configuring import letter  # noqa: PLC0415
    from tests.benchmarks.database import using  # noqa: PLC0415
    from tests.benchmarks.province import DAY  # noqa: PLC0415

    with using(database):
        report = non_budget.build(Asked(cut_off=DAY, generated_on=DAY, letter=letter()))
    report.to_json()
    return report


def _rendered(render: Callable[[], bytes]) -> dict[str, float]:
    from reporting import pdf  # noqa: PLC0415 -- settings come first

    start = time.process_time()
    made = render()
    return {"cpu": time.process_time() - start, "pages": pdf.page_count(made)}


def recompute(database: str, projects: str) -> dict[str, float]:
    """All obligations of the first projects of a registry, chunk by chunk."""
    from deadlines.actions.refreshing import chunks, current_setting, registers  # noqa: PLC0415
    from tests.benchmarks.database import using  # noqa: PLC0415
    from tests.benchmarks.province import DAY  # noqa: PLC0415

    found = 0
    start = time.process_time()
    with using(database):
        setting = current_setting(DAY)
        for chunk in chunks(range(1, int(projects) + 1)):
            found += sum(len(each.compute(chunk, setting)) for each in registers())
    return {"cpu": time.process_time() - start, "obligations": found}


def export_rows(way: str, rows: str) -> dict[str, float]:
    """So many invented rows of twelve columns as a workbook, our way or openpyxl's."""
    from tests.benchmarks import exports  # noqa: PLC0415 -- openpyxl is loaded where it is measured

    start = time.process_time()
    size = exports.WAYS[way](int(rows))
    return {"cpu": time.process_time() - start, "bytes": size}


def import_whole(database: str, path: str) -> dict[str, float]:
    """A workbook brought in, brought in again and taken back; the seconds of each step."""
    from tests.benchmarks import import_steps  # noqa: PLC0415 -- settings come first
    from tests.benchmarks.database import using  # noqa: PLC0415

    before = _peak_mb()
    with using(database):
        return import_steps.whole(Path(path).read_bytes()) | {"start_mb": before}


def export_list(database: str) -> dict[str, float]:
    """The whole list of a registry, with its usual columns, sent piece by piece."""
    from tests.benchmarks.database import using  # noqa: PLC0415
    from tests.benchmarks.exports import whole_list  # noqa: PLC0415

    with using(database):
        question, made = whole_list()
        before, start = _peak_mb(), time.perf_counter()
        rows, size = made(question)
    taken = time.perf_counter() - start
    return {"seconds": taken, "start_mb": before, "rows": rows, "bytes": size}


def import_parse(way: str, path: str) -> dict[str, float]:
    """A workbook read, our way or openpyxl's."""
    from tests.benchmarks import imports  # noqa: PLC0415 -- each way loads its own library

    before, start = _peak_mb(), time.process_time()
    rows = imports.WAYS[way](Path(path))
    return {"cpu": time.process_time() - start, "rows": rows, "start_mb": before}


def _peak_mb() -> float:
    """The most memory this program held; `ru_maxrss` would also count the one that started it."""
    status = Path("/proc/self/status").read_text()
    return next(
        int(line.split()[1]) / _KIB_A_MB
        for line in status.splitlines()
        if line.startswith("VmHWM:")
    )


def main(work: str, *arguments: str) -> None:
    """Do the work and print its figures."""
    import django  # noqa: PLC0415 -- only the process of its own sets Django up here

    django.setup()
    works: dict[str, Callable[..., dict[str, Any]]] = {
        "sample_report": sample_report,
        "annex": annex,
        "figures": figures,
        "month": month,
        "recompute": recompute,
        "export_rows": export_rows,
        "import_parse": import_parse,
        "import_whole": import_whole,
        "export_list": export_list,
    }
    found = works[work](*arguments)
    print(json.dumps(found | {"peak_mb": _peak_mb()}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
