"""A worker killed while it typesets an issued report: the file comes once, as if nothing had been.

The first kill falls in the middle of the typesetting (the worker is stopped there to be sure), the
second when the finished file goes into its row, which the test holds. The certificate of the
organisation is configured, so a signature follows the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.e2e.stage import Stage, build, halt, kill, until
from tests.faults.visitor import Visitor
from tests.support import certificate
from tests.support.typeset import KEPT, NOT_YET, UNDISTURBED

TODAY = date.today()  # noqa: DTZ011 -- the processes under test read this machine's clock
JOB = "SELECT {} FROM desk_job WHERE handler = 'reporting.render_edition'"
SIGNED = "SELECT state FROM desk_job WHERE handler = 'reporting.sign_edition'"
HOLD = "SELECT id FROM reporting_edition FOR UPDATE"
HELD = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
        AND query ILIKE '%%UPDATE "reporting_edition"%%'
"""
RENDERING = "Đang dựng"
SIGNED_AFTER = """
    SELECT count(*), bool_and(substring(copy.pdf FROM 1 FOR length(edition.pdf)) = edition.pdf)
    FROM reporting_signedcopy copy JOIN reporting_edition edition ON edition.id = copy.edition_id
"""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """The demonstration province with one report just issued, and nobody who renders it."""
    stage = build("e2e_edition", tmp_path, on=TODAY)
    stage.env |= {
        "DEMO": "1",
        "SIGNING_PKCS12": str(certificate.written(tmp_path)),
        "SIGNING_PASSPHRASE": certificate.PASSPHRASE,
    }
    stage.manage("make_report")
    stage.manage("load_reports_demo")
    return stage


@pytest.fixture
def reader(stage: Stage) -> Iterator[Visitor]:
    """The officer at a browser."""
    with stage.web() as address:
        visitor = Visitor(address, "chuyenvien")
        visitor.sign_in()
        yield visitor


@contextmanager
def held_row(stage: Stage) -> Iterator[None]:
    """Nobody writes into the edition until the block ends."""
    with stage.connection() as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(HOLD)
        yield
        cursor.execute("ROLLBACK")


def assert_waits_and_says_so(stage: Stage, reader: Visitor) -> None:
    """Nothing of the file is there, and its page says that it is being rendered."""
    assert stage.rows(KEPT) == [NOT_YET], "the kill came too late to prove anything"
    assert stage.rows("SELECT count(*) FROM reporting_signedcopy") == [(0,)]
    assert stage.rows("SELECT life FROM reporting_paper") == [("issued",)]
    said = reader.get("/bao-cao/1/")
    assert said.status == 200
    assert RENDERING in said.text
    assert 'class="note bad"' not in said.text
    assert 'class="note warn"' not in said.text
    assert reader.get("/bao-cao/1/tai-ve/").status == 404


def test_kill_9_in_the_middle_of_an_edition(stage: Stage, reader: Visitor) -> None:
    undisturbed = stage.manage("shell", "-v", "0", "-c", UNDISTURBED).split()[-1]
    with stage.worker() as worker:
        until(
            lambda: stage.rows(JOB.format("progress")) == [(10,)],
            90,
            "the worker never began to typeset",
        )
        halt(worker)
        assert stage.rows(JOB.format("state, progress")) == [("running", 10)]
        assert_waits_and_says_so(stage, reader)
        kill(worker)
    assert_waits_and_says_so(stage, reader)
    with held_row(stage), stage.worker() as worker, stage.beat():
        until(lambda: stage.rows(HELD)[0][0], 120, "no beat tick brought the edition back")
        kill(worker)
        assert_waits_and_says_so(stage, reader)
    with stage.worker(), stage.beat():
        until(lambda: stage.rows(SIGNED) == [("done",)], 180, "the file was never signed")
        until(lambda: stage.rows(JOB.format("state")) == [("done",)], 30, "the job was not closed")
    assert stage.rows(KEPT) == [("ready", undisturbed, undisturbed)]
    assert stage.rows(JOB.format("attempts")) == [(3,)]
    assert stage.rows(SIGNED_AFTER) == [(1, True)]
    assert reader.get("/bao-cao/1/tai-ve/").status == 200
