"""A trial and how it ran → every reason why it is not as the manifest wants it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from corpus_items import holding
from corpus_items.keys import wrong_keys
from corpus_items.manifest import Item
from corpus_items.running import Ran
from corpus_items.trials import MOODLE, PDF, Trial

_COLOUR = 60
"""So far a pixel of a picture may be from its colour."""

_CRASHED = ("Traceback (most recent call last)", "bug in quizgen")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def reasons(item: Item, trial: Trial, ran: Ran, corpus: Path) -> Iterator[str]:
    """All reasons; none if the trial went as it should."""
    yield from ending(item, ran)
    if _lacks_font(item, trial, ran):
        return
    yield from _exit(item, trial, ran)
    if _must_name(item, ran) and trial.line is not None:
        yield from _named(trial, ran)
    yield from _never(item, trial, corpus)
    if ran.code == 0:
        yield from _well(item, trial)


def ending(item: Item, ran: Ran) -> Iterator[str]:
    """What no run may do, whatever it is about."""
    if ran.code < 0 and ran.code not in item.exit:
        yield f"ended by signal {-ran.code}"
    yield from (f"says “{words}”" for words in _CRASHED if words in ran.said)
    if ran.seconds > item.max_seconds:
        yield f"took {ran.seconds:.1f} of {item.max_seconds} s"
    if ran.megabytes > item.max_mb:
        yield f"took {ran.megabytes:.0f} of {item.max_mb} MB"
    if _CONTROL.search(ran.said):
        yield "control characters in what it says"
    for escape in item.listed("must_not_stderr"):
        if escape.encode().decode("unicode_escape") in ran.err:
            yield f"says {escape}"


def _lacks_font(item: Item, trial: Trial, ran: Ran) -> bool:
    """Without the font that an item needs, saying so is right."""
    told = "no font has the" in ran.err and f"{trial.subject}:" in ran.err
    return "needs_font" in item.more and ran.code == 1 and told


def _exit(item: Item, trial: Trial, ran: Ran) -> Iterator[str]:
    if ran.code not in item.exit and not (ran.code == 0 and item.warns):
        yield f"exit {ran.code}, not {' or '.join(map(str, item.exit))}"
    written = holding.files(trial.output)
    if ran.code and written:
        yield f"failed, and left {', '.join(path.name for path in written[:3])}"
    if ran.code == 0 and not written:
        yield "succeeded without a file"


def _must_name(item: Item, ran: Ran) -> bool:
    return ran.code != 0 or item.warns


def _named(trial: Trial, ran: Ran) -> Iterator[str]:
    if not re.search(rf"{re.escape(trial.subject)}:{trial.line}(?!\d)", ran.err):
        first = next((line for line in ran.err.splitlines() if "error:" in line), "")
        yield f"does not name {trial.subject}:{trial.line}; says {first[:120]}"


def _never(item: Item, trial: Trial, corpus: Path) -> Iterator[str]:
    """What must be nowhere, whether the build failed or not."""
    decks = [trial.deck] if trial.imported and trial.deck.exists() else []
    for path in (*decks, *holding.candidates_files(trial.output)):
        yield from _held(item, path, corpus)
    for path in holding.uploads(trial.output):
        text = holding.html(path)
        yield from (f"{path.name}: {t}" for t in item.listed("must_not_html") if t in text)
    for name in item.listed("must_not_exist"):
        if any((base / name).exists() for base in (trial.project, trial.output)):
            yield f"{name} exists"


def _held(item: Item, path: Path, corpus: Path) -> Iterator[str]:
    for words in item.listed("must_not_contain"):
        if words in path.name or any(words.encode() in part for part in holding.contents(path)):
            yield f"{path.name} holds {words}"
    for picture in item.listed("must_not_image"):
        if _shows(path, _colour(corpus / picture)):
            yield f"{path.name} shows {picture}"


def _colour(path: Path) -> tuple[int, ...]:
    with Image.open(path) as picture:
        small = picture.convert("RGB").resize((1, 1))
        return tuple(small.tobytes())


def _shows(path: Path, colour: tuple[int, ...]) -> bool:
    """Whether some pixel of the file's pictures or pages is of the colour."""
    for picture in holding.pictures(path):
        shown = picture.convert("RGB")
        shown.thumbnail((800, 1200), Image.Resampling.NEAREST)
        found = shown.getcolors(shown.width * shown.height) or ()
        if any(_near(pixel, colour) for _, pixel in found):
            return True
    return False


def _near(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < _COLOUR for a, b in zip(pixel, colour, strict=True))


def _well(item: Item, trial: Trial) -> Iterator[str]:
    """What must be in the files of a build that succeeded."""
    for made, text in _texts(trial):
        for wanted in (*item.listed("must_text"), *item.listed("must_text_if_ok")):
            if holding.squeezed(wanted) not in text:
                yield f"no “{wanted}” in {made}"
        for words in item.listed("must_not_text"):
            if holding.squeezed(words) in text:
                yield f"“{words}” in {made}"
    yield from _pictures(item, trial)
    if "keys" in item.more:
        yield from wrong_keys(item, trial.output)


def _texts(trial: Trial) -> Iterator[tuple[str, str]]:
    if PDF in trial.formats:
        texts = map(holding.pdf_text, holding.papers(trial.output))
        yield "the papers", holding.squeezed("".join(texts))
    if MOODLE in trial.formats:
        texts = map(holding.moodle_text, holding.uploads(trial.output))
        yield "the upload", holding.squeezed("".join(texts))


def _pictures(item: Item, trial: Trial) -> Iterator[str]:
    wanted = item.more.get("pictures", item.more.get("pictures_if_ok"))
    found = len(holding.record(trial.output)["pictures"])
    if wanted is not None and found != wanted:
        yield f"{found} pictures, not {wanted}"
