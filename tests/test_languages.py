"""Every language file says what the English one says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from quizgen.labels import FALLBACK, labels, languages

ENGLISH = labels(FALLBACK)
OTHERS = [language for language in languages() if language != FALLBACK]
NO_SENTENCES = ("lower_labels", "subjects", "open_ended")
ARTICLES = {"before_consonant", "before_vowel", "vowel", "unsure_sound"}
"""Words of languages whose article hangs on the sound after it."""

HOLE = re.compile(r"\{(\w+)\}")


def sentences(ask: Any) -> dict[str, list[dict[str, str]]]:
    """The sentences by name, single ones as lists of one."""
    found = {name: value for name, value in ask.items() if name not in NO_SENTENCES}
    return {
        name: value if isinstance(value, list) else [{"stem": value}]
        for name, value in found.items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_word_is_missing(language: str) -> None:
    own = labels(language)
    assert own.print.keys() == ENGLISH.print.keys()
    assert own.practice.keys() == ENGLISH.practice.keys()
    assert own.screen.keys() == ENGLISH.screen.keys()
    assert own.read.keys() == ENGLISH.read.keys()
    assert ENGLISH.text.keys() - own.text.keys() <= ARTICLES
    assert own.text.keys() <= ENGLISH.text.keys()
    assert own.ask.keys() == ENGLISH.ask.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_words_on_screen_leave_the_same_to_be_filled_in(language: str) -> None:
    for name, words in labels(language).screen.items():
        assert set(HOLE.findall(words)) == set(HOLE.findall(ENGLISH.screen[name])), name


@pytest.mark.parametrize("language", languages())
def test_sentences_leave_the_same_to_be_filled_in(language: str) -> None:
    english = sentences(ENGLISH.ask)
    for name, given in sentences(labels(language).ask).items():
        needed = set(HOLE.findall(english[name][-1]["stem"])) - {"heading"}
        for each in given:
            found = set(HOLE.findall(each["stem"]))
            assert needed - {"context"} <= found, (name, each)
            assert found <= needed | {"heading", "label", "context", "front"}, (name, each)


@pytest.mark.parametrize("language", languages())
def test_patterns_are_regular_expressions_and_the_last_sentence_takes_all(language: str) -> None:
    ask = labels(language).ask
    for pattern in ask["subjects"]:
        assert "subject" in re.compile(pattern).groupindex
    for pattern in ask["open_ended"]:
        re.compile(pattern)
    for given in sentences(ask).values():
        assert "label" not in given[-1]
        for each in given[:-1]:
            re.compile(each["label"])
