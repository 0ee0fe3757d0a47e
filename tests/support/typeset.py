"""What the file of the newest issued report is when nothing happens to whoever typesets it."""

from __future__ import annotations

UNDISTURBED = """
import django
django.setup()
import hashlib
from reporting import pdf
from reporting.document.edited import Edited
from reporting.models import Edition
content = Edited.from_json(Edition.objects.filter(purpose="issued").latest("pk").content)
print(hashlib.sha256(pdf.render(content.document, content.issue)).hexdigest())
"""
"""A program that typesets it in a process of its own and prints the SHA-256 of its bytes."""
KEPT = """
    SELECT state, pdf_sha256, encode(sha256(pdf), 'hex') FROM reporting_edition
    WHERE purpose = 'issued' ORDER BY id DESC LIMIT 1
"""
NOT_YET = ("queued", "", None)
"""What is kept of a file while it is not whole: nothing."""
