"""Texts → how close they are in meaning, by their words alone; no model is trained or fetched."""

from quizgen.meaning.alike import covered, nearly_equal, overlap
from quizgen.meaning.index import Index
from quizgen.meaning.words import content_words, stem, words

__all__ = ["Index", "content_words", "covered", "nearly_equal", "overlap", "stem", "words"]
