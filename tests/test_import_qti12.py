"""QTI 1.2 as Canvas, New Quizzes, Blackboard and others write it becomes decks; what cannot is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from builders import PICTURE
from click.testing import CliRunner
from golden_files import check_golden

from quizgen.cli import main
from quizgen.importers import IMPORTERS, servant
from quizgen.importers.importer import File, Imported
from quizgen.markup.plain import plain
from quizgen.model import Choice, Gaps, Matching, Numeric, Ordering, Question, ShortAnswer
from quizgen.problem import ERROR, show

SAMPLES = Path(__file__).parent / "imports" / "qti12"
QTI12 = IMPORTERS["qti12"]
NAMESPACE = 'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"'
MANIFEST = (
    '<manifest><resources><resource identifier="a" type="imsqti_xmlv1p2">'
    '<file href="a/a.xml"/></resource></resources></manifest>'
)


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """A zip file of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return made.getvalue()


def folder(path: Path) -> dict[str, bytes]:
    files = sorted(each for each in path.rglob("*") if each.is_file())
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in files}


def document(*items: str) -> str:
    """A file whose first item stands in line 3."""
    return (
        f'<?xml version="1.0"?>\n<questestinterop {NAMESPACE}>\n{"".join(items)}</questestinterop>'
    )


def item(kind: str, text: str, answers: str = "", scoring: str = "", title: str = "Norms") -> str:
    """An item as Canvas writes it; the text is HTML."""
    field = f"<fieldlabel>question_type</fieldlabel><fieldentry>{kind}_question</fieldentry>"
    return (
        f'<item ident="i1" title="{title}"><itemmetadata><qtimetadata><qtimetadatafield>{field}'
        "</qtimetadatafield></qtimetadata></itemmetadata><presentation>"
        f'<material><mattext texttype="text/html">{escape(text)}</mattext></material>{answers}'
        f"</presentation><resprocessing>{scoring}</resprocessing></item>\n"
    )


def picks(*labels: str, ident: str = "response1", cardinality: str = "Single") -> str:
    """Labels to pick, which are called 1, 2, 3 …"""
    shown = "".join(
        f'<response_label ident="{number}"><material><mattext texttype="text/plain">{text}</mattext>'
        "</material></response_label>"
        for number, text in enumerate(labels, start=1)
    )
    return (
        f'<response_lid ident="{ident}" rcardinality="{cardinality}"><material><mattext>{ident}'
        f"</mattext></material><render_choice>{shown}</render_choice></response_lid>"
    )


LINE = '<response_str ident="response1"><render_fib><response_label ident="a"/></render_fib></response_str>'


def earns(*tests: str, points: str = "100", action: str = "Set") -> str:
    return (
        f"<respcondition><conditionvar>{''.join(tests)}</conditionvar>"
        f'<setvar action="{action}" varname="SCORE">{points}</setvar></respcondition>'
    )


def must(value: str, name: str = "varequal", response: str = "response1", more: str = "") -> str:
    return f'<{name} respident="{response}"{more}>{value}</{name}>'


def imported(source: str | bytes, name: str = "bank.xml") -> Imported:
    data = source.encode() if isinstance(source, str) else source
    return servant.read(QTI12, File(name, data))


def only(source: str) -> Question:
    """The only question of a file in which nothing is to be told."""
    found = imported(document(source))
    assert not found.problems
    (entry,) = found.entries
    assert entry.question
    return entry.question


def told(found: Imported) -> str:
    return show(found.problems, {})


# What the tools write: the decks and the reports stand in tests/golden/imports/qti12.


