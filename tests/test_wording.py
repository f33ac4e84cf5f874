"""Papers say what their authors wrote: HTML of ours is compared with the text that it was made of."""

from __future__ import annotations

import pytest
from builders import choice, options, picture_node
from random_exams import Maker
from test_paper import exam, materials, md

from quizgen.document import NotMade
from quizgen.export.pdf import PDF
from quizgen.markup.html import _WRITERS
from quizgen.model import Exam, Place
from quizgen.paper.checks.wording import differences
from quizgen.paper.views import media
from quizgen.paper.views.content import Content

RICH = """\
Read *this* **and** ~~that~~, `code`, ==marks== and a [link](https://example.org)[^1] &c.

1. one
2. two

> a < b

| a | b |
|---|---|
| c | $x^2$ |

```console
$ make test
```

[^1]: A note.
"""


def found(made: Exam) -> list[str]:
    return [each.message for each in differences(Content(made, materials(made)))]


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_found_where_all_is_well(seed: int) -> None:
    assert found(Maker(seed).exam()) == []
    assert found(exam(choice(stem=md(RICH)))) == []


@pytest.mark.parametrize(
    "kind", ["strong", "code", "ordered_list", "table", "text", "link", "mark"]
)
def test_words_that_get_lost_on_the_way_are_missed(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setitem(_WRITERS, kind, lambda writer, node: "")
    assert found(exam(choice(stem=md(RICH)))) != []


def test_code_that_is_lost_is_an_error_at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "highlight", lambda code, language: "")
    made = exam(choice(stem=md("Run this:\n\n```console\n$ make test\n```")))
    with pytest.raises(NotMade) as raised:
        tuple(PDF.export(made, materials(made)))
    (problem,) = raised.value.problems
    assert problem.message == "the papers: “Run this: $ make test” would be printed in other words"
    assert problem.place == Place("deck.md", 1)


def test_words_that_nobody_wrote_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_WRITERS, "image", lambda writer, node: "picture.png")
    stem = (*md("Look: "), picture_node())
    assert found(exam(choice(stem=stem, options=options("a", "b")))) != []
