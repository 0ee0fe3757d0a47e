"""What a person has typed and not saved yet."""

from __future__ import annotations

import json
import re

from django.conf import settings
from django.db import models
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from desk.querysets import DraftQuerySet

USE = "nhap"
"""Parameter that names the draft to use, and the box that names the form a post belongs to."""

CARRIED = ("act", "row", "version", "before")
"""Boxes in which forms of any room carry what they need themselves, not what was typed."""

_CODE = re.compile(r"[a-z]+(_[a-z]+)*(-\d+)?")

FILES = "tep-da-chon"
"""Name under which a draft keeps the names of files."""


class Draft(models.Model):
    """What a person has typed into a form and not saved yet, with nobody else's eyes on it.

    One for each form that was opened: two windows on one page do not overwrite each other. `path`
    is the page of the form, `form` the opened form, `title` its name in the words the person read.
    `typed` holds the values by the name of the box, as lists.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    path = models.CharField(max_length=300)
    form = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=200, blank=True, default="")
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("Draft")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "path", "form"],
                name="draft_one_for_each_form",
                violation_error_message=_("This form already has a draft."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.path}"

    @property
    def address(self) -> str:
        """The page with this draft in its boxes."""
        return f"{self.path}?{urlencode({USE: self.form})}"

    @property
    def texts(self) -> list[str]:
        """What the person wrote, for a form that can no longer be opened.

        Without codes of choices, and without what the boxes held before (`before`, as JSON).
        """
        before = str(self.typed.get("before", ""))
        return [
            value
            for name, values in self.typed.items()
            for value in values
            if name not in CARRIED and value.strip() and not _CODE.fullmatch(value)
            if json.dumps(value, ensure_ascii=False) not in before
        ]

    @property
    def files(self) -> list[str]:
        """Names of the files that were chosen: a draft holds none, so they are chosen again."""
        return list(self.typed.get(FILES, []))
