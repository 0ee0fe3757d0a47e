"""Wires the apps together; owns no domain."""

from investportal.celery import app as celery_app

__all__ = ["celery_app"]
