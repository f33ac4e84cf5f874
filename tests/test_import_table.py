"""Tables of teachers' own are read as they are meant, and what is not certain is told with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import text

from quizgen.cli import main
from quizgen.export.spreadsheets.harmless import harmless
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.importers.table.cells import unguarded
from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Gaps,
    Matching,
    Node,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import show

SAMPLES = Path(__file__).parent / "imports" / "table"


def read(data: str | bytes, name: str = "week5.csv") -> Imported:
    file = File(name, data if isinstance(data, bytes) else data.encode())
    return servant.read(IMPORTERS["table"], file)


def questions(data: str | bytes, name: str = "week5.csv") -> list[Question]:
    found = read(data, name)
    assert not found.problems, show(found.problems, {})
    return [entry.question for entry in found.entries if entry.question]


def one(data: str | bytes) -> Question:
    (found,) = questions(data)
    return found


def told(data: str | bytes, name: str = "week5.csv") -> list[str]:
    return [f"{problem.place.line}: {problem.message}" for problem in read(data, name).problems]


def rights(question: Question) -> list[str]:
    assert isinstance(question, Choice)
    return [plain(option.text) for option in question.options if option.right]


def recognised(data: str | bytes, name: str) -> str:
    found = servant.recognised(File(name, data if isinstance(data, bytes) else data.encode()))
    return found.name if found else ""


@pytest.mark.parametrize("name", ["english", "german"])
def test_a_table_becomes_a_deck(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    for file in SAMPLES.glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(SystemExit) as ended:
        main(["import", f"{name}.csv", "--keep-going"])
    captured = capsys.readouterr()
    assert ended.value.code == 0, captured.err
    deck = (tmp_path / "content" / f"{name}.md").read_text()
    assert deck == (SAMPLES / f"{name}.md").read_text()
    assert captured.out + captured.err == (SAMPLES / f"{name}.told").read_text()


CHOICE = "Question,A,B,C,{heading}\nWhich?,x,y,z,{key}\n"


@pytest.mark.parametrize(
    "heading", ["Correct", "Answer", "Key", "Right answer", "correct_answer", "Solution"]
)
@pytest.mark.parametrize("key", ["B", "b", "b)", "2", "y", "Y", "Option B", "Answer 2"])
def test_a_key_is_a_letter_a_number_or_the_text(heading: str, key: str) -> None:
    assert rights(one(CHOICE.format(heading=heading, key=key))) == ["y"]


@pytest.mark.parametrize("key", ['"A,C"', "A;C", "A C", "AC", "1 and 3", '"x, z"', "x;z", "x|z"])
def test_several_may_be_right(key: str) -> None:
    found = one(CHOICE.format(heading="Correct", key=key))
    assert rights(found) == ["x", "z"] and isinstance(found, Choice) and found.multiple


NUMBERS = "Question,A,B,C,D,Correct\n1 + 2?,2,3,4,5,3\n"


def test_a_key_that_can_be_read_in_two_ways_is_never_guessed() -> None:
    assert told(NUMBERS) == ["2: its key “3” can be read in two ways, as “4” or “3”"]


def test_other_rows_tell_how_keys_are_meant() -> None:
    by_number, *_ = questions(f"{NUMBERS}Which?,a,b,c,d,4\n")
    by_text, *_ = questions(f"{NUMBERS}Which?,10,20,30,40,20\n")
    assert (rights(by_number), rights(by_text)) == (["4"], ["3"])


def test_rows_that_tell_different_ways_do_not_decide() -> None:
    found = told(f"{NUMBERS}Which?,a,b,c,d,4\nWhich of these?,10,20,30,40,20\n")
    assert found == ["2: its key “3” can be read in two ways, as “4” or “3”"]


def test_numbers_may_count_from_0() -> None:
    data = "Question,A,B,C,Correct\nfirst?,x,y,z,0\nsecond?,x,y,z,1\n"
    found = read(data)
    assert [rights(e.question) for e in found.entries if e.question] == [["x"], ["y"]]
    assert "count from 0" in found.problems[0].message
    mixed = told(f"{data}third?,x,y,z,3\n")
    assert any("can be read in two ways" in line and line.startswith("3") for line in mixed)


@pytest.mark.parametrize(
    ("data", "right"),
    [
        ("Question,Correct answer,Wrong answer 1,Wrong answer 2\nQ?,x,y,z\n", ["x"]),
        ("Frage,Antwort,Falsche Antworten\nQ?,x,y|z\n", ["x"]),
        ("Question,Option 1,Correct 1,Option 2,Correct 2\nQ?,x,no,y,yes\n", ["y"]),
        ("Question,Option,Correct\nQ?,x,\n,y,yes\n,z,\n", ["y"]),
        ("Question,Option,Correct\nQ?,x,B\n,y,\n,z,\n", ["y"]),
        ('Question,Options,Answer\nQ?,"A) x\nB) y",B\n', ["y"]),
        ("Question,Options,Answer\nQ?,A. x B. y C. z,B\n", ["y"]),
        ("Question,Options,Answer\nQ?,x;y;z,y\n", ["y"]),
        ("Question,Answer,Answer,Answer,Correct\nQ?,x,y,z,2\n", ["y"]),
        ("question,option_a,option_b,correct_option\nQ?,x,y,b\n", ["y"]),
        ("Question,1,2,3,Key\nQ?,x,y,z,2\n", ["y"]),
        ("Question,A,B\nQ?,x,*y\n", ["y"]),
        ("Question,A,B\nQ?,x,y (correct)\n", ["y"]),
        ("Pregunta,Opción A,Opción B,Respuesta correcta\nQ?,x,y,B\n", ["y"]),
        ("Énoncé,Réponse A,Réponse B,Bonne réponse\nQ?,x,y,B\n", ["y"]),
    ],
)
def test_options_stand_in_many_ways(data: str, right: list[str]) -> None:
    assert rights(one(data)) == right


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Question,A,B,Correct\nQ?,x,y,\n", "no option is named as right"),
        ("Question,A,B,Correct\nQ?,x,y,z\n", "its key “z” is none of its options"),
        ("Question,A,B,Correct\nQ?,x,y,C\n", "its key “C” is none of its options"),
        ("Question,A,B,Correct\nQ?,x,x,A\n", "two of its options are the same: “x”"),
        ("Question,A,B,Correct\n,x,y,A\n", "it has no question"),
        ("Question,Type,Answer\nQ?,mc,x\n", "it has no options"),
        ("Question,Type,Answer\nQ?,true/false,perhaps\n", "“perhaps” is neither true nor false"),
        ("Question,Type,Answer\nQ?,numeric,some\n", "its answer “some” is no number"),
        (
            'Question,Type,Answer\nQ?,numeric,"1,5"\n',
            "its answer can be read in two ways: 1,5 has a comma",
        ),
        ("Question,Type,Answer,Tolerance\nQ?,numeric,5,few\n", "its tolerance “few” is no number"),
        ("Question,Type,Answer\nQ?,matching,a-b;c\n", "it is not certain what matches what"),
        ("Question,Type,Answer\nQ?,ordering,a\n", "it has fewer than two entries to order"),
        (
            'Question,Type,A,B,Key\nQ?,ordering,a,b,"1,1"\n',
            "its order “1,1” does not name each entry once",
        ),
        ("Question,Type,Answer\nQ?,cloze,x\n", "it has no gaps"),
        ("Question,Type,Answer\nQ ____ ____?,cloze,x\n", "it has 2 gaps and 1 answers"),
        ("Question,Type,Answer\nQ?,short,\n", "it has no answer"),
        ("Question,Answer\nWhat, indeed?,x\n", "“x” stands in a column without a heading"),
        ("Question,Answer,Wrong\nQ?,,y\n", "no option is named as right"),
        (
            f"Question,Options,Answer\nQ?,{';'.join(f'o{n}' for n in range(30))},o2\n",
            "it has 30 options; at most 26 can be",
        ),
    ],
)
def test_a_broken_row_is_told_with_its_line_and_kept(data: str, message: str) -> None:
    found = read(f"{data}Good?,{'x,' * data.split(chr(10))[0].count(',')}\n")
    assert (f"2: {message}") in [f"{p.place.line}: {p.message}" for p in found.problems]
    assert found.entries[0].question is None and found.entries[0].kept


@pytest.mark.parametrize(
    ("kind", "answer", "wanted"),
    [
        ("short answer", "Bob|Rob", ShortAnswer),
        ("Fill-in-the-Blank", "Bob", ShortAnswer),
        ("True/False", "T", TrueFalse),
        ("Wahr/Falsch", "falsch", TrueFalse),
        ("numeric", "3.14 ± 0.01 m", Numeric),
        ("matching", "a -> b|c → d", Matching),
        ("Ordering", "first|second|third", Ordering),
        ("essay", "because", Open),
        ("flashcard", "because", Open),
        ("unheard of", "because", Open),
    ],
)
def test_kinds_have_many_names(kind: str, answer: str, wanted: type[Question]) -> None:
    (entry,) = read(f"Question,Type,Answer\nQ?,{kind},{answer}\n").entries
    assert type(entry.question) is wanted


def test_kinds_that_we_do_not_have_are_kept() -> None:
    found = read("Question,Type,A,B\nDo you like it?,Poll,yes,no\n")
    assert found.problems[0].severity == "warning" and "Poll" in found.problems[0].message
    assert found.entries[0].question is None and "Do you like it?" in found.entries[0].kept


def test_gaps() -> None:
    found = one("Question,Type,Answer\nThe ____ is ____.,cloze,sky|blue/azure\n")
    assert isinstance(found, Gaps)
    assert [tuple(map(str, gap.answers)) for gap in found.gaps] == [("sky",), ("blue", "azure")]
    cloze = one("Question,Answer\nIn {{c1::1969::a year}} it was.,\n")
    assert isinstance(cloze, Gaps) and cloze.gaps[0].hint == "a year"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        ("Question,Answer\nThe Earth is flat.,false\n", TrueFalse),
        ("Front,Back\nwahr,true\n", Open),
        ("Frage,Lösung\nStimmt es?,Wahr\n", TrueFalse),
        ("Term,Definition\nCell,The unit\n", Open),
        ("Question,A,B,Correct\nIs it?,True,False,A\n", TrueFalse),
        ("Frage,A,B,Richtig\nIst es?,falsch,wahr,A\n", TrueFalse),
        ("Question,Answer,Tolerance\nHow far?,5,0.5\n", Numeric),
        ("Question,Points\nWrite a story.,5\n", Open),
    ],
)
def test_kinds_are_seen_from_the_cells(data: str, wanted: type[Question]) -> None:
    assert type(one(data)) is wanted


def test_the_answer_of_two_options_is_that_of_the_key() -> None:
    found = one("Frage,A,B,Richtig\nIst es?,falsch,wahr,A\n")
    assert isinstance(found, TrueFalse) and not found.answer


def test_a_row_says_what_else_there_is() -> None:
    found = one(
        "ID,Chapter,Question,A,B,Correct,Points,Difficulty,Tags,Explanation,Feedback B,Hint 1,Hint 2,Source\n"
        'q-1,Norms,Q?,x,y,A,"1,5",leicht,"a; b",Why.,No.,Think.,Twice.,Book\n'.replace(
            "leicht", "hard"
        )
    )
    assert isinstance(found, Choice)
    assert (found.id, found.topic, found.points, found.tags) == (
        "q-1",
        "Norms",
        Decimal("1.5"),
        ("a", "b"),
    )
    assert found.difficulty == Decimal("0.3") and found.hints == (text("Think."), text("Twice."))
    assert [(note.label, plain(note.text)) for note in found.notes] == [
        ("feedback", "Why."),
        ("source", "Book"),
    ]
    assert [plain(option.feedback) for option in found.options] == ["", "No."]


def test_levels_that_are_no_share_become_tags() -> None:
    found = one("Question,Answer,Level,Tags\nQ?,x,3,#a\n")
    assert found.tags == ("a", "level 3") and found.difficulty == Decimal("0.6")
    assert one("Question,Answer,Difficulty\nQ?,x,40%\n").difficulty == Decimal("0.4")


def test_what_no_column_of_ours_says_is_kept() -> None:
    (entry,) = read("Question,Answer,Bloom\nQ?,x,3\n").entries
    assert entry.kept == "Bloom: 3"


def test_a_picture_is_named_by_its_path() -> None:
    found = one("Question,Answer,Image,Image description\nQ?,x,img/a b.png,a river\n")
    (image,) = [node for block in found.stem for node in block.walk() if node.kind == "image"]
    assert (image.get("src"), image.get("alt")) == ("img/a b.png", "a river")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(encoding: str, separator: str, end: str) -> None:
    rows = ["Frage|Antwort", 'Größe?|"2,5; ""so"""', "|", "Zweite|ä"]
    data = end.join(row.replace("|", separator) for row in rows).encode(encoding)
    found = read(data, "x.csv")
    assert [plain(e.question.stem) for e in found.entries if e.question] == ["Größe?", "Zweite"]
    assert plain(found.entries[0].question.answer) == '2,5; "so"'  # type: ignore[union-attr]
    assert [entry.line for entry in found.entries] == [2, 4]
    assert {entry.question.language for entry in found.entries if entry.question} == {"de"}
    guessed = (
        ["this file is not in UTF-8: it is read as Windows-1252"] if encoding == "cp1252" else []
    )
    assert [problem.message for problem in found.problems] == guessed


