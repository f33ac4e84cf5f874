r"""Presentation MathML → TeX.

MathML 3 (W3C), chapter 3. Where the formula brings its own TeX (an annotation of application/x-tex), that is
taken; else the elements that formulas of questions are made of are written in TeX.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

TEX: Final = frozenset({"application/x-tex", "TeX", "LaTeX", "application/x-latex"})

_ESCAPED = {sign: f"\\{sign}" for sign in "#$%&_{}"} | {
    "\\": r"\backslash ",
    "~": r"\sim ",
    "^": r"\wedge ",
}
_SIGNS = {
    **dict(
        zip(
            "αβγδεζηθικλμνξπρστυφχψω",
            """alpha beta gamma delta varepsilon zeta eta theta iota kappa
        lambda mu nu xi pi rho sigma tau upsilon varphi chi psi omega""".split(),
            strict=True,
        )
    ),
    **dict(
        zip("ΓΔΘΛΞΠΣΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(), strict=True)
    ),
    **dict(
        zip(
            "−×·÷±∓≤≥≠≈≡∞∂∇∑∏∫√",
            """- times cdot div pm mp le ge ne approx equiv infty partial nabla
        sum prod int surd""".split(),
            strict=True,
        )
    ),
    **dict(
        zip(
            "∈∉⊂⊆∪∩∅∀∃¬∧∨→←⇒⇔↔↦",
            """in notin subset subseteq cup cap emptyset forall exists neg
        wedge vee to leftarrow Rightarrow Leftrightarrow leftrightarrow mapsto""".split(),
            strict=True,
        )
    ),
    **dict(
        zip(
            "…⋯∘∣∥⟨⟩‖ℓ′°ϕϵ⋅∝∼",
            """ldots cdots circ mid parallel langle rangle Vert ell prime
        circ phi epsilon cdot propto sim""".split(),
            strict=True,
        )
    ),
}
_SETS = {
    "ℝ": r"\mathbb{R}",
    "ℕ": r"\mathbb{N}",
    "ℤ": r"\mathbb{Z}",
    "ℚ": r"\mathbb{Q}",
    "ℂ": r"\mathbb{C}",
}
_UNSEEN = "\u2061\u2062\u2063\u2064\u200b"
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc log ln exp lim min max sup inf det dim ker gcd arg".split()
)
_OVER = {
    "¯": "overline", "‾": "overline", "―": "overline", "_": "overline", "^": "hat", "ˆ": "hat",
    "~": "tilde", "˜": "tilde", "→": "vec", "⃗": "vec", "˙": "dot", "¨": "ddot", "⏞": "overbrace",
}  # fmt: skip
_UNDER = {"_": "underline", "¯": "underline", "⏟": "underbrace", "̲": "underline"}
_LIMITS = frozenset("∑∏∫⋃⋂")


class NoTex(Exception):
    """A formula that is not understood."""


def tex(math: etree._Element) -> str:
    """The TeX of a <math> without namespaces. Raises NoTex."""
    for annotation in math.iter("annotation"):
        if annotation.get("encoding") in TEX and (annotation.text or "").strip():
            return " ".join((annotation.text or "").split())
    written = " ".join(_row(math).split())
    if not written:
        raise NoTex
    return written


def _row(element: etree._Element) -> str:
    return "".join(map(_of, element))


def _of(element: etree._Element) -> str:
    writer = _WRITERS.get(str(element.tag))
    if writer is None:
        raise NoTex(str(element.tag))
    return writer(element)


def _parts(element: etree._Element, count: int) -> list[str]:
    if len(element) != count:
        raise NoTex(str(element.tag))
    return [_of(part) for part in element]


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _characters(text: str) -> str:
    return "".join(map(_character, text))


def _character(character: str) -> str:
    if character in _UNSEEN:
        return ""
    if character in _SIGNS:
        name = _SIGNS[character]
        return name if name == "-" else f"\\{name} "
    return _SETS.get(character) or _ESCAPED.get(character) or character


def _identifier(element: etree._Element) -> str:
    text = _text(element)
    if text in _FUNCTIONS:
        return f"\\{text} "
    if element.get("mathvariant") == "bold":
        return f"\\mathbf{{{_characters(text)}}}"
    return _characters(text) if len(text) < 2 else f"\\mathrm{{{_characters(text)}}}"


def _operator(element: etree._Element) -> str:
    text = _text(element)
    return f"\\{text} " if text in _FUNCTIONS else _characters(text)


def _words(element: etree._Element) -> str:
    text = "".join(map(str, element.itertext())).replace("\xa0", " ")
    escaped = "".join(_ESCAPED.get(sign, sign) if sign in "#$%&_{}" else sign for sign in text)
    if "\\" in text:
        raise NoTex("mtext")
    return f"\\text{{{escaped}}}" if text.strip() else "\\ "


def _braced(text: str) -> str:
    return text.strip() if len(text.strip()) == 1 else f"{{{text.strip()}}}"


def _fraction(element: etree._Element) -> str:
    over, under = _parts(element, 2)
    if element.get("linethickness") in ("0", "0pt"):
        return f"\\genfrac{{}}{{}}{{0pt}}{{}}{{{over.strip()}}}{{{under.strip()}}}"
    return f"\\frac{{{over.strip()}}}{{{under.strip()}}}"


def _root(element: etree._Element) -> str:
    base, degree = _parts(element, 2)
    return f"\\sqrt[{degree.strip()}]{{{base.strip()}}}"


def _raised(element: etree._Element) -> str:
    base, above = _parts(element, 2)
    return f"{_braced(base)}^{_braced(above)}"


def _lowered(element: etree._Element) -> str:
    base, below = _parts(element, 2)
    return f"{_braced(base)}_{_braced(below)}"


def _both(element: etree._Element) -> str:
    base, below, above = _parts(element, 3)
    return f"{_base(element, base)}_{_braced(below)}^{_braced(above)}"


def _base(element: etree._Element, written: str) -> str:
    """What bounds stand at: signs such as a sum are not put in braces."""
    bare = _text(element[0]) in _LIMITS or _text(element[0]) in _FUNCTIONS
    return written.strip() if bare else _braced(written)


def _over(element: etree._Element) -> str:
    base, above = _parts(element, 2)
    accent = _OVER.get(_text(element[1]))
    if accent:
        return f"\\{accent}{{{base.strip()}}}"
    if _text(element[0]) in _LIMITS:
        return f"{base.strip()}^{{{above.strip()}}}"
    return f"\\overset{{{above.strip()}}}{{{base.strip()}}}"


def _under(element: etree._Element) -> str:
    base, below = _parts(element, 2)
    if accent := _UNDER.get(_text(element[1])):
        return f"\\{accent}{{{base.strip()}}}"
    if _text(element[0]) in _LIMITS | _FUNCTIONS:
        return f"{base.strip()}_{{{below.strip()}}}"
    return f"\\underset{{{below.strip()}}}{{{base.strip()}}}"


def _fenced(element: etree._Element) -> str:
    opening, closing = element.get("open", "("), element.get("close", ")")
    signs = element.get("separators", ",").strip() or ","
    inside = signs[0].join(map(_of, element))
    return f"\\left{_fence(opening)}{inside}\\right{_fence(closing)}"


def _fence(sign: str) -> str:
    return _characters(sign.strip()) or "."


def _table(element: etree._Element) -> str:
    rows = (" & ".join(map(_row, row)) for row in element if row.tag in ("mtr", "mlabeledtr"))
    inside = r" \\ ".join(rows)
    return f"\\begin{{matrix}}{inside}\\end{{matrix}}"


_WRITERS: Mapping[str, Callable[[etree._Element], str]] = {
    **dict.fromkeys(("math", "mrow", "mstyle", "mpadded", "semantics"), _row),
    **dict.fromkeys(("annotation", "annotation-xml"), lambda element: ""),
    "mi": _identifier,
    "mn": lambda element: _characters(_text(element)),
    "mo": _operator,
    "mtext": _words,
    "mspace": lambda element: "\\ ",
    "msup": _raised,
    "msub": _lowered,
    "msubsup": _both,
    "munderover": _both,
    "mover": _over,
    "munder": _under,
    "mfrac": _fraction,
    "msqrt": lambda element: f"\\sqrt{{{_row(element).strip()}}}",
    "mroot": _root,
    "mfenced": _fenced,
    "mtable": _table,
}  # fmt: skip
