"""Bytes of a file → whether they are GIFT: no notes, decks or programs with braces in them."""

from __future__ import annotations

import re

from quizgen.importers.importer import File
from quizgen.importers.shared.text import is_text, start

_NAME = r"::(?:[^:\n]|\\.|:(?!:))+::"
_NUMBER = r"\#\s*=?\s*(?:%-?\d+(?:\.\d+)?%)?\s*-?\.?\d"
_ANSWERS = rf"""(?<![^\s?.:!,;)\]>_"'”»…])\{{\s*(?:[=~]|{_NUMBER}|(?:T|TRUE|F|FALSE)\s*(?:\#|\}}[ \t]*$))"""
_ESSAY = r"\s\{\s*\}\s*$"
_SIGN = re.compile(
    rf"^(?:{_NAME}\s*(?:\[(?:html|markdown|plain|moodle)\])?.*\{{|\$CATEGORY:)|{_ANSWERS}"
    rf"|^\[(?:html|markdown|plain|moodle)\].*\{{",
    re.MULTILINE | re.IGNORECASE,
)
_EMPTY = re.compile(_ESSAY, re.MULTILINE)
_OTHERS = re.compile(
    r"^(?:#{1,6} |---$|```|\\begin\{|\\documentclass|<\?xml|<!DOCTYPE|\{\")", re.MULTILINE
)
_BLANK = re.compile(r"\n[ \t]*\n")


def looks_like_gift(file: File) -> bool:
    """Whether most paragraphs have what only a question in GIFT has: a name between ::, or answers in {}."""
    if not is_text(file.data):
        return False
    text = start(file)
    if not _SIGN.search(text):
        return False
    paragraphs = [each for each in _BLANK.split(text) if _words(each)]
    signs = sum(bool(_SIGN.search(each) or _EMPTY.search(each)) for each in paragraphs)
    others = sum(bool(_OTHERS.search(each)) for each in paragraphs)
    least = 1 if file.suffix == ".gift" else max(1, len(paragraphs) // 2)
    return signs >= least and others * 4 <= len(paragraphs)


def _words(paragraph: str) -> bool:
    """Whether a paragraph is more than comments."""
    return any(
        line.strip() and not line.lstrip().startswith("//") for line in paragraph.split("\n")
    )
