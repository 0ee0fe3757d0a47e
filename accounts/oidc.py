"""Signing in with an identity of elsewhere by OpenID Connect, such as the national one.

The library speaks the protocol (state, PKCE, discovery, keys). What it leaves out is done here: the
nonce, the issuer that was configured, the signature of every token, and the same person in the
token and at the provider's page about the person. Nothing the provider tells is kept but a digest
of who it is (ADR 19).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from allauth.core.internal.deferred import jwt  # loads PyJWT when it is first needed
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PROVIDER = "oidc"
RETURN_PATH = "dinh-danh/ve/"
"""Where the provider sends people back to: one address for both languages, as it is told there."""

_SIGNED_WITH = frozenset({"RS256", "PS256", "ES256"})
_NEEDED = ("iss", "sub", "aud", "exp", "iat")


def configured() -> bool:
    """Whether this installation has a provider."""
    needed = (settings.OIDC_ISSUER_URL, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    return all(needed) and bool(settings.OIDC_NAME)


def app() -> SocialApp:
    """The provider as the library wants it told. Raises `SocialApp.DoesNotExist` without one."""
    if not configured():
        raise SocialApp.DoesNotExist
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=PROVIDER,
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={
            "server_url": settings.OIDC_ISSUER_URL.rstrip("/"),
            "oauth_pkce_enabled": True,
        },
    )


def nonce_of(state: str | None) -> str:
    """What the token must repeat: follows from the state, which only this browser's session holds."""
    return salted_hmac("oidc-nonce", state or "", algorithm="sha256").hexdigest()


class _Client(OAuth2Client):  # type: ignore[misc, unused-ignore]
    """Sends the nonce along with the state."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Any) -> str:
        params = {**extra_params, "nonce": nonce_of(self.state)}
        found: str = super().get_redirect_url(authorization_url, scope, params)
        return found


class IdentityProtocol(OpenIDConnectOAuth2Adapter):  # type: ignore[misc, unused-ignore]
    """One way there and back. Raises OAuth2Error for an answer that cannot be believed."""

    client_class = _Client

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)

    def get_provider(self) -> IdentityProvider:
        """The provider of the settings; the database knows of none."""
        return IdentityProvider(self.request, app=app())

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The same for both languages."""
        return request.build_absolute_uri(f"/{RETURN_PATH}")

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself, if it is the one that was configured."""
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER_URL.rstrip("/"):
            raise OAuth2Error("another issuer")
        return found

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who came back."""
        told = self._told(app, str(kwargs["response"].get("id_token") or ""))
        page = self.openid_config.get("userinfo_endpoint")
        if "email" not in told and page:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != told["sub"]:
                raise OAuth2Error("token and page are about two people")
            told |= {name: more[name] for name in ("email", "email_verified") if name in more}
        login: SocialLogin = self.get_provider().sociallogin_from_response(
            request, {"id_token": told}
        )
        return login

    def _told(self, app: SocialApp, token: str) -> dict[str, Any]:
        """The claims of a token that this provider signed, for us, in answer to this state."""
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise OAuth2Error("no token") from error
        if header.get("alg") not in _SIGNED_WITH:
            raise OAuth2Error("not signed with a public key")
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        if not all(claims.get(name) for name in _NEEDED):
            raise OAuth2Error("a claim is missing")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("a token for somebody else")
        wanted = nonce_of(self.request.GET.get("state"))
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), wanted.encode()):
            raise OAuth2Error("another nonce")
        return claims


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc, unused-ignore]
    """What is read off the claims: who, and the e-mail addresses the provider verified."""

    def get_oauth2_adapter(self, request: HttpRequest) -> IdentityProtocol:
        """The careful one."""
        return IdentityProtocol(request)

    def get_default_scope(self) -> list[str]:
        """No name, telephone or number is asked for."""
        return ["openid", "email"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """A digest: at a national provider the subject may be the number of a person."""
        claims = data["id_token"]
        return subject_of(claims["iss"], claims["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing is kept."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """Those that the provider says are the person's."""
        verified = data["id_token"].get("email_verified") in (True, "true")
        return super().extract_email_addresses(data) if verified else []  # type: ignore[no-any-return, unused-ignore]


def subject_of(issuer: str, subject: str) -> str:
    """How a person of a provider is known here."""
    return hashlib.sha256(f"{issuer} {subject}".encode()).hexdigest()
