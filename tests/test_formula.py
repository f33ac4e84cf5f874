"""TeX → drawn and spoken formulas: right, safe, alike in every run, and bounded for any input."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from lxml import etree

from quizgen import sandbox
from quizgen.markup.formula import Formula, FormulaEngine, FormulaError, javascript
from quizgen.markup.formula.glyphs import default_fonts
from quizgen.markup.formula.limits import Limits
from quizgen.markup.formula.mathml import plain_mathml
from quizgen.markup.formula.safety import is_safe, is_safe_mathml
from quizgen.markup.formula.world import World

FORMULAS = [
    r"x",
    r"-",
    r"E = mc^2",
    r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\sum_{k=0}^{n} \binom{n}{k} = 2^n",
    r"\int_0^1 \! f(x)\,\mathrm{d}x",
    r"\lim_{h\to 0}\frac{f(x+h)-f(x)}{h}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\left[\begin{array}{c:c|c} 1 & 2 & 3 \\ \hline 4 & 5 & 6 \end{array}\right]",
    r"\begin{cases} 1 & \text{if } n = 0 \\ n\,(n-1)! & \text{otherwise} \end{cases}",
    r"\begin{align} a &= b \\ &= c \end{align}",
    r"\begin{multline} a + b \\ + c + d \end{multline}",
    r"\begin{CD} A @>a>> B \\ @VbVV @VVcV \\ C @>>d> D \end{CD}",
    r"\left\{\begin{matrix} a \\ b \\ c \\ d \\ e \\ f \end{matrix}\right\}",
    r"\underbrace{a + \cdots + a}_{n} + \overbrace{b}^{1}",
    r"\widehat{ABC} + \overrightarrow{PQ} + \vec v + \dot x",
    r"\boxed{x} + \cancel{y} + \enclose{circle}{z} + \enclose{updiagonalarrow}{w}",
    r"\color{red}{x} + \textcolor[RGB]{0,80,160}{y} + \colorbox{yellow}{z}",
    r"\bbox[#eee, 4px, border: 1px dashed blue]{x}",
    r"\mathbb{R} \supset \mathcal{A} \cup \mathfrak{g} \cap \mathscr{F} \setminus \mathbf{v}",
    r"\ce{2 KMnO4 + 16 HCl -> 2 KCl + 2 MnCl2 + 5 Cl2 ^ + 8 H2O}",
    r"\ce{N2 + 3H2 <=>[Fe][450^\circ C] 2NH3}",
    r"\pu{6.022e23 mol-1}",
    r"a \equiv b \pmod{n}, \quad a \bmod n",
    r"a \xrightarrow[T]{f \circ g} b \implies c",
    r"\newcommand{\R}{\mathbb{R}} f\colon \R \to \R",
    r"\operatorname{Var}(X) \not\in \emptyset",
    r"\Bra{\psi} H \Ket{\phi} \coloneqq \upalpha",
    r"5\,€ + 3\,µm + 20\,°C",
    r"x² + ½",
    r"\text{Größe, naïve, ångström, Łódź, „Straße“}",
    r"\verb|x_1| \raise2em{y} \kern-9em z",
    r"{}",
]

MISTAKES = [
    (r"\foo", r"unknown command \foo"),
    (r"\frac{1}{2", "closing brace } is missing"),
    (r"x}", "closing brace } has no opening"),
    (r"\frac{1}", r"\frac lacks its argument"),
    (r"\sqrt[3{x}", r"option of \sqrt is missing"),
    (r"x^2^3", "two exponents"),
    (r"x_1_2", "two indices"),
    (r"\left( x", r"no \right"),
    (r"x \right)", r"no \left"),
    (r"\left x", "bracket"),
    (r"\begin{foo} x \end{foo}", "unknown environment “foo”"),
    (r"\begin{matrix} x \end{pmatrix}", r"\begin{matrix} is ended by \end{pmatrix}"),
    (r"\begin{matrix} x", r"no \end{matrix}"),
    (r"a & b", "& stands in a wrong place"),
    (r"# 1", "# stands alone"),
    (r"\hspace{x}", r"\hspace lacks a length"),
    (r"\color{nosuch}{x}", "unknown colour “nosuch”"),
    (r'\color{"><script>}{x}', "not well written"),
    (r"\text{😀}", "“😀” (U+1F600)"),
    ("a\0b", "U+0000"),
    ("a\ud800b", "U+D800"),
    (r"\ce{H2O", "closing brace } is missing"),
    (r"x = 1 \tag{1}", r"\tag is not supported"),
    (r"\begin{align} x &= 1 \tag{1} \end{align}", r"\tag is not supported"),
    (r"\eqref{a}", r"\eqref is not supported"),
    (r"\href{https://example.org}{x}", r"unknown command \href"),
    (r"\root } x", r"comes too early, before \of"),
    (r"\begin{matrix} \text{{0} \end{matrix}", "closing brace } is missing"),
    (r"\require{html}", r"unknown command \require"),
    (r"\class{a}{b}", r"unknown command \class"),
    (r"\style{color:red}{b}", r"unknown command \style"),
    (r"\cssId{a}{b}", r"unknown command \cssId"),
    (r"\unicode{x41}", r"unknown command \unicode"),
    ("", "empty"),
    ("  ", "empty"),
    ("% a comment", "empty"),
]

BOMBS = [
    r"\def\a{\a}\a",
    r"\def\a{x\a}\a",
    r"\newcommand{\a}{\a\a}\a",
    r"\newenvironment{z}{\begin{z}}{\end{z}}\begin{z}x\end{z}",
    "{" * 2000 + "x" + "}" * 2000,
    r"\sqrt" * 900 + "x",
    r"\left(" * 300 + "x" + r"\right)" * 300,
    r"\begin{matrix}" * 200 + "x" + r"\end{matrix}" * 200,
    r"\rule{99999em}{1em}",
    r"\rule{" + "9" * 400 + "em}{1em}",
    r"\kern" + "9" * 400 + "em x",
    "x" * 100_000,
    r"\begin{matrix}" + r"a\\" * 1000 + r"\end{matrix}",
]


def fresh() -> FormulaEngine:
    """An engine that shares nothing with others."""
    return FormulaEngine(fonts=default_fonts())


@pytest.fixture(scope="module")
def engine() -> FormulaEngine:
    return FormulaEngine("en")


@pytest.fixture(scope="module")
def german() -> FormulaEngine:
    return FormulaEngine("de-AT")


def drawn(engine: FormulaEngine, tex: str, display: bool = False) -> Formula:
    formula = engine.draw(tex, display)
    assert isinstance(formula, Formula), formula
    return formula


def shapes(formula: Formula, name: str) -> list[etree._Element]:
    return list(etree.fromstring(formula.svg).iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def view_box(formula: Formula) -> list[float]:
    return [float(number) for number in etree.fromstring(formula.svg).attrib["viewBox"].split()]


# Drawing


@pytest.mark.parametrize("tex", FORMULAS)
def test_formula_is_drawn_safely(engine: FormulaEngine, tex: str) -> None:
    formula = drawn(engine, tex, True)
    assert is_safe(formula.svg)
    assert (formula.tex, formula.display) == (tex, True)
    assert 0 <= formula.depth <= formula.height < 20
    assert 0 <= formula.width < 40
    assert f'width="{formula.width}em" height="{formula.height}em"' in formula.svg
    assert "<text" not in formula.svg


def test_glyphs_are_filled_and_never_stroked(engine: FormulaEngine) -> None:
    paths = shapes(drawn(engine, r"\frac{a}{b} + \sqrt{2}"), "path")
    assert len(paths) >= 5
    assert not [path for path in paths if "stroke" in path.attrib or "stroke-width" in path.attrib]


@pytest.mark.parametrize(
    ("tex", "name", "count"),
    [
        (r"\boxed{x}", "rect", 1),
        (r"\cancel{x}", "line", 1),
        (r"\xcancel{x}", "line", 2),
        (r"\enclose{circle}{x}", "ellipse", 1),
        (r"\begin{array}{|c|c|} \hline a & b \\ \hline \end{array}", "rect", 1),
        (r"\begin{array}{c|c} a & b \end{array}", "line", 1),
    ],
)
def test_lines_have_a_stroke(engine: FormulaEngine, tex: str, name: str, count: int) -> None:
    lines = [shape for shape in shapes(drawn(engine, tex), name) if shape.get("stroke-width")]
    assert len(lines) >= count
    for line in lines:
        assert line.attrib["stroke"] == "currentColor"
        assert float(line.attrib["stroke-width"]) >= 60


def test_dashed_lines_stay_dashed(engine: FormulaEngine) -> None:
    lines = shapes(
        drawn(engine, r"\begin{array}{c:c} a & b \\ \hdashline c & d \end{array}"), "line"
    )
    assert len(lines) == 2
    assert all(line.get("stroke-dasharray") for line in lines)


def test_strokes_have_the_colour_of_their_part(engine: FormulaEngine) -> None:
    (line,) = shapes(drawn(engine, r"\color{red}{\cancel{x}}"), "line")
    assert line.attrib["stroke"] == "red"


def test_the_box_holds_what_reaches_out_of_the_layout(engine: FormulaEngine) -> None:
    diagram = drawn(engine, r"\begin{CD} A \\ @VbVV \\ B \end{CD}", True)
    assert view_box(diagram)[0] < -200  # the b left of the arrow
    assert view_box(drawn(engine, r"\llap{xyz}a"))[0] < -1000


def test_a_formula_above_the_line_reaches_down_to_it(engine: FormulaEngine) -> None:
    raised = drawn(engine, r"\raise2em{x}")
    assert raised.depth == 0
    assert raised.height > 2


def test_an_em_of_formula_fits_the_text(engine: FormulaEngine) -> None:
    """The x-height 0.442 em is set to 0.5 em of the text (ex = em / 2)."""
    quad = drawn(engine, r"\rule{1em}{1em}")
    assert quad.width == pytest.approx(1 / 0.884, abs=0.01)
    assert quad.height == pytest.approx(1 / 0.884, abs=0.01)


def test_print_has_the_right_size_place_and_frame(engine: FormulaEngine) -> None:
    formula = drawn(engine, r"\boxed{\rule{2em}{1em}}")
    page = "<style>@page{size:200pt 100pt;margin:20pt}body,p{margin:0;font:20pt/60pt serif}</style>"
    pdf = io.BytesIO()
    weasyprint.HTML(string=f"{page}<p>{formula.svg}").write_pdf(pdf)
    image = pypdfium2.PdfDocument(pdf.getvalue())[0].render(scale=4, grayscale=True).to_pil()
    left, top, right, bottom = image.point(lambda level: 255 * (level < 128)).getbbox() or (0,) * 4
    assert left == pytest.approx(80, abs=4)
    assert (right - left) / 80 == pytest.approx(formula.width, abs=0.08)
    assert (bottom - top) / 80 == pytest.approx(formula.height, abs=0.08)


# Letters


def test_accented_letters_are_composed_without_any_other_font() -> None:
    bare = FormulaEngine("en", fonts=())
    plain, accented = drawn(bare, r"\text{Grose}"), drawn(bare, r"\text{Gröse}")
    assert accented.width == plain.width
    assert accented.height > 0
    assert accented.svg != plain.svg
    assert isinstance(bare.draw(r"\text{ß}", False), FormulaError)


def test_decomposed_letters_are_the_same(engine: FormulaEngine) -> None:
    assert drawn(engine, "\\text{o\u0308}").svg == drawn(engine, "\\text{ö}").svg


def test_styles_of_a_letter_differ_whatever_came_before() -> None:
    bold = r"\textbf{ö}"
    alone = drawn(fresh(), bold)
    later = fresh()
    assert drawn(later, r"\text{ö}").svg != drawn(later, bold).svg
    assert drawn(later, bold) == alone


def test_letters_that_join_or_reorder_are_refused(engine: FormulaEngine) -> None:
    for text in ("سلام", "नमस्ते"):
        assert isinstance(engine.draw(rf"\text{{{text}}}", False), FormulaError)


# Mistakes


@pytest.mark.parametrize(("tex", "words"), MISTAKES)
def test_mistake_is_explained(engine: FormulaEngine, tex: str, words: str) -> None:
    error = engine.draw(tex, True)
    assert isinstance(error, FormulaError)
    assert words in error.message
    assert error.hint
    assert "MathJax" not in error.message + error.hint
    assert "{{" not in error.message + error.hint
    assert "None" not in error.message + error.hint


@pytest.mark.parametrize("tex", BOMBS, ids=range(len(BOMBS)))
def test_bomb_is_an_error_and_does_no_harm(engine: FormulaEngine, tex: str) -> None:
    before = drawn(engine, "x+1")
    assert isinstance(engine.draw(tex, True), FormulaError)
    assert drawn(engine, "x+1") == before


# Independence and determinism


@pytest.mark.parametrize(
    ("definition", "use"),
    [
        (r"\newcommand{\foo}{x}\foo", r"\foo"),
        (r"\def\foo{x}\foo", r"\foo"),
        (r"\let\foo=\alpha\foo", r"\foo"),
        (r"\newenvironment{foo}{x}{y}\begin{foo}\end{foo}", r"\begin{foo}\end{foo}"),
        (r"\DeclareMathOperator{\foo}{foo}\foo", r"\foo"),
        (r"\DeclarePairedDelimiter{\foo}{|}{|}\foo{x}", r"\foo{x}"),
        (r"\definecolor{foo}{RGB}{9,9,9}\color{foo}{x}", r"\color{foo}{x}"),
    ],
)
def test_definition_ends_with_its_formula(engine: FormulaEngine, definition: str, use: str) -> None:
    drawn(engine, definition)
    assert isinstance(engine.draw(use, False), FormulaError)


def test_known_commands_cannot_be_changed_for_later_formulas(engine: FormulaEngine) -> None:
    before = drawn(engine, r"\alpha + \sin x")
    drawn(engine, r"\def\alpha{x}\renewcommand{\sin}{y}\alpha + \sin x")
    assert drawn(engine, r"\alpha + \sin x") == before


def test_order_and_threads_change_nothing(engine: FormulaEngine) -> None:
    some = FORMULAS[::3]
    forwards = [engine.draw(tex, True) for tex in some]
    assert [engine.draw(tex, True) for tex in reversed(some)] == forwards[::-1]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda tex: engine.draw(tex, True), some)) == forwards


def test_worlds_are_renewed_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = r"\text{Größe}"
    expected = drawn(fresh(), letters)
    monkeypatch.setattr(javascript, "LIMITS", Limits(calls=1))
    renewing = fresh()
    assert [renewing.draw(letters, False) for _ in range(2)] == [expected] * 2


def test_another_process_and_hash_seed_draw_the_same(engine: FormulaEngine) -> None:
    script = (
        "import hashlib, json, sys\n"
        "from quizgen.markup.formula import FormulaEngine\n"
        "engine = FormulaEngine('en')\n"
        "all = [repr(engine.draw(tex, True)) for tex in json.load(sys.stdin)]\n"
        "print(hashlib.sha256(''.join(all).encode()).hexdigest())\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(FORMULAS[1::3]),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    here = "".join(repr(engine.draw(tex, True)) for tex in FORMULAS[1::3])
    assert answer.stdout.strip() == hashlib.sha256(here.encode()).hexdigest()


# Words


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{a+b}{c}", "the fraction with numerator a plus b and denominator c end fraction"),
        (r"\sqrt{x}+1", "the square root of x end root plus 1"),
        (r"\binom{n}{k}", "n choose k"),
        (
            r"\begin{pmatrix} n \\ k \end{pmatrix}",
            "the 2 by 1 column matrix n k end matrix",
        ),
        (r"\lfloor x \rfloor", "left floor x right floor"),
        (r"(x)", "open paren x close paren"),
        (r"|x|", "the absolute value of x end absolute value"),
        (r"90^\circ", "90 degrees"),
        (r"\Delta x", "Delta x"),
        (r"\mathrm{d}x", "d x"),
        (r"\text{größe } > 0", "größe is greater than 0"),
        (r"P(A \mid B)", "P of open paren A given B close paren"),
        (r"3 \mid 12", "3 divides 12"),
        (r"\phantom{x} y", "y"),
        (r"\cancel{x}", "crossed out x end crossout"),
        (r"\ce{2H2O}", "2 upper H 2 upper O"),
        (r"\ce{^{14}_{6}C}", "Subscript 6 Superscript 14 Baseline upper C"),
        (r"\ce{A <=> B}", "upper A right harpoon over left harpoon upper B"),
        (r"\frac{a}{{}_2}", "the fraction with numerator a and denominator sub 2 end fraction"),
        ("{}", ""),
    ],
)
def test_spoken_english(engine: FormulaEngine, tex: str, words: str) -> None:
    assert drawn(engine, tex).spoken == words


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        (r"\frac{a+b}{c}", "Bruch mit Zähler a plus b und Nenner c Ende Bruch"),
        (r"x^2", "x Quadrat"),
        (r"\binom{n}{k}", "n über k"),
        (r"\ce{H2O}", "großes H 2 großes O"),
        (r"\cancel{x}", "durchgestrichen x Ende duchgestrichen"),
        (r"\text{für } x", "für x"),
    ],
)
def test_spoken_german(german: FormulaEngine, tex: str, words: str) -> None:
    assert drawn(german, tex).spoken == words


def test_languages_differ_in_words_only(engine: FormulaEngine, german: FormulaEngine) -> None:
    assert drawn(engine, r"\frac{a}{b}").svg == drawn(german, r"\frac{a}{b}").svg


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("xx", "x squared"),
        ("base", "x squared"),
        ("../../en", "x squared"),
        ("es", "x al cuadrado"),
    ],
)
def test_other_languages(language: str, words: str) -> None:
    assert drawn(FormulaEngine(language), "x^2").spoken == words


# The tree and the paths that speech rules ask for

TREE = '<a k="1"><b n="x">one</b><c/><b n="y">two<d/></b>tail</a>'


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("b", ["one", "two"]),
        ("./b[2]", ["two"]),
        ("*[last()]", ["two"]),
        ("*[position()>1]", ["", "two"]),
        ("b[@n='x']", ["one"]),
        ("b/@n", ["x", "y"]),
        ("c/preceding-sibling::*[1]", ["one"]),
        ("c/following-sibling::*", ["two"]),
        ("b[2]/preceding-sibling::*", ["one", ""]),
        ("b[1]/following::*", ["", "two", ""]),
        (".//d/ancestor::*[1]", ["two"]),
        (".//d/ancestor::b", ["two"]),
        ("b/d|c|b", ["one", "", "two", ""]),
        ("(.//*[not(*)])[last()]", [""]),
        ("descendant-or-self::*[self::c or self::d]", ["", ""]),
        ("text()", ["tail"]),
        ("count(*)", "3"),
        ("count(*)=3 and not(zzz)", "true"),
        ("b='two'", "true"),
        ("@k!=1", "false"),
        ("string-length(b)", "3"),
        ("name(*[2])", "c"),
        ("contains(b, 'ne')", "true"),
        ("translate('abca', 'ac', 'x')", "xbx"),
        ("count(*)<2 or 1>=1", "true"),
        ("../..", []),
        ("zzz", []),
    ],
)
def test_path(path: str, value: list[str] | str) -> None:
    world = World()
    folder = Path(javascript.__file__).parent
    world.load(folder / "dom.js", folder / "xpath.js")
    world.run(
        "globalThis.ask = (xml, path) => {"
        "  const root = new DOMParser().parseFromString(xml).documentElement;"
        "  try {"
        "    const found = document.evaluate(path, root, null, XPathResult.ORDERED_NODE_ITERATOR_TYPE);"
        "    const texts = [];"
        "    for (let node = found.iterateNext(); node; node = found.iterateNext())"
        "      texts.push(node.textContent);"
        "    return JSON.stringify(texts);"
        "  } catch {"
        "    return JSON.stringify("
        "      document.evaluate(path, root, null, XPathResult.STRING_TYPE).stringValue);"
        "  }"
        "};"
    )
    assert world.call("ask", TREE, path) == value


# The cache


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Formula]:
    folder = tmp_path_factory.mktemp("cache") / "new"
    return folder, drawn(FormulaEngine("en", folder), r"\frac{1}{2}")


def copied(filled: tuple[Path, Formula], folder: Path) -> Path:
    (entry,) = entries(filled[0])
    (folder / entry.name).write_bytes(entry.read_bytes())
    return folder / entry.name


def test_cached_formula_needs_no_drawing(
    filled: tuple[Path, Formula], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "subprocess", None)
    assert FormulaEngine("en", filled[0]).draw(r"\frac{1}{2}", False) == filled[1]
    assert [entry.suffix for entry in entries(filled[0])] == [".json"]


def test_cache_tells_apart_language_display_and_fonts(tmp_path: Path) -> None:
    english = FormulaEngine("en", tmp_path)
    assert drawn(english, r"\sum x").svg == drawn(FormulaEngine("de", tmp_path), r"\sum x").svg
    assert drawn(english, r"\sum x", True).height >= drawn(english, r"\sum x").height
    drawn(FormulaEngine("en", tmp_path, fonts=()), r"\sum x")
    assert len(entries(tmp_path)) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:-20],
        lambda content: b"[]",
        lambda content: b"{}",
        lambda content: b"\xff\xfe",
        lambda content: b"[" * 100_000,
        lambda content: content.replace(b"one half", b"one third"),
        lambda content: content.replace(b'"width": ', b'"width": 9'),
    ],
)
def test_damaged_entry_is_drawn_again(
    filled: tuple[Path, Formula], tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    entry = copied(filled, tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    assert FormulaEngine("en", tmp_path).draw(r"\frac{1}{2}", False) == filled[1]
    assert entry.read_bytes() == entries(filled[0])[0].read_bytes()


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<g onload="alert(1)"></g>',
        '<image href="https://example.org/x.png"/>',
        '<path d="M0 0" fill="url(https://example.org)"/>',
        "<text>x</text>",
    ],
)
def test_only_shapes_are_safe(filled: tuple[Path, Formula], evil: str) -> None:
    svg = filled[1].svg
    assert is_safe(svg)
    assert not is_safe(svg.replace("</svg>", f"{evil}</svg>"))


@pytest.mark.parametrize(
    ("tex", "inner"),
    [
        (r"\frac{a}{2}", "<mfrac><mi>a</mi><mn>2</mn></mfrac>"),
        (r"x<\text{a \& b}", "<mi>x</mi><mo>&lt;</mo><mtext>a &amp; b</mtext>"),
        (r"\bbox[border:1px solid red]{x}", '<menclose notation="box"><mi>x</mi></menclose>'),
    ],
)
def test_mathml_is_plain_presentation_markup(engine: FormulaEngine, tex: str, inner: str) -> None:
    mathml = drawn(engine, tex).mathml
    assert mathml == f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inner}</math>'
    assert is_safe_mathml(mathml)


def test_a_displayed_formula_says_so_in_mathml(engine: FormulaEngine) -> None:
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">' in (
        drawn(engine, "x", True).mathml
    )


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        '<mi onclick="alert(1)">x</mi>',
        '<mi href="https://example.org">x</mi>',
        '<maction actiontype="toggle"><mi>x</mi></maction>',
        '<mi style="position: fixed">x</mi>',
        "<!-- -->",
    ],
)
def test_only_presentation_markup_is_safe(filled: tuple[Path, Formula], evil: str) -> None:
    mathml = filled[1].mathml
    assert is_safe_mathml(mathml)
    assert not is_safe_mathml(mathml.replace("</math>", f"{evil}</math>"))


def test_what_is_no_mathml_is_refused_and_what_is_unknown_groups() -> None:
    with pytest.raises(ValueError, match="Start Tag"):
        plain_mathml("<math")
    with pytest.raises(ValueError, match="more than"):
        plain_mathml("<svg><g/></svg>")
    strange = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><maction><mi>x</mi></maction></math>'
    )
    assert "<mrow><mi>x</mi></mrow>" in plain_mathml(strange)


def test_useless_cache_folder_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    assert drawn(FormulaEngine("en", file), "x").spoken == "x"
    assert file.read_text() == "not a folder"


def test_mistakes_are_not_kept(tmp_path: Path) -> None:
    assert isinstance(FormulaEngine("en", tmp_path).draw(r"\foo", False), FormulaError)
    assert entries(tmp_path) == []


def test_no_hint_or_message_is_left_unfilled(engine: FormulaEngine) -> None:
    errors = [engine.draw(tex, False) for tex, _ in MISTAKES]
    texts = [
        text
        for error in errors
        if isinstance(error, FormulaError)
        for text in (error.message, error.hint)
    ]
    assert not [text for text in texts if re.search(r"\{\d\}|%\d", text)]
