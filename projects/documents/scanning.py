"""Asks clamd whether a file holds a virus (its INSTREAM command; clamd.conf StreamMaxLength)."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

SECONDS = 30
_CHUNK = 1 << 18
_LONGEST_REPLY = 4096


class ScannerAway(Exception):
    """clamd did not answer, or not with a verdict: the file stays not scanned."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`virus` is the name of what was found, empty for a clean file."""

    virus: str = ""


def scan(content: IO[bytes], *, url: str) -> Verdict:
    """The verdict of clamd at tcp://host:port or unix:///path. Raises `ScannerAway`."""
    try:
        with _connect(url) as connection:
            reply = _ask(connection, content)
    except (OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    said = reply.removeprefix("stream: ")
    if said == "OK":
        return Verdict()
    if said.endswith(" FOUND"):
        return Verdict(virus=said.removesuffix(" FOUND") or "?")
    raise ScannerAway(reply or "no reply")


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=SECONDS)


def _ask(connection: socket.socket, content: IO[bytes]) -> str:
    connection.sendall(b"zINSTREAM\0")
    try:
        while chunk := content.read(_CHUNK):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # clamd hangs up on a stream that is too long, after saying so.
        pass
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < _LONGEST_REPLY:
        part = connection.recv(_LONGEST_REPLY)
        if not part:
            break
        reply += part
    return reply.rstrip(b"\0\n").decode("utf-8", "replace").strip()