@pytest.mark.parametrize(
    "name", ["course.imscc", "blackboard.xml", "brightspace.xml", "new-quizzes.xml"]
)
def test_samples(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = SAMPLES / name
    data = source.read_bytes() if source.exists() else packed(folder(SAMPLES / source.stem))
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    assert servant.recognised(File(name, data)) is QTI12
    result = CliRunner().invoke(main, ["import", name])
    assert result.exit_code == 0, result.output
    check_golden(f"imports/qti12/{source.stem}.txt", result.output.encode())
    deck = Path(f"content/{source.stem}.md")
    check_golden(f"imports/qti12/{source.stem}.md", deck.read_bytes())
    checked = CliRunner().invoke(main, ["check"])
    assert "error" not in checked.output


# What is right.


def test_a_wrong_option_costs_the_points_of_the_question_at_most() -> None:
    scoring = earns(must("1")) + earns(must("2"), points="-250") + earns(must("3"), points="-50")
    question = only(item("multiple_choice", "Which?", picks("a", "b", "c"), scoring))
    assert isinstance(question, Choice)
    rights = [(option.right, option.credit) for option in question.options]
    assert rights == [(True, None), (False, Decimal(-1)), (False, Decimal("-0.5"))]


def test_the_best_option_is_the_key_and_others_have_credit() -> None:
    scoring = earns(must("1"), points="50") + earns(must("2")) + earns(must("3"), points="-25")
    question = only(item("multiple_choice", "Which?", picks("a", "b", "c", "d"), scoring))
    assert isinstance(question, Choice) and not question.multiple
    rights = [(option.right, option.credit) for option in question.options]
    assert rights == [
        (False, Decimal("0.5")),
        (True, None),
        (False, Decimal("-0.25")),
        (False, None),
    ]


def test_several_answers_in_shares_or_at_once() -> None:
    shares = earns(must("1"), points="50", action="Add") + earns(
        must("3"), points="50", action="Add"
    )
    whole = earns(f"<and>{must('1')}<not>{must('2')}</not>{must('3')}</and>")
    in_a_row = earns(must("1"), must("3"))
    for scoring in (shares, whole, in_a_row):
        answers = picks("a", "b", "c", cardinality="Multiple")
        question = only(item("multiple_answers", "Which?", answers, scoring))
        assert isinstance(question, Choice) and question.multiple
        assert [option.right for option in question.options] == [True, False, True]


@pytest.mark.parametrize(
    ("tests", "value", "tolerance", "is_range"),
    [
        (must("4"), "4", "0", False),
        (f"<or>{must('4.0')}</or>", "4", "0", False),
        (must("1", "vargte") + must("3", "varlte"), "2", "1", True),
        (
            f"<or>{must('3')}<and>{must('2.95', 'vargte')}{must('3.05', 'varlte')}</and></or>",
            "3",
            "0.05",
            False,
        ),
        (
            f"<or>{must('3')}<and>{must('2.9499999999999997', 'vargte')}{must('3.05', 'varlte')}"
            "</and></or>",
            "3",
            "0.05",
            False,
        ),
        (
            f"<or>{must('3')}<and>{must('1', 'vargt')}{must('4', 'varlte')}</and></or>",
            "2.5",
            "1.5",
            True,
        ),
    ],
)
def test_numbers(tests: str, value: str, tolerance: str, is_range: bool) -> None:
    question = only(item("numerical", "How many?", LINE, earns(tests)))
    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance) == (Decimal(value), Decimal(tolerance))
    assert question.is_range is is_range


def test_what_must_be_in_an_answer_stands_between_wildcards() -> None:
    tests = (must("lake", "varsubset"), must("sea", "varsubstring"), must("a", more=' case="Yes"'))
    question = only(item("short_answer", "Where?", LINE, earns(*tests)))
    assert isinstance(question, ShortAnswer)
    assert [str(answer) for answer in question.answers] == ["*lake*", "*sea*", "a"]
    assert not question.case


def test_gaps_that_stand_between_texts() -> None:
    first = LINE.replace("response1", "one")
    text = '<material><mattext texttype="text/html">&lt;p&gt;and&lt;/p&gt;</mattext></material>'
    answers = first + text + LINE.replace("response1", "two")
    scoring = earns(must("Nile", response="one"), points="50", action="Add")
    scoring += earns(must("Rhine", response="two"), points="50", action="Add")
    question = only(item("short_answer", "<p>Name</p>", answers, scoring))
    assert isinstance(question, Gaps)
    assert plain(question.stem) == "Name ____ and ____"
    assert [str(gap.answers[0]) for gap in question.gaps] == ["Nile", "Rhine"]


