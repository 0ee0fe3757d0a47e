"""The gate of the API: who is asking, may he or she, and how a refusal is said to a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView, exception_handler

from accounts.permissions import Permission

Fields = Mapping[str, Sequence[str]]

WORDS = {
    "bad_request": _("The request is not one that can be answered."),
    "not_authenticated": _("Sign in to the portal first, and send its session cookie along."),
    "permission_denied": _("Your account may not read this."),
    "second_factor_required": _("Set up the second factor of your account in the portal first."),
    "not_found": _("There is no such thing, or your account may not know of it."),
    "method_not_allowed": _("The API only reads: ask with GET."),
    "unprocessable": _("Part of the address cannot be read: correct the parameters named."),
    "server_error": _("The portal failed. Give its administrator the look-up code."),
}
"""What is said for each code of a refusal."""

CODES = {
    400: "bad_request",
    401: "not_authenticated",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    422: "unprocessable",
}

PROBLEM = inline_serializer(
    "Problem",
    {
        "code": serializers.ChoiceField(choices=list(WORDS.items())),
        "message": serializers.CharField(help_text=_("For a person, in the language asked for.")),
        "fields": serializers.DictField(
            child=serializers.ListField(child=serializers.CharField()),
            help_text=_("Parameters that could not be read, each with what to do."),
        ),
    },
)
"""The form of every refusal."""


def problem(code: str, fields: Fields | None = None) -> dict[str, Any]:
    """The body of a refusal."""
    return {"code": code, "message": str(WORDS[code]), "fields": fields or {}}


def refuse(
    status: int,
    code: str,
    fields: Fields | None = None,
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    """A refusal from outside the API's own views: an unknown address, an error of ours."""
    return JsonResponse(problem(code, fields), status=status, headers=headers)


def asks_the_api(request: HttpRequest) -> bool:
    """Whether the answer to this request is read by a program."""
    return request.path_info.startswith(settings.API_ROOT)


class Unprocessable(APIException):
    """Parameters that are unknown or cannot be read, each with what to do."""

    status_code = 422

    def __init__(self, fields: Fields) -> None:
        super().__init__()
        self.fields = fields


def say_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal in one form; None leaves an error of ours to the page for those."""
    response: Response | None = exception_handler(error, context)
    if response is not None:
        response.data = problem(CODES[response.status_code], getattr(error, "fields", None))
    return response


class OnlyOneForm(BaseContentNegotiation):
    """Answers have one form, JSON, whatever the Accept header prefers."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> None:
        """Nothing is ever sent to the API."""

    def select_renderer(
        self,
        request: Request,
        renderers: Sequence[BaseRenderer],  # type: ignore[override]
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """The first, and only, renderer of the view."""
        return renderers[0], str(renderers[0].media_type)


class _ExactEncoder(JSONEncoder):
    def default(self, obj: Any) -> Any:
        """Decimals as text, as serializers write them: a float would round."""
        return str(obj) if isinstance(obj, Decimal) else super().default(obj)


class ExactJson(JSONRenderer):
    """JSON in which plain rows are told like serialized ones."""

    encoder_class = _ExactEncoder


class ReadView(APIView):
    """An address of the API, which only reads. It names its permission, as `requires` does a page's.

    The permission is kept on the view function, from which the permission matrix test generates
    its table. `summary`, `shape`, `example` and `also`, other answers than the shape and
    refusals, describe it (`desk.api.Description`).
    """

    required_permission: ClassVar[Permission]
    summary: ClassVar[Promise | str]
    shape: ClassVar[Any]
    example: ClassVar[Any]
    also: ClassVar[Mapping[int, Any]] = {}
    http_method_names = ["get", "head"]
    renderer_classes = [ExactJson]
    content_negotiation_class = OnlyOneForm

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The view function, with its permission on it."""
        view: Any = super().as_view(**initkwargs)
        view.required_permission = cls.required_permission
        return view

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse other methods before asking who it is."""
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)

    def get_authenticate_header(self, request: Request) -> str:
        """Makes the refusal of a stranger a 401; HTTP has no name for signing in on a page."""
        return "Session"
