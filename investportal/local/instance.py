"""One running portal of this checkout: its folder, its keys, its lock."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from investportal.local import machine
from investportal.local.console import CHECKOUT

LENT = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_APP_ROLE",
    "REDIS_URL",
    "SECRET_KEY",
    "HISTORY_KEY",
    "ANCHORS_ROOT",
    "PORTAL_DATASET",
    "DEMO",
    "FILES_ROOT",
    "STATIC_ROOT",
)


class AlreadyRunning(Exception):
    """Another `./portal` holds this instance; `address` is its page, if it has one yet."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Server(Protocol):
    """PostgreSQL or Redis of our own, below the programs that `./portal` runs."""

    def runs(self) -> bool:
        """Whether the server still runs."""

    def start_again(self) -> None:
        """Start on the same address after it ended by itself. Raises Refusal if it does not."""


@dataclass
class Instance:
    """The data of one portal: demo, published, empty, test, e2e or bench. They never mix."""

    name: str
    env: dict[str, str] = field(default_factory=dict)
    servers: dict[str, Server] = field(default_factory=dict)
    """Servers of our own by name."""
    _lock: IO[str] | None = None

    @property
    def root(self) -> Path:
        """The instance's folder."""
        return machine.data_root() / self.name

    def open(self) -> None:
        """Make the folder, take the lock, read or make the keys.

        Raises AlreadyRunning if another process holds the lock. The lock dies with its holder,
        so nothing stale can be left behind.
        """
        for part in (machine.data_root(), self.root):
            machine.folder(part)
        lock = (self.root / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            address = self.root / "address"
            raise AlreadyRunning(address.read_text() if address.exists() else "") from None
        self._lock = lock
        self.announce("")
        self.env = environment()

    def close(self) -> None:
        """Let go of the lock."""
        if self._lock:
            self.announce("")
            self._lock.close()
            self._lock = None

    def lend_environment(self) -> None:
        """Leave the way to our services for `./portal manage`; readable by us only."""
        path = self.root / "environment.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps({name: self.env[name] for name in LENT if name in self.env}))

    def borrowed_environment(self) -> dict[str, str]:
        """The environment of the portal that runs on this instance in another process.

        Raises FileNotFoundError if none runs.
        """
        if not (self.root / "address").read_text():
            raise FileNotFoundError
        lent: dict[str, str] = json.loads((self.root / "environment.json").read_text())
        return environment() | lent

    def announce(self, address: str) -> None:
        """Leave the address for a second `./portal up` to find."""
        (self.root / "address").write_text(address)

    def key(self, name: str) -> str:
        """A random key of this instance, made once and kept readable by its owner only."""
        path = self.root / "keys.json"
        keys: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        if name not in keys:
            keys[name] = secrets.token_urlsafe(48)
            path.touch(mode=0o600)
            path.write_text(json.dumps(keys))
        return keys[name]


def environment() -> dict[str, str]:
    """The variables of the shell over those of the file .env."""
    found: dict[str, str] = {}
    dotenv = CHECKOUT / ".env"
    lines = dotenv.read_text().splitlines() if dotenv.exists() else []
    for line in lines:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            found[name.strip()] = value.strip().strip("'\"")
    return found | dict(os.environ) | {"PYTHONUNBUFFERED": "1"}
