"""A virus scanner for tests: takes a stream as clamd does, and says what it was told to say."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def scanner(reply: Callable[[bytes], bytes], place: Path | None = None) -> Iterator[str]:
    """The address of a scanner that answers each stream with `reply(stream)`."""
    family = socket.AF_UNIX if place else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.bind(str(place) if place else ("127.0.0.1", 0))
        door.listen()
        url = f"unix://{place}" if place else f"tcp://127.0.0.1:{door.getsockname()[1]}"
        thread = threading.Thread(target=_serve, args=(door, reply), daemon=True)
        thread.start()
        try:
            yield url
        finally:
            door.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(door: socket.socket, reply: Callable[[bytes], bytes]) -> None:
    while True:
        try:
            guest, _address = door.accept()
        except OSError:
            return
        with guest, guest.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            guest.sendall(reply(_content(stream)))


def _content(stream: BinaryIO) -> bytes:
    found = b""
    while length := struct.unpack("!I", stream.read(4))[0]:
        found += stream.read(length)
    return found
