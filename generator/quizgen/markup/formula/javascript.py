"""A JavaScript world → the sandbox in which its functions are called."""

from dataclasses import asdict
from typing import Final

from quizgen.markup.formula.limits import LIMITS, Limits
from quizgen.sandbox import Allowance, Sandbox

SERVANT: Final = "quizgen.markup.formula.scripts"
"""Only named here: it loads quickjs, which is for the child process alone."""


def scripts(world: str, *arguments: str, limits: Limits | None = None) -> Sandbox:
    """A sandbox that is called with the name of a global function and its arguments.

    `world` names a module whose function `start` fills a new world; `arguments` are given to it.
    Without limits of its own, LIMITS hold.
    """
    limits = limits or LIMITS
    allowance = Allowance(limits.seconds + limits.grace, limits.process_memory)
    return Sandbox(allowance, SERVANT, asdict(limits), world, *arguments)
