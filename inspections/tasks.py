"""Celery edges of inspection."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone, translation

from inspections.actions.reminding import remind


@shared_task(name="inspections.tasks.tell_of_cases", ignore_result=True)
def tell_of_cases() -> None:
    """Tell the people of cases what the last nights bring; nobody is told twice."""
    with translation.override("vi"), timezone.override("Asia/Ho_Chi_Minh"):
        remind(on=timezone.localdate(), at=timezone.now())
