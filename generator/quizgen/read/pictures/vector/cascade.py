"""Style sheets, classes and style attributes → presentation attributes that say the same.

So that no CSS is left: nothing is imported, no class name betrays anything, and browsers and
WeasyPrint (which applies CSS its own way) read the same drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import cssselect2  # type: ignore[import-untyped]
import tinycss2  # type: ignore[import-untyped]
import tinycss2.serializer  # type: ignore[import-untyped]

from quizgen.read.pictures.unusable import Unusable
from quizgen.read.pictures.vector.tree import (
    PLAIN,
    Element,
    local,
    remove,
    take,
    unprintable,
    where,
)

Declarations = list[tuple[str, str]]

_LONGEST_SHEET = 200_000
_LONGEST_VALUE = 1_000
_MOST_TESTS = 500_000

_NEUTRAL_RULES = frozenset({"charset", "namespace", "layer"})
_LIGHT = re.compile(r"light-dark\(\s*((?:[^,()]|\([^()]*\))+),.*\)")
_FONT = re.compile(
    r"((?:[\w-]+\s+)*?)(\d*\.?\d+[a-z%]*|[a-z-]*(?:small|medium|large)[a-z]*)(?:\s*/\s*\S+)?\s+(\S.*)"
)
_STYLES = frozenset({"italic", "oblique"})
_WEIGHT = re.compile(r"bold|bolder|lighter|[1-9]00")
_CONFUSED = frozenset({"rotate", "scale", "translate", "offset"})
"""Properties of CSS that SVG has attributes of another meaning for, or none."""


def cascade(root: Element) -> None:
    """Apply all styles to the tree in place, as CSS ranks them. Unusable for what cannot be applied."""
    sheets = [element for element in root.iter() if local(element) == "style"]
    if sum(len(sheet.text or "") for sheet in sheets) > _LONGEST_SHEET:
        raise _too_many_styles()
    cost = _Cost(root)
    rules = [rule for sheet in sheets for rule in _rules(sheet, cost)]
    normal, important = _matchers(rules)
    for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        element = wrapper.etree_element
        own_normal, own_important = _declarations(element.get("style", ""), element)
        for _, _, _, declared in normal.match(wrapper):
            _declare(element, declared)
        _declare(element, own_normal)
        for _, _, _, declared in important.match(wrapper):
            _declare(element, declared)
        _declare(element, own_important)
    for sheet in sheets:
        remove(sheet)
    for element in root.iter():
        take(element, "style")
        take(element, "class")


def _too_many_styles() -> Unusable:
    return Unusable("has too many styles", PLAIN)


class _Cost:
    """What it costs to find the elements that selectors mean; too much is refused."""

    def __init__(self, root: Element) -> None:
        self._elements = sum(1 for _ in root.iter())
        self._depth = max(sum(1 for _ in element.iterancestors()) for element in root.iter())
        self._tests = 0

    def add(self, selector: str) -> None:
        """Count a selector: for each further part, all around an element may have to be tried."""
        for part in selector.split(","):
            parts = len(re.split(r"[\s>+~]+", part.strip()))
            around = self._elements if "~" in part else self._depth
            self._tests += self._elements * (1 + around) ** (parts - 1)
        if self._tests > _MOST_TESTS:
            raise _too_many_styles()


def _rules(sheet: Element, cost: _Cost) -> Iterator[tuple[Any, Declarations, Declarations]]:
    """The selectors of each rule, and what it declares normally and as important."""
    parsed = tinycss2.parse_stylesheet(
        "".join(map(str, sheet.itertext())), skip_comments=True, skip_whitespace=True
    )
    for rule in parsed:
        if rule.type == "qualified-rule":
            yield _selectors(rule, sheet, cost), *_declarations(rule.content, sheet)
        elif rule.type == "at-rule":
            _refuse(rule, sheet)


def _refuse(rule: Any, sheet: Element) -> None:
    """Rules of other media change nothing; fonts, imports and motion would be lost."""
    name = rule.lower_at_keyword
    if name == "media":
        condition = tinycss2.serialize(rule.prelude)
        if "prefers-" not in condition and "print" not in condition:
            raise unprintable(f"@media{condition.rstrip()} in {where(sheet)}")
    elif name == "font-face":
        raise unprintable(f"an embedded font in {where(sheet)}")
    elif name == "import":
        raise Unusable(f"refers to another file: @import in {where(sheet)}", PLAIN)
    elif name not in _NEUTRAL_RULES:
        raise unprintable(f"@{name} in {where(sheet)}")


def _selectors(rule: Any, sheet: Element, cost: _Cost) -> Any:
    text = tinycss2.serialize(rule.prelude)
    cost.add(text)
    try:
        return cssselect2.compile_selector_list(rule.prelude)
    except (cssselect2.SelectorError, RecursionError, MemoryError):
        raise unprintable(f"the style “{text.strip()[:60]}” in {where(sheet)}") from None


def _matchers(rules: list[tuple[Any, Declarations, Declarations]]) -> tuple[Any, Any]:
    normal, important = cssselect2.Matcher(), cssselect2.Matcher()
    for selectors, declared, urgent in rules:
        for selector in selectors:
            if selector.pseudo_element is None and not selector.never_matches:
                normal.add_selector(selector, declared)
                important.add_selector(selector, urgent)
    return normal, important


def _declarations(content: Any, element: Element) -> tuple[Declarations, Declarations]:
    """What a block declares: normally, and as important."""
    normal: Declarations = []
    important: Declarations = []
    for found in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if found.type == "declaration" and not found.name.startswith("-"):
            tokens = [token for token in found.value if token.type != "comment"]
            value = " ".join(tinycss2.serialize(tokens).split())
            (important if found.important else normal).extend(
                _longhands(found.lower_name, value, element)
            )
    return normal, important


def _longhands(name: str, value: str, element: Element) -> Declarations:
    if len(value) <= _LONGEST_VALUE:
        value = _LIGHT.sub(r"\1", value).strip()
    if name in _CONFUSED:
        if value != "none":
            raise unprintable(f"the style {name}: {value[:60]} of {where(element)}")
        return []
    if name == "font":
        return _font(value, element)
    if name == "marker":
        return [(f"marker-{end}", value) for end in ("start", "mid", "end")]
    return [(name, value)]


def _font(value: str, element: Element) -> Declarations:
    """The parts of the shorthand `font`, of which WeasyPrint reads only the simplest form."""
    match = _FONT.fullmatch(value) if len(value) <= _LONGEST_VALUE else None
    if not match:
        raise unprintable(f"the style font: {value[:60]} of {where(element)}")
    words = match[1].split()
    style = next((word for word in words if word in _STYLES), "normal")
    weight = next((word for word in words if _WEIGHT.fullmatch(word)), "normal")
    variant = "small-caps" if "small-caps" in words else "normal"
    return [
        ("font-style", style),
        ("font-weight", weight),
        ("font-variant", variant),
        ("font-size", match[2]),
        ("font-family", match[3]),
    ]


def _declare(element: Element, declared: Declarations) -> None:
    for name, value in declared:
        element.set(name, value)
