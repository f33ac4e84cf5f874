"""A file with an R/exams exercise → its question or questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from quizgen.formats import rexams
from quizgen.formats.rexams import Exercise, Passage
from quizgen.importers.broken import Broken, NoQuestion
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File, Imported, Importer, Refused
from quizgen.importers.rexams.cloze import Cloze, placed, places, questions
from quizgen.importers.rexams.code import NeedsR, code_taken_out, needs_r, without_code
from quizgen.importers.rexams.part import KINDS, Part, number, question
from quizgen.importers.shared.markdown import passage, unmarked
from quizgen.importers.shared.text import decoded, opened, paragraph
from quizgen.model import Markup, Numeric, Question, ShortAnswer
from quizgen.read.attributes import is_id

_YAML = re.compile(r"\A---[ ]*\n.*?^---[ ]*$", re.MULTILINE | re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2})?")
_KNIT = 'in R, exams2moodle("{}") makes Moodle XML of it: import that'
_KEPT = ("exauthor", "exlicense", "exsource", "exlink", "exinstitution", "exkeywords")
"""What others may want to know of an exercise and no question of ours has a place for."""


def _recognises(file: File) -> bool:
    if b"extype" not in file.data:
        return False
    text = decoded(file.data)[0]
    return rexams.is_exercise(text) or rexams.is_latex(text)


def _read(file: File) -> Imported:
    text, found = opened(file, "choose the .Rmd file")
    if rexams.is_latex(text):
        hint = _KNIT.format(file.name.rpartition("/")[2])
        raise Refused("it is an exercise in LaTeX; only those in Markdown (.Rmd) are read", 0, hint)
    exercises = rexams.read(unmarked(text))
    if not any(exercise.question.text.strip() for exercise in exercises):
        raise Refused("there is no section Question in it", 0, "an exercise begins with # Question")
    for position, exercise in enumerate(exercises, start=1):
        suffix = f"-{position}" if len(exercises) > 1 else ""
        _Reading(found, exercise, file.stem + suffix).add()
    return found.imported()


@dataclass
class _Reading:
    """Reads one exercise; `id` is the name of its file, by which R/exams calls it."""

    found: Gathering
    exercise: Exercise
    id: str

    def add(self) -> None:
        """Add what the exercise asks, or keep its words and tell why."""
        name = self.exercise.get("exname")
        self.found.at(self.exercise.line, f"the exercise “{name or self.id}”")
        code: list[str] = []
        try:
            for each in tuple(self._questions(code)):
                self.found.add(each, name=name)
        except NeedsR:
            hint = _KNIT.format(self.found.file.name.rpartition("/")[2])
            self.found.warn("it is computed by R code, which is never run: kept as a note", hint)
            self.found.keep(self.exercise.source, name)
            return
        except NoQuestion as why:
            self.found.give_up(why, self.exercise.source, name)
            return
        self._keep_rest(code, name)

    def _keep_rest(self, code: list[str], name: str) -> None:
        """Keep what no question can hold."""
        preamble = code_taken_out(_YAML.sub("", self.exercise.preamble.text), code).strip()
        if code:
            self.found.warn(
                "its R code is not run: it stands in a note", "nothing in the question needs it"
            )
        facts = [f"{v.name}: {v.text}" for v in self.exercise.values if v.name in _KEPT and v.text]
        kept = "\n\n".join(filter(None, (*code, preamble, "\n".join(facts))))
        if kept:
            self.found.keep(kept, name)

    def _questions(self, code: list[str]) -> Iterator[Question]:
        exercise = self.exercise
        if any(needs_r(value.text) for value in exercise.values):
            raise NeedsR
        static = _static(exercise, code)
        self.found.language = self.found.language or _language(exercise)
        kind = self._kind()
        whole = self._whole(static, kind)
        if kind == "cloze":
            cloze = Cloze(
                whole,
                exercise.get("exclozetype"),
                exercise.get("expoints"),
                lambda instead: self._text(static.question, instead),
                places(static.question.text),
            )
            yield from (self._headed(each) for each in questions(cloze, self.found.warn))
        else:
            stem = self._text(static.question, {})
            yield self._headed(question(replace(whole, fields={**whole.fields, "stem": stem})))

    def _kind(self) -> str:
        kind = self.exercise.get("extype").lower()
        if kind not in KINDS - {"essay", "file"} and kind != "cloze":
            message = f"extype is {kind[:20]!r}" if kind else "it has no extype"
            hint = "known are schoice, mchoice, num, string, cloze"
            raise Broken(message, hint, self.exercise.line_of("extype"))
        written = self.exercise.get("exstringtype").lower()
        if kind == "string" and ("essay" in written or "file" in written):
            if "file" in written:
                self.found.warn("a file cannot be handed in: the answer is to be written")
            return "essay"
        empty = self.exercise.get("exsolution").lower() in ("", "nil", "na")
        return "essay" if kind == "string" and empty else kind

    def _whole(self, exercise: Exercise, kind: str) -> Part:
        return Part(
            kind=kind,
            solution=exercise.get("exsolution"),
            solution_line=exercise.line_of("exsolution"),
            tolerance=exercise.get("extol"),
            fields=self._fields(kind),
            options=tuple(self._text(each, {}) for each in exercise.options),
            comments=tuple(self._text(each, {}) for each in exercise.comments),
            explanation=self._text(exercise.solution, {}),
            pool=exercise.get("exshuffle").isdigit(),
        )

    def _fields(self, kind: str) -> dict[str, Any]:
        exercise = self.exercise
        section = [each.strip() for each in re.split(r"[/|]", exercise.get("exsection"))]
        section = [each for each in section if each]
        tags = [t.strip() for v in exercise.values if v.name == "extags" for t in v.text.split("|")]
        fields: dict[str, Any] = {
            "id": self.id if is_id(self.id) else "",
            "topic": section[-1] if section else "",
            "tags": tuple(dict.fromkeys(filter(None, (*section[:-1], *tags)))),
        }
        points = exercise.get("expoints")
        if points and kind != "cloze":
            fields["points"] = number(points, "expoints", exercise.line_of("expoints"))
        return fields

    def _text(self, text: Passage, instead: Mapping[int, str]) -> Markup:
        return passage(placed(text.text, instead), text.line, self.found)

    def _headed(self, question: Question) -> Question:
        """The question; where its heading needs words and it begins with something else, with its name."""
        needs = isinstance(question, Numeric | ShortAnswer) and question.stem
        if not needs or question.stem[0].kind == "paragraph":
            return question
        name = self.exercise.get("exname") or self.id
        self.found.warn("it begins with no paragraph: its name stands before it")
        return replace(question, stem=paragraph(name) + question.stem)


def _language(exercise: Exercise) -> str:
    """The language that exextra[Language] names, "" for none."""
    values = (
        v.text for v in exercise.values if v.name == "exextra" and v.key.lower() == "language"
    )
    return next((text for text in values if _LANGUAGE.fullmatch(text)), "")


def _static(exercise: Exercise, code: list[str]) -> Exercise:
    """The exercise without code; raises NeedsR where some of it shows."""
    clean: Callable[[Passage], Passage] = lambda p: replace(p, text=without_code(p.text, code))  # noqa: E731
    return replace(
        exercise,
        question=clean(exercise.question),
        options=tuple(map(clean, exercise.options)),
        solution=clean(exercise.solution),
        comments=tuple(map(clean, exercise.comments)),
    )


REXAMS = Importer("rexams", "exercises of R/exams that need no R (.Rmd)", _recognises, _read)
