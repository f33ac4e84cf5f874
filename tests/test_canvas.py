"""Packages for Canvas: groups, settings, what is reported, and that damaged files are found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from builders import (
    assembled,
    bank,
    blueprint,
    choice,
    gaps,
    in_memory,
    matching,
    numeric,
    one_of_each,
    open_question,
    options,
    ordering,
    picture_node,
    sample_bank,
    short,
    text,
    truefalse,
)
from qti1_importer import Quiz, canvas
from test_moodle_import import MATERIALS, exam

import quizgen.export.canvas as module
from quizgen.document import NotMade
from quizgen.export.canvas import CANVAS, differences
from quizgen.export.exporter import Exporter
from quizgen.model import (
    Exam,
    Gap,
    Gaps,
    Markup,
    Node,
    Note,
    Option,
    Pair,
    Pattern,
    Place,
    Question,
    Section,
    Selection,
)
from quizgen.problem import Problem, has_errors

CHOICES = Selection(kinds=frozenset({"choice"}))


def written(planned: Exam, exporter: Exporter = CANVAS) -> bytes:
    (document,) = exporter.export(planned, MATERIALS)
    return in_memory(document).data


def imported(*questions: Question) -> Quiz:
    return canvas(written(exam(*questions)))


def told(planned: Exam, exporter: Exporter = CANVAS) -> str:
    return "\n".join(problem.message for problem in exporter.check(planned, MATERIALS))


def drawn(*sections: Section, forms: int = 3) -> Exam:
    return assembled(sample_bank(), blueprint(*sections, forms=forms))


def test_a_section_drawn_anew_for_each_form_is_a_group_to_pick_from() -> None:
    planned = drawn(
        Section(title="Pool", selection=CHOICES, count=4, points=Decimal(2), per_form=True)
    )
    quiz = canvas(written(planned))
    heading, *pool = quiz.questions
    assert (heading.kind, heading.text.strip()) == ("text_only_question", "Pool")
    assert len(pool) == len(planned.questions) > 4
    assert {stored.group for stored in pool} == {(4, Decimal(2))}
    assert quiz.settings["points_possible"] == "8"


def test_a_section_that_all_forms_share_is_no_group() -> None:
    quiz = canvas(written(drawn(Section(selection=CHOICES, count=4))))
    assert [stored.group for stored in quiz.questions] == [None] * 4


def test_two_pools_of_the_same_questions_share_them_out() -> None:
    section = Section(selection=CHOICES, count=3, per_form=True)
    planned = drawn(section, section)
    found = canvas(written(planned)).questions
    assert len(found) == len(planned.questions)
    assert {stored.group for stored in found} == {(3, Decimal(1))}


def test_a_question_stands_in_the_section_of_the_first_form_that_asks_it() -> None:
    sections = (Section(title="One", questions=("a",)), Section(title="Two", questions=("b",)))
    planned = assembled(bank(choice("a"), choice("b")), blueprint(*sections, forms=2))
    first, second = planned.forms
    crossed = tuple(
        replace(here, questions=there.questions)
        for here, there in zip(second.sections, reversed(second.sections), strict=True)
    )
    quiz = canvas(written(replace(planned, forms=(first, replace(second, sections=crossed)))))
    texts = [stored.text.strip() for stored in quiz.questions]
    assert texts == ["One", "Which of a?", "Two", "Which of b?"]


def uneven(planned: Exam) -> list[Problem]:
    return [p for p in CANVAS.check(planned, MATERIALS) if p.severity == "error"]


def test_questions_of_a_pool_must_have_the_same_points() -> None:
    odd = bank(*(choice(f"c{i}", points=Decimal(1 + i % 2)) for i in range(8)))
    section = Section(count=3, per_form=True)
    made = blueprint(section, place=Place("week5.exam.yaml", 1), forms=3)
    errors = uneven(assembled(odd, made))
    assert [problem.message for problem in errors] == [
        "the versions ask different questions here, which have different points: Canvas gives all"
        " questions that it picks from a group the same"
    ]
    assert [problem.place for problem in errors] == [made.place]
    placed = replace(made, sections=(replace(section, place=Place("week5.exam.yaml", 7)),))
    assert [problem.place.line for problem in uneven(assembled(odd, placed))] == [7]


def test_what_the_blueprint_says_becomes_settings() -> None:
    shown = text("Read *all* of it. ", picture_node())
    made = blueprint(
        Section(title="A & B", instructions=text("Pick <one>."), selection=CHOICES, count=2),
        instructions=shown,
        duration="90 minutes",
        shuffle_options=False,
    )
    quiz = canvas(written(assembled(sample_bank(), made)))
    assert quiz.title == quiz.settings["title"] == "Week 5 test"
    assert "Read *all* of it." in quiz.settings["description"]
    assert (quiz.settings["shuffle_answers"], quiz.settings["time_limit"]) == ("false", "90")
    assert quiz.settings["show_correct_answers"] == "false"
    assert quiz.questions[0].text.split() == ["A", "&", "B", "Pick", "<one>."]
    assert len(quiz.pictures) == 1


@pytest.mark.parametrize("duration", ["90 min", "90 min.", "90 Minuten", "90 MINUTOS", "90′"])
def test_minutes_in_any_language(duration: str) -> None:
    made = blueprint(Section(selection=CHOICES, count=2), duration=duration)
    assert canvas(written(assembled(sample_bank(), made))).settings["time_limit"] == "90"


@pytest.mark.parametrize("duration", ["2 hours", "90", "an hour", "0 min", "999999 min"])
def test_other_durations_are_told(duration: str) -> None:
    made = blueprint(Section(selection=CHOICES, count=2), duration=duration)
    planned = assembled(sample_bank(), made)
    assert f"Canvas gets no time limit: “{duration}” is no number of minutes" in told(planned)
    assert "time_limit" not in canvas(written(planned)).settings


def test_pins_are_kept_where_canvas_does_not_shuffle() -> None:
    pinned = choice(pins={3: "last"})
    assert "keep their place" in told(exam(pinned))
    assert "keep their place" not in told(exam(pinned, shuffle=False))


def test_idents_tell_nothing_of_the_order() -> None:
    """Students may see them: the right option is always the first here."""
    quiz = imported(*(choice(f"c{i}") for i in range(60)))
    first = sum(min(s.labels, key=int) == next(iter(s.labels)) for s in quiz.questions)
    assert 5 <= first <= 28


def test_the_same_exam_has_the_same_idents_and_another_has_others() -> None:
    def idents(planned: Exam) -> set[str]:
        quiz = canvas(written(planned))
        return {stored.element.get("ident", "") for stored in quiz.questions}

    one = exam(choice("a"), choice("b"))
    other = replace(one, blueprint=replace(one.blueprint, title="Another"))
    assert idents(one) == idents(exam(choice("b"), choice("a")))
    assert not idents(one) & idents(other)


def test_a_gap_is_found_though_the_author_writes_its_name() -> None:
    hole = Node("gap", attributes=(("number", "0"),))
    question = Gaps(id="g", stem=text("Is [gap1] a [gap? ", hole), gaps=(Gap((Pattern(("x",)),)),))
    (stored,) = imported(question).questions
    assert list(stored.menus) == ["response_gap_1"]


def test_the_unit_is_shown() -> None:
    (stored,) = imported(numeric(unit="km  / h")).questions
    assert stored.text.split() == ["How", "much", "is", "numeric?", "____", "km", "/", "h"]


def test_pictures_of_what_is_left_out_do_not_travel() -> None:
    question = open_question(answer=text("See ", picture_node()), notes=())
    assert not imported(question, choice()).pictures


def pairs(*found: Pair, distractors: tuple[Markup, ...] = ()) -> Question:
    return replace(matching(), pairs=found, distractors=distractors)


A, B = Pair(text("a"), text("b")), Pair(text("c"), text("d"))


FORMULA = Node("formula", r"\text{\(x}\)")
LEFT_OUT: dict[str, tuple[Question, str]] = {
    "no text": (choice(stem=()), "the question has no text"),
    "no right option": (choice(right=()), "none of its options is right"),
    "two right ones": (choice(right=(0, 1)), "several options are right, of which only one may"),
    "an empty option": (choice(options=options("a", "")), "one of its options is empty"),
    "wildcards only": (short("s", "a*"), "it knows no wildcards"),
    "a gap of wildcards": (
        replace(gaps(), gaps=(Gap((Pattern(("a", "")),)), Gap((Pattern(("b",)),)))),
        "it knows no wildcards",
    ),
    "gaps amiss": (gaps(stem=text("No gap")), "the gaps of its text and their answers do not"),
    "a huge number": (numeric(value="1E+300"), "is no number that it could read"),
    "a picture on the right": (
        pairs(Pair(text("a"), text("b", picture_node())), B),
        "it cannot show pictures in right-hand entries",
    ),
    "an empty entry": (
        pairs(Pair(text(""), text("b")), B),
        "one of its entries is empty",
    ),
    "entries that look the same": (
        pairs(A, B, distractors=((Node("paragraph", children=(Node("code", "b"),)),),)),
        "two right-hand entries look the same as plain text",
    ),
    "an empty step": (
        replace(ordering(), entries=(text("a"), text(""))),
        "one of its entries is empty",
    ),
    "a step twice": (
        replace(ordering(), entries=(text("a"), text("a"))),
        "one of its entries stands twice",
    ),
    "a long text": (choice(stem=text("x" * 17_000)), "its text has 17008 characters of HTML"),
    "a character": (choice(stem=text("a\x07b")), "it has an invisible character"),
    "a formula": (choice(stem=text("", FORMULA)), r"MathJax would end a formula at the \) within"),
    "a command": (
        choice(stem=text("", Node("formula", r"\href{x}{y}"))),
        r"\href in a formula can link or run",
    ),
    "a lost picture": (
        choice(stem=text("", Node("image", attributes=(("alt", "map"), ("picture", "none"))))),
        "the picture “map” is missing",
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_canvas_cannot_hold_is_told_and_left_out(name: str) -> None:
    question, reason = LEFT_OUT[name]
    planned = exam(question, truefalse("other"))
    assert reason in told(planned)
    assert not has_errors(CANVAS.check(planned, MATERIALS))
    assert len(canvas(written(planned)).questions) == 1


CHANGED: dict[str, tuple[Question, str]] = {
    "ordering": (ordering(), "classic quizzes in Canvas show an ordering as a matching"),
    "rich ordering": (
        replace(ordering(), entries=(text("a"), text("x < y"))),
        "show the entries of an ordering as plain text",
    ),
    "a formula on the right": (
        pairs(A, B, distractors=(text("", Node("formula", "x^2")),)),
        "Canvas shows right-hand entries as plain text",
    ),
    "case": (short(case=True), "classic quizzes in Canvas take upper and lower case for the same"),
    "digits": (numeric(value="3.1415926535897932"), "Canvas computes with 15 digits"),
    "wildcards": (short("s", "a", "b*"), "cannot hold wildcards in accepted answers"),
    "hints": (choice(hints=(text("Think."),)), "Canvas cannot hold hints"),
    "credit": (
        choice(options=(*options("a"), Option(text=text("b"), right=False, credit=Decimal("0.5")))),
        "credit for options that are partly right",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_canvas_shows_in_another_way_is_told(name: str) -> None:
    question, words = CHANGED[name]
    assert words in told(exam(question))
    assert len(imported(question).questions) == 1


def test_plain_questions_come_without_a_word() -> None:
    plain = (choice(), truefalse(), short("s", "word"), numeric(), matching(), gaps())
    assert not told(exam(*plain, shuffle=False))


def test_titles_and_instructions_are_checked() -> None:
    long = replace(exam(choice()), blueprint=blueprint(title="x" * 256))
    assert "the title has 256 characters; Canvas takes 255" in told(long)
    odd = replace(exam(choice()), blueprint=blueprint(title="a\x07", instructions=text("\x08")))
    assert "a title has an invisible character" in told(odd)
    assert "the instructions cannot be written: it has an invisible character" in told(odd)
    assert has_errors(CANVAS.check(long, MATERIALS)) and has_errors(CANVAS.check(odd, MATERIALS))


@pytest.mark.parametrize(
    ("section", "words"),
    [
        (Section(title="a\x07"), "a title has an invisible character"),
        (Section(instructions=text("\x08")), "the instructions cannot be written"),
    ],
)
def test_titles_and_instructions_of_sections_are_checked(section: Section, words: str) -> None:
    planned = assembled(bank(choice()), blueprint(section))
    assert words in told(planned) and has_errors(CANVAS.check(planned, MATERIALS))


def test_points_that_differ_between_forms_are_told() -> None:
    planned = drawn(Section(selection=CHOICES, count=2), forms=2)
    first, second = planned.forms
    (section,) = second.sections
    dearer = tuple(replace(asked, points=Decimal(3)) for asked in section.questions)
    other = replace(second, sections=(replace(section, questions=dearer),))
    words = told(replace(planned, forms=(first, other)))
    assert words.count("different points; Canvas gets 1") == 2


def rich(**fields: object) -> Exam:
    """An exam that holds all that a package can say, in plain questions and in a pool."""
    shown = choice(
        "shown",
        stem=text("What is this? ", picture_node()),
        options=(
            Option(text=text("A dot"), right=True, feedback=text("Yes!")),
            *options("A line", right=()),
        ),
        notes=(Note("feedback", text("See week 5.")),),
    )
    several = choice("several", right=(0, 2), multiple=True)
    ranged = numeric("ranged", is_range=True)
    whole = bank(*one_of_each(), shown, several, ranged, *(choice(f"p{i}") for i in range(8)))
    named = tuple(q.id for q in whole.questions if not q.id.startswith("p"))
    pool = frozenset(q.id for q in whole.questions if q.id.startswith("p"))
    sections = (
        Section(title="All", instructions=text("Answer."), questions=named),
        Section(title="Some", selection=Selection(ids=pool), count=3, per_form=True),
    )
    made = blueprint(*sections, forms=3, instructions=text("Read."), duration="90 min", **fields)
    return assembled(whole, made)


EXAM = rich()
DATA = written(EXAM)


def test_what_was_written_is_what_was_planned() -> None:
    assert differences(EXAM, DATA) == ()


def swapped(pattern: str) -> Callable[[str], str]:
    """Swap what the first two matches of the pattern hold."""

    def tamper(xml: str) -> str:
        first, second = list(re.finditer(pattern, xml))[:2]
        between = xml[first.end(1) : second.start(1)]
        head, tail = xml[: first.start(1)], xml[second.end(1) :]
        return head + second.group(1) + between + first.group(1) + tail

    return tamper


def changed(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, 1)


def changed_last(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: new.join(xml.rsplit(old, 1))


def within(kind: str, tamper: Callable[[str], str]) -> Callable[[str], str]:
    """Do it in the first item of that kind."""

    def narrowed(xml: str) -> str:
        start = xml.rindex("<item ", 0, xml.index(f">{kind}_question<"))
        end = xml.index("</item>", start) + len("</item>")
        return xml[:start] + tamper(xml[start:end]) + xml[end:]

    return narrowed


def without(pattern: str) -> Callable[[str], str]:
    return lambda xml: re.sub(pattern, "", xml, count=1, flags=re.DOTALL)


SCORE = '<setvar action="Set" varname="SCORE">100</setvar>'
IDENT = r'response_label ident="(\d+)"'
FAULTS: dict[str, Callable[[str], str]] = {
    "the key goes to another option": within("multiple_choice", swapped(IDENT)),
    "an option's words": changed("Option 1 of", "Option 7 of"),
    "a lost option": within("multiple_choice", without(r"<response_label.*?</response_label>")),
    "an option's feedback": changed("Yes!", "No!"),
    "feedback of another option": lambda x: re.sub(r'linkrefid="\d+_fb"', 'linkrefid="1_fb"', x),
    "feedback of another option, too": lambda x: re.sub(
        r'(<displayfeedback [^>]*linkrefid="\d+_fb"/>)', r'\1<displayfeedback linkrefid="x"/>', x
    ),
    "a score that others follow": within(
        "multiple_choice", changed('continue="No"', 'continue="Yes"')
    ),
    "feedback that ends all": changed('continue="Yes"', 'continue="No"'),
    "a score for a wrong option": changed("</respcondition>", f"{SCORE}</respcondition>"),
    "half the score": changed(">100</setvar>", ">50</setvar>"),
    "one of several": within("multiple_answers", changed("<not>", "")),
    "false instead of true": within("true_false", swapped(r">(True|False)<")),
    "an accepted answer": changed(">lasso<", ">lassoo<"),
    "a number's bound": within("numerical", changed("3.15", "3.25")),
    "a number alone": within("numerical", without(r"<and>.*?</and>")),
    "room for words": changed(' fibtype="Decimal"', ""),
    "pairs crossed": within("matching", swapped(r'respident="(response_\d+)"')),
    "a right-hand entry": changed(">Right 1<", ">Right 9<"),
    "an entry of the last menu": within("matching", changed_last(">Right 1<", ">Right 9<")),
    "uneven shares": within("matching", changed(">33.33<", ">33.34<")),
    "the order": within("ordering", swapped(r'respident="response1">(\d+)<')),
    "a gap's name": changed("[gap1]", "[gap9]"),
    "gaps crossed": within("fill_in_multiple_blanks", swapped(r"(\[gap\d\])")),
    "a gap without a key": changed('respident="response_gap1">', 'respident="response_gap1">9'),
    "a gap's answer": changed(">L1<", ">L3<"),
    "an essay with a score": within(
        "essay", changed("</conditionvar>", '</conditionvar><setvar action="Set">100</setvar>')
    ),
    "the stem": changed("What is this", "What was this"),
    "the title": changed('title="Which of', 'title="Which off'),
    "an ident": lambda x: re.sub('item ident="i.', 'item ident="ix', x, count=1),
    "the points": changed("points_possible</fieldlabel>", "points</fieldlabel>"),
    "general feedback": changed("See week 5", "See week 6"),
    "a lost picture": changed("picture-", "pict-"),
    "a picture from the web": changed("$IMS-CC-FILEBASE$", "https://example.org"),
    "a description": changed("A dot", "The key"),
    "a heading": changed("Answer.", "Wait."),
    "how many are picked": changed(">3</selection_number>", ">2</selection_number>"),
    "what each counts": changed(">1</points_per_item>", ">2</points_per_item>"),
    "the group's title": changed('title="Some"', 'title="All"'),
    "a lost question": without(r"<item .*?</item>"),
    "a question twice": lambda x: re.sub(
        r"(<item .*?</item>)", r"\1\1", x, count=1, flags=re.DOTALL
    ),
    "another kind": changed("essay_question", "file_upload_question"),
    "a document type": changed("?>", "?>\n<!DOCTYPE q>"),
    "not an assessment": changed("questestinterop", "questionnaire"),
}
SETTINGS: dict[str, Callable[[str], str]] = {
    "the identifier": lambda x: re.sub('identifier="i.', 'identifier="ix', x),
    "shuffled": changed("<shuffle_answers>true", "<shuffle_answers>false"),
    "shown answers": changed("<show_correct_answers>false", "<show_correct_answers>true"),
    "the points": changed("<points_possible>", "<points_possible>1"),
    "the time": changed("<time_limit>90", "<time_limit>91"),
    "the instructions": changed("Read.", "Write."),
}
MANIFEST: dict[str, Callable[[str], str]] = {
    "a file unlisted": without(r'<file href="images[^>]*>'),
    "another type": changed('type="imsqti_xmlv1p2"', 'type="webcontent"'),
    "a reference to nothing": changed('identifierref="', 'identifierref="x'),
}


def tampered(data: bytes, ending: str, tamper: Callable[[str], str]) -> bytes:
    """The package with one of its files changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for path in old.namelist():
            content = old.read(path)
            if re.search(ending, path):
                content = tamper(before := content.decode()).encode()
                assert content != before.encode(), "nothing was changed"
            new.writestr(path, content)
    return buffer.getvalue()


