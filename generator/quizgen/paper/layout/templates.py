"""Templates and plain data → HTML, in a sandbox: templates may come from anyone.

They see their data and nothing else: no chance, no files, no changing of what they are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError, Undefined
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

WITHHELD_FILTERS = ("random",)
WITHHELD_GLOBALS = ("lipsum",)
PRINTED = (str, int, float, Decimal, type(None))
"""What is text, or becomes the same text in every run."""


class TemplateFailure(Exception):
    """A template that cannot be used: its name, the line (0 if unknown) and why."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(name, line, reason)
        self.name, self.line, self.reason = name, line, reason


def environment(templates: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """Where templates run. Everything is escaped, an unknown name is an error."""
    sandbox = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_loader(templates)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_printed,
    )
    for name in WITHHELD_FILTERS:
        del sandbox.filters[name]
    for name in WITHHELD_GLOBALS:
        del sandbox.globals[name]
    return sandbox


def render(sandbox: ImmutableSandboxedEnvironment, name: str, context: Mapping[str, object]) -> str:
    """The template of that name filled with the context; raises TemplateFailure."""
    try:
        return sandbox.get_template(name).render(context)
    except TemplateSyntaxError as error:
        raise TemplateFailure(error.filename or name, error.lineno, str(error.message)) from error
    except RecursionError as error:
        raise TemplateFailure(
            *_round(error, name), "it includes or calls itself without end"
        ) from error
    except TemplateNotFound as error:
        reason = f"there is no template {error.name}"
        raise TemplateFailure(*_innermost(error, name), reason) from error
    except Exception as error:
        raise TemplateFailure(*_innermost(error, name), _reason(error)) from error


def _printed(value: object) -> object:
    """The value that is to be printed; raises TemplateRuntimeError if it is an object of the program.

    Python would print where in memory that lies: another text in every run.
    """
    if not _is_plain(value):
        kind = type(value).__name__
        raise TemplateRuntimeError(f"{kind} is no text: print a part of it, or |join(', ')")
    return value


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, (*value, *value.values())))
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, (*PRINTED, Undefined))


def _loader(
    templates: Mapping[str, str],
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    """A loader that gives each template its name as file name, to be found in tracebacks."""
    return lambda name: (templates[name], name, lambda: True) if name in templates else None


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError | OverflowError):
        return "it needs too much memory"
    return str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"


def _innermost(error: BaseException, name: str) -> tuple[str, int]:
    """The template and the line in which the error arose."""
    return [(name, 0), *_passed(error)][-1]


def _round(error: RecursionError, name: str) -> tuple[str, int]:
    """The template and the line that come again and again on the way to the error."""
    return Counter(_passed(error) or [(name, 0)]).most_common(1)[0][0]


def _passed(error: BaseException) -> list[tuple[str, int]]:
    """The templates and lines on the way to an error: Jinja writes them into the traceback."""
    found, trace = [], error.__traceback__
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            found.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return found
