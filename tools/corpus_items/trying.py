"""An item → all reasons why quizgen does not do with it what it must."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus_items import holding
from corpus_items.judging import reasons
from corpus_items.manifest import Item
from corpus_items.processes import SET_UP, process_reasons
from corpus_items.running import QUIZGEN, Ran, run
from corpus_items.trials import PDF, Trial, known, trials

SEEDS = 20
MOST_UNEVEN = 16.27
"""Chi-squared of four letters that chance exceeds in one of a thousand cases."""


def commands() -> frozenset[str]:
    """The commands that quizgen has."""
    shown = subprocess.run([QUIZGEN, "--help"], capture_output=True, text=True, check=True).stdout
    return frozenset(re.findall(r"^  ([a-z]+) ", shown, re.MULTILINE))


def try_item(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """Try an item in a folder of its own."""
    if item.short in SET_UP:
        yield from process_reasons(item, corpus, work)
    elif known(item):
        for trial in trials(item, corpus, work):
            yield from (f"{trial.name}: {reason}" for reason in _tried(item, trial, corpus))
        if item.more.get("kind") == "statistics":
            yield from _uneven(item, corpus, work / "statistics")
    else:
        yield "nobody has written yet how to try this"


def _tried(item: Item, trial: Trial, corpus: Path) -> Iterator[str]:
    before = _sources(trial.project)
    ran, *more = _run(trial)
    yield from reasons(item, trial, ran, corpus)
    for built in (each for each in more if each.code):
        yield f"what was imported cannot be built: {built.err.strip()[:300]}"
    if _sources(trial.project) != before:
        yield "a source was changed"
    if item.surface == "csv" and ran.code == 0 and PDF in trial.formats:
        yield from _names(item, trial, corpus)


def _run(trial: Trial) -> Iterator[Ran]:
    """How the command lines went, up to the first that failed."""
    for command in trial.commands:
        ran = run(command, trial.project)
        yield ran
        if ran.code:
            return


def _sources(project: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(project)): path for path in holding.files(project)}
    return {n: path.read_bytes() for n, path in found.items() if not n.startswith(".quizgen")}


def _names(item: Item, trial: Trial, corpus: Path) -> Iterator[str]:
    """A paper for each candidate, with the name as it is."""
    texts = [holding.squeezed(holding.pdf_text(path)) for path in holding.papers(trial.output)]
    data = (corpus / (item.file or "")).read_bytes()
    for encoding in ("utf-8", "cp1252"):
        try:
            lines = data.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        break
    rows = list(csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ","))
    if len(texts) != len(rows):
        yield f"{len(texts)} papers for {len(rows)} candidates"
    for row in rows:
        if not any(holding.squeezed(row["name"]) in text for text in texts):
            yield f"the name {row['name']} is not whole"


def _uneven(item: Item, corpus: Path, work: Path) -> Iterator[str]:
    """Whether right options, all written first, come to stand evenly under all letters."""
    letters: Counter[str] = Counter()
    for seed in range(SEEDS):
        trial = list(trials(item, corpus, work / str(seed)))[-1]
        run((*trial.commands[-1], "--seed", str(seed)), trial.project)
        for form in holding.record(trial.output)["forms"]:
            asked = (each for section in form["sections"] for each in section["questions"])
            letters.update(each["key"][0] for each in asked)
    expected = letters.total() / 4
    uneven = sum((letters[letter] - expected) ** 2 / expected for letter in "ABCD")
    if uneven > MOST_UNEVEN:
        yield f"letters of the keys: {dict(letters)}"
