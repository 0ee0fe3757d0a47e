"""What the log says of a failure: where it happened, and never the values that were in hand."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys

import pytest

from tests.support.repository import ROOT

# The value is put together at run time: a line of source may be printed, a value may not.
FAILING = """
import logging
from django.conf import settings
from django.utils.log import configure_logging
configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
def sign_in():
    password = "Mat-khau" + "-khong-ai" + "-duoc-doc"
    return {}["khong-co-khoa-nay"]
try:
    sign_in()
except KeyError:
    logging.getLogger("django.request").exception("Internal Server Error: %s", "/du-an/")
"""
VALUE = "Mat-khau-khong-ai-duoc-doc"


@functools.cache
def logged(form: str) -> str:
    """What a program with the portal's logging prints, in production, when it fails."""
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", FAILING],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "investportal.settings",
            "LOG_FORMAT": form,
            "LOG_LEVEL": "DEBUG",
            "DEBUG": "0",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("form", ["console", "json"])
def test_a_failure_is_logged_without_the_values_in_hand(form: str) -> None:
    text = logged(form)
    assert "Internal Server Error: /du-an/" in text
    assert "KeyError: 'khong-co-khoa-nay'" in text
    assert "in sign_in" in text, "the traceback is there"
    assert VALUE not in text, "and its local variables are not"


def test_one_failure_is_one_line_for_a_collector() -> None:
    (line,) = logged("json").splitlines()
    entry = json.loads(line)
    assert (entry["logger"], entry["level"]) == ("django.request", "error")
    assert entry["exception"].startswith("Traceback (most recent call last):")
