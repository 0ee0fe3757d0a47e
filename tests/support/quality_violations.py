"""What the database refuses of measured records and of outside lists of certificates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import factories as f


def _line_twice() -> None:
    of_list = f.CertificatesListed()
    for _n in range(2):
        f.CertificateLineFactory(of_list=of_list, line=2)


QUALITY: dict[str, Callable[[], Any]] = {
    "project_quality_misses_what_is_asked": lambda: f.QualityLacking(asked=1),
    "certificate_list_names_its_source": lambda: f.CertificatesListed(source=""),
    "certificate_entry_once_a_line": _line_twice,
    "certificate_entry_says_something": lambda: f.CertificateLineFactory(number=""),
}
