"""How a list of the API is asked, page by page; its parameters are those of the list's page.

The address of a filtered list in the portal, with its path replaced, asks the same of the API.
A page leaves out what it cannot read and says so; a program would not notice, so it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    inline_serializer,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import CODES, PROBLEM, WORDS, ReadView, Unprocessable, problem
from desk.addresses import CURSOR, ORDER, SIZE
from desk.paging import (
    DEFAULT_SIZE,
    SIZES,
    Cursor,
    CursorOfAnotherList,
    Page,
    Segment,
    following,
    read_cursor,
)

Wrong = dict[str, list[str]]

MOST = max(SIZES)
"""Rows a page at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Order, place and size of the page that a request asks for."""

    request: Request
    order: str
    size: int
    cursor: Cursor | None

    def page(self, segments: Sequence[Segment]) -> Page:
        """The rows asked for. Raises Unprocessable for a cursor of another order."""
        try:
            return following(segments, cursor=self.cursor, size=self.size)
        except CursorOfAnotherList as error:
            raise Unprocessable({CURSOR: [_no_cursor()]}) from error

    def answer(self, results: Any, page: Page) -> Response:
        """The rows with the address of the next page, None after the last."""
        address = None
        if page.older:
            query = self.request.query_params.dict() | {CURSOR: page.older}
            address = self.request.build_absolute_uri(f"{self.request.path}?{urlencode(query)}")
        return Response({"results": results, "next": address})


class ListView(ReadView):
    """A list with the conditions and orders of its page; `orders` says each in words."""

    conditions: ClassVar[type[django_filters.FilterSet] | None] = None
    orders: ClassVar[Mapping[str, Promise]] = {}

    def asked(self, conditions: django_filters.FilterSet | None = None) -> Asked:
        """What the address says; `conditions` may be left out when it names none of them.

        Raises Unprocessable that names every parameter which is unknown or cannot be read.
        """
        query = self.request.query_params
        wrong = self._unreadable(query)
        known = {CURSOR, SIZE} | ({ORDER} if self.orders else set())
        if conditions is not None:
            known |= set(conditions.filters)
            wrong |= {name: list(map(str, said)) for name, said in conditions.form.errors.items()}
        wrong |= {
            name: [gettext("The list has no such parameter.")] for name in query.keys() - known
        }
        if wrong:
            raise Unprocessable(wrong)
        size = int(query.get(SIZE) or DEFAULT_SIZE)
        return Asked(self.request, query.get(ORDER, ""), size, read_cursor(query.get(CURSOR, "")))

    def _unreadable(self, query: QueryDict) -> Wrong:
        """Order, size and cursor that are not ones; empty is the same as left out."""
        wrong: Wrong = {}
        if (size := query.get(SIZE)) and size not in map(str, range(1, MOST + 1)):
            wrong[SIZE] = [gettext("Write a number from 1 to %(most)s.") % {"most": MOST}]
        if (order := query.get(ORDER)) and order not in self.orders:
            orders = ", ".join(self.orders)
            wrong[ORDER] = [gettext("Choose one of: %(orders)s.") % {"orders": orders}]
        if (cursor := query.get(CURSOR)) and read_cursor(cursor) is None:
            wrong[CURSOR] = [_no_cursor()]
        return wrong


def _no_cursor() -> str:
    return gettext("This is not a place in this list. Follow “next”, or begin without it.")


class Description(AutoSchema):
    """Describes a view by what is declared on it, so that nothing is declared twice."""

    @property
    def declared(self) -> ReadView:
        """The view; only those that say what they answer belong to the API."""
        return cast(ReadView, self.view)

    def get_operation_id(self) -> str:
        """`listProjects` for the class ListProjects."""
        name = type(self.view).__name__
        return name[0].lower() + name[1:]

    def get_summary(self) -> str:
        """One line, in the language of the reader."""
        return str(self.declared.summary)

    def get_override_parameters(self) -> list[Any]:
        """Conditions, order, size and cursor of a list."""
        return list(_parameters(type(self.view))) if isinstance(self.view, ListView) else []

    def get_response_serializers(self) -> Any:
        """The shape, or a problem; a list can be asked wrongly, one thing can be missing."""
        shape, refused = self.declared.shape, [400, 401, 403]
        if isinstance(self.view, ListView):
            shape = _page_of(shape)
            refused.append(422)
        elif "{" in self.path:
            refused.append(404)
        problems = {
            status: OpenApiResponse(PROBLEM, description=str(WORDS[CODES[status]]))
            for status in refused
        }
        return {200: shape} | dict(self.declared.also) | problems

    def get_examples(self) -> list[OpenApiExample]:
        """The example of the view, and one of each refusal."""
        value = self.declared.example
        if isinstance(self.view, ListView):
            value = {"results": [value], "next": None}
        problems = [
            OpenApiExample(str(status), problem(code), status_codes=[str(status)])
            for status, code in CODES.items()
        ]
        return [OpenApiExample("200", value, status_codes=["200"]), *problems]


def told_in_full(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: an answer leaves nothing out; what is not known is null."""
    for schema in result["components"]["schemas"].values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
    return result


def _page_of(shape: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    return inline_serializer(
        f"{shape.__name__.removesuffix('Serializer')}Page",
        {"results": shape(many=True), "next": serializers.URLField(allow_null=True)},
    )


def _parameters(view: type[ListView]) -> list[OpenApiParameter]:
    found = []
    if view.conditions is not None:
        staff = getattr(view.conditions, "FOR_STAFF", ())
        for name, each in view.conditions.base_filters.items():
            found.append(_condition(name, each, for_staff=name in staff))
    if view.orders:
        words = "\n".join(f"* `{order}` - {said}" for order, said in view.orders.items())
        found.append(OpenApiParameter(ORDER, str, description=words, enum=list(view.orders)))
    sizes = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_SIZE}
    rows, place = gettext("Rows a page"), gettext("The page after this place, out of “next”")
    found.append(OpenApiParameter(SIZE, sizes, description=rows))
    return [*found, OpenApiParameter(CURSOR, str, description=place)]


def _condition(name: str, filter_: django_filters.Filter, *, for_staff: bool) -> OpenApiParameter:
    """One condition as its page declares it; choices out of the registry are ids."""
    words = str(filter_.label)
    if for_staff:
        words += " · " + gettext("only for accounts that may see flags")
    choices = dict(filter_.extra.get("choices", ()))
    for value, said in choices.items():
        words += f"\n* `{value}` - {said}"
    enum = list(map(str, choices)) or None
    return OpenApiParameter(name, _kind(filter_), description=words, enum=enum)


def _kind(filter_: django_filters.Filter) -> dict[str, Any]:
    limits = filter_.extra
    if filter_.field_class is forms.IntegerField:
        bounds = {"minimum": limits["min_value"], "maximum": limits["max_value"]}
        return {"type": "integer"} | bounds
    if filter_.field_class is forms.DateField:
        return {"type": "string", "format": "date"}
    return {"type": "string"} | (
        {"maxLength": limits["max_length"]} if "max_length" in limits else {}
    )
