"""An SVG or MathML, fresh or from the cache → whether it holds nothing but what a formula is made of."""

import re
from typing import Final

NAMESPACE: Final = "http://www.w3.org/2000/svg"
SHAPES: Final = frozenset(("path", "rect", "line", "ellipse", "polygon", "polyline"))
ATTRIBUTES: Final = (
    *("d", "points", "transform", "viewBox", "preserveAspectRatio"),
    *("x", "y", "width", "height", "rx", "ry", "cx", "cy", "x1", "y1", "x2", "y2"),
    *("fill", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"),
)
_NAMES: Final = "|".join((*ATTRIBUTES, "stroke", "stroke-width"))
_VALUE: Final = r"[A-Za-z0-9#.,()%+\- ]*"
_SAFE: Final = re.compile(
    rf'<svg xmlns="{NAMESPACE}" width="[\d.]+em" height="[\d.]+em" viewBox="[\d. -]+" '
    r'style="vertical-align:-?[\d.]+em">'
    rf'(?:<(?:svg|g|{"|".join(sorted(SHAPES))})(?: (?:{_NAMES})="{_VALUE}")*/?>|</(?:svg|g)>)*</svg>'
)


def is_safe(svg: str) -> bool:
    """Whether the SVG has no element and no attribute besides SHAPES in groups and ATTRIBUTES."""
    return _SAFE.fullmatch(svg) is not None


MATHML: Final = "http://www.w3.org/1998/Math/MathML"
MATHML_ELEMENTS: Final = frozenset(
    "math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom mfenced"
    " menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr"
    " mlabeledtr mtd".split()
)
MATHML_ATTRIBUTES: Final = frozenset(
    "accent accentunder align bevelled columnalign columnlines columnspacing columnspan columnwidth"
    " depth dir display displaystyle equalcolumns equalrows fence form frame framespacing height"
    " largeop linebreak linethickness lspace mathbackground mathcolor mathsize mathvariant maxsize"
    " maxwidth minlabelspacing minsize movablelimits notation numalign denomalign rowalign rowlines"
    " rowspacing rowspan rspace scriptlevel scriptminsize scriptsizemultiplier separator side"
    " stretchy subscriptshift superscriptshift symmetric voffset width".split()
)
_MATHML_NAMES: Final = "|".join(sorted(MATHML_ELEMENTS - {"math"}))
_MATHML_SET: Final = rf'(?: (?:{"|".join(sorted(MATHML_ATTRIBUTES))})="[^"<>]*")*'
_SAFE_MATHML: Final = re.compile(
    rf'<math xmlns="{MATHML}"{_MATHML_SET}>'
    rf"(?:<(?:{_MATHML_NAMES}){_MATHML_SET}/?>|</(?:{_MATHML_NAMES})>|[^<>]+)*</math>"
)


def is_safe_mathml(mathml: str) -> bool:
    """Whether there is nothing but presentation markup that neither links nor acts nor styles."""
    return _SAFE_MATHML.fullmatch(mathml) is not None