def test_a_name_that_stands_twice_in_a_text_is_one_gap() -> None:
    scoring = earns(must("1", response="response_x"))
    answers = picks("red", ident="response_x")
    question = only(item("fill_in_multiple_blanks", "[x] is [x]", answers, scoring))
    assert isinstance(question, Gaps) and len(question.gaps) == 1
    assert plain(question.stem) == "____ is ____"


def test_kinds_are_told_by_shape_where_nothing_is_said() -> None:
    answers = picks("a", "b", cardinality="Ordered")
    question = only(item("unknown", "Order", answers, earns(must("2"), must("1"))))
    assert isinstance(question, Ordering)
    assert [plain(entry) for entry in question.entries] == ["b", "a"]
    question = only(item("unknown", "How many?", LINE.replace("_str", "_num"), earns(must("4"))))
    assert isinstance(question, Numeric)


def test_kinds_are_told_by_shape_where_what_is_said_cannot_be() -> None:
    scoring = earns(must("1"))
    assert only(item("short_answer", "Which?", picks("a", "b"), scoring)).kind == "choice"
    assert only(item("multiple_choice", "Where?", LINE, scoring)).kind == "short"


def test_true_and_false_in_other_words_are_options() -> None:
    scoring = earns(must("1"))
    question = only(item("true_false", "So?", picks("Sí, claro", "No, nunca"), scoring))
    assert isinstance(question, Choice)
    assert only(item("true_false", "So?", picks("Wahr", "Falsch"), scoring)).kind == "truefalse"


def test_formulas_of_canvas_are_tex() -> None:
    sources = (
        '<img class="equation_image" alt="LaTeX: x^2" src="/equation_images/x%255E2">',
        '<img class="equation_image" src="https://x.example/equation_images/x%255E2?scale=1">',
        '<img data-equation-content="x^2" alt="x squared" src="/y.svg">',
        r'<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation>'
        "</semantics></math>",
        r"\(x^2\)",
    )
    for source in sources:
        question = only(item("essay", f"<p>Why {source}?</p>", LINE))
        (paragraph,) = question.stem
        assert [node.kind for node in paragraph.children] == ["text", "formula", "text"], source
        assert paragraph.children[1].text == "x^2"


def test_pictures_are_found_however_they_are_named() -> None:
    addresses = (
        "$IMS-CC-FILEBASE$/maps/a%20map.png?canvas_download=1",
        "%24IMS-CC-FILEBASE%24/maps/a%20map.png",
        "../maps/a map.png",
        "a%20map.png",
        "@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-12_1",
    )
    for address in addresses:
        text = f'<p>See <img src="{address}" alt="a map" width="50%">.</p>'
        files: dict[str, bytes | str] = {
            "imsmanifest.xml": MANIFEST,
            "a/a.xml": document(item("essay", text, LINE)),
            "web_resources/maps/a map.png": PICTURE.data,
            "csfiles/__xid-12_1.png": PICTURE.data,
        }
        found = imported(packed(files), "bank.zip")
        assert not found.problems
        assert found.attachments[0].data == PICTURE.data


def test_an_old_document_type_is_no_harm_and_lines_are_true() -> None:
    source = document(item("essay", "", LINE)).replace(
        "\n", '\n<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">\n', 1
    )
    assert QTI12.recognises(File("x", source.encode()))
    assert [problem.place.line for problem in imported(source).problems] == [4]


def test_other_encodings_are_read() -> None:
    source = document(item("essay", "Größe?", LINE))
    latin = source.replace('"1.0"', '"1.0" encoding="ISO-8859-1"').encode("latin-1")
    utf16 = source.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")
    for data in (latin, utf16):
        assert QTI12.recognises(File("x", data))
        (entry,) = imported(data).entries
        assert entry.question and plain(entry.question.stem) == "Größe?"


