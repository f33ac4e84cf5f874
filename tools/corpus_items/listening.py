"""The ports to which hostile inputs would have quizgen connect → whether anybody did."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress
from threading import Thread
from typing import Self

PORTS = (9, 80)


class Listener:
    """Listens on this machine while it lasts, where it may."""

    def __init__(self) -> None:
        self.calls = 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        for port in PORTS:
            with suppress(OSError):  # taken, or not ours to take
                self._listen(port)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _listen(self, port: int) -> None:
        server = socket.create_server(("127.0.0.1", port))
        self._stack.callback(server.close)
        Thread(target=self._wait, args=(server,), daemon=True).start()

    def _wait(self, server: socket.socket) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _ = server.accept()
                connection.close()
                self.calls += 1