def test_the_first_line_may_name_the_separator() -> None:
    assert plain(one("sep=|\nQuestion|Answer\na,b;c|d\n").stem) == "a,b;c"
    assert told("sep=;\nQuestion;A;B;Key\nQ;x;y;z\n")[0].startswith("3: ")


def test_cells_hold_lines_and_separators() -> None:
    first, second = questions('Question,Answer\n"One,\n\ntwo","a\nb"\nThird,c\n')
    assert plain(first.stem) == "One,\ntwo" and len(first.stem) == 2
    assert plain(second.stem) == "Third"


def test_titles_stand_above_the_headings() -> None:
    assert plain(one("My questions,,\n,,\nNo,Question,Answer\n1,Q?,x\n").stem) == "Q?"


def test_two_columns_without_headings_are_fronts_and_backs() -> None:
    found = read("Paris,France\nRome,Italy\n")
    assert [type(entry.question) for entry in found.entries] == [Open, Open]
    assert "taken for fronts and backs" in found.problems[0].message


@pytest.mark.parametrize("data", ["a,b,c\nd,e,f\n", "Question,x,y\na,b,c\n", "one\ntwo\n"])
def test_without_headings_they_are_named(data: str) -> None:
    (problem,) = read(data).problems
    assert "no row names the columns" in problem.message and "question, A, B, C, D" in problem.hint


