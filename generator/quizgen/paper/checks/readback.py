"""A printed paper and its plan → the differences between them. A paper with any is not handed out.

The plan's passages are sought one after the other in what is read from the paper; where they are
found tells where they stand on the page, and whether they can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

from quizgen.model import NOWHERE, Place
from quizgen.paper.checks import squares
from quizgen.paper.checks.leaks import leaks
from quizgen.paper.checks.overlaps import overlaps, run_of
from quizgen.paper.checks.reading import Reading, Token, read
from quizgen.paper.checks.sizes import is_tiny
from quizgen.paper.checks.strand import Strand, plain_characters
from quizgen.paper.composing.composed import PlacedTarget
from quizgen.paper.styles.own_files import LARGE, advice
from quizgen.paper.views.plan import Passage, Piece, Plan, PlannedQuestion
from quizgen.problem import Problem

OVERLAP = 2.0
"""Points by which the boxes of lines below each other may overlap."""

SAME_COLUMN = 20.0
"""Points by which things in one column may differ in where they begin."""


class Difference(Exception):
    """Something of the plan that is not on the paper as it should be, and where it was written."""

    def __init__(self, message: str, place: Place = NOWHERE) -> None:
        super().__init__(message)
        self.message, self.place = message, place

    def problem(self, path: str, exam: Place, own: tuple[str, ...]) -> Problem:
        """As a teacher is told of it; `exam` is where the exam is described, `own` their own files."""
        place = self.place if self.place.path else exam
        return Problem(place, f"{path}: {self.message}", advice(own, LARGE))


def check(
    data: bytes | BinaryIO,
    plan: Plan,
    pages: Iterable[int] | None = None,
    targets: Sequence[PlacedTarget] = (),
) -> tuple[Difference, ...]:
    """What is wrong with the printed paper, or with its targets; nothing if it is as planned.

    Of a file that holds many, only some pages may be read; then nothing is said of the file itself.
    """
    reading = read(data, pages, targets)
    given_away = leaks(data, reading.pages, plan.secrets) if pages is None else ()
    return (
        *_differences(reading.tokens, plan),
        *_overlaps(reading.tokens),
        *_unusable(targets, reading),
        *map(Difference, given_away),
    )


def _overlaps(tokens: tuple[Token, ...]) -> Iterator[Difference]:
    for one, other in overlaps(tokens):
        upper, lower = run_of(one, tokens), run_of(other, tokens)
        message = f"“{upper}” and “{lower}” lie over each other on page {one.page + 1}"
        yield Difference(message)


def _unusable(targets: Sequence[PlacedTarget], reading: Reading) -> Iterator[Difference]:
    for target, what in squares.faults(targets, reading):
        yield Difference(f"{squares.named(target)} {what} on page {target.page + 1}")


def _differences(tokens: tuple[Token, ...], plan: Plan) -> Iterator[Difference]:
    strand = Strand(tokens)
    try:
        stems = _all_stems(strand, plan)
    except Difference as difference:
        yield difference
        return
    questions = [question for part in plan.parts for question in part.questions]
    ends = [*(stem.start for stem in stems[1:]), len(strand.characters)]
    for question, stem, end in zip(questions, stems, ends, strict=True):
        try:
            _check_lists(strand, question, stem.stop, end)
        except Difference as difference:
            message = f"{question.called}: {difference.message}"
            yield Difference(message, question.place)


def _all_stems(strand: Strand, plan: Plan) -> list[range]:
    stems: list[range] = []
    position = 0
    for part in plan.parts:
        for text in part.texts:
            position = _find_seen(strand, Passage("", (Piece(text),)), position, None).stop
        stems += _stems(strand, part.questions, position)
        position = stems[-1].stop if stems else position
    return stems


def _stems(
    strand: Strand, questions: tuple[PlannedQuestion, ...], position: int
) -> Iterator[range]:
    """Where each question's number and stem stand."""
    for question in questions:
        span = strand.find_stem(question.stem, question.points, position)
        if span is None:
            message = f"{question.called} is missing, or not in its place"
            raise Difference(message, question.place)
        _require_seen(strand, question.stem, span, question)
        yield span
        position = span.stop


def _check_lists(strand: Strand, question: PlannedQuestion, start: int, end: int) -> None:
    for passages in question.lists:
        position, printed = start, []
        for passage in passages:
            span = _find_seen(strand, passage, position, end)
            printed.append(_Printed(strand, passage, span))
            position = span.stop
        for entry in printed:
            entry.require_label_beside()
        for upper, lower in pairwise(printed):
            upper.require_above(lower)


def _find_seen(strand: Strand, passage: Passage, position: int, end: int | None) -> range:
    found = strand.find(passage, position, end)
    if found is None:
        raise Difference(f"{passage} is missing, or not in its place")
    _require_seen(strand, passage, found)
    return found


def _require_seen(
    strand: Strand, passage: Passage, span: range, question: PlannedQuestion | None = None
) -> None:
    """Of a question's stem the place is that of the first block of which something is hidden."""
    what = f"{question.called}: {passage.quoted}" if question else str(passage)
    if is_tiny(passage, tuple(strand.tokens(span))):
        place = question.place if question else NOWHERE
        raise Difference(f"{what} is too small to be read", place)
    pictures = {piece.text for piece in passage.pieces if piece.drawing and not piece.formula}
    for position, token in enumerate(strand.tokens(span)):
        is_picture = token.drawing and token.text in pictures
        if not (token.placed if is_picture else token.seen):
            message = f"{what} cannot be seen as a whole on page {token.page + 1}"
            block = _block(passage, len(span) - position)
            raise Difference(message, question.place_of(block) if question else NOWHERE)


def _block(passage: Passage, rest: int) -> int:
    """The block of a passage after which so many characters are left, with the next one.

    Counted from its end, since what stands before its text may differ.
    """
    for piece in reversed(passage.pieces):
        rest -= 1 if piece.drawing else len(plain_characters(piece.text))
        if rest <= 0:
            return piece.block
    return 0


class _Printed:
    """A passage of a list, as found on the page."""

    def __init__(self, strand: Strand, passage: Passage, span: range) -> None:
        tokens = list(strand.tokens(span))
        size = len(plain_characters(passage.label))
        self._passage = passage
        self._label, self._text = tokens[:size], tokens[size:]

    def require_label_beside(self) -> None:
        """The label stands at the height of its text, and before it."""
        if not self._label or not self._text:
            return
        label, first = self._label[0], self._text[0]
        boxes = [token.box for token in self._text if token.page == label.page]
        low = min((box[1] for box in boxes), default=0.0) - OVERLAP
        high = max((box[3] for box in boxes), default=0.0) + OVERLAP
        level = low <= (label.box[1] + label.box[3]) / 2 <= high
        before = label.box[0] < first.box[0] or self._passage.right_to_left
        if not (level and before):
            message = f"{self._passage}: the letter does not stand beside its text"
            raise Difference(message)

    def require_above(self, lower: _Printed) -> None:
        """Where the next passage stands in the same column, it stands below this one."""
        first, below = self._first, lower._first
        last = min(self._text or self._label, key=lambda token: (-token.page, token.box[1]))
        same_column = abs(first.box[0] - below.box[0]) <= SAME_COLUMN
        if last.page == below.page and same_column and below.box[3] > last.box[1] + OVERLAP:
            message = f"{lower._passage} does not stand below what comes before it"
            raise Difference(message)

    @property
    def _first(self) -> Token:
        return (self._label or self._text)[0]
