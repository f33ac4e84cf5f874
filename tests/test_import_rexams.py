"""R/exams exercises become questions where they need no R, and are kept where they do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from import_reading import drafted, format_of, found, notes, questions, told

from quizgen.cli import main
from quizgen.markup.plain import plain
from quizgen.model import Choice, Numeric, Open, ShortAnswer

NAME = "river.Rmd"
DECK = Path(__file__).with_name("imports") / "rexams" / "rivers.md"
ANSWERS = "\n\nAnswerlist\n----------\n* Danube\n* Rhine\n* Elbe\n"


def exercise(
    meta: str, text: str = "Which river is it?", solution: str = "", answers: str = ""
) -> str:
    told = f"\n\nSolution\n========\n{solution}" if solution else ""
    return (
        f"Question\n========\n{text}{answers}{told}\n\nMeta-information\n================\n{meta}\n"
    )


SINGLE = exercise("exname: rivers\nextype: schoice\nexsolution: 010", answers=ANSWERS)


def read(text: str | bytes, name: str = NAME) -> list[object]:
    imported = found("rexams", text, name)
    assert not imported.problems, told(imported)
    return list(questions(imported))


def error(text: str) -> tuple[int, str]:
    """The only problem, an error; the words of the exercise are kept."""
    imported = found("rexams", text, NAME)
    (problem,) = told(imported)
    assert problem[0] == "error"
    assert not questions(imported)
    assert notes(imported) == [text.strip("\n")]
    return problem[1:]


def test_a_single_choice() -> None:
    (question,) = read(SINGLE)
    assert isinstance(question, Choice)
    assert not question.multiple
    assert question.id == "river"
    assert [(plain(o.text), o.right) for o in question.options] == [
        ("Danube", False),
        ("Rhine", True),
        ("Elbe", False),
    ]


def test_headings_may_be_written_with_signs() -> None:
    text = SINGLE.replace("Question\n========", "# Question").replace(
        "Meta-information\n================", "# Meta-information"
    )
    text = text.replace("Answerlist\n----------", "## Answerlist")
    assert read(text) == read(SINGLE)


def test_windows_line_ends_and_a_byte_order_mark() -> None:
    data = b"\xef\xbb\xbf" + SINGLE.replace("\n", "\r\n").encode()
    assert format_of(data, NAME) == "rexams"
    assert read(data) == read(SINGLE)


def test_everything_that_an_exercise_says() -> None:
    text = exercise(
        "exname: rivers\nextype: mchoice\nexsolution: 110\nexpoints: 2.5\nexshuffle: TRUE\n"
        "exsection: Geography/Europe/Rivers\nextags: easy|water\nexextra[Language]: de",
        answers=ANSWERS,
        solution="Two of them.\n\nAnswerlist\n----------\n* True. It is long.\n* True\n* False.",
    )
    imported = found("rexams", text, NAME)
    (question,) = questions(imported)
    assert isinstance(question, Choice)
    assert question.multiple
    assert question.topic == "Rivers"
    assert question.tags == ("Geography", "Europe", "easy", "water")
    assert question.points == Decimal("2.5")
    assert [plain(note.text) for note in question.notes] == ["Two of them."]
    assert [plain(option.feedback) for option in question.options] == ["True. It is long.", "", ""]
    assert imported.language == "de"


def test_options_of_several_lines() -> None:
    answers = "\n\nAnswerlist\n----------\n* one\n  goes on\n\n  - within\n* `two`\n"
    (question,) = read(exercise("extype: schoice\nexsolution: 01", answers=answers))
    assert isinstance(question, Choice)
    assert [plain(option.text) for option in question.options] == ["one goes on\n- within", "two"]


def test_a_number() -> None:
    (question,) = read(exercise("extype: num\nexsolution: -.5e2\nextol: 0.01", solution="So."))
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance) == (Decimal(-50), Decimal("0.01"))


def test_a_number_whose_text_begins_with_a_formula_gets_its_name_above() -> None:
    text = exercise("exname: Half\nextype: num\nexsolution: 1", "$$x$$\n\nWhat is it?")
    made = drafted("rexams", text, NAME)
    assert "## Half {#river}\n\n$$x$$\n\nWhat is it?\n\nAnswer: 1\n" in made.text
    assert [problem.severity for problem in made.problems] == ["warning"]


def test_a_string_is_compared_with_its_case_and_signs() -> None:
    (question,) = read(exercise("extype: string\nexsolution: lm*|glm"))
    assert isinstance(question, ShortAnswer)
    assert question.case
    assert [str(answer) for answer in question.answers] == ["lm*", "glm"]
    assert not any(answer.wild for answer in question.answers)


@pytest.mark.parametrize("meta", ["exsolution: nil", "exsolution: nil\nexstringtype: essay", ""])
def test_an_essay(meta: str) -> None:
    (question,) = read(exercise(f"extype: string\n{meta}", solution="A model.\n\n- answer"))
    assert isinstance(question, Open)
    assert plain(question.answer) == "A model.\n- answer"


CLOZE = "##ANSWER1## flows through Bonn, ##ANSWER2## through Prague."


def test_gaps() -> None:
    meta = "extype: cloze\nexclozetype: string|string\nexsolution: Rhine|Vltava\nexpoints: 1|2"
    made = drafted("rexams", exercise(meta, CLOZE, "First.\n\nSecond."), NAME)
    (question,) = made.questions
    assert question.points == 3
    assert "{{c1::Rhine}} flows through Bonn, {{c2::Vltava}} through Prague." in made.text
    assert "Feedback: First.\n\nFeedback: Second.\n" in made.text
    assert not made.notes


def test_gaps_without_places_stand_in_a_list() -> None:
    answers = "\n\nAnswerlist\n----------\n* Bonn lies on the\n* Legs of a dog\n"
    meta = "extype: cloze\nexclozetype: string|num\nexsolution: Rhine|4"
    made = drafted("rexams", exercise(meta, "Fill in.", answers=answers), NAME)
    assert "1. Bonn lies on the {{c1::Rhine}}\n2. Legs of a dog {{c2::4}}" in made.text


def test_parts_of_several_sorts_become_questions() -> None:
    answers = "\n\nAnswerlist\n----------\n* How long?\n* fresh\n* salt\n* Why?\n"
    meta = (
        "extype: cloze\nexclozetype: num|schoice|essay\nexsolution: 12.5|10|nil\n"
        "extol: 0.5\nexpoints: 3"
    )
    imported = found("rexams", exercise(meta, "A river.", "Since.", answers), NAME)
    assert told(imported) == [
        (
            "warning",
            1,
            "the exercise “river”: its 3 parts become 3 questions, for they are of several sorts",
        )
    ]
    number, choice, essay = questions(imported)
    assert [q.id for q in questions(imported)] == ["river-1", "river-2", "river-3"]
    assert isinstance(number, Numeric)
    assert (number.value, number.tolerance, number.points) == (
        Decimal("12.5"),
        Decimal("0.5"),
        Decimal(1),
    )
    assert plain(number.stem) == "A river.\nHow long?"
    assert isinstance(choice, Choice)
    assert [(plain(o.text), o.right) for o in choice.options] == [("fresh", True), ("salt", False)]
    assert plain(choice.stem) == "A river.\n(2)"
    assert isinstance(essay, Open)


def test_a_tolerance_makes_no_gap() -> None:
    meta = "extype: cloze\nexclozetype: num\nexsolution: 3\nextol: 1"
    imported = found("rexams", exercise(meta, "It is ##ANSWER1##."), NAME)
    (question,) = questions(imported)
    assert isinstance(question, Numeric)
    assert (question.tolerance, plain(question.stem)) == (Decimal(1), "It is ….")


@pytest.mark.parametrize(
    "text",
    [
        exercise("extype: num\nexsolution: `r x`"),
        exercise("extype: num\nexsolution: 1", "What is `r a` and b?"),
        exercise("extype: num\nexsolution: 1", "What is it?\n\n```{r}\nsummary(m)\n```"),
        exercise("extype: num\nexsolution: 1", "It?\n\n```{r, echo=FALSE}\nplot(x)\n```"),
        exercise("extype: num\nexsolution: 1", solution="It is `r x`."),
        exercise("extype: num\nexsolution: 1", "It?\n\n```{r, echo=FALSE, results='asis'}\ncat(1)"),
    ],
)
def test_what_r_computes_is_kept_and_told(text: str) -> None:
    imported = found("rexams", text, NAME)
    (problem,) = told(imported)
    assert problem == (
        "warning",
        1,
        "the exercise “river”: it is computed by R code, which is never run: kept as a note",
    )
    assert "exams2moodle" in imported.problems[0].hint
    assert not questions(imported)
    assert notes(imported) == [text.strip("\n")]


def test_code_that_shows_nothing_is_told() -> None:
    code = '```{r, include=FALSE}\ninclude_supplement("river.png")\n```'
    within = '```{r, echo = FALSE, results = "hide"}\nx <- 1\n```'
    text = code + "\n\n" + exercise("extype: num\nexsolution: 1", f"It?\n\n{within}")
    imported = found("rexams", text, NAME)
    (question,) = questions(imported)
    assert plain(question.stem) == "It?"
    assert [message for _, _, message in told(imported)] == [
        "the exercise “river”: its R code is not run: it stands in a note"
    ]
    assert notes(imported) == [f"{within}\n\n{code}"]


def test_code_that_is_only_shown_is_code() -> None:
    text = exercise("extype: num\nexsolution: 1", "It?\n\n```{r, eval=FALSE}\nmean(1)\n```")
    (question,) = read(text)
    assert isinstance(question, Numeric)
    assert [(b.kind, b.text) for b in question.stem][1] == ("code_block", "mean(1)\n")


def test_headings_within_code_are_code() -> None:
    text = exercise("extype: num\nexsolution: 1", "It?\n\n```\n# Solution\nSolution\n===\n```")
    (question,) = read(text)
    assert isinstance(question, Numeric)
    assert question.stem[1].text == "# Solution\nSolution\n===\n"


def test_who_wrote_it_is_kept() -> None:
    imported = found("rexams", SINGLE + "exauthor: A. B.\nexversion: 2\n", NAME)
    assert notes(imported) == ["exauthor: A. B."]
    assert not imported.problems


def test_several_exercises_in_a_file() -> None:
    imported = found("rexams", SINGLE + "\n" + SINGLE.replace("Which", "What"), NAME)
    assert [q.id for q in questions(imported)] == ["river-1", "river-2"]
    assert [entry.line for entry in imported.entries] == [1, 18]


def test_a_name_that_is_none_in_a_deck_is_left_out() -> None:
    (question,) = questions(found("rexams", SINGLE, "my river.Rmd"))
    assert question.id == ""


SC = "extype: schoice\nexsolution: "
BROKEN = {
    "no right option": (SINGLE.replace("010", "000"), "exsolution", "no option is right"),
    "two right": (SINGLE.replace("010", "011"), "exsolution", "2 options are right"),
    "a pool": (
        SINGLE.replace("010", "011\nexshuffle: 3"),
        "exsolution",
        "2 options are right, one of which R/exams draws for each paper",
    ),
    "too few": (
        SINGLE.replace("010", "01"),
        "exsolution",
        "there are 3 options, but exsolution tells of 2",
    ),
    "letters": (SINGLE.replace("010", "b"), "exsolution", "exsolution is no row of 0 and 1: 'b'"),
    "no key": (SINGLE.replace(": 010", ":"), "exsolution", "exsolution is no row of 0 and 1: ''"),
    "an empty option": (SINGLE.replace("* Rhine", "* "), "exsolution", "option 2 is empty"),
    "no type": (SINGLE.replace("extype: schoice", "extype:"), "extype", "it has no extype"),
    "another type": (SINGLE.replace("schoice", "hotspot"), "extype", "extype is 'hotspot'"),
    "no number": (
        exercise("extype: num\nexsolution: 1,5"),
        "exsolution",
        "exsolution is no number: '1,5'",
    ),
    "two numbers": (
        exercise("extype: num\nexsolution: 1|2"),
        "exsolution",
        "exsolution is no number: '1|2'",
    ),
    "huge": (
        exercise("extype: num\nexsolution: 1e9999"),
        "exsolution",
        "exsolution is no number: '1e9999'",
    ),
    "negative": (
        exercise("extype: num\nexsolution: 1\nextol: -1"),
        "exsolution",
        "the tolerance is negative: -1",
    ),
    "points": (
        exercise("extype: num\nexsolution: 1\nexpoints: x"),
        "expoints",
        "expoints is no number: 'x'",
    ),
    "no string": (
        exercise("extype: string\nexsolution: a||b"),
        "exsolution",
        "there is no right answer",
    ),
    "no essay": (exercise("extype: string\nexsolution: nil"), "Question", "there is no solution"),
    "comments": (
        exercise(f"{SC}010", "It?", "So.\n\nAnswerlist\n----------\n* a\n* b", ANSWERS),
        "exsolution",
        "its solution has 2 comments on 3 options",
    ),
    "contrary": (
        exercise(f"{SC}010", "It?", "So.\n\nAnswerlist\n----------\n* True.\n* b\n* c", ANSWERS),
        "exsolution",
        "exsolution says that option 1 is wrong, and its solution the contrary",
    ),
    "cloze types": (
        exercise("extype: cloze\nexclozetype: num|num|num\nexsolution: 1|2"),
        "exsolution",
        "exclozetype has 3 parts, and exsolution 2",
    ),
    "cloze verbatim": (
        exercise("extype: cloze\nexclozetype: verbatim\nexsolution: :NUMERICAL:=1"),
        "exsolution",
        "a part is of the type 'verbatim'",
    ),
    "cloze place": (
        exercise("extype: cloze\nexclozetype: num\nexsolution: 1", "##ANSWER1## ##ANSWER4##"),
        "exsolution",
        "##ANSWER4## stands in it, but exsolution tells of 1",
    ),
    "cloze list": (
        exercise("extype: cloze\nexclozetype: num\nexsolution: 1", "It?", answers=ANSWERS),
        "exsolution",
        "the Answerlist has 3 entries, which is not what exsolution tells of",
    ),
    "cloze formula": (
        exercise("extype: cloze\nexclozetype: num\nexsolution: 1", "It is $x + ##ANSWER1##$."),
        "Question",
        "gap 1 stands in a formula, in code or in a link",
    ),
    "cloze points": (
        exercise("extype: cloze\nexclozetype: num\nexsolution: 1|2.5\nexpoints: 1|2|3"),
        "Question",
        "expoints has 3 parts, and exsolution 2",
    ),
    "open formula": (
        exercise("extype: num\nexsolution: 1", "It is $x"),
        "It is $x",
        "this $ has no partner: a formula that is never closed",
    ),
    "deep": (
        exercise("extype: num\nexsolution: 1", ">" * 500 + " a"),
        ">>>",
        "lists, quotes or emphasis are nested too deep",
    ),
    "long": (
        exercise("extype: num\nexsolution: 1", "word " * 5000),
        "word",
        "this text is too long: 24,999 characters in one paragraph",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_exercise_is_told_with_its_line(name: str) -> None:
    text, start, message = BROKEN[name]
    assert format_of(text, NAME) == "rexams"
    line, told_message = error(text)
    assert text.split("\n")[line - 1].startswith(start)
    assert told_message == f"the exercise “{told_name(text)}”: {message}"


def told_name(text: str) -> str:
    return "rivers" if "exname: rivers" in text else "river"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\\begin{question}\nIt?\n\\end{question}\n\\extype{num}", "it is an exercise in LaTeX"),
        (b"extype: num\n", "there is no section Question in it"),
        (b"# Question\n\n# Meta-information\nextype: num", "there is no section Question in it"),
        (b"", "there is no section Question in it"),
        (b"Question\n===\n\0\0", "it is no text"),
    ],
)
def test_what_is_no_exercise_is_refused(data: bytes, message: str) -> None:
    ((severity, _, told_message),) = told(found("rexams", data, NAME))
    assert severity == "error"
    assert message in told_message


@pytest.mark.parametrize("cut", range(0, len(SINGLE), 7))
def test_a_file_that_was_cut_off_gives_a_problem_or_a_question(cut: int) -> None:
    imported = found("rexams", SINGLE[:cut], NAME)
    assert bool(questions(imported)) != any(s == "error" for s, _, _ in told(imported))


def test_old_encodings_are_told() -> None:
    imported = found("rexams", SINGLE.replace("Elbe", "Mälar").encode("latin-1"), NAME)
    assert told(imported) == [
        ("warning", 0, "this file is not in UTF-8: it is read as Windows-1252")
    ]
    assert isinstance(question := questions(imported)[0], Choice)
    assert plain(question.options[2].text) == "Mälar"


def test_several_files_become_one_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.Rmd").write_text(SINGLE, "utf-8")
    Path("b.Rmd").write_text(SINGLE.replace("Which", "What").replace("010", "000"), "utf-8")
    words = ["import", "a.Rmd", "b.Rmd", "--to", "rivers.md"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "b.Rmd:16:1: error: the exercise “rivers”: no option is right" in result.stderr
    assert not Path("rivers.md").exists()
    result = CliRunner().invoke(main, [*words, "--keep-going"])
    assert "1 question from a.Rmd (rexams), b.Rmd (rexams)" in result.stdout
    assert Path("rivers.md").read_text("utf-8") == DECK.read_text("utf-8")
    assert CliRunner().invoke(main, ["check", "rivers.md"]).exit_code == 0
