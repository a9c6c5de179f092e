"""Serving the application: the address is taken first, so that what is wrong with it is known at once."""

import errno
import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path

import uvicorn

import kawat
from kawat.errors import KawatError
from kawat.web.access import SHORTEST_TOKEN, is_loopback
from kawat.web.app import make_app

_GRACE = 10  # seconds that requests in hand have when the server ends
_BACKLOG = 1024


def serve(
    *, host: str, port: int, token: str | None, directory: Path, facts: Path | None, pipeline: str | None
) -> None:
    """Serves until Ctrl-C or SIGTERM, then finishes what is in hand.

    Raises KawatError: an address that cannot be had, or one that others reach and no token.
    """
    check_token(host, token)
    with bound(host, port) as listener:
        app = make_app(kawat.load(pipeline), directory=directory, facts=facts, token=token)
        # No access log: the address of a first visit holds the token.
        config = uvicorn.Config(
            app, log_level=logging.WARNING, access_log=False, server_header=False, timeout_graceful_shutdown=_GRACE
        )
        print(f"kawat: {address(listener)} (Ctrl-C ends)", file=sys.stderr, flush=True)
        with suppress(KeyboardInterrupt):  # uvicorn has ended by it, and passes it on
            uvicorn.Server(config).run(sockets=[listener])


def check_token(host: str, token: str | None) -> None:
    """Raises KawatError for no token on a host that others reach, and for one that can be guessed or not be sent."""
    if token is None and not is_loopback(host):
        raise KawatError(f"{host} is reached by others; set KAWAT_TOKEN to a secret, or serve on 127.0.0.1")
    if token is not None and not (len(token) >= SHORTEST_TOKEN and token.isascii() and token.isprintable()):
        remedy = f"give at least {SHORTEST_TOKEN} of ASCII, as from `openssl rand -hex 16`"
        raise KawatError(f"a token of {len(token)} characters; {remedy}")


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises KawatError naming what is wrong with the address."""
    try:
        family, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise KawatError(f"{host}: no address ({error.strerror}); give one of this machine's, as 127.0.0.1") from None
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        remedy = "give another --port" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "give another --host"
        raise KawatError(f"{host} port {port}: {error.strerror}; {remedy}") from None
    return listener


def address(listener: socket.socket) -> str:
    """Where the page is."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
