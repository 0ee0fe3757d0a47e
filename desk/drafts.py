"""Drafts between a page and the server: the signed name of a form, what was typed, what waits.

A page takes part by giving its forms a key (`Slip`) and by offering what waits. The rest is the
same for all: `investportal.middleware.KeepTypedMiddleware` keeps every post that carries a key
before anything else happens to it, and throws the draft away when the post led to a redirect.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import astuple, dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token

from accounts.models import User
from desk.actions.drafts import DraftKey
from desk.models import FILES, USE, Draft

Typed = dict[str, list[str]]

_SALT = "desk.draft"
_LONGEST_OPEN = timedelta(days=7)
"""A page that was left open for longer is opened again."""

_LONGEST_TITLE = 200
_DONE, _DONE_KEPT = "sent_forms", 12
"""What the session calls the forms that were sent and led on, and how many of them it knows."""
_MACHINERY = ("csrfmiddlewaretoken", USE)


# ------------------------------------------------------------ the key of a form


def sign(key: DraftKey) -> str:
    """The key as a form carries it; nobody else can make one."""
    return signing.dumps(astuple(key), salt=_SALT, compress=True)


def read_key(text: str) -> DraftKey | None:
    """The key that a form carried, None when it is not ours or too old."""
    try:
        return DraftKey(*signing.loads(text, salt=_SALT, max_age=_LONGEST_OPEN))
    except (signing.BadSignature, TypeError):
        return None


# ------------------------------------------------------------ what was typed


def same_origin(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this portal sent the request."""
    origin = request.headers.get("Origin", "")
    if origin:
        own = f"{request.scheme}://{request.get_host()}"
        return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS
    return request.headers.get("Sec-Fetch-Site", "") == "same-origin"


def typed_of(request: HttpRequest) -> Typed:
    """What a post holds by the name of the box: no password, no file, nothing of the machinery."""
    found: Typed = {
        name: [str(value).replace("\0", "") for value in request.POST.getlist(name)]
        for name in request.POST
        if name not in _MACHINERY and "password" not in name
    }
    names = [*found.pop(FILES, []), *chosen_files(request)]
    return found | ({FILES: names} if names else {})


def chosen_files(request: HttpRequest) -> list[str]:
    """Names of the files that came with a post; nobody keeps what is in them."""
    return [str(file.name) for name in request.FILES for file in request.FILES.getlist(name)]


def as_post(draft: Draft) -> QueryDict:
    """A draft as the post it would have been."""
    found = QueryDict(mutable=True)
    for name, values in draft.typed.items():
        found.setlist(name, values)
    return found


def typed_again(request: HttpRequest) -> dict[str, Any]:
    """What a failed post held, for the error page that sends it again (`_components/again.html`).

    Nothing of a post from elsewhere, and no password: the form will ask for it, with everything
    else filled in. Asks neither the database nor the session.
    """
    try:
        if request.method != "POST" or not same_origin(request):
            return {}
        typed = typed_of(request) | {USE: request.POST.getlist(USE)}
    except Exception:  # the page for faults must have none of its own
        return {}
    files = typed.pop(FILES, [])
    return {
        "was_post": True,
        "again": [(name, text) for name, texts in typed.items() for text in texts],
        "again_url": request.get_full_path(),
        "again_token": get_token(request),
        "files": files,
    }


def kept(request: HttpRequest) -> Draft | None:
    """The draft that was made of this post, unless it is somebody else's.

    Without sign-in it is still the browser in which it was typed.
    """
    draft: Draft | None = getattr(request, "draft", None)
    if draft is None or not request.user.is_authenticated or request.user.pk == draft.user_id:
        return draft
    return None


# ------------------------------------------------------------ what was sent before


def done_before(request: HttpRequest, draft: Draft) -> str:
    """Where the same words from the same opened form led to before; empty when they did not.

    The answer may have been lost on the way, and whoever saw none sends again.
    """
    for form, digest, where in request.session.get(_DONE, ()):
        if form == draft.form and digest == _digest(draft):
            return str(where)
    return ""


def remember_done(request: HttpRequest, draft: Draft, where: str) -> None:
    """Note in the session where a form led to, for a while of other forms."""
    if request.user.is_authenticated:
        done = request.session.get(_DONE, [])
        request.session[_DONE] = [*done[1 - _DONE_KEPT :], [draft.form, _digest(draft), where]]


def _digest(draft: Draft) -> str:
    words = json.dumps(draft.typed, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


# ------------------------------------------------------------ what a page knows


@dataclass(frozen=True, slots=True)
class Slip:
    """What a form carries so that nothing typed into it is lost: `key` goes into its hidden box.

    `used` is the draft that fills it, if any.
    """

    key: str
    used: Draft | None = None


class Drafts:
    """The drafts of one page for the person who reads it: what waits, and the one in use."""

    def __init__(self, request: HttpRequest, user: User, *, path: str = "") -> None:
        """`path` is the page that draws the form, when it is not the address of the request."""
        self._request = request
        self._user = user
        self.path = path or request.path

    @cached_property
    def _all(self) -> list[Draft]:
        return list(Draft.objects.drafts_of(self._user).filter(path=self.path))

    @cached_property
    def used(self) -> Draft | None:
        """The draft the address asks for; another person's is never found."""
        wanted = self._request.GET.get(USE, "")
        return next((draft for draft in self._all if draft.form == wanted), None)

    @cached_property
    def waiting(self) -> list[Draft]:
        """Drafts to choose from. The boxes show what is on record until one is chosen.

        A person who opens a form to look something up must not read unsaved words as facts, and
        a draft may be weeks old.
        """
        sent = self._sent.form if self._sent else ""
        return [draft for draft in self._all if draft != self.used and draft.form != sent]

    @cached_property
    def _sent(self) -> DraftKey | None:
        key = read_key(self._request.POST.get(USE, ""))
        own = key is not None and (key.user_id, key.path) == (self._user.pk, self.path)
        return key if own else None

    def slip(self, title: str, *, used: Draft | None = None, sent: bool = False) -> Slip:
        """The slip of a form: one that comes back, or uses a draft, goes on with the same draft."""
        if sent and self._sent:
            return Slip(sign(self._sent))
        form = used.form if used else secrets.token_urlsafe(12)
        key = DraftKey(self._user.pk, self.path, form, title[:_LONGEST_TITLE])
        return Slip(sign(key), used)


def came_from(request: HttpRequest) -> str:
    """The page of ours that sent a request, empty when the browser does not say."""
    source = urlsplit(request.headers.get("Referer", ""))
    return source.path if source.netloc == request.get_host() else ""
