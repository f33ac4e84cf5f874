"""MathJax's MathML → a small, safe one: what MathJax notes for itself is left out.

MathML 3, chapter 3 (presentation markup).
"""

from typing import Final

from lxml import etree

from quizgen.markup.formula.safety import (
    MATHML,
    MATHML_ATTRIBUTES,
    MATHML_ELEMENTS,
    is_safe_mathml,
)

_PARSER: Final = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)


def plain_mathml(raw: str) -> str:
    """The same formula on one line, in its namespace without a prefix; "" if it is empty.

    Raises ValueError where it is no MathML, or more than that.
    """
    try:
        root = etree.fromstring(raw.encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if not len(root):
        return ""
    for element in root.iter(etree.Element):
        _clean(element)
    mathml = etree.tostring(root, encoding="unicode")
    if not is_safe_mathml(mathml):
        raise ValueError("MathML with more than presentation markup")
    return mathml


def _clean(element: etree._Element) -> None:
    """What is no element of ours groups what it holds; a frame that was a style becomes one."""
    if "border" in element.get("style", ""):
        element.tag = f"{{{MATHML}}}menclose"
        element.set("notation", "box")
    elif etree.QName(element).localname not in MATHML_ELEMENTS:
        element.tag = f"{{{MATHML}}}mrow"
    for name in set(element.attrib) - MATHML_ATTRIBUTES:
        del element.attrib[name]
