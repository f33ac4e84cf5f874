"""The modules in which a wrong exam would be born → how many small changes to them the tests notice.

`make mutation`, or `tools/mutation.py ROOM|MODULE…` for some of them. Each change (see `mutants`) is
made in a copy of the repository, never in the checkout; then the tests that belong to the module run
until one fails. What no test notices is printed as a difference: it is the same program in other words, or a
test is missing, or code too much is there.
"""

from __future__ import annotations

import argparse
import compileall
import difflib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from forked_pytest import load_libraries, passes
from mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
HOUSE = Path("generator/quizgen")
CONTRACT = "test_moodle_limits.py test_moodle_contract.py test_moodle_answers.py test_moodle.py"
MOODLE = f"test_moodle_media.py test_moodle_readback.py {CONTRACT}"
GIFT_MODULES = ("syntax", "fitted", "kinds", "contract", "found", "planned", "__init__")
MOODLE_MODULES = (
    "kinds planned cloze matching found readback words categories media tex xml"
).split()
SHARED_MODULES = "asked facts features losses media passages remarks verify words".split()
NOT_EXTREME = "test_fairness.py::test_a_single_version_is_not_extreme_either"
POINTS = "test_draw.py::test_points_and_wrong_come_from_the_section"
KEYS = " ".join(
    f"test_keys.py::test_{name}"
    for name in (
        "a_key_that_is_right_is_found_to_be a_wrong_letter_is_caught a_wrong_head_or_row_is_caught "
        "rows_that_would_share_a_block_by_mistake_are_caught "
        "what_is_laid_out_is_the_same_for_every_draw_of_the_same_questions".split()
    )
)
EXAM = "test_bank.py test_blueprint.py test_paper_marking.py test_draw.py test_assemble.py"
COMPOSED_KEYS = (
    "test_keys.py::test_composed_keys_read_as_those_that_are_laid_out_as_a_whole "
    "test_keys.py::test_nothing_is_made_of_a_wrong_key"
)
COMPOSED = "test_outlines.py test_placement.py " + " ".join(
    f"test_composed.py::test_a_composed_paper_is_the_printed_one[{seed}]" for seed in (2, 5, 13)
)
PDF_KEYS = (
    "test_keys.py::test_the_key_of_a_single_form_is_composed_too "
    "test_pdf_files.py::test_the_first_and_the_last_paper_and_every_block_are_read_back[each] "
    "test_pdf_files.py::test_keys_that_are_laid_out_as_a_whole_are_told_of_where_they_need_several_files "
    "test_keys.py::test_where_a_template_or_style_hinders_the_keys_are_laid_out_as_a_whole"
)
HIDDEN_TEXT = "test_paper_print.py::test_text_that_a_style_sheet_hides_is_missed"

ROOMS = MappingProxyType(
    {
        "assemble": {
            "assemble/chance.py": "test_chance.py",
            "assemble/labels.py": "test_assemble.py::test_labels",
            "assemble/likeness.py": "test_likeness.py",
            "assemble/code.py": "test_assemble.py",
            "assemble/independence.py": "test_draw.py",
            "assemble/allot.py": "test_draw.py",
            "assemble/draw.py": "test_draw.py test_assemble.py::test_frozen_draw",
            "assemble/reports.py": "test_draw.py",
            "assemble/arrange.py": f"{POINTS} test_fairness.py test_assemble.py",
            "assemble/__init__.py": f"{NOT_EXTREME} test_assemble.py test_likeness.py test_draw.py",
        },
        "keys": {
            "paper/views/marking.py": "test_paper_marking.py test_paper.py test_moodle.py",
            "paper/views/answer_sheet.py": "test_paper.py test_blueprint.py",
            "paper/checks/placement.py": "test_placement.py",
            "paper/checks/key_check.py": KEYS,
            "paper/outlines/key_outline.py": f"test_outlines.py {KEYS} {COMPOSED_KEYS}",
            "model/exam.py": EXAM,
            "paper/outlines/outline.py": COMPOSED,
        },
        "moodle": {
            "export/moodle/fractions.py": "test_moodle_fractions.py test_moodle.py",
            "export/moodle/contract.py": CONTRACT,
            "export/moodle/contract_entries.py": CONTRACT,
            "export/moodle/contract_kinds.py": CONTRACT,
            **{f"export/moodle/{name}.py": MOODLE for name in MOODLE_MODULES},
        },
        "platforms": {
            f"export/lms/{name}.py": f"test_exporters.py {MOODLE}" for name in SHARED_MODULES
        },
        "pdf": {
            "export/pdf_spread.py": "test_spread_batches.py",
            "export/pdf_printing.py": "test_pdf_files.py",
            "export/pdf_keys.py": PDF_KEYS,
            "export/pdf_papers.py": "test_pdf_files.py",
            "export/pdf.py": f"{HIDDEN_TEXT} test_pdf_files.py",
        },
        "text": {
            "formats/gift.py": "test_formats.py test_gift.py",
            "formats/aiken.py": "test_formats.py test_aiken.py",
            "export/aiken.py": "test_aiken.py",
            **{f"export/gift/{name}.py": "test_gift.py" for name in GIFT_MODULES},
        },
    }
)
"""Room → its modules → the tests that belong to each, quickest first."""