# What is broken.

_MENU = picks("a", "b", ident="response_x")
BROKEN: Mapping[str, tuple[str, str]] = {
    "none right": (
        item("multiple_choice", "Which?", picks("a", "b")),
        "none of its options is marked as right",
    ),
    "a key that is no option": (
        item("multiple_choice", "Which?", picks("a", "b"), earns(must("9"))),
        "none of its options is marked as right",
    ),
    "two right of which one": (
        item("multiple_choice", "Which?", picks("a", "b"), earns(must("1"), must("2"))),
        "2 of its options are right, of which one may be picked",
    ),
    "one option": (
        item("multiple_choice", "Which?", picks("a"), earns(must("1"))),
        "fewer than two options",
    ),
    "options without end": (
        item("multiple_choice", "Which?", picks(*map(str, range(401))), earns(must("1"))),
        "it has 401 options, more than 400",
    ),
    "an empty option": (
        item("multiple_choice", "Which?", picks("a", ""), earns(must("1"))),
        "one of its options is empty",
    ),
    "nowhere to answer": (
        item("multiple_choice", "Which?", "", earns(must("1"))),
        "it has no places for an answer",
    ),
    "all wrong": (
        item(
            "multiple_answers",
            "Which?",
            picks("a", "b", cardinality="Multiple"),
            earns(f"<not>{must('1')}</not>"),
        ),
        "none of its options is marked as right",
    ),
    "any of several": (
        item(
            "multiple_answers",
            "Which?",
            picks("a", "b", cardinality="Multiple"),
            earns(f"<or>{must('1')}{must('2')}</or>"),
        ),
        "does not tell which options together",
    ),
    "a foreign test": (
        item("multiple_choice", "Which?", picks("a", "b"), earns("<durlt>9</durlt>")),
        "a test <durlt> that is not understood",
    ),
    "foreign sums": (
        item("multiple_choice", "?", picks("a", "b"), earns(must("1"), action="Multiply")),
        "computed by “multiply”",
    ),
    "points that are none": (
        item("multiple_choice", "?", picks("a", "b"), earns(must("1"), points="many")),
        "“many” is no number",
    ),
    "no text": (item("essay", "<div> </div>", LINE), "it has no text"),
    "no answer": (item("short_answer", "Where?", LINE), "which answers are right"),
    "no number": (item("numerical", "How many?", LINE, earns("<other/>")), "a test <other>"),
    "a word for a number": (
        item("numerical", "How many?", LINE, earns(must("3,5"))),
        "“3,5” is no number",
    ),
    "an absurd number": (
        item("numerical", "How many?", LINE, earns(must("1E+999999999"))),
        "too large or too small",
    ),
    "an infinite number": (
        item("numerical", "How many?", LINE, earns(must("NaN"))),
        "too large or too small",
    ),
    "a range without an end": (
        item("numerical", "How many?", LINE, earns(must("3", "vargte"))),
        "only one end",
    ),
    "an empty range": (
        item("numerical", "?", LINE, earns(must("3", "vargte"), must("2", "varlte"))),
        "is empty",
    ),
    "a gap that is not there": (
        item("fill_in_multiple_blanks", "[y]", _MENU, earns(must("1", response="response_x"))),
        "its text has no gap [x]",
    ),
    "a menu without a key": (
        item("multiple_dropdowns", "[x]", _MENU),
        "what is right in the gap [x]",
    ),
    "an order that is not whole": (
        item("ordering", "Order", picks("a", "b", cardinality="Ordered"), earns(must("1"))),
        "the right order of all its entries",
    ),
    "a pair without a right side": (item("matching", "Match", _MENU), "what belongs to"),
    "a pair with two right sides": (
        item(
            "matching",
            "Match",
            _MENU + picks("a", "b", ident="response_y"),
            earns(must("1", response="response_x"), must("2", response="response_x")),
        ),
        "two right answers for one of its entries",
    ),
    "a picture that is missing": (
        item("essay", '<img src="$IMS-CC-FILEBASE$/x.png">', LINE),
        "the picture x.png is not in the file",
    ),
    "a picture of the web": (
        item("essay", '<img src="https://example.org/x.png">', LINE),
        "is on the web, not in the file",
    ),
    "a picture that is cut off": (
        item("essay", '<img src="data:image/png;base64,AAA">', LINE),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_with_its_line_and_the_rest_is_read(name: str) -> None:
    source, message = BROKEN[name]
    good = item("essay", "Why?", LINE, title="Why").replace("i1", "i2")
    found = imported(document(source, good))
    (problem,) = [each for each in found.problems if each.severity == ERROR]
    assert message in problem.message and problem.message.startswith("question 1 “Norms”: ")
    assert problem.place.line == 3 and problem.hint
    questions = [entry.question for entry in found.entries]
    assert questions[0] is None and questions[1] is not None
    note = found.entries[0].kept
    assert note.startswith("Norms")


def test_with_keep_going_the_rest_is_brought_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    good = item("true_false", "Is it?", picks("True", "False"), earns(must("1")), title="Is")
    Path("a.xml").write_text(document(*(source for source, _ in BROKEN.values()), good))
    stopped = CliRunner().invoke(main, ["import", "a.xml"])
    assert stopped.exit_code == 1 and not Path("content").exists()
    result = CliRunner().invoke(main, ["import", "a.xml", "--keep-going"])
    assert result.exit_code == 0, result.output
    assert "1 question from a.xml (qti12)" in result.stdout
    assert Path("content/a.md").read_text().count("```note") == len(BROKEN)


def test_other_kinds_are_told_and_kept() -> None:
    kinds = ("calculated", "file_upload", "text_only", "hot_spot")
    found = imported(document(*(item(kind, f"A {kind}", LINE) for kind in kinds)))
    assert [problem.severity for problem in found.problems] == ["warning"] * 4
    assert [entry.question for entry in found.entries] == [None] * 4
    assert "A hot_spot" in found.entries[3].kept
    regular = picks("a+", ident="response_x").replace(
        "<response_label", '<response_label scoring_algorithm="TextRegex"'
    )
    found = imported(document(item("fill_in_multiple_blanks", "[x]", regular)))
    assert "regular expressions" in told(found)


def test_points_that_no_deck_can_give_are_told() -> None:
    field = "<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>{}</fieldentry>"
    for points, kept, words in (
        ("2.50", "2.5", ""),
        ("0.0", "1", ""),
        ("5000", "1", "5000 points are none"),
        ("lots", "1", "“lots”, are no number"),
    ):
        source = item("essay", "Why?", LINE).replace(
            "<qtimetadata>", f"<qtimetadata>{field.format(points)}</qtimetadatafield>"
        )
        found = imported(document(source))
        (entry,) = found.entries
        assert entry.question and entry.question.points == Decimal(kept)
        assert words in told(found) and bool(words) == bool(found.problems)


def test_a_matching_with_empty_rows() -> None:
    rights = ("a", "b", "", "c")
    prompts = zip(("A", "B", "", ""), ("1", "2", "3", "4"), strict=True)
    answers, scoring = "", ""
    for number, (prompt, key) in enumerate(prompts):
        ident = f"response_{number}"
        menu = picks(*rights, ident=ident)
        answers += menu.replace(f"<mattext>{ident}</mattext>", f"<mattext>{prompt}</mattext>")
        scoring += earns(must(key, response=ident), points="25", action="Add")
    found = imported(document(item("matching", "Match", answers, scoring)))
    (entry,) = found.entries
    assert isinstance(entry.question, Matching)
    pairs = [(plain(pair.left), plain(pair.right)) for pair in entry.question.pairs]
    assert pairs == [("A", "a"), ("B", "b")]
    assert [plain(each) for each in entry.question.distractors] == ["c"]
    assert "one too many" in told(found)


# Packages.


def whole(**files: bytes | str) -> dict[str, bytes | str]:
    """The files of a small package; those given replace them."""
    good = item("true_false", "Is it?", picks("True", "False"), earns(must("1")))
    return {"imsmanifest.xml": MANIFEST, "a/a.xml": document(good), **files}


def test_a_package_without_a_manifest_or_in_a_folder_is_read() -> None:
    bare = {"a.xml": whole()["a/a.xml"]}
    nested = {f"quiz/{name}": data for name, data in whole().items()}
    for files in (whole(), bare, nested):
        data = packed(files)
        assert servant.recognised(File("x.zip", data)) is QTI12
        found = imported(data, "x.zip")
        assert not found.problems
        assert [bool(entry.question) for entry in found.entries] == [True]


def test_a_damaged_file_among_others_is_named() -> None:
    files = whole()
    files["a/b.xml"] = document()[:-20]
    found = imported(packed(files), "x.zip")
    assert "the file a/b.xml in it: it is no well-formed XML" in told(found)
    assert [bool(entry.question) for entry in found.entries] == [True]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"imsmanifest.xml": MANIFEST}, "the file a/a.xml, which its manifest lists, is not in it"),
        ({"imsmanifest.xml": "<manifest/>"}, "it holds no questions in QTI 1.2"),
        ({"imsmanifest.xml": "<manifest>"}, "the file imsmanifest.xml in it: it is no well-formed"),
        (
            {"imsmanifest.xml": '<!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'},
            "it has a document type",
        ),
        (whole(**{"../b.xml": "x"}), "a path in it leads out of it"),
        (whole(**{"a/a.xml": document("<item>" * 300)}), "no well-formed XML"),
        (whole(**{"a/a.xml": ""}), "the file a/a.xml in it"),
    ],
)
def test_packages_that_cannot_be_read(files: Mapping[str, bytes | str], message: str) -> None:
    found = imported(packed(files), "x.zip")
    assert message in told(found)
    assert not any(entry.question for entry in found.entries)


