"""Command line of `./portal`, inside the virtual environment."""

from __future__ import annotations

import argparse
import sys

from investportal.local import verbs
from investportal.local.console import Refusal
from investportal.local.instance import AlreadyRunning
from investportal.local.supervisor import Interrupted, interrupt_on_signals


def main(words: list[str]) -> int:
    """Run one verb; its exit code."""
    verb, rest = words[0], words[1:]
    if verb in ("test", "check", "e2e", "bench", "faults"):
        return int(getattr(verbs, verb)(rest))
    parser = argparse.ArgumentParser(prog=f"./portal {verb}")
    if verb == "up":
        parser.add_argument("--data", choices=verbs.DATASETS, default="demo")
        parser.add_argument("--port", type=int)
        asked = parser.parse_args(rest)
        return verbs.up(asked.data, asked.port)
    if verb == "manage":
        parser.add_argument("--data", choices=verbs.DATASETS, default="demo")
        parser.add_argument("command", nargs=argparse.REMAINDER)
        asked = parser.parse_args(rest)
        return verbs.manage(asked.data, asked.command)
    parser.add_argument("--data", metavar="NAME", help="only this instance, for example demo")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    asked = parser.parse_args(rest)
    return verbs.reset(asked.data, yes=asked.yes)


if __name__ == "__main__":
    interrupt_on_signals()
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        sys.exit(f"\nportal: {refusal}")
    except AlreadyRunning:
        sys.exit(f"\nportal: another ./portal {sys.argv[1]} is running in this folder.")
    except Interrupted:
        sys.exit(130)
