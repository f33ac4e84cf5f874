"""Essays: what graders see becomes the rubric and the model answer."""

from __future__ import annotations

from quizgen.importers.moodle.given import Given
from quizgen.importers.shared import remarks
from quizgen.markup.plain import plain
from quizgen.model import Open, Question


def essay(given: Given) -> Question:
    """A question to be answered in own words."""
    shown = given.passage(given.element.find("graderinfo"))
    given.found.language = given.found.language or remarks.language(shown)
    rubric, answer = remarks.marking(shown)
    template = given.passage(given.element.find("responsetemplate"))
    if template:
        told = f"Candidates begin with: {plain(template)}"
        given.lose("the text that candidates begin with is kept as a note", [told])
    if given.value("attachmentsrequired", "0") != "0":
        given.warn("it asks for files to be handed in: here it asks for words")
    return Open(**given.fields, answer=answer, rubric=rubric)
