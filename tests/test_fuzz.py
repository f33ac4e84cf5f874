"""Whatever stands in a teacher's files, the readers keep their promises: see `fuzz_checks`.

QUIZGEN_FUZZ=1000 tries a thousand files of each sort instead of a few; `make fuzz` searches for longer.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from random import Random
from typing import Any

import fuzz_imports
import fuzz_pieces as made_of
import fuzz_zipped
import pytest
from fuzz_checks import CHECKS, deck_of
from fuzz_seeds import FOUND, PHOTOGRAPHS, PRINTED_RECORD, RECORD
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.importers import IMPORTERS
from quizgen.project import load
from quizgen.read.source import decode
from quizgen.secret import LENGTH, project_secret, shared_secret

EXAMPLES = int(os.environ.get("QUIZGEN_FUZZ", "40"))
searching = settings(
    max_examples=EXAMPLES,
    derandomize="QUIZGEN_FUZZ" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def in_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    "path", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_what_was_found_once_stays_mended(path: Path) -> None:
    CHECKS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("sort", sorted(CHECKS))
@searching
@given(st.binary(max_size=300))
def test_any_bytes(sort: str, data: bytes) -> None:
    CHECKS[sort](data)


@searching
@given(st.one_of(made_of.NEARLY_DECKS, made_of.DECKS, made_of.broken(made_of.NEARLY_DECKS)))
def test_decks(text: str) -> None:
    CHECKS["deck"](in_bytes(text))


@searching
@given(st.one_of(made_of.EXAMS, made_of.broken(made_of.EXAMS)))
def test_exams(text: str) -> None:
    CHECKS["exam"](in_bytes(text))


@searching
@given(st.one_of(made_of.ROSTERS, made_of.broken(made_of.ROSTERS)))
def test_rosters(text: str) -> None:
    CHECKS["roster"](in_bytes(text))


@searching
@given(made_of.STYLES)
def test_styles(text: str) -> None:
    CHECKS["style"](in_bytes(text))


@searching
@given(st.one_of(made_of.SVGS, made_of.broken(made_of.SVGS)))
def test_drawings(text: str) -> None:
    CHECKS["picture"](in_bytes(text))


@searching
@given(st.sampled_from(PHOTOGRAPHS), st.integers(0, 2000), st.integers(0, 9), st.binary(max_size=9))
def test_photographs(whole: bytes, place: int, cut: int, new: bytes) -> None:
    at = place % len(whole)
    CHECKS["picture"](whole[:at] + new + whole[at + cut :])


@pytest.mark.parametrize("name", sorted(IMPORTERS))
@searching
@given(st.data(), st.integers(0, 10**6), st.integers(0, 99), st.binary(max_size=9))
def test_imports(name: str, data: st.DataObject, place: int, cut: int, new: bytes) -> None:
    whole = data.draw(st.sampled_from(fuzz_imports.seeds(name) or (b"",)))
    piece = data.draw(st.sampled_from(fuzz_imports.pieces(name) or ("",)))
    at = place % (len(whole) + 1)
    CHECKS[f"import-{name}"](whole[:at] + new + piece.encode() + whole[at + cut :])


PACKED = sorted(
    name for name in IMPORTERS if any(data[:2] == b"PK" for data in fuzz_imports.seeds(name))
)


@pytest.mark.parametrize("name", PACKED)
@searching
@given(st.data(), st.randoms(use_true_random=False), st.binary(max_size=9))
def test_imports_of_archives_with_something_in_them_changed(
    name: str, data: st.DataObject, chance: Random, new: bytes
) -> None:
    piece = data.draw(st.sampled_from(fuzz_imports.pieces(name)))

    def change(part: bytes) -> bytes:
        at, cut = chance.randrange(len(part) + 1), chance.randrange(99)
        return part[:at] + new + piece.encode() + part[at + cut :]

    whole = data.draw(st.sampled_from(fuzz_imports.seeds(name)))
    CHECKS[f"import-{name}"](fuzz_zipped.changed(whole, change, chance))


@searching
@given(st.one_of(made_of.FORMULAS, made_of.broken(made_of.FORMULAS)))
def test_formulas(text: str) -> None:
    CHECKS["formula"](in_bytes(text))


@searching
@given(st.one_of(made_of.TEMPLATES, made_of.broken(made_of.TEMPLATES)))
def test_templates(text: str) -> None:
    CHECKS["template"](in_bytes(text))


# --- Records ------------------------------------------------------------------------------------

NUMBERS = (0, -1, 1e308, 10**30, "NaN", "1e999999")
ODD_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    (None, True, *NUMBERS, "", "x", "\ud800", [], {}, [[]], [None])
)


def _spoilt(value: Any, draw: st.DrawFn) -> Any:
    """The value with something put in place of a part, deep inside."""
    if not value or not isinstance(value, dict | list) or draw(st.integers(0, 5)) == 0:
        return draw(ODD_VALUES)
    if isinstance(value, list):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], _spoilt(value[at], draw), *value[at + 1 :]]
    name = draw(st.sampled_from(sorted(value)))
    return {**value, name: _spoilt(value[name], draw)}


@st.composite
def spoilt(draw: st.DrawFn, text: str | bytes) -> str:
    return json.dumps(_spoilt(json.loads(text), draw))


@searching
@given(st.one_of(spoilt(PRINTED_RECORD), made_of.broken(st.just(RECORD))))
def test_records(text: str) -> None:
    CHECKS["record"](in_bytes(text))


@searching
@given(spoilt(fuzz_imports.seeds("json")[0]))
def test_spoilt_questions_of_ours(text: str) -> None:
    CHECKS["import-json"](in_bytes(text))


# --- Nothing is dropped without a word ----------------------------------------------------------


@st.composite
def labelled_decks(draw: st.DrawFn) -> str:
    """A deck with a word of its own behind each piece."""
    groups = (
        made_of.FRONTS,
        made_of.BACKS,
        made_of.REMARKS,
        made_of.INLINE,
        made_of.BLOCKS,
        ("", "\n\n"),
    )
    made = draw(
        st.lists(st.tuples(made_of.pieces(*groups), made_of.BETWEEN), min_size=2, max_size=14)
    )
    return draw(st.sampled_from(made_of.HEADS)) + "".join(
        f"{piece}zq{number}z{between}" for number, (piece, between) in enumerate(made)
    )


@searching
@given(labelled_decks())
def test_every_word_of_a_deck_without_problems_is_in_a_question(text: str) -> None:
    reading, readings, problems = deck_of(in_bytes(text))
    if problems:
        return
    asked = repr([reading.deck.title, *(each.card.topic for each in readings)])
    asked += repr([each.question for each in readings])
    missing = [word for word in re.findall(r"zq\d+z", text) if word not in asked]
    assert not missing, text


# --- Files beside the questions -----------------------------------------------------------------


@searching
@given(
    st.one_of(st.binary(max_size=60), st.text("0123456789abcdef \n", max_size=40).map(str.encode))
)
def test_secrets(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("project")
    path = root / ".quizgen" / "secret"
    path.parent.mkdir()
    path.write_bytes(data)
    for secret, problems in (project_secret(root), shared_secret(path)):
        assert (secret is None) == any(problem.severity == "error" for problem in problems)
        assert secret is None or len(secret) == LENGTH
    assert path.read_bytes() == data


NAMES = (
    *("content/a.md", "exam.yaml", "b.exam.yaml", "students.csv", ".quizgen/secret"),
    *("style.css", "templates/paper/mine.html.j2", "fonts/a.ttf"),
)
CONTENTS = st.one_of(
    st.binary(max_size=60),
    made_of.DECKS.map(in_bytes),
    st.sampled_from(made_of.SETTINGS).map(in_bytes),
)


@searching
@given(st.dictionaries(st.sampled_from(NAMES), CONTENTS))
def test_projects(tmp_path_factory: pytest.TempPathFactory, found: dict[str, bytes]) -> None:
    root = tmp_path_factory.mktemp("project")
    for name, data in found.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    once, again = load(root), load(root)
    assert (once.problems, once.bank, once.plans) == (again.problems, again.bank, again.plans)
    for problem in once.problems:
        path = problem.place.path
        text = decode(path, found.get(path, b""))[0].text
        assert problem.place.line <= text.count("\n") + 1, problem