FIRST, PATIENCE, LEAST = 300, 2, 5
"""A test run may compute so many times as long as one without a change took, and so many seconds more;
without one, so many seconds."""


@dataclass(frozen=True)
class Score:
    """What became of the mutants of a module."""

    module: str
    mutants: int
    survived: int

    def __str__(self) -> str:
        killed = self.mutants - self.survived
        share = f"{killed / self.mutants:.1%}" if self.mutants else "-"
        return f"{self.module:32}{self.mutants:8}{killed:8}{self.survived:9}{share:>8}"


def main() -> None:
    """Print what survives, as it is found, and the table."""
    parser = argparse.ArgumentParser(description="changes that tests should notice")
    parser.add_argument("names", nargs="*", metavar="ROOM|MODULE", help=f"of {', '.join(ROOMS)}")
    parser.add_argument("--sample", type=int, metavar="N", help="try N changes of each module only")
    wanted = parser.parse_args()
    load_libraries()
    with tempfile.TemporaryDirectory(prefix="quizgen-mutation-") as folder:
        copy = Path(folder)
        copy_repository(copy)
        scores = [score(copy, *each, wanted.sample) for each in chosen(wanted.names)]
    print(f"\n{'module':32}{'mutants':>8}{'killed':>8}{'survived':>9}{'score':>8}")
    total = Score("total", sum(s.mutants for s in scores), sum(s.survived for s in scores))
    print(*scores, total, sep="\n")


def chosen(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The modules of these rooms or names, with their tests; all where nothing is named."""
    unknown = {*names} - {*ROOMS} - {module for room in ROOMS.values() for module in room}
    if unknown:
        sys.exit(f"no such room or module: {', '.join(sorted(unknown))}; rooms: {', '.join(ROOMS)}")
    for room, modules in ROOMS.items():
        for module, tests in modules.items():
            if not names or room in names or module in names:
                yield module, tests


def copy_repository(folder: Path) -> None:
    """What git knows or would add, with the templates where an installed quizgen has them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / HOUSE / "templates").symlink_to(folder / "templates")
    for name in ("generator", "tests"):
        compileall.compile_dir(folder / name, quiet=2)


def score(copy: Path, module: str, tests: str, sample: int | None) -> Score:
    """Try the mutants of a module: all, or so many of them, each time the same ones."""
    print(f"\n{module}: {tests}", flush=True)
    started = time.monotonic()
    if not passes(copy, tests.split(), FIRST):
        sys.exit(f"the tests of {module} fail without any change")
    limit = LEAST + PATIENCE * round(time.monotonic() - started)
    every = tuple(mutants(copy / HOUSE / module))
    tried = every
    if sample is not None and sample < len(every):
        tried = tuple(random.Random(module).sample(every, sample))
    survivors = [each for each in tried if survives(copy, module, tests, each, limit)]
    seconds = time.monotonic() - started
    print(f"{len(tried)} of {len(every)} mutants, {seconds:.0f} s", flush=True)
    return Score(module, len(tried), len(survivors))


def survives(copy: Path, module: str, tests: str, mutant: Mutant, limit: int) -> bool:
    """Whether the tests pass in spite of the change, which is then printed."""
    file = copy / HOUSE / module
    original = file.read_text(encoding="utf-8")
    file.write_text(mutant.code, encoding="utf-8")
    try:
        unnoticed = passes(copy, tests.split(), limit)
    finally:
        file.write_text(original, encoding="utf-8")
    if unnoticed:
        lines = difflib.unified_diff(original.split("\n"), mutant.code.split("\n"), n=0)
        changed = [each for each in lines if not each.startswith(("---", "+++", "@@"))]
        print(f"{module}:{mutant.line} {mutant.operator}", *changed, sep="\n  ", flush=True)
    return unnoticed


if __name__ == "__main__":
    main()
