"""Charts of a report as pictures for its Word copy."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from functools import lru_cache

import structlog
from django.conf import settings

SECONDS = 30
"""A report has one or two charts, each drawn in a fraction of a second."""

log = structlog.get_logger(__name__)


@lru_cache(maxsize=16)
def pictures(charts: tuple[str, ...]) -> tuple[bytes, ...]:
    """The PNG of each chart; empty where they could not be drawn, and the log says why.

    A program draws them: the web server never loads the typesetter, whose memory it would keep.
    """
    if not charts:
        return ()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reporting.copies.picture_program"],
            input=json.dumps(charts),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
    except subprocess.SubprocessError as error:
        log.warning("charts_not_drawn", last=str(getattr(error, "stderr", ""))[-500:])
        return ()
    return tuple(base64.b64decode(each) for each in json.loads(done.stdout))
