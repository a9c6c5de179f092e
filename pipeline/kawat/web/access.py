"""Who may ask: host names against DNS rebinding, origins against forged requests, a token beyond this machine.

Every answer also carries the headers that keep a browser from loading, framing or guessing anything.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "kawat_token"
SHORTEST_TOKEN = 16
_OPEN = {"/health"}  # what balancers ask, who have no token
_BY_ADDRESS = {
    "/",
    "/nif",
}  # may carry the token in the address: a browser's first visit; GERBIL, which sends no header
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether an address, or `localhost`, is this machine's alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Access:
    """ASGI middleware.

    token: what a caller must show; without one the server is this machine's alone, and answers to loopback names.
    """

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._token = token
        self._cookie = hashlib.sha256(f"kawat cookie {token}".encode()).hexdigest() if token else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self._app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that may not go on; None for one that may."""
        headers, path = Headers(scope=scope), scope["path"]
        host = headers.get("host", "")
        if self._token is None and not is_loopback(_name(host)):
            return _problem(421, f"host {host!r:.80} is not this machine; ask for 127.0.0.1 or localhost")
        if scope["method"] not in _SAFE and not _same_origin(headers, host):
            return _problem(403, "a page of another origin may not write here; use this server's own page")
        if self._token is None or path in _OPEN:
            return None
        shown = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0] if path in _BY_ADDRESS else ""
        if path == "/" and _same(shown, self._token):
            return self._welcome()
        scheme, _, value = headers.get("authorization", "").partition(" ")
        bearer = value.strip() if scheme.lower() == "bearer" else ""
        if _same(bearer, self._token) or _same(shown, self._token) or _same(_cookie(headers), self._cookie):
            return None
        return _problem(
            401, "no valid token; send Authorization: Bearer TOKEN, or open /?token=TOKEN once", **_CHALLENGE
        )

    def _welcome(self) -> Response:
        """To the page, with a cookie for the token and no token in the address."""
        response = RedirectResponse("/", 303)
        response.set_cookie(COOKIE, self._cookie, httponly=True, samesite="lax")
        return response


_CHALLENGE = {"WWW-Authenticate": "Bearer"}


def _problem(status: int, detail: str, **headers: str) -> Response:
    return JSONResponse({"detail": detail}, status, headers)


def _same(shown: str, wanted: str) -> bool:
    return hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), wanted.encode())


def _name(host: str) -> str:
    """The name of a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _same_origin(headers: Mapping[str, str], host: str) -> bool:
    """Whether a browser says that its own page asks, or it is no browser."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == host.lower()


def _cookie(headers: Mapping[str, str]) -> str:
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
