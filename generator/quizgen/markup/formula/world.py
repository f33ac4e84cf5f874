"""JavaScript source and calls → their results, by quickjs, under limits that it keeps itself.

To be used in a child process only (scripts.py): a crash of quickjs would end the whole process.
"""

import json
from pathlib import Path
from typing import Any, Final

import quickjs

from quizgen.markup.formula.limits import LIMITS, MEGABYTE, Limits

SCRIPT_STACK: Final = 24 * MEGABYTE
"""Less than quizgen.child_process.THREAD_STACK, for a world lives in that one thread."""
FAILURES: Final = (quickjs.JSException, MemoryError, RecursionError)
"""What a script can raise; its world is of no use afterwards."""


class World:
    """The narrow, typed side of a quickjs context."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.calls = 0
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(SCRIPT_STACK)
        self._context.set_memory_limit(limits.script_memory)
        self._context.set_time_limit(limits.seconds)

    def load(self, *files: Path) -> None:
        """Run the scripts of these files."""
        for file in files:
            self.run(file.read_text(encoding="utf-8"))

    def run(self, source: str) -> None:
        """Run a script and what it left to be done later."""
        self._context.eval(source + "\n;undefined")
        while self._context.execute_pending_job():
            pass

    def call(self, function: str, *arguments: str | float | bool) -> Any:
        """The result as JSON, because quickjs cannot hand over a text that it has pieced together."""
        self.calls += 1
        result = self._context.get(function)(*arguments)
        while self._context.execute_pending_job():
            pass
        return json.loads(result)
