"""HTML from anywhere becomes nodes; that of our own exports, the nodes it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import pytest
from builders import PICTURE
from random_exams import Maker
from sample_bank import everything

from quizgen.author import markdown
from quizgen.author.seen import seen
from quizgen.export.moodle.media import STYLE
from quizgen.importers.gathering import Gathering
from quizgen.importers.importer import File
from quizgen.importers.shared.html import passage, pictures
from quizgen.importers.shared.html.pictures import length
from quizgen.markup.plain import plain
from quizgen.model import Exam, Markup, Node, Picture

EXAMS = {"everything": everything(), **{f"random {n}": Maker(n).exam() for n in range(12)}}


def passages(value: object) -> Iterator[Markup]:
    """All passages of text in a question."""
    if isinstance(value, tuple) and value and all(isinstance(part, Node) for part in value):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from passages(part)
    elif is_dataclass(value) and not isinstance(value, Node):
        for field in fields(value):
            yield from passages(getattr(value, field.name))


def has_gaps(markup: Markup) -> bool:
    return any(node.kind == "gap" for block in markup for node in block.walk())


def read(html: str, files: Mapping[str, Picture] | None = None) -> tuple[Markup, list[str]]:
    """The nodes and what was told."""
    by_name = {picture.name: picture.data for picture in (files or {}).values()}
    found = Gathering(File("bank.xml", b""))
    told: list[str] = []
    image = pictures(found, lambda name: by_name.get(name.rpartition("/")[2]))
    nodes = passage(html, image, told.append)
    return nodes, told + [problem.message for problem in found.imported().problems]


def source(html: str) -> str:
    """What becomes of HTML, as Markdown."""
    nodes, told = read(html)
    assert not told
    return markdown(nodes)


@pytest.mark.parametrize("exam", EXAMS.values(), ids=EXAMS)
def test_our_own_html_comes_back(exam: Exam) -> None:
    asked = [each.question for form in exam.forms for each in form.questions]
    compared = 0
    for question in asked:
        for markup in passages(question):
            if not has_gaps(markup):
                html = STYLE.rich(markup, exam.pictures).html
                nodes, told = read(html, exam.pictures)
                assert seen(nodes) == seen(markup), html
                assert not told
                compared += 1
    assert compared > len(asked)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a <b>bold </b>word", "a **bold** word"),
        ("<p>one</p>two<div>three</div>", "one\n\ntwo\n\nthree"),
        ("line<br>line<br><br>", "line\\\nline"),
        ("one<br> <br>two<br><br><br>three", "one\n\ntwo\n\nthree"),
        ("H<sub>2</sub>O, x<sup>2</sup>", "H₂O, x²"),
        ("e<sup>iπ</sup>", "e${}^{\\text{iπ}}$"),
        ("<u>under</u> <s>gone</s> <mark>seen</mark>", "*under* ~~gone~~ ==seen=="),
        ("<q>so</q> <kbd>Ctrl C</kbd>", "“so” `Ctrl C`"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ('<ol start="3"><li>a<li>b</ol>', "3. a\n4. b"),
        ("<h1>Big</h1><h5>Small</h5>", "### Big\n\n##### Small"),
        ("<dl><dt>T<dd>means</dl>", "T\n: means"),
        (
            '<pre><code class="language-c">int x;\n\nx++;</code></pre>',
            "```c\nint x;\n\nx++;\n```",
        ),
        ("<pre>a<br>b</pre>", "```\na\nb\n```"),
        ("a &lt; b &amp; c&nbsp;d", "a < b & c\u00a0d"),
        (r"\(a &lt; b\) and \[x^2\]", "$a < b$ and $$x^2$$"),
        (r"<p>\[x^2\]</p>", "$$x^2$$"),
        ("$$x^2$$ [tex]y[/tex]", "$$x^2$$ $y$"),
        ('<a href="https://example.org/">here</a>', "[here](https://example.org/)"),
        ('<a href="javascript:alert(1)">here</a>', "here"),
        ('<p onclick="x()">a<script>b</script><style>c</style></p>', "a"),
        ("<o:p></o:p><p class='MsoNormal'>Word<!--[if x]>no<![endif]--></p>", "Word"),
        (
            "<table><caption>Cap</caption><tr><th>A<th>B<tr><td>1<td align=right>2</table>",
            "Cap\n\n| A | B |\n| --- | --- |\n| 1 | 2 |",
        ),
        ("<span><p>a</p><p>b</p></span>", "a\n\nb"),
        ("<p> </p>\n<p>&nbsp;</p><p>x</p>", "x"),
        ("not <b>closed", "not **closed**"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    assert source(html) == expected


@pytest.mark.parametrize(
    ("html", "words", "told"),
    [
        ("a<video src=x></video>", "a", "the <video> in it is left out"),
        ("a<b style='display: NONE'>b</b>", "a", "hidden text in it is left out"),
        ("<p>a</p><p style='visibility:hidden'>b</p>", "a", "hidden text in it is left out"),
        ("a<iframe src='https://x.y'></iframe>", "a", "the <iframe> in it is left out"),
        ('a<img src="https://x.y/z.png">', "a", "is on the web"),
        ('a<img src="gone.png" alt="gone">', "agone", "gone.png is not in the file"),
        ("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", "", "cells of a table that span"),
    ],
)
def test_what_is_lost_is_told(html: str, words: str, told: str) -> None:
    nodes, messages = read(html)
    assert any(told in message for message in messages), messages
    assert not words or markdown(nodes) == words


def test_pictures_in_the_text_itself_are_read() -> None:
    import base64

    data = base64.b64encode(PICTURE.data).decode()
    nodes, told = read(f'<img src="data:image/png;base64,{data}" alt=" a  dot " width="151">')
    assert not told
    (image,) = nodes[0].children
    assert dict(image.attributes) == {"alt": "a dot", "picture": PICTURE.key, "width": "4cm"}


@pytest.mark.parametrize(
    ("pixels", "centimetres"),
    [
        ("151", "4cm"),
        ("227", "6cm"),
        ("100px", "2.65cm"),
        ("50%", "50%"),
        ("auto", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_pixels_become_centimetres(pixels: str, centimetres: str) -> None:
    assert length(pixels) == centimetres


@pytest.mark.parametrize(
    "tags", ["<div>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<dl><dd>", "<b>", "<x-y>"]
)
def test_what_is_nested_too_deep_keeps_its_words(tags: str) -> None:
    nodes, told = read(tags * 3_000 + "river")
    assert "river" in plain(nodes)
    assert told == [
        "elements in it are nested more than 60 deep: their text is kept, not their look"
    ]
    assert max(deep(node) for node in nodes) < 150


def deep(node: Node) -> int:
    """How many nodes are in each other."""
    return 1 + max(map(deep, node.children), default=0)


def test_what_is_open_does_not_count_as_deep_when_it_was_closed() -> None:
    assert read("<div><p>river</div>" * 200)[1] == []
    assert read("<p>river" * 200)[1] == []


def test_a_table_in_a_cell_is_words_of_the_cell_and_nothing_else() -> None:
    inner = "<table><tr><td>c</td><td>d</td></tr></table>"
    html = f"<table><tr><th>a</th><th>b</th></tr><tr><td>1{inner}</td><td>2</td></tr></table>"
    assert source(html) == "| a | b |\n| --- | --- |\n| 1 c d | 2 |"


def test_paragraphs_and_items_in_a_cell_are_words_of_their_own() -> None:
    html = "<table><tr><td><p>a</p><p>b</p></td><td>c<ul><li>d<li>e</ul></td></tr></table>"
    assert source(html) == "| a b | c d e |\n| --- | --- |"


def test_a_table_with_too_many_cells_is_missed() -> None:
    nodes, told = read("x<table>" + "<tr><td>a</td><td>b</td></tr>" * 10_001 + "</table>")
    assert plain(nodes) == "x"
    assert told == ["a table of more than 20,000 cells in it is left out"]


def test_definitions_without_terms_and_in_divs_are_kept() -> None:
    assert source("<dl><dd>river</dd></dl>") == "river"
    assert source("<dl><div><dt>a</dt><dd>b</dd></div></dl>") == "a\n: b"