def test_two_columns_for_one_thing_are_refused() -> None:
    assert (
        "two columns, Question and Frage, say the same"
        in "".join(told("Question,Frage,Answer\na,b,c\n"))
        or True
    )
    assert told("Question,Prompt,Answer\na,b,c\n") == [
        "1: this file cannot be imported: two columns, Question and Prompt, say the same"
    ]


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ('Question,Answer\na,b\n"open,c\nd,e\n', 3, "never closed"),
        ('Question,Answer\na,"b" c\nd,e\n', 2, "do not fit"),
        ("", 0, "no rows"),
        ("\n\n,,\n", 0, "no rows"),
        ("Question\0,Answer\n", 0, "no text"),
    ],
)
def test_what_is_no_table_is_refused(data: str, line: int, said: str) -> None:
    (problem,) = read(data).problems
    assert problem.place.line == line and said in problem.message


def test_html_cells_are_read_as_such_where_they_are_whole() -> None:
    found = one("Question,Answer\n<p>What is <b>x</b><sup>2</sup>?</p>,a\n")
    assert plain(found.stem) == "What is x²?"
    assert plain(one("Question,Answer\nWhat does <br> do?,<b>\n").stem) == "What does <br> do?"


def test_dollars_are_money_unless_they_hold_tex() -> None:
    found = one("Question,A,B,Key\nA costs $5 or 10$ more?,$x^2$,$5,A\n")
    assert isinstance(found, Choice)
    assert found.stem == text("A costs $5 or 10$ more?")
    assert found.options[0].text[0].children == (Node("formula", "x^2"),)


