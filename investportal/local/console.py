"""What the person at the keyboard is told."""

from __future__ import annotations

import pwd
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

Word = str | Path
CHECKOUT = Path(__file__).resolve().parents[2]


class Refusal(Exception):
    """Something the person must do first; the text says what."""


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is going on, every ten seconds again, and how long it took."""
    print(f"* {title} ...", flush=True)
    began, done = time.monotonic(), threading.Event()

    def tick() -> None:
        while not done.wait(10):
            print(f"  ... still at it, {time.monotonic() - began:.0f} s", flush=True)

    threading.Thread(target=tick, daemon=True).start()
    try:
        yield
    finally:
        done.set()
    print(f"  {time.monotonic() - began:.1f} s", flush=True)


def run(command: Sequence[Word], env: Mapping[str, str] | None = None) -> int:
    """Run a program in the checkout with its output shown; its exit code."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=CHECKOUT, env=env, check=False).returncode


def output_of(
    command: Sequence[Word], env: Mapping[str, str] | None = None, user: int | None = None
) -> str:
    """Run a program quietly, as another user if asked (root only); its output.

    Raises Refusal with that output if it fails.
    """
    done = subprocess.run(
        [str(word) for word in command],
        cwd="/" if user else CHECKOUT,
        env=env,
        user=user,
        group=user and group_of(user),
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refusal(f"{command[0]} failed:\n{done.stdout.strip()}")
    return done.stdout


def group_of(user: int) -> int:
    """The main group of a user id."""
    return pwd.getpwuid(user).pw_gid
