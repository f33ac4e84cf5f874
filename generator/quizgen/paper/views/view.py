"""What a candidate may see, as plain data: the only thing that a paper's templates are given.

Nothing here can hold a key: no template, not even a teacher's own, can print what it never gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup as Html


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be picked, matched or ordered, with its printed letter or number."""

    letter: str
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question as printed.

    `options` are the options of a choice, the right-hand entries of a matching or the entries of an
    ordering; `prompts` are the left-hand entries of a matching. `prompts_width` is the
    percentage of the width that they get. `lines` is the room for an answer in own words.
    """

    number: str
    kind: str
    language: str
    points: str
    stem: Html
    multiple: bool = False
    options: tuple[Entry, ...] = ()
    prompts: tuple[Entry, ...] = ()
    unit: str = ""
    lines: int = 0
    prompts_width: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A part of the paper; `notice` announces that wrong choices cost points."""

    title: str
    points: str
    instructions: Html
    notice: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class CandidateView:
    """Whose paper it is."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A column of the table of points: a question or a section, and what it is worth."""

    head: str
    points: str


@dataclass(frozen=True, slots=True)
class Squares:
    """A line of squares to be marked, by what stands beside them; `prompt` numbers the left-hand
    entry of a matching."""

    prompt: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question of the answer sheet: lines of squares, or none where an answer is written; `unit`
    is that of a number."""

    number: str
    lines: tuple[Squares, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The last page; `notice` names the questions that are not on it."""

    rows: tuple[AnswerRow, ...]
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The sheet: `size` A4 or Letter, `font_size` in points, `answer_space` lines, box or none.

    `narrow` tells that few words fit on a line: two columns, or large print.
    """

    size: str = "A4"
    columns: int = 1
    font_size: str = "11"
    answer_space: str = "lines"
    narrow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every document of an exam shows; `labels` are the printed words of its language."""

    title: str
    course: str
    date: str
    duration: str
    language: str
    layout: Layout
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """One candidate's paper. `version` is shown where there is more than one form.

    `points` is the total in words ("20 points"), `total` the bare number. `marks_width` is the
    percentage of the width that the table of points needs.
    """

    sheet: Sheet
    version: str
    candidate: CandidateView | None
    points: str
    total: str
    instructions: Html
    marks: tuple[Mark, ...]
    marks_width: int
    sections: tuple[SectionView, ...]
    answer_sheet: AnswerSheet | None = None
