"""Markdown → nodes → HTML and plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.markup.html import render, render_inline
from quizgen.markup.parse import parse
from quizgen.markup.plain import one_line, plain
from quizgen.model import Node, walk


@dataclass(frozen=True)
class Bare:
    """Shows what a target would show in its own way as bare as can be."""

    def formula(self, node: Node) -> str:
        return f"[{'block' if node.kind == 'formula_block' else node.get('display')}:{escape(node.text)}]"

    def image(self, node: Node) -> str:
        return f"[image {escape(node.get('src'))} {escape(node.get('alt'))} {node.get('width')}]"

    def gap(self, node: Node) -> str:
        return "[gap]"

    def code(self, node: Node) -> str:
        return f"<pre>{escape(node.text)}</pre>"


def html(text: str) -> str:
    """The HTML of Markdown without problems."""
    markup, problems = parse(text, "a.md")
    assert not problems, problems
    return render_inline(markup, Bare())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a *b* **c** ~~d~~ ==e *f*== `g`",
            "a <em>b</em> <strong>c</strong> <s>d</s> <mark>e <em>f</em></mark> <code>g</code>",
        ),
        ("$a<b$", "[:a&lt;b]"),
        ("$$x$$", "[block:x]"),
        ("so $$x$$ is", "so [true:x] is"),
        ("$5 and $10", "$5 and $10"),
        ("costs $5, and $10, and $x$", "costs $5, and $10, and [:x]"),
        ("from 5$ to 10$", "from 5$ to 10$"),
        (r"\$x\$", "$x$"),
        ("$ a $", "$ a $"),
        (r"$\$5$", r"[:\$5]"),
        ("a == b and c == d", "a == b and c == d"),
        ("{{x}} {{c1::y}}", "{{x}} [gap]"),
        ("&lt;b&gt; \\<b>", "&lt;b&gt; &lt;b&gt;"),
        ("[a](https://example.org/?a=1&b)", '<a href="https://example.org/?a=1&amp;b">a</a>'),
        ("![a b](c.png){width=6cm}", "[image c.png a b 6cm]"),
        ("![a](b.png){width=6.5cm} c", "[image b.png a 6.5cm] c"),
        ("![a](b.png){ width=50% }", "[image b.png a 50%]"),
        ("![a](b.png){1, 2}", "[image b.png a ]{1, 2}"),
        ("a  \nb\nc", "a<br>\nb\nc"),
        ('(c) -- ... "q"', "(c) -- ... &quot;q&quot;"),
        ("2*3*4 snake_case_name", "2<em>3</em>4 snake_case_name"),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert html(text) == expected


@pytest.mark.parametrize("address", ["b.png", "b(1).png", "<b c.png>"])
def test_a_size_behind_a_picture_is_the_pictures_own(address: str) -> None:
    """Not the option's or the heading's that ends with it."""
    for text in ("- [ ] ![a]({}){{width=5cm}} {{last}}", "- [ ] ![a]({}){{width=5cm}}"):
        markup, problems = parse(text.format(address), "a.md")
        image = next(node for node in walk(markup) if node.kind == "image")
        assert (image.get("width"), problems) == ("5cm", ())
    markup, problems = parse(f"## Front ![a]({address}){{#name}}", "a.md")
    assert (markup[0].get("#"), problems) == ("name", ())


def test_footnotes_stand_at_the_end() -> None:
    shown = html("A[^1] b[^n].\n\n[^1]: First.\n[^n]: Second\n    line.\n")
    assert shown == (
        "<p>A<sup>1</sup> b<sup>2</sup>.</p>\n"
        '<div class="footnotes"><p><sup>1</sup> First.</p><p><sup>2</sup> Second\nline.</p></div>'
    )


def test_tight_and_loose_lists() -> None:
    assert html("- a\n- b\n") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert (
        html("3. a\n\n4. b\n")
        == '<ol start="3">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n'
    )


def test_tables_align() -> None:
    assert '<td style="text-align: right">`1`</td>'.replace("`1`", "<code>1|2</code>") in html(
        "| a |\n|--:|\n| `1\\|2` |\n"
    )


@pytest.mark.parametrize(
    ("row", "lost"),
    [
        *(("| c | d |", 0), ("| c | d | e |", 1), ("c | d | e", 1), ("| c | d | | |", 0)),
        *(("| c |", 0), ("| c | d\\|e |", 0), ("| | | e", 1), ("| `c|d` | e |", 1)),
    ],
)
@pytest.mark.parametrize("head", ["| a | b |", "| a | |", "a | b"])
@pytest.mark.parametrize("margin", ["", "> ", "- x\n\n  "])
def test_a_cell_too_many_is_told(margin: str, head: str, row: str, lost: int) -> None:
    """Markdown drops it, and with it half of an answer such as P(A|B)."""
    inner = margin.rpartition("\n")[2] if "\n" in margin else margin
    _, problems = parse(f"{margin}{head}\n{inner}|---|---|\n{inner}{row}\n", "a.md")
    assert len(problems) == lost
    assert all(p.place.line == 3 + margin.count("\n") for p in problems)


def test_columns_are_true_behind_names_of_characters_and_zeros() -> None:
    for line in ("- &amp;&amp; a \\< $$ c", "- \0\0\ufffd\ufffd a $$ c"):
        _, problems = parse(line, "a.md")
        assert [p.place.column for p in problems] == [line.index("$$") + 1]


@pytest.mark.parametrize("link", ["[a](b.png\n)", "![a](b.png\n'a\ntitle')", "[a](\nb.png)"])
def test_places_are_true_behind_a_link_over_several_lines(link: str) -> None:
    text = f"x {link} y `code`\nz `more`\n"
    places = {node.text: node.place for node in walk(parse(text, "a.md")[0])}
    lines = text.split("\n")
    for word in ("code", "more"):
        place = places[word]
        assert lines[place.line - 1][place.column - 1 :].startswith(f"`{word}`")


def test_formula_block_may_hold_lines_that_look_like_lists() -> None:
    assert html("$$\n- x\n+ y\n$$\n") == "[block:- x\n+ y]"


@pytest.mark.parametrize("depth", [5, 12, 25])
def test_nothing_is_lost_in_deep_quotes(depth: int) -> None:
    assert "SENTINEL" in html(">" * depth + " SENTINEL")


def test_columns_are_true_behind_tabs_wide_characters_and_emoji() -> None:
    text = "日本語🙂\t`a` ![x](a.png) *b* $c$ and `d\ne` $f$\n"
    nodes = {n.kind + n.text: n.place for n in walk(parse(text, "a.md")[0])}
    lines = text.split("\n")
    for name, sign in (("codea", "`a`"), ("image", "!["), ("formulac", "$c$"), ("formulaf", "$f$")):
        place = nodes[name]
        assert lines[place.line - 1][place.column - 1 :].startswith(sign)


@given(st.text(max_size=200))
def test_any_text_becomes_harmless_html(text: str) -> None:
    markup, _ = parse(text.replace("\r", ""), "a.md")
    shown = render(markup, Bare()).lower()
    for forbidden in ("<script", "<img", "<iframe", "onclick=", "javascript:"):
        assert forbidden not in shown.replace(escape("<"), "")


@given(
    st.lists(
        st.sampled_from(
            [
                "*",
                "_",
                "a ",
                "$",
                "`",
                "[",
                "]",
                "(",
                ")",
                "!",
                "{{c1::",
                "}}",
                "==",
                "\n",
                "- [x] ",
                "> ",
                "# ",
                "|",
                "\\",
            ]
        ),
        max_size=40,
    )
)
def test_no_markdown_breaks_the_parser_and_no_place_is_outside(pieces: list[str]) -> None:
    text = "".join(pieces)
    markup, problems = parse(text, "a.md")
    render(markup, Bare())
    assert one_line(markup) == " ".join(plain(markup).split())
    lines = text.count("\n") + 1
    for place in [n.place for n in walk(markup) if n.place.path] + [p.place for p in problems]:
        assert 1 <= place.line <= lines
        assert place.column >= 1