@pytest.mark.parametrize("name", FAULTS)
def test_a_changed_assessment_is_found(name: str) -> None:
    assert differences(EXAM, tampered(DATA, r"/i\w+\.xml", FAULTS[name]))


@pytest.mark.parametrize("name", SETTINGS)
def test_changed_settings_are_found(name: str) -> None:
    assert differences(EXAM, tampered(DATA, "meta.xml", SETTINGS[name]))


@pytest.mark.parametrize("name", MANIFEST)
def test_a_changed_manifest_is_found(name: str) -> None:
    assert differences(EXAM, tampered(DATA, "imsmanifest.xml", MANIFEST[name]))


def test_another_picture_is_found() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DATA)) as old, zipfile.ZipFile(buffer, "w") as new:
        for path in old.namelist():
            new.writestr(path, b"\x89PNG" if path.startswith("images/") else old.read(path))
    assert differences(EXAM, buffer.getvalue())


def test_a_picture_that_no_text_shows_is_found() -> None:
    extra = '<resource identifier="x" type="webcontent"><file href="images/x.png"/></resource>'
    listed = changed("</resources>", f"{extra}</resources>")
    buffer = io.BytesIO(tampered(DATA, "imsmanifest.xml", listed))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("images/x.png", b"\x89PNG")
    assert differences(EXAM, buffer.getvalue()) == (
        "the file cannot be read: pictures that no text shows, or that are missing",
    )


@pytest.mark.parametrize("data", [b"", DATA[:-40], b"PK\x05\x06" + bytes(18)])
def test_what_is_no_whole_package_is_found(data: bytes) -> None:
    assert differences(EXAM, data)


def test_a_package_that_differs_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tampered(DATA, r"/i\w+\.xml", FAULTS["the order"])
    monkeypatch.setattr(module, "write", lambda exam: broken)
    with pytest.raises(NotMade, match="answers"):
        written(EXAM)