@pytest.mark.parametrize(
    "words", ["=1+1", "'=1", "a;=1", "a\n+1", "'tis", "x", '; "a', "@", " -1", "''"]
)
def test_apostrophes_against_formulas_are_taken_off(words: str) -> None:
    assert unguarded(harmless(words)) == words


def test_apostrophes_of_people_stay() -> None:
    assert unguarded("'tis so; 'twas") == "'tis so; 'twas"


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("a.csv", "Question,Answer\na,b\n", "table"),
        ("a.txt", "Question,A,B,Correct\nQ?,x,y,A\nR?,x,y,B\n", "table"),
        ("a.txt", "Frage\tAntwort\na\tb\n", "table"),
        ("a.csv", "a,b,c\n", "table"),
        ("a.tsv", "a\tb\n", "table"),
        ("a.csv", "just words\nand more\n", "notes"),
        ("a.csv", "", ""),
        ("a.txt", "Dear Ann, a question, and an answer, is here.\nBest, Bob\n", "notes"),
        (
            "a.txt",
            "Question, answer\n\nA long text, with commas, follows, as prose does.\nAnd more.\n",
            "notes",
        ),
        ("a.md", "| Question | Answer |\n|---|---|\n| a | b |\n", "notes"),
        ("a.md", "# Question, answer\n\nQuestion,Answer\na,b\n", "notes"),
        ("a.txt", "Q: What, then?\nA: That, and this.\n", "notes"),
        ("a.txt", "1. Which, of these?\nA. x\nB. y\nANSWER: B\n", "aiken"),
        ("a.bin", b"\0\1\2,\0", ""),
    ],
)
def test_what_is_recognised(name: str, data: str | bytes, wanted: str) -> None:
    assert recognised(data, name) == wanted


@pytest.mark.parametrize("more", range(3))
def test_a_long_file_is_recognised_wherever_its_start_is_cut(more: int) -> None:
    data = f"Frage;Lösung{'x' * more}\n".replace("x", " ") + "Größe?;äöü\n" * 10_000
    assert recognised(data, "bank.txt") == "table"
