"""Runs `program` with little memory and time, so that no file can take the portal down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from projects.documents.examined import NotAccepted

SECONDS = 45
"""The largest allowed picture needs about ten."""

MEMORY = 2 << 30

log = structlog.get_logger(__name__)


def run(task: str, *, source: Path, target: Path, **more: Any) -> dict[str, Any]:
    """Do one task of `program` and return its answer.

    Raises `NotAccepted`, also (too_costly) for a file at which the program ran out of time or
    memory, or crashed; OSError with its number when the disk is full or fails.
    """
    limits = {"seconds": SECONDS, "memory": MEMORY}
    asked = {"task": task, "source": str(source), "target": str(target), "limits": limits, **more}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "projects.documents.program"],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotAccepted("too_costly") from error
    if done.returncode:
        log.warning(
            "document_program_died", task=task, code=done.returncode, last=done.stderr[-500:]
        )
        raise NotAccepted("too_costly")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "errno" in answer:
        raise OSError(answer["errno"], answer["text"])
    if "refused" in answer:
        raise NotAccepted(answer["refused"], **answer["words"])
    return answer
