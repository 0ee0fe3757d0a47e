"""An OpenID provider on this machine: discovery, keys, tokens, a page about the person (RS256)."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "cong-du-an", "bi-mat-cua-cong"
KEY_ID = "khoa-1"


def new_key() -> rsa.RSAPrivateKey:
    """A key to sign with."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """How it behaves: `claims` go over those of the token, `None` takes one out; `told` is what its
    page about the person says. `signs` may be another key than the one it publishes.
    """

    issuer: str = ""
    says_issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "001099012345"})
    claims: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signs: rsa.RSAPrivateKey | None = None
    algorithm: str = "RS256"
    garbage: bool = False
    empty: bool = False
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, address: str) -> str:
        """What a browser gets that opens the sign-in there and agrees: a way back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = f"ma-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def discovery(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.says_issuer or self.issuer,
            "authorization_endpoint": f"{self.issuer}/vao",
            "token_endpoint": f"{self.issuer}/the",
            "jwks_uri": f"{self.issuer}/khoa",
            "userinfo_endpoint": f"{self.issuer}/nguoi",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """Its public key."""
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [told | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]}

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """A token for a code, if client, secret and PKCE are right."""
        asked = self.asked.pop(sent.get("code", ""), None)
        if asked is None or sent.get("client_secret") != CLIENT_SECRET:
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        said |= {"nonce": asked.get("nonce")} | self.person | self.claims
        claims = {name: value for name, value in said.items() if value is not None}
        key: Any = self.signs or self.key
        if self.algorithm == "none":
            key = None
        elif self.algorithm.startswith("HS"):
            key = CLIENT_SECRET * 4
        signed = jwt.encode(claims, key, self.algorithm, headers={"kid": KEY_ID})
        given = {"access_token": "the", "token_type": "Bearer"}
        return given if self.empty else given | {"id_token": signed}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    provider: Provider


class _Talk(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Discovery, keys, the page about the person."""
        provider = self.server.provider
        path = urlsplit(self.path).path
        if path == "/vao":
            self.send_response(302)
            self.send_header("Location", provider.authorize(self.path))
            self.end_headers()
            return
        answers = {
            "/.well-known/openid-configuration": provider.discovery,
            "/khoa": provider.keys,
            "/nguoi": lambda: provider.person | provider.told,
        }
        self._say(answers[path]() if path in answers else None)

    def do_POST(self) -> None:
        """A token for a code."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(text).items()}
        self._say(self.server.provider.token(sent))

    def _say(self, told: dict[str, Any] | None) -> None:
        self.send_response(200 if told is not None else 400)
        body = json.dumps(told or {"error": "invalid_grant"}).encode()
        if self.server.provider.garbage and self.path == "/khoa":
            body = b"<html>"
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Nothing on the test's output."""


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that runs while the test does."""
    found = Provider()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.provider = found
        found.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield found
        server.shutdown()
        thread.join()
