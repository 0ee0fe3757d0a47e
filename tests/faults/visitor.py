"""A person at a browser without scripts: pages, forms, and what was answered."""

from __future__ import annotations

import http.client
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from accounts.demo import DEMO_PASSWORD

SIGN_IN = "/dang-nhap/"


class NoAnswer(Exception):
    """The portal did not answer at all; the person cannot know what became of the request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    location: str = ""

    @property
    def text(self) -> str:
        """The page."""
        return self.body.decode()

    @property
    def is_saved(self) -> bool:
        """Whether the portal said that the form was kept: on to the next page, not to sign-in."""
        return self.status == 302 and SIGN_IN not in self.location


class _Forms(HTMLParser):
    """Forms of a page as (address, values of their boxes)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._choice = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what a browser would send."""
        each = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((each.get("action", ""), {}))
        elif tag == "option" and self.found and self._choice:
            chosen = self.found[-1][1]
            if "selected" in each or self._choice not in chosen:
                chosen[self._choice] = each.get("value", "")
        elif tag == "select":
            self._choice = each.get("name", "")
        elif self.found and each.get("name") and tag in ("input", "textarea"):
            unticked = each.get("type") in ("radio", "checkbox") and "checked" not in each
            if not unticked:
                self.found[-1][1][each["name"]] = each.get("value", "")


class _Stay(HTTPRedirectHandler):
    """A redirect is an answer of its own."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        """Go nowhere."""


@dataclass
class Visitor:
    """One account in one browser."""

    address: str
    username: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> Answer:
        """Open a page. Raises NoAnswer."""
        return self._send(Request(self.address + path))  # noqa: S310 -- our own portal

    def submit(self, path: str, box: str, values: dict[str, str], **files: Any) -> Answer:
        """Open a page, fill in the form with that address or box, send it. Raises NoAnswer."""
        page = self.get(path)
        forms = _Forms()
        forms.feed(page.text if page.status == 200 else "")
        form = next((each for each in forms.found if box in (each[0], *each[1])), None)
        if form is None:
            return page
        return self.post(form[0] or path, form[1] | values, files)

    def post(self, path: str, values: dict[str, str], files: dict[str, Any]) -> Answer:
        """Send a form; `files` are (name, bytes) by box. Raises NoAnswer."""
        body, kind = _body(values, files)
        headers = {"Content-Type": kind, "Origin": self.address}
        return self._send(Request(self.address + path, body, headers))  # noqa: S310

    def sign_in(self) -> None:
        """Through the form, as a person does."""
        self.cookies.clear()
        said = self.submit(SIGN_IN, "login", {"login": self.username, "password": DEMO_PASSWORD})
        assert said.is_saved, (said.status, said.text[-800:])

    def _send(self, request: Request) -> Answer:
        opener = build_opener(HTTPCookieProcessor(self.cookies), _Stay())
        try:
            with opener.open(request, timeout=20) as answer:
                return Answer(answer.status, answer.read())
        except HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.read(), refusal.headers.get("Location", ""))
        except (URLError, http.client.HTTPException, OSError) as lost:
            raise NoAnswer(str(lost)) from lost


def _body(values: dict[str, str], files: dict[str, Any]) -> tuple[bytes, str]:
    if not files:
        return urlencode(values).encode(), "application/x-www-form-urlencoded"
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values.items()
        if name not in files
    ]
    for name, (file_name, content) in files.items():
        head = f'form-data; name="{name}"; filename="{file_name}"'
        parts += [f"--{mark}\r\nContent-Disposition: {head}\r\n\r\n".encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
