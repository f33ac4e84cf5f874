"""Items of QTI as other programs write them → the questions that they are, or words about why not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from qti_items import BY_CORRECT, BY_MAP, SCORE, choices, declared, item

from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import Entry, File, Imported
from quizgen.markup.plain import plain
from quizgen.model import (
    Choice,
    Gaps,
    Matching,
    Numeric,
    Open,
    Ordering,
    Question,
    ShortAnswer,
    TrueFalse,
)
from quizgen.problem import ERROR

QTI = IMPORTERS["qti"]


def read(text: str) -> Imported:
    file = File("item.xml", text.encode())
    assert servant.recognised(file) is QTI
    return servant.read(QTI, file)


def one(text: str, *told: str) -> Question:
    """The question of an item; `told` are parts of the warnings, one for each."""
    imported = read(text)
    messages = [problem.message for problem in imported.problems]
    assert len(messages) == len(told), messages
    assert all(part in message for part, message in zip(told, messages, strict=True)), messages
    (entry,) = imported.entries
    assert entry.question
    return entry.question


def broken(text: str) -> tuple[str, Entry]:
    """What is said of an item that is an error, and what is kept of it."""
    imported = read(text)
    (problem,) = imported.problems
    (entry,) = imported.entries
    assert problem.severity == ERROR and problem.place.line == 2 and "“Rivers”" in problem.message
    assert entry.question is None and entry.kept
    return problem.message, entry


def options(question: Question) -> list[tuple[str, bool, Decimal | None, str]]:
    assert isinstance(question, Choice)
    return [(plain(o.text), o.right, o.credit, o.pin) for o in question.options]


def answers(question: Question) -> list[str]:
    assert isinstance(question, ShortAnswer)
    return list(map(str, question.answers))


RULE = """<responseCondition><responseIf>{test}<setOutcomeValue identifier="SCORE">{value}</setOutcomeValue>
</responseIf></responseCondition>"""
ADDED = """<sum><variable identifier="SCORE"/><baseValue baseType="float">{}</baseValue></sum>"""


def rules(*tests: tuple[str, str]) -> str:
    """Response processing that adds points where tests hold."""
    inside = "".join(RULE.format(test=test, value=ADDED.format(worth)) for test, worth in tests)
    return f"<responseProcessing>{inside}</responseProcessing>"


def picked(name: str) -> str:
    value = f'<baseValue baseType="identifier">{name}</baseValue>'
    return f'<match><variable identifier="RESPONSE"/>{value}</match>'


def has(name: str) -> str:
    value = f'<baseValue baseType="identifier">{name}</baseValue>'
    return f'<member>{value}<variable identifier="RESPONSE"/></member>'


@pytest.mark.parametrize(
    "processing",
    [
        BY_CORRECT,
        "",
        "<responseProcessing/>".replace("/", ' template="http://x/CC2_match_basic.xml"/'),
        rules((picked("B"), "1")),
        rules(('<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>', "3")),
        "<responseProcessing>"
        + RULE.format(test=picked("B"), value='<variable identifier="MAXSCORE"/>')
        + "</responseProcessing>",
    ],
)  # fmt: skip
def test_one_right_option_is_found_however_it_is_marked(processing: str) -> None:
    most = '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">'
    most += "<defaultValue><value>2</value></defaultValue></outcomeDeclaration>"
    question = one(
        item(choices("Rhine", "Nile"), declared("B"), most, processing=processing or " ")
    )
    assert options(question) == [("Rhine", False, None, ""), ("Nile", True, None, "")]
    assert isinstance(question, Choice) and not question.multiple
    assert (plain(question.stem), question.points) == ("Which river?", Decimal(2))


def test_rules_alone_tell_the_key() -> None:
    question = one(item(choices("a", "b", "c"), declared(), processing=rules((picked("C"), "1"))))
    assert [right for _, right, _, _ in options(question)] == [False, False, True]


def test_a_mapping_gives_credit() -> None:
    mapped = declared("A", mapped={"A": "2", "B": "1", "C": "-0.5"}, more='defaultValue="0"')
    question = one(item(choices("a", "b", "c", "d"), mapped, processing=BY_MAP))
    assert [credit for _, _, credit, _ in options(question)] == [
        *(None, Decimal("0.5"), Decimal("-0.25"), None),
    ]
    assert question.points == 2


def test_several_right_options() -> None:
    mapped = {"A": "1", "B": "-1", "C": "1"}
    for correct in (("A", "C"), ()):
        given = declared(*correct, cardinality="multiple", mapped=mapped, more='lowerBound="0"')
        question = one(item(choices("a", "b", "c", most=0), given, processing=BY_MAP))
        assert isinstance(question, Choice) and question.multiple
        assert [right for _, right, _, _ in options(question)] == [True, False, True]
        assert question.points == 2


def test_several_right_options_by_rules_alone() -> None:
    both = f"<and>{has('A')}{has('C')}<not>{has('B')}</not></and>"
    given = declared(cardinality="multiple")
    question = one(item(choices("a", "b", "c", most=0), given, processing=rules((both, "1"))))
    assert [right for _, right, _, _ in options(question)] == [True, False, True]


def test_fixed_options_keep_their_places() -> None:
    text = choices("{fixed='true'}a", "b", "c", "{fixed='true'}none", more="shuffle='true'")
    question = one(item(text, declared("B")))
    assert [pin for _, _, _, pin in options(question)] == ["first", "", "", "last"]


def test_true_or_false() -> None:
    question = one(item(choices("True", "False", prompt="Water is wet."), declared("A")))
    assert isinstance(question, TrueFalse) and question.answer
    question = one(item(choices("Falsch", "Richtig"), declared("A")))
    assert isinstance(question, TrueFalse) and not question.answer


def feedback(name: str, words: str, outcome: str = "FEEDBACK") -> str:
    return (
        f'<modalFeedback outcomeIdentifier="{outcome}" showHide="show" identifier="{name}">{words}'
        "</modalFeedback>"
    )


def test_feedback_goes_to_the_options_after_which_it_is_shown() -> None:
    said = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>'
    score = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
    told = (
        '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'
    )
    processing = rules((picked("B"), "1")).replace(
        "</responseProcessing>", f"{told}</responseProcessing>"
    )
    text = item(
        choices("a", "b", "c"),
        *(declared("B"), said, score, feedback("A", "Too short."), feedback("B", "Yes.")),
        processing=processing,
    )
    question = one(text)
    assert isinstance(question, Choice)
    assert [plain(o.feedback) for o in question.options] == ["Too short.", "Yes.", ""]


def test_feedback_after_every_answer_is_a_note() -> None:
    said = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier">'
    said += "<defaultValue><value>x</value></defaultValue></outcomeDeclaration>"
    question = one(item(choices("a", "b"), declared("B"), said, feedback("x", "See chapter 2.")))
    (note,) = question.notes
    assert (note.label, plain(note.text)) == ("feedback", "See chapter 2.")


FIELD = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="9"/>'


def test_short_answers() -> None:
    body = f"<p>The longest river?</p><p>{FIELD}</p>"
    mapped = {"Nile": "1", "nile": "1", "Amazon": "0.5"}
    given = declared("Nile", kind="string", mapped=mapped)
    question = one(
        item(body, given, processing=BY_MAP), "partly right count as wrong now: 'Amazon'"
    )
    assert answers(question) == ["Nile", "nile"]
    assert isinstance(question, ShortAnswer) and question.case
    assert plain(question.stem) == "The longest river?"


def test_the_case_counts_where_the_marking_says_so() -> None:
    match = '<stringMatch caseSensitive="false"><variable identifier="RESPONSE"/>'
    match += '<baseValue baseType="string">Nile</baseValue></stringMatch>'
    body = f"<p>The longest river?</p><p>{FIELD}</p>"
    question = one(item(body, declared(kind="string"), processing=rules((match, "1"))))
    assert answers(question) == ["Nile"]
    assert isinstance(question, ShortAnswer) and not question.case


def test_in_qti_3_the_case_does_not_count_by_default() -> None:
    text = """<?xml version="1.0"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="a" title="Rivers">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string">
