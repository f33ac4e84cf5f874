"""A seed → a random exam: all kinds of questions and of text, in all layouts, asked in three forms."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

from builders import (
    PICTURE,
    blueprint,
    choice,
    matching,
    numeric,
    open_question,
    ordering,
    picture_node,
    short,
    truefalse,
)
from test_paper import md

from quizgen.model import (
    Asked,
    Candidate,
    Choice,
    Exam,
    Form,
    FormSection,
    Gap,
    Gaps,
    Markup,
    Matching,
    Node,
    Option,
    Ordering,
    Paper,
    Pattern,
    Question,
)

FORMS = 3

WORDS = (
    "the norm of a vector grows when weights are added and Größe über Straßen fällt office "
    "regularisation shrinks what flows along edges, so that “efficient” affine maps – finite – stay"
).split()
FORMULAS = (r"$x^2$", r"$\frac{a}{b}$", r"$\lVert w\rVert_1$", r"$\alpha_i \le \sum_j \beta_j$")
DISPLAYED = r"$$\int_0^1 f(x)\,dx = \frac{1}{2}\sum_{i=1}^{n} w_i^2$$"
BLOCKS = (
    "```python\n# a comment\nfor w in ws:\n    print(w)\n```",
    "| a | b |\n|---|--:|\n| 1 | 2 |\n| x | **y** |",
    "- one\n- two\n    - nested\n    - deeper\n\n      with a paragraph\n- three",
    "3. third\n4. fourth",
    "> Quoted words\n>\n> - with a list",
    DISPLAYED,
    "A note[^1] and [a link](https://example.org/a).\n\n[^1]: Said below.",
    "Term\n: what it means",
)


class Maker:
    """Makes a random exam; every question has a word of its own, such as `Qx7x`."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._seed = seed

    def exam(self) -> Exam:
        """One of three forms, for candidates or as versions."""
        drawn = self._random
        pool = [self._question(number) for number in range(drawn.randint(6, 14))]
        people = PEOPLE if self._seed % 2 else (None,) * FORMS
        forms = tuple(self._form(pool, "ABC"[i], people[i]) for i in range(FORMS))
        made = blueprint(
            title="Weights & Größen",
            course="Deep Learning" if drawn.random() < 0.5 else "",
            date="1 May" if drawn.random() < 0.5 else "",
            language="de" if self._seed % 3 == 0 else "en",
            candidates=tuple(person for person in people if person),
            forms=FORMS,
            instructions=md("Read *all*.\n\n- Write\n- Think") if drawn.random() < 0.5 else (),
            paper=self._paper(),
        )
        return Exam(blueprint=made, forms=forms, pictures={PICTURE.key: PICTURE})

    def _paper(self) -> Paper:
        """All layouts in turn."""
        seed = self._seed
        return Paper(
            size="Letter" if seed % 5 == 0 else "A4",
            columns=1 + seed // 2 % 2,
            font_size=Decimal(16 if seed % 5 in (1, 2) else 11),
            answer_space=("lines", "box", "none")[seed % 3],
            answer_sheet=seed % 4 in (0, 3),
        )

    def _form(self, pool: list[Question], label: str, person: Candidate | None) -> Form:
        drawn = self._random
        chosen = drawn.sample(pool, len(pool) - 1)
        rows = [self._asked(question, i) for i, question in enumerate(chosen, start=1)]
        cut = drawn.randint(1, len(rows) - 1)
        parts = [("First part", rows[:cut]), ("Second part", rows[cut:])]
        sections = tuple(
            FormSection(
                title=title if self._seed % 4 else "",
                questions=tuple(questions),
                instructions=md("Answer *all* of them.") if self._seed % 3 == 1 else (),
            )
            for title, questions in parts
        )
        return Form(label=label, sections=sections, candidate=person)

    def _asked(self, question: Question, number: int) -> Asked:
        size = len(question.options) if isinstance(question, Choice) else 0
        size = len(question.entries) if isinstance(question, Matching | Ordering) else size
        order = tuple(self._random.sample(range(size), size))
        wrong = Decimal("-0.25") if self._seed % 6 == 5 else Decimal(0)
        return Asked(
            number=number, question=question, points=question.points, order=order, wrong=wrong
        )

    def _question(self, number: int) -> Question:
        kind = self._random.choice((*MAKERS, choice, choice))
        fields: dict[str, Any] = {"points": Decimal(self._random.choice((1, 2, "0.5")))}
        if self._random.random() < 0.1:
            fields["language"] = "fr"
        name = f"Qx{number}x"
        if kind is choice:
            return self._choice(name, **fields)
        if kind is None:
            return self._gaps(name, **fields)
        return self._filled(kind(name, stem=self._text(name), **fields))

    def _filled(self, question: Question) -> Question:
        if isinstance(question, Ordering):
            return replace(question, entries=tuple(self._text() for _ in range(4)))
        if isinstance(question, Matching):
            return replace(question, distractors=(self._text(), self._text()))
        return question

    def _choice(self, name: str, **fields: Any) -> Question:
        count = self._random.randint(2, 6)
        options = tuple(Option(text=self._text(), right=i == 0) for i in range(count))
        multiple = self._random.random() < 0.3
        return choice(
            name, stem=self._text(name), **{**fields, "options": options, "multiple": multiple}
        )

    def _gaps(self, name: str, **fields: Any) -> Question:
        gaps = (Gap((Pattern(("a longer answer",)),), "a hint"), Gap((Pattern(("no",)),)))
        holes = [Node("gap", attributes=(("number", str(i)),)) for i in range(2)]
        inner = (
            Node("text", f"{name} {self._words()} "),
            holes[0],
            Node("text", " and "),
            holes[1],
        )
        return Gaps(id=name, stem=(Node("paragraph", children=inner),), gaps=gaps, **fields)

    def _text(self, name: str = "") -> Markup:
        """Some words, and here and there something else."""
        drawn, words = self._random, self._words()
        source = f"{name} {words}".strip()
        if drawn.random() < 0.4:
            source += (
                f" {drawn.choice(FORMULAS)} {self._words()} *{self._words()}* `code {words[:9]}`"
            )
        if drawn.random() < 0.25:
            source += f"\n\n{drawn.choice(BLOCKS)}"
        found = md(source)
        if drawn.random() < 0.1:
            paragraph = found[0]
            found = (replace(paragraph, children=(*paragraph.children, picture_node())), *found[1:])
        return found

    def _words(self) -> str:
        return " ".join(self._random.choices(WORDS, k=self._random.randint(1, 14)))


PEOPLE = (
    Candidate("0012", "Ada Lovelace"),
    Candidate("0345", "Zoë Müller-Lüdenscheidt"),
    Candidate("6789", "Łukasz Øvrebø"),
)
MAKERS: tuple[Any, ...] = (truefalse, short, numeric, matching, ordering, open_question, None)
