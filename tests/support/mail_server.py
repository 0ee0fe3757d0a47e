"""A mail server on this machine that takes mails, refuses some, or breaks off."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Post:
    """What the server took, and how it behaves: `refuses` are addresses it will not have;
    `breaks_off` ends the connection after the mail was taken and before it says so."""

    port: int = 0
    taken: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    breaks_off: bool = False


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, post: Post) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.post = post


class _Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    server: _Server

    def handle(self) -> None:
        """Answer line by line until somebody leaves."""
        self._say(b"220 post office")
        while line := self.rfile.readline().strip():
            if not self._answer(line.decode()):
                return

    def _answer(self, line: str) -> bool:
        verb = line[:4].upper()
        if verb == "DATA":
            return self._take()
        if verb == "RCPT" and any(each in line for each in self.server.post.refuses):
            self._say(b"550 no such person")
            return True
        self._say({"QUIT": b"221 bye"}.get(verb, b"250 ok"))
        return verb != "QUIT"

    def _take(self) -> bool:
        self._say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.post.taken.append(b"".join(lines).decode())
        if not self.server.post.breaks_off:
            self._say(b"250 taken")
        return not self.server.post.breaks_off

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


@contextmanager
def mail_server() -> Iterator[Post]:
    """The server, until the end of the block."""
    post = Post()
    with _Server(post) as server:
        post.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield post
        server.shutdown()
