"""The process that searches (see `fuzz.py`): a target and options of libFuzzer → inputs that break a promise.

python tools/fuzz_process.py TARGET [-OPTION=VALUE …] FOLDER …    searches
python tools/fuzz_process.py TARGET FILE …                        tries these, without instruments
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WATCHED = ["quizgen", "markdown_it", "mdit_py_plugins", "tinycss2", "cssselect2", "jinja2"]
"""The packages whose code is instrumented: ours, and the readers in Python that we rely on."""
ADDED = 100
"""Bytes by which one change may make a file longer."""


def main(target: str, arguments: Sequence[str]) -> None:
    """Search, or try each file."""
    sys.path[:0] = [str(ROOT / "tests")]
    if arguments[0].startswith("-"):
        _search(target, arguments)
        return
    check = _check(target)
    for path in arguments:
        check(Path(path).read_bytes())
        print(f"{path}: nothing is wrong")


def _check(target: str) -> Callable[[bytes], None]:
    from fuzz_checks import CHECKS

    return CHECKS[target]


def _load_late(target: str, check: Callable[[bytes], None]) -> None:
    """Have all imported that is imported when it is needed; what fails here, the search will find."""
    from fuzz_seeds import seeds_of

    for seed in seeds_of(target):
        with suppress(Exception):
            check(seed)


def _search(target: str, options: Sequence[str]) -> None:
    atheris: Any = __import__("atheris")  # not on every system
    with atheris.instrument_imports(include=WATCHED):
        check = _check(target)
        _load_late(target, check)
    atheris.Setup([sys.argv[0], *options], check, custom_mutator=_mutator(atheris))
    atheris.Fuzz()


def _mutator(atheris: Any) -> Callable[[bytes, int, int], bytes]:
    """Changes what lies in archives and databases, so that what is behind their reading is tried, too."""
    from fuzz_zipped import changed

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        def change(part: bytes) -> bytes:
            made: bytes = atheris.Mutate(part, len(part) + ADDED)
            return made

        return changed(bytes(data), change, Random(seed))[:longest]

    return mutate


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