def test_a_file_that_stands_twice_in_a_package() -> None:
    made = io.BytesIO(packed(whole()))
    with pytest.warns(UserWarning), zipfile.ZipFile(made, "a") as opened:
        opened.writestr("a/a.xml", "other")
    assert QTI12.recognises(File("x.zip", made.getvalue()))
    assert "two files named a/a.xml" in told(imported(made.getvalue(), "x.zip"))


def test_a_bomb_and_a_cut_package() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("imsmanifest.xml", MANIFEST)
        for number in range(5):
            opened.writestr(f"{number}.png", bytes(100_000_000))
    assert "more than 300 MB" in told(imported(made.getvalue(), "x.zip"))
    data = packed(whole())
    assert not QTI12.recognises(File("x.zip", data[:-40]))
    assert "damaged zip file" in told(imported(data[:-40], "x.zip"))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (document(item("essay", "Why?", LINE))[:-30], "it is no well-formed XML"),
        (document("<item ident='x'>&nbsp;</item>"), "it is no well-formed XML"),
        (
            f"<!DOCTYPE q [<!ENTITY a 'b'>]><questestinterop {NAMESPACE}>&a;</questestinterop>",
            "it has a document type",
        ),
        ("<html><body/></html>", "it begins with <html>"),
        (document(*["<section>"] * 300, *["</section>"] * 300), "nested more than"),
        ("", "it is no well-formed XML"),
    ],
)
def test_files_that_cannot_be_read(source: str, message: str) -> None:
    found = imported(source)
    assert message in told(found) and not found.entries


@pytest.mark.parametrize(
    "data",
    [
        b"<quiz><question/></quiz>",
        b'<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="x"/>',
        b"<html>&lt;questestinterop&gt;</html>",
        b"<!-- <questestinterop> --><quiz/>",
        b"item",
        b"",
        packed({"imsmanifest.xml": '<manifest><resource type="imsqti_item_xmlv2p1"/></manifest>'}),
        packed({"collection.anki2": b"x"}),
    ],
)
def test_other_files_are_not_taken_for_it(data: bytes) -> None:
    assert not QTI12.recognises(File("x", data))
