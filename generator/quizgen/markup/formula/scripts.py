"""What the sandbox of a JavaScript world calls: a function's name and its arguments → its result."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from quizgen.child_process import Refusal
from quizgen.markup.formula.limits import Limits
from quizgen.markup.formula.world import FAILURES, World


def start(limits: dict[str, Any], world: str, *arguments: str) -> Callable[..., Any]:
    """What calls the functions of a world; the first one has started. Raises what a script can raise.

    `world` names a module with a function that fills a new world, with these arguments.
    """
    module = import_module(world)
    return Scripts(lambda new: module.start(new, *arguments), Limits(**limits)).call


class Scripts:
    """One world after the other: a new one after every failure, and after so many calls."""

    def __init__(self, fill: Callable[[World], None], limits: Limits) -> None:
        self._fill, self._limits = fill, limits
        self._world: World | None = self._started()

    def call(self, function: str, *arguments: str | float | bool) -> Any:
        """The result of a global function; Refusal if it fails."""
        try:
            return self._living().call(function, *arguments)
        except FAILURES as error:
            self._world = None
            raise Refusal(str(error)) from error

    def _living(self) -> World:
        if self._world is None or self._world.calls >= self._limits.calls:
            self._world = None  # the old one goes before the new one comes
            self._world = self._started()
        return self._world

    def _started(self) -> World:
        world = World(self._limits)
        self._fill(world)
        return world
