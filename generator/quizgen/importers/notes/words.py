"""The words by which notes of all sorts name their parts, in English and German."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from quizgen.labels import labels, languages

_MORE: Final = {
    "question": "question front prompt frage aufgabe vorderseite",
    "back": "back|answer|back side|antwort|rückseite|response",
    "key": "answer|ans|answers|correct answer|correct answers|right answer|correct|correct option|"
    "the correct answer is|key|antwort|antworten|richtige antwort|richtige antworten|"
    "lösung|solution|richtig ist",
    "memory_tip": "memory tip|memory aid|memory hook|memory trick|mnemonic|remember|"
    "merkhilfe|merksatz|eselsbrücke",
    "hint": "hint|hints|hinweis|clue",
    "feedback": "explanation|rationale|reason|reasoning|why|feedback|erklärung|begründung|erläuterung",
    "analogy": "analogy|analogie|vergleich",
    "source": "source|sources|reference|quelle|quellen",
    "rubric": "rubric|marking guide|bewertung|erwartungshorizont",
    "topic": "chapter|unit|part|section|week|lecture|lesson|module|topic|kapitel|einheit|teil|abschnitt|"
    "woche|vorlesung|lektion|modul|thema|block|theme|subject|day|tag",
    "card": "flashcard|flash card|card|karteikarte|lernkarte|karte|question|frage|aufgabe|exercise",
    "cards": "flashcards|flash cards|cards|karteikarten|lernkarten|karten|questions|fragen|aufgaben",
}
TASKS: Final = frozenset(
    "describe explain define name state give list draw outline compare contrast discuss summarize summarise "
    "calculate compute derive prove sketch distinguish identify illustrate justify evaluate analyse analyze "
    "differentiate interpret determine translate solve show convert classify mention "
    "beschreibe beschreiben erkläre erklären erläutere erläutern nenne nennen definiere definieren "
    "vergleiche vergleichen berechne berechnen begründe begründen skizziere skizzieren bestimme bestimmen "
    "gib geben zähle stelle stellen diskutiere diskutieren unterscheide unterscheiden "
    "ordne ordnen zeige zeigen zeichne zeichnen".split()
)
TRUE: Final = frozenset("true t wahr w richtig r correct yes stimmt".split())
FALSE: Final = frozenset("false f falsch incorrect no".split())
"""Answers to statements; F is false in both languages, R and W are right and true in German."""

_NUMBERS: Final = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve".split(),
        range(1, 13),
        strict=True,
    )
) | dict(
    zip(
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
        range(1, 13),
        strict=True,
    )
)
_LABEL = re.compile(
    r"(?P<open>[*_]{0,3})(?P<word>[^\W\d_][\w '’/&()+-]{0,60}?)(?P<close>[*_]{0,3})\s*[:：](?!:|//)"
    r"(?P<after>[*_]{0,3})\s*(?P<rest>.*)",
    re.DOTALL,
)


@cache
def words(meaning: str) -> frozenset[str]:
    """The words of a meaning in small letters: those of decks in all languages, and looser ones."""
    more = _MORE.get(meaning, "")
    own = more.split("|") if "|" in more else more.split()
    decks = (labels(name).read.get(meaning, ()) for name in languages())
    return frozenset([*own, *(word for each in decks for word in each)])


def alternatives(meaning: str) -> str:
    """The words of a meaning for a regular expression, the longest first."""
    found: Iterable[str] = sorted(words(meaning), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, found))


def split_label(text: str) -> tuple[str, str]:
    """A line's label and the rest of it: `**Term**: text` → Term and text; "" where it has none."""
    found = _LABEL.fullmatch(text)
    if not found or (
        found["open"]
        and not (found["close"] or found["after"] or found["rest"].endswith(found["open"]))
    ):
        return "", text
    rest = found["rest"].strip()
    if found["open"] and not found["close"] and not found["after"]:
        rest = rest.removesuffix(found["open"])
    return found["word"].strip(), rest.strip()


def means(word: str, meaning: str) -> bool:
    """Whether the word, a number behind it not counted, is one of that meaning."""
    return " ".join(word.lower().split()).rstrip("0123456789 ") in words(meaning)


def number_of(word: str) -> int:
    """A number in digits or as a word; 0 where it is none."""
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 0)


def truth(text: str) -> bool | None:
    """Whether an answer says true or false; None where it says something else."""
    word = text.strip().strip("()[].!*_ ").lower()
    return True if word in TRUE else False if word in FALSE else None


def language_of(text: str) -> str:
    """The language whose small words are in the text most, if that is clear; "" where it is not."""
    found = re.findall(r"[^\W\d_]+", text[:100_000].lower())
    counts = {name: sum(word in _idle(name) for word in found) for name in languages()}
    first, *others = sorted(counts.values(), reverse=True)
    if first < 3 or (others and first < 1.5 * others[0]):
        return ""
    return max(counts, key=lambda name: counts[name])


@cache
def _idle(language: str) -> frozenset[str]:
    """The small words of a language that no other language has."""
    others = (labels(name).text.get("idle", ()) for name in languages() if name != language)
    return frozenset(labels(language).text.get("idle", ())) - frozenset(
        w for each in others for w in each
    )
