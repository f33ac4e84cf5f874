"""Tests and a time limit → whether they pass, in a fork of a process that has the libraries ready.

Loading the libraries takes longer than most tests, and only what is our own may change between two runs.
"""

from __future__ import annotations

import importlib
import os
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import Phase, settings

LIBRARIES = (
    "click fontTools.subset fontTools.ttLib hypothesis.strategies _hypothesis_pytestplugin jinja2 "
    "lxml.etree markdown_it markupsafe mdit_py_plugins pikepdf PIL.Image pydyf pygments pypdfium2 "
    "rich.console segno tinycss2 uharfbuzz weasyprint yaml"
).split()
OPTIONS = (
    "--exitfirst --quiet --assert=plain --hypothesis-seed=0 "
    "-p no:cacheprovider -p no:xdist -p no:cov -k not(another_process)"
).split()

EXAMPLES = 40
PATIENCE = 10
"""So many times as long as it may compute a test run may last: on a busy machine it waits for its turn."""

_SETTINGS = "_hypothesis_internal_use_settings"


def load_libraries() -> None:
    """What all test runs need."""
    for name in LIBRARIES:
        importlib.import_module(name)


class Quick:
    """A plugin: of random examples enough to notice a change, and no time spent on smaller ones."""

    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        """The tests say themselves how many examples they want, so that a profile would not do."""
        for item in items:
            test = getattr(item, "obj", None)
            if own := getattr(test, _SETTINGS, None):
                few = min(EXAMPLES, own.max_examples)
                phases = (Phase.explicit, Phase.generate)
                quick = settings(own, max_examples=few, deadline=None, phases=phases, database=None)
                setattr(getattr(test, "__func__", test), _SETTINGS, quick)


def passes(folder: Path, tests: Sequence[str], seconds: int) -> bool:
    """Whether these tests pass in that copy of the repository, computing for so many seconds at most."""
    child = os.fork()
    if child == 0:
        _run(folder, tests, seconds)
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what it started may still run
    return status == 0


def _run(folder: Path, tests: Sequence[str], seconds: int) -> None:
    """Never returns. Compiled files are not written: changes follow each other too fast for Python."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    signal.alarm(PATIENCE * seconds)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(folder)
    paths = [str(folder / each) for each in ("generator", "tests", "tools")]
    os.environ |= {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:0] = paths
    sys.dont_write_bytecode = True
    status = 1
    try:
        status = int(pytest.main([*OPTIONS, *(f"tests/{name}" for name in tests)], [Quick()]))
    finally:
        os._exit(status)
