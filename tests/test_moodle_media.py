"""What Moodle shows: code with its blank lines and colours, sizes of pictures, labels, words like gaps."""

from __future__ import annotations

import pytest
from builders import short, text
from lxml import etree
from moodle_importer import imported, text_of
from test_moodle import exam, md, picture, written

from quizgen.markup.code import MOST_COLOURED
from quizgen.model import Markup, Node, Note


def shown(stem: Markup) -> str:
    """The HTML of a question's text."""
    (stored,) = imported(written(exam(short("s", stem=stem))))
    return stored.html


def code(source: str, language: str) -> str:
    """The HTML within the code."""
    html = shown((*text("Read:"), Node("code_block", source, (), (("language", language),))))
    return html.partition("<pre><code")[2].partition(">")[2].partition("</code></pre>")[0]


@pytest.mark.parametrize("language", ["", "no-such-language"])
def test_code_in_no_known_language_is_plain(language: str) -> None:
    assert code("\n\n  x < 1\n", language) == "\n\n  x &lt; 1"


def test_code_keeps_its_blank_lines_and_ends_with_its_last_word() -> None:
    grey = '<span style="color: #666">{}</span>'
    assert code("\n\nx = 1\n", "python") == f"\n\nx {grey.format('=')} {grey.format('1')}"


@pytest.mark.parametrize(
    ("language", "source"),
    [("console", "$ ls"), ("psql", "x = 1"), ("matlabsession", "y"), ("bash", "ls # all")],
)
def test_no_language_loses_the_last_line_of_code(language: str, source: str) -> None:
    html = etree.HTML(f"<pre>{code(source, language)}</pre>")
    assert html.xpath("string()") == source
    assert "border" not in code(source, language)  # a red frame is for what is wrong


@pytest.mark.parametrize(("more", "coloured"), [(0, True), (1, False)])
def test_code_that_is_long_has_no_colours(more: int, coloured: bool) -> None:
    source = "x = 1 #"
    assert ("<span" in code(source.ljust(MOST_COLOURED + more, "#"), "python")) == coloured


@pytest.mark.parametrize(
    ("width", "pixels"),
    [("100cm", "3780"), ("100mm", "378"), ("2em", "32"), ("40", "40"), ("0.1px", "1")],
)
def test_lengths_in_pixels(width: str, pixels: str) -> None:
    image = etree.HTML(shown((Node("paragraph", children=(picture(width),)),))).find(".//img")
    assert image is not None and image.get("width") == pixels


def test_words_like_a_gap_are_none_outside_of_gaps() -> None:
    assert shown(text("{1:SHORTANSWER:=x}")) == "<p>{1:SHORTANSWER:=x}</p>"


@pytest.mark.parametrize(
    ("note", "html"),
    [
        ("Words.\n\n- a", "<p><strong>Memory tip:</strong> Words.</p>\n<ul>"),
        ("- a\n\nWords.", "<p><strong>Memory tip:</strong></p>\n<ul>"),
    ],
)
def test_a_label_stands_in_front_of_the_first_words(note: str, html: str) -> None:
    question = short("s", notes=(Note("memory_tip", md(note)),))
    (stored,) = imported(written(exam(question)))
    assert text_of(stored.element, "generalfeedback/text").startswith(html)
