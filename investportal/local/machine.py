"""What the machine has: system packages, an unprivileged user, a place for data."""

from __future__ import annotations

import ctypes
import hashlib
import os
import pwd
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from investportal.local.console import CHECKOUT, Refusal, output_of, step

PANGO = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POLICY = Path("/usr/sbin/policy-rc.d")


def is_root() -> bool:
    """Whether this runs as root, who may install packages but may not run PostgreSQL."""
    return os.geteuid() == 0


def forces_wheels() -> bool:
    """PORTAL_FORCE_WHEELS=1 ignores the machine's own PostgreSQL and Redis, to prove the wheels."""
    return os.environ.get("PORTAL_FORCE_WHEELS") == "1"


def free_port(start: int = 0) -> int:
    """A free loopback port: any, or the first one from `start` upwards."""
    for port in range(start, start + 100) if start else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Refusal(f"No free port between {start} and {start + 99}. Give another with --port.")


def missing_pango() -> list[str]:
    """Debian packages without which no PDF can be made."""
    missing = []
    for package, library in PANGO.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def browser() -> str | None:
    """The machine's own Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def require(packages: Sequence[str], reason: str) -> None:
    """Install Debian packages as root; tell anyone else the exact line and stop."""
    if not packages:
        return
    line = f"apt-get install --no-install-recommends {' '.join(packages)}"
    if not is_root() or shutil.which("apt-get") is None:
        raise Refusal(f"{reason}. Ask an administrator to run:\n\n    sudo {line}\n")
    install_with_apt(packages)


def install_with_apt(packages: Sequence[str]) -> None:
    """Install Debian packages without letting them start services of their own."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing with apt: {' '.join(packages)}"), _no_services_started():
        output_of(["apt-get", "-q", "update"], env)
        output_of(["apt-get", "-q", "-y", "install", "--no-install-recommends", *packages], env)


@contextmanager
def _no_services_started() -> Iterator[None]:
    """Debian starts what it installs, unless this policy file says no; we start our own."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def service_user() -> int | None:
    """Who runs PostgreSQL and Redis: nobody else for an ordinary user, a system user for root."""
    if not is_root():
        return None
    for name in ("postgres", "investportal"):
        try:
            return pwd.getpwnam(name).pw_uid
        except KeyError:
            continue
    output_of(
        ["useradd", "--system", "--user-group", "--shell", "/usr/sbin/nologin", "investportal"]
    )
    return pwd.getpwnam("investportal").pw_uid


def data_root() -> Path:
    """Where this checkout keeps its data.

    Root's lives under /var/lib, because the user that runs PostgreSQL cannot enter /root.
    """
    if not is_root():
        return CHECKOUT / ".portal"
    name = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    return Path("/var/lib/investportal") / name


def folder(path: Path, owner: int | None = None, mode: int = 0o711) -> Path:
    """Make a folder with its parents; only the given owner (by default, we) may write there."""
    path.mkdir(parents=True, exist_ok=True, mode=mode)
    path.chmod(mode)
    if owner is not None:
        shutil.chown(path, owner, pwd.getpwuid(owner).pw_gid)
    return path
