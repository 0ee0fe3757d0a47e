"""Conditions of `vn.searching` as conditions on rows, served by trigram indexes."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Func, Q, TextField, Value

from vn.searching import wanted

WORDS = "words"
"""The alias under which `telling_words` puts the folded text of a document."""


def meeting(text: str, column: str = "search_text") -> Q | None:
    """The rows whose folded column holds all that was typed; None when nothing was typed."""
    conditions = wanted(text)
    found = Q()
    for want in conditions:
        lookup = "regex" if want.is_pattern else "contains"
        found &= Q(**{f"{column}__{lookup}": want.text})
    return found if conditions else None


def document_words(number: str, words: str = "") -> Func:
    """The folded number, without dots and spaces, and the folded words of a document.

    `search_document` is a function of the database (migration 0017): an index needs an expression.
    """
    told = F(words) if words else Value("")
    return Func(F(number), told, function="search_document", output_field=TextField())


def document_index(name: str, number: str, words: str = "") -> GinIndex:
    """The index that serves a search in `document_words`."""
    return GinIndex(OpClass(document_words(number, words), name="gin_trgm_ops"), name=name)


def telling_words(rows: Any, number: str, words: str = "") -> Any:
    """The rows with `WORDS`, to be asked by `meeting(text, WORDS)`."""
    return rows.alias(**{WORDS: document_words(number, words)})
