"""Searches for files that break a reader, guided by which code they reach: see CONTRIBUTING.md.

    python tools/fuzz.py TARGET [--seconds N] [--corpus DIR] [INPUT …]

TARGET is a sort of file, or `all`. With INPUTs, these alone are tried. An input that breaks a promise
of `tests/fuzz_checks.py` is saved in .fuzz/found/TARGET and shown, with how to try it again; the exit
code is 1 then. What reaches new code is kept in .fuzz/TARGET, or in DIR, and the next search goes on there.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
WORK = ROOT / ".fuzz"
IMPORTED = (
    "aiken anki anki-text blackboard brightspace gift h5p hashcards json kahoot moodle notes obsidian "
    "qti qti12 quizlet rexams table text2qti wayground"
).split()
TARGETS = (
    *("deck", "exam", "formula", "picture", "record", "roster", "style", "template"),
    *(f"import-{name}" for name in IMPORTED),
)
SECONDS = 60
LIMITS = ("-timeout=120", "-rss_limit_mb=4096", "-max_len={longest}", "-print_final_stats=1")
"""Seconds by the clock and MiB that an input may take, and its bytes. The seconds are many, for the computer
may have other work to do; `fuzz_checks.SECONDS` counts those of work."""
LONGEST, LONGEST_IMPORTED = 8192, 200_000
"""Bytes of an input; those of whole archives are many, and would be cut."""
LONGEST_WORD = 60
_SEARCHING = re.compile(r"^#\d+\s.*\n", re.MULTILINE)
NO_ATHERIS = """\
The package atheris was not found, which guides the search. `make` sets it up on Linux (x86-64) with
Python 3.11 to 3.13; elsewhere QUIZGEN_FUZZ=5000 .venv/bin/pytest tests/test_fuzz.py searches without it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Search, or try inputs again; 1 if one of them breaks a promise, 2 if that cannot be done."""
    given = _parser().parse_args(arguments)
    if given.inputs:
        return _child(given.target, map(str, given.inputs)).returncode
    if importlib.util.find_spec("atheris") is None:
        print(NO_ATHERIS, file=sys.stderr)
        return 2
    targets = TARGETS if given.target == "all" else (given.target,)
    return max([_search(target, given.seconds, given.corpus) for target in targets])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", choices=[*TARGETS, "all"], help="the sort of file")
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="try these and nothing else")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"for each target ({SECONDS})")
    parser.add_argument("--corpus", type=Path, help="inputs to begin with, where new ones are kept")
    return parser


def _child(target: str, options: Iterable[str]) -> subprocess.CompletedProcess[str]:
    """The fuzzer in a process of its own, which it ends as it likes; what it says is kept if it searches."""
    options = list(options)
    command = [sys.executable, str(ROOT / "tools" / "fuzz_process.py"), target, *options]
    quiet = subprocess.PIPE if options[0].startswith("-") else None
    return subprocess.run(
        command, stdout=quiet, stderr=quiet, text=True, errors="replace", check=False
    )


def _search(target: str, seconds: int, corpus: Path | None) -> int:
    kept, found = corpus or WORK / target, WORK / "found" / target
    kept.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        words, seeds = Path(folder) / "words", Path(folder) / "seeds"
        seeds.mkdir()
        _write_seeds(target, words, seeds)
        own = [f"-max_total_time={seconds}", f"-artifact_prefix={found}/", f"-dict={words}"]
        longest = LONGEST_IMPORTED if target.startswith("import-") else LONGEST
        limits = [limit.format(longest=longest) for limit in LIMITS]
        ended = _child(target, [*own, *limits, str(kept), str(seeds)])
    return report(target, ended.returncode, f"{ended.stdout}{ended.stderr}")


def _write_seeds(target: str, words: Path, seeds: Path) -> None:
    """What to begin with: the pieces that files are made of, for the fuzzer to put in, and whole files."""
    sys.path[:0] = [str(TESTS)]
    from fuzz_seeds import PIECES, seeds_of

    for number, seed in enumerate(seeds_of(target)):
        (seeds / str(number)).write_bytes(seed)
    pieces = [piece.encode()[:LONGEST_WORD] for piece in PIECES.get(target, ()) if piece]
    escaped = ("".join(f"\\x{byte:02x}" for byte in piece) for piece in pieces)
    words.write_text("".join(f'"{word}"\n' for word in escaped))


def report(target: str, code: int, output: str) -> int:
    """How much was tried and reached, and what was found."""
    runs = re.findall(r"number_of_executed_units: (\d+)", output) or re.findall(r"#(\d+)", output)
    reached = re.findall(r"cov: (\d+)", output)
    tried = (
        f"{int(runs[-1]) if runs else 0:,} inputs, {reached[-1] if reached else 0} places reached"
    )
    print(f"{target}: {tried}", flush=True)
    if not code:
        return 0
    print(_SEARCHING.sub("", output)[-6000:])
    for path in re.findall(r"Test unit written to (\S+)", output):
        print(f"{target}: this input breaks a promise; to try it again:")
        print(f"  .venv/bin/python tools/fuzz.py {target} {path}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
