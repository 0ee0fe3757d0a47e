"""The program that reads what strangers upload: `python -m projects.documents.program`.

It takes one task as JSON on standard input and answers as JSON on standard output. It has no
settings, no database and no secrets, and the memory and time that `limited` allows it.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from projects.documents.examined import NotAccepted


def main() -> None:
    """Do the one task."""
    asked = json.load(sys.stdin)
    _confine(asked["limits"])
    json.dump(_answer(asked), sys.stdout)


def _confine(limits: dict[str, int]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return _do(asked)
    except NotAccepted as refusal:
        return {"refused": refusal.code, "words": refusal.words}
    except MemoryError:
        return {"refused": "too_costly", "words": {}}
    except OSError as error:
        return {"errno": error.errno, "text": str(error)}


def _do(asked: dict[str, Any]) -> dict[str, Any]:
    source, target = Path(asked["source"]), Path(asked["target"])
    # Each task loads its own libraries, after the limits are set: they cost as much as the task.
    if asked["task"] == "draw":
        from projects.documents.drawing import draw  # noqa: PLC0415

        return {"drawn": draw(source, target, asked["media_type"])}
    if asked["task"] == "text":
        from projects.documents.text import read  # noqa: PLC0415

        return {"text": read(source)}
    from projects.documents.examining import examine  # noqa: PLC0415

    return asdict(examine(source, target, asked["most_pixels"]))


if __name__ == "__main__":
    main()
