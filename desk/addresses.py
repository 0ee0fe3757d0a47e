"""Addresses of a list: the conditions in force with one of them changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.http import urlencode

CURSOR = "trang"
SIZE = "dong"
ORDER = "sap"


class Address:
    """The address of this list with other parameters. A change goes back to the first page.

    `looks`: the parameters that say how the list is shown, not what is in it.
    """

    def __init__(self, request: HttpRequest, looks: Sequence[str] = (ORDER, SIZE)) -> None:
        self._looks = looks
        self._path = request.path
        self._query = {
            name: str(value) for name, value in request.GET.items() if value and name != CURSOR
        }

    def but(self, **changes: str) -> str:
        """The address with these parameters; an empty value takes one away."""
        query = self._query | changes
        return self._written({name: value for name, value in query.items() if value})

    def bare(self) -> str:
        """The address without any condition; how the list is shown stays."""
        return self._written(dict(self.kept))

    def _written(self, query: dict[str, str]) -> str:
        return f"{self._path}?{urlencode(query)}" if query else self._path

    def at(self, path: str, **changes: str) -> str:
        """Another page asked the same question: that path with all parameters but the page."""
        query = {name: value for name, value in (self._query | changes).items() if value}
        return f"{path}?{urlencode(query)}" if query else path

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """All that the address says, but for the page."""
        return list(self._query.items())

    @property
    def size(self) -> str:
        """Rows a page, as written in the address."""
        return self._query.get(SIZE, "")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form of conditions carries along: how the list is shown."""
        return [(name, self._query[name]) for name in self._looks if name in self._query]

    @property
    def conditions(self) -> dict[str, str]:
        """The parameters that narrow the list."""
        return {name: value for name, value in self._query.items() if name not in self._looks}
