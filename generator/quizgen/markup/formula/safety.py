"""An SVG, fresh or from the cache → whether it holds nothing but the few shapes of a formula."""

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
