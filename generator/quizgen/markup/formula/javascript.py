"""JavaScript source and calls → their results, in a sandbox with limits of time and memory."""

import json
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import quickjs

SECONDS: Final = 10.0
CALLS: Final = 500
"""Calls in one world: MathJax keeps about 80 KB of every formula, so worlds are renewed."""
MEMORY: Final = 512 * 1024 * 1024
SCRIPT_STACK: Final = 24 * 1024 * 1024
THREAD_STACK: Final = 32 * 1024 * 1024


class ScriptFailure(Exception):
    """A script broke a limit or failed in a way that is not the author's TeX mistake."""


class Sandbox:
    """One JavaScript world, started at the first call and anew after every failure.

    A world may be used from one thread only, which needs a deep stack: so it has its own.
    """

    def __init__(self, start: Callable[["World"], None]) -> None:
        self._start = start
        self._world: World | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._process = -1
        self._starting = threading.Lock()

    def call(self, function: str, *arguments: str | float | bool) -> Any:
        """The result of a global function, which returns it as JSON; raises ScriptFailure."""
        return self._worker().submit(self._call, function, arguments).result()

    def _worker(self) -> ThreadPoolExecutor:
        with self._starting:
            if self._thread is None or self._process != os.getpid():  # a fork inherits no threads
                self._process, self._world, self._thread = os.getpid(), None, _deep_thread()
            return self._thread

    def _call(self, function: str, arguments: Iterable[str | float | bool]) -> Any:
        try:
            if self._world is None or self._world.calls >= CALLS:
                self._world = World()
                self._start(self._world)
            return self._world.call(function, *arguments)
        except (quickjs.JSException, MemoryError, RecursionError) as error:
            self._world = None
            raise ScriptFailure(str(error)) from error


class World:
    """The narrow, typed side of a quickjs context."""

    def __init__(self) -> None:
        self.calls = 0
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(SCRIPT_STACK)
        self._context.set_memory_limit(MEMORY)
        self._context.set_time_limit(SECONDS)

    def load(self, *files: Path) -> None:
        for file in files:
            self.run(file.read_text(encoding="utf-8"))

    def run(self, source: str) -> None:
        self._context.eval(source + "\n;undefined")
        while self._context.execute_pending_job():
            pass

    def call(self, function: str, *arguments: str | float | bool) -> Any:
        """JSON, because quickjs cannot hand over a text that it has pieced together."""
        self.calls += 1
        result = self._context.get(function)(*arguments)
        while self._context.execute_pending_job():
            pass
        return json.loads(result)


def _deep_thread() -> ThreadPoolExecutor:
    before = threading.stack_size(THREAD_STACK)
    try:
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="formula")
        thread.submit(int).result()  # the thread is made now, with this stack size
        return thread
    finally:
        threading.stack_size(before)