<qti-mapping default-value="0"><qti-map-entry map-key="Nile" mapped-value="1"/></qti-mapping>
</qti-response-declaration><qti-item-body><p>The longest river?</p><p>
<qti-text-entry-interaction response-identifier="RESPONSE"/></p></qti-item-body>
<qti-response-processing template="https://x/qti_v3p0/rptemplates/map_response.xml"/></qti-assessment-item>"""
    question = one(text)
    assert isinstance(question, ShortAnswer) and not question.case


def test_wildcards_are_read_from_regular_expressions() -> None:
    match = '<patternMatch pattern="N.*e"><variable identifier="RESPONSE"/></patternMatch>'
    body = f"<p>The longest river?</p><p>{FIELD}</p>"
    question = one(item(body, declared(kind="string"), processing=rules((match, "1"))))
    assert answers(question) == ["N*e"]


def compared(name: str, number: str) -> str:
    value = f'<baseValue baseType="float">{number}</baseValue>'
    return f'<{name}><variable identifier="RESPONSE"/>{value}</{name}>'


NUMBERS = [
    (BY_CORRECT, "42", "42", "0", False),
    (
        rules((f"<and>{compared('gte', '40')}{compared('lte', '44')}</and>", "1")),
        "42",
        "42",
        "2",
        False,
    ),
    (
        rules((f"<and>{compared('gte', '40')}{compared('lte', '48')}</and>", "1")),
        "42",
        "44",
        "4",
        True,
    ),
    (
        rules(
            (
                '<equal toleranceMode="relative" tolerance="10 10"><correct identifier="RESPONSE"/>'
                '<variable identifier="RESPONSE"/></equal>',
                "1",
            )
        ),
        *("50", "50", "5", False),
    ),
]


@pytest.mark.parametrize(("processing", "correct", "value", "tolerance", "is_range"), NUMBERS)
def test_numbers(processing: str, correct: str, value: str, tolerance: str, is_range: bool) -> None:
    body = f"<p>How long?</p><p>{FIELD} km</p>"
    question = one(item(body, declared(correct, kind="float"), processing=processing))
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance) == (Decimal(value), Decimal(tolerance))
    assert (question.unit, question.is_range, plain(question.stem)) == ("km", is_range, "How long?")


def test_a_number_within_a_text_leaves_a_blank() -> None:
    question = one(item(f"<p>It has {FIELD} arms.</p>", declared("3", kind="integer")))
    assert isinstance(question, Numeric) and plain(question.stem) == "It has _____ arms."


def test_gaps() -> None:
    fields = [FIELD.replace("RESPONSE", name) for name in ("R1", "R2")]
    given = [
        declared("Nile", kind="string", name="R1"),
        declared("Cairo", kind="string", name="R2"),
    ]
    question = one(
        item(f"<p>The {fields[0]} flows through {fields[1]}.</p>", *given, processing=" ")
    )
    assert isinstance(question, Gaps) and question.case
    assert [str(gap.answers[0]) for gap in question.gaps] == ["Nile", "Cairo"]


MENU = """<inlineChoiceInteraction responseIdentifier="{}"><inlineChoice identifier="A">Nile</inlineChoice>
<inlineChoice identifier="B">Rhine</inlineChoice></inlineChoiceInteraction>"""


def test_a_menu_is_a_choice_and_several_are_gaps() -> None:
    question = one(item(f"<p>The {MENU.format('RESPONSE')} is long.</p>", declared("A")))
    assert options(question)[0][:2] == ("Nile", True)
    assert plain(question.stem) == "The _____ is long."
    given = declared("A", name="R1"), declared("B", name="R2")
    body = f"<p>{MENU.format('R1')} and {MENU.format('R2')}</p>"
    question = one(item(body, *given, processing=" "))
    assert isinstance(question, Gaps)
    assert [(str(g.answers[0]), g.hint) for g in question.gaps] == [
        ("Nile", "Nile / Rhine"),
        ("Rhine", "Nile / Rhine"),
    ]


def entries(name: str, *texts: str) -> str:
    found = (f'<{name} identifier="{text[0]}" matchMax="1">{text}</{name}>' for text in texts)
    return "".join(found)


ENTRY = "simpleAssociableChoice"


def test_matching() -> None:
    sets = (("Egypt", "Germany"), ("Nile", "Rhine", "Thames"))
    columns = "".join(f"<simpleMatchSet>{entries(ENTRY, *s)}</simpleMatchSet>" for s in sets)
    body = f'<matchInteraction responseIdentifier="RESPONSE">{columns}</matchInteraction>'
    given = declared("E N", "G R", cardinality="multiple", kind="directedPair")
    question = one(item(f"<p>Match.</p>{body}", given))
    assert isinstance(question, Matching)
    assert [(plain(p.left), plain(p.right)) for p in question.pairs] == [
        *(("Egypt", "Nile"), ("Germany", "Rhine")),
    ]
    assert list(map(plain, question.distractors)) == ["Thames"]


def test_pairs_from_one_pool_are_a_matching() -> None:
    pool = entries(ENTRY, "Nile", "Rhine", "Egypt", "Germany", "Thames")
    body = f'<associateInteraction responseIdentifier="RESPONSE">{pool}</associateInteraction>'
    given = declared("E N", "R G", cardinality="multiple", kind="pair")
    question = one(item(f"<p>Pair.</p>{body}", given), "two columns now")
    assert isinstance(question, Matching)
    assert [(plain(p.left), plain(p.right)) for p in question.pairs] == [
        *(("Nile", "Egypt"), ("Rhine", "Germany")),
    ]
    assert list(map(plain, question.distractors)) == ["Thames"]


def test_ordering() -> None:
    body = '<orderInteraction responseIdentifier="RESPONSE"><prompt>Sort.</prompt>{}</orderInteraction>'
    text = body.format(entries("simpleChoice", "Three", "One", "Five"))
    question = one(item(text, declared("O", "T", "F", cardinality="ordered")))
    assert isinstance(question, Ordering)
    assert list(map(plain, question.entries)) == ["One", "Three", "Five"]


def test_words_to_be_put_into_gaps() -> None:
    words = "".join(
        f'<gapText identifier="{w[0]}" matchMax="1">{w}</gapText>' for w in ("Rhine", "Nile")
    )
    body = (
        f'<gapMatchInteraction responseIdentifier="RESPONSE">{words}<p>The <gap identifier="G1"/> is'
        " in Egypt.</p></gapMatchInteraction>"
    )
    given = declared("N G1", cardinality="multiple", kind="directedPair")
    question = one(item(body, given), "below the text")
    assert isinstance(question, Gaps) and str(question.gaps[0].answers[0]) == "Nile"
    assert plain(question.stem).endswith("(Nile / Rhine)")


def test_open_questions_with_a_rubric_and_a_model_answer() -> None:
    body = (
        '<p>Why?</p><extendedTextInteraction responseIdentifier="RESPONSE"/>'
        '<rubricBlock view="scorer"><ul><li>the reason</li><li>an example</li></ul></rubricBlock>'
    )
    question = one(item(body, declared("Because.", kind="string"), processing=" "))
    assert isinstance(question, Open)
    assert (plain(question.stem), plain(question.answer)) == ("Why?", "Because.")
    assert [plain(line.text) for line in question.rubric] == ["the reason", "an example"]


def test_a_slider_is_a_number() -> None:
    body = (
        '<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="10">'
        "<prompt>How many?</prompt></sliderInteraction>"
    )
    question = one(item(body, declared("7", kind="integer")), "slider from 0 to 10")
    assert isinstance(question, Numeric) and question.value == 7


def test_words_to_be_marked_in_a_text_are_options() -> None:
    body = (
        '<hottextInteraction responseIdentifier="RESPONSE" maxChoices="1"><p>The <hottext identifier="A">'
        'Nile</hottext> is a <hottext identifier="B">sea</hottext>.</p></hottextInteraction>'
    )
    question = one(item(body, declared("B")))
    assert options(question)[1][:2] == ("sea", True)
    assert plain(question.stem) == "The Nile is a sea."


def test_an_item_of_several_parts_becomes_several_questions() -> None:
    second = choices("c", "d", prompt="And then?").replace("RESPONSE", "R2")
    text = item(
        f"<p>About rivers.</p>{choices('a', 'b')}{second}",
        *(declared("A"), declared("B", name="R2")),
        processing=" ",
    )
    imported = read(text)
    found = [entry.question for entry in imported.entries if entry.question]
    assert [plain(question.stem).split() for question in found] == [
        *("About rivers. Which river?".split(), "About rivers. And then?".split()),
    ]
    assert [question.points for question in found] == [1, 1]
    assert all("several parts" in problem.message for problem in imported.problems)


def test_a_button_for_help_gives_a_hint() -> None:
    button = '<p><endAttemptInteraction responseIdentifier="HELP" title="Help"/></p>'
    asks = (
        '<responseCondition><responseIf><variable identifier="HELP"/><setOutcomeValue identifier="SAID">'
        '<baseValue baseType="identifier">H</baseValue></setOutcomeValue></responseIf></responseCondition>'
    )
    said = '<outcomeDeclaration identifier="SAID" cardinality="single" baseType="identifier"/>'
    processing = rules((picked("B"), "1")).replace(
        "<responseProcessing>", f"<responseProcessing>{asks}"
    )
    parts = declared("B"), declared(kind="boolean", name="HELP"), said, SCORE
    hint = feedback("H", "Think of Egypt.", "SAID")
    question = one(item(choices("a", "b") + button, *parts, hint, processing=processing))
    assert [plain(each) for each in question.hints] == ["Think of Egypt."]
    assert question.notes == ()


def test_feedback_belongs_to_the_part_that_it_is_about() -> None:
    second = choices("c", "d", prompt="And then?").replace("RESPONSE", "R2")
    said = '<outcomeDeclaration identifier="SAID" cardinality="single" baseType="identifier"/>'
    told = '<setOutcomeValue identifier="SAID"><variable identifier="R2"/></setOutcomeValue>'
    processing = rules((picked("A"), "1"), (picked("B").replace("RESPONSE", "R2"), "1"))
    processing = processing.replace("</responseProcessing>", f"{told}</responseProcessing>")
    parts = declared("A"), declared("B", name="R2"), said, SCORE, feedback("A", "No.", "SAID")
    imported = read(item(choices("a", "b") + second, *parts, processing=processing))
    first, last = (entry.question for entry in imported.entries)
    assert isinstance(first, Choice) and isinstance(last, Choice)
    assert [plain(o.feedback) for o in (*first.options, *last.options)] == ["", "", "No.", ""]
    assert (first.notes, last.notes) == ((), ())


def test_fields_of_other_parts_are_blanks() -> None:
    body = f"<p>The {FIELD.replace('RESPONSE', 'R2')} is long.</p>{choices('a', 'b')}"
    given = declared("A"), declared("Nile", kind="string", name="R2")
    gaps, choice = (entry.question for entry in read(item(body, *given, processing=" ")).entries)
    assert isinstance(gaps, Gaps) and isinstance(choice, Choice)
    assert plain(choice.stem).startswith("The _____ is long.")


FORMULAS = [
    ("<mfrac><mi>a</mi><mn>2</mn></mfrac>", r"\frac{a}{2}"),
    ("<msup><mi>x</mi><mn>2</mn></msup><mo>≤</mo><mi>α</mi>", r"x^2\le \alpha"),
    ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", r"\sqrt{x+1}"),
    ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
    ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>", r"\sum_i^n"),
    ("<mover><mi>v</mi><mo>→</mo></mover>", r"\vec{v}"),
    ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
    ("<mtext>if</mtext>", r"\text{if}"),
    ("<mo>{</mo><mn>1</mn><mo>}</mo>", r"\{1\}"),
    (
        '<semantics><mi>x</mi><annotation encoding="application/x-tex">\\xi</annotation></semantics>',
        r"\xi",
    ),
]


@pytest.mark.parametrize(("math", "tex"), FORMULAS)
def test_formulas(math: str, tex: str) -> None:
    written = f'<math xmlns="http://www.w3.org/1998/Math/MathML">{math}</math>'
    question = one(item(f"<p>What is {written}?</p>{choices('a', 'b')}", declared("A")))
    found = [
        node.text for block in question.stem for node in block.walk() if node.kind == "formula"
    ]
    assert found == [tex]


def test_a_formula_that_is_not_understood_is_text() -> None:
    math = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mlongdiv><mn>7</mn></mlongdiv></math>'
    one(item(f"<p>What is {math}?</p>{choices('a', 'b')}", declared("A")), "'7' is kept as text")


BROKEN = [
    (item(choices("a", "b"), declared()), "no answer earns any points"),
    (item(choices("a", "b"), declared("C")), "does not earn|no answer earns"),
    (item(choices("a", "b"), declared("A"), processing=rules((picked("B"), "1"))), "does not earn all"),
    (item(choices("a"), declared("A")), "fewer than two options"),
    (item(choices("a", ""), declared("A")), "one of its options is empty"),
    (item(choices("a", "b"), declared("A"), declared("B")), "declares a response twice"),
    (item(choices("a", "b")), "no declaration of the response 'RESPONSE'"),
    (item(choices("a", "b"), declared("A"), processing=BY_MAP), "there is none"),
    (
        item(choices("a", "b"), declared("A"), processing='<responseProcessing template="x/odd"/>'),
        "goes by 'odd'",
    ),
    (
        item(choices("a", "b"), declared("A"), processing=rules(("<customOperator/>", "1"))),
        "<customOperator>",
    ),
    (item(choices("a", "b", prompt=""), declared("A")), "asks nothing"),
    (item(f"<p>How long?</p><p>{FIELD}</p>", declared("long", kind="float")), "'long' is no number"),
    (
        item(
            f"<p>How long?</p><p>{FIELD}</p>",
            declared(kind="float"),
            processing=rules((compared("gte", "3"), "1")),
        ),
        "nothing says where right numbers end",
    ),
    (item(f'{choices("a", "b")}<img src="http://x/y.png" alt=""/>', declared("A")), "lies in the web"),
    (item(choices("a", "b", most=0), declared(cardinality="multiple")), "nothing says which"),
    (item(choices("a", "b"), declared("A", mapped={"A": "1e999"})), "no number to work with"),
    (
        item(
            choices("a", "b", "c", most=0),
            declared(
                *("A", "C"),
                cardinality="multiple",
                mapped={"A": "1", "B": "1", "C": "1"},
                more='upperBound="2"',
            ),
            processing=BY_MAP,
        ),
        "the option B earns points, but is none of those it calls right",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BROKEN, ids=[told for _, told in BROKEN])
def test_what_is_not_certain_is_an_error(text: str, told: str) -> None:
    message, _ = broken(text)
    assert any(part in message for part in told.split("|")), message


def test_the_words_of_a_broken_question_are_kept() -> None:
    _, entry = broken(item(choices("Rhine", "Nile"), declared("C")))
    assert entry.kept == "Which river?\n[A] Rhine\n[B] Nile\nRight: C"


LOST = [
    ('<hotspotInteraction responseIdentifier="RESPONSE"/>', "clicking on a picture"),
    ('<uploadInteraction responseIdentifier="RESPONSE"/>', "answered with a file"),
    ('<drawingInteraction responseIdentifier="RESPONSE"/>', "drawing"),
    ("<p>Read chapter 2.</p>", "a text without a question"),
]


@pytest.mark.parametrize(("body", "told"), LOST, ids=[told for _, told in LOST])
def test_what_decks_do_not_have_is_kept_as_a_note(body: str, told: str) -> None:
    imported = read(item(f"<p>Look.</p>{body}", declared("A")))
    (problem,), (entry,) = imported.problems, imported.entries
    assert told in problem.message and problem.severity != ERROR
    assert entry.question is None and "Look." in entry.kept


def test_what_is_drawn_anew_for_everybody_is_kept_as_a_note() -> None:
    drawn = '<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>'
    imported = read(item(choices("a", "b"), declared("A"), drawn))
    assert "drawn anew" in imported.problems[0].message


def test_comments_before_an_item_do_not_make_it_slow_to_recognise() -> None:
    data = f"<!-- a -->{chr(10) * 3}<?b c?>" * 300 + item(choices("a", "b"), declared("A"))
    found = servant.recognised(File("item.xml", data.encode()))
    assert found is not None and found.name == "qti"
