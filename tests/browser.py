"""A page → what Chromium makes of it, driven through its debugging pipe: no driver and no port needed.

The protocol is that of https://chromedevtools.github.io/devtools-protocol/, messages end with a null.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
REQUIRED = "QUIZGEN_REQUIRE_CHROMIUM"
"""Set where a missing browser shall fail the tests."""


def found() -> str:
    """Where a Chromium is; without one the test is skipped, unless it is required."""
    paths = [path for name in NAMES if (path := shutil.which(name))]
    if not paths and os.environ.get(REQUIRED):
        pytest.fail("there is no Chromium, which is required here")
    if not paths:
        pytest.skip("there is no Chromium on this machine")
    return paths[0]


class Page:
    """A page in a browser."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._number, self._session, self._rest = 0, "", b""
        self.events: list[dict[str, Any]] = []

    def open(self, page: Path | str, dark: bool = False) -> None:
        """Load a file or an address; what it says and asks of the network is kept in `events`."""
        self._session, self.events = "", []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.call(f"{domain}.enable")
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=page.as_uri() if isinstance(page, Path) else page)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self._next()

    def run(self, script: str) -> Any:
        """The value of an expression in the page, which its policy does not hold back."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """A key, pressed and let go."""
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def type(self, text: str) -> None:
        """Text into what has the focus."""
        self.call("Input.insertText", text=text)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Ask the browser for something."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._receive, 1 << 16)
            assert piece, "the browser has ended"
            self._rest += piece
        line, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message


def _as_three_and_four(read: int, write: int) -> None:
    """The ends of the pipes under the numbers that the browser expects, whatever they were before."""
    high = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (read, write)]
    for number, end in enumerate(high, start=3):
        os.dup2(end, number)


@contextmanager
def browser() -> Iterator[Page]:
    """A browser without a window, without a profile and without a network."""
    ours, theirs = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = (
            "--headless --no-sandbox --disable-gpu --no-first-run --remote-debugging-pipe"
            " --disable-dev-shm-usage --proxy-server=127.0.0.1:9"
        )
        process = subprocess.Popen(
            [found(), *options.split(), f"--user-data-dir={profile}"],
            preexec_fn=lambda: _as_three_and_four(ours[0], theirs[1]),
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (ours[0], theirs[1]):
            os.close(end)
        try:
            yield Page(ours[1], theirs[0])
        finally:
            process.kill()
            process.wait()
            for end in (ours[1], theirs[0]):
                os.close(end)
