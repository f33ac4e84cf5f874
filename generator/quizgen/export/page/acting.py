"""A page → an error if anything in it may act but the scripts that its policy names, or leads elsewhere."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from lxml.html import HtmlElement

HARMLESS = frozenset(
    "html head meta title style script body main header section article noscript form fieldset legend p div"
    " span h1 h2 h3 h4 ul ol li dl dt dd blockquote pre code hr br table thead tbody tr th td strong em s"
    " mark sup sub a img input label select option textarea button details summary".split()
)
_ADDRESSES = {"src": ("data:image/",), "href": ("http:", "https:", "mailto:", "#")}
_CARRIERS = frozenset(
    {"action", "formaction", "srcset", "data", "background", "poster", "ping", "srcdoc"}
)


def require_harmless(page: HtmlElement, scripts: int = 0) -> None:
    """Raises ValueError with what is wrong: elements, addresses, handlers, scripts, or the policy."""
    for element in page.iter():
        if isinstance(element.tag, str):
            _require_harmless(element)
    found = ["".join(script.itertext()) for script in page.iter("script")]
    if len(found) != scripts:
        raise ValueError(f"{len(found)} scripts")
    _require_policy(page, found)


def _require_harmless(element: HtmlElement) -> None:
    if element.tag not in HARMLESS:
        raise ValueError(f"an element {element.tag}")
    for name, value in element.attrib.items():
        if name.startswith("on") or name in _CARRIERS:
            raise ValueError(f"an attribute {name}")
        if name in _ADDRESSES and not value.lower().startswith(_ADDRESSES[name]):
            raise ValueError(f"the address {value[:40]!r}")


def _require_policy(page: HtmlElement, scripts: list[str]) -> None:
    """The policy stands before everything that it is about, and allows these scripts and no others."""
    metas = (meta for meta in page.find("head") if meta.get("charset") is None)
    first = next(metas, page)
    if first.get("http-equiv") != "Content-Security-Policy":
        raise ValueError("no policy at the beginning")
    parts = (part.split() for part in first.get("content", "").split(";"))
    allowed = {name: values for name, *values in parts}
    hashes = [b64encode(sha256(text.encode()).digest()).decode("ascii") for text in scripts]
    wanted = {
        "default-src": ["'none'"],
        "img-src": ["data:"],
        "style-src": ["'unsafe-inline'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        **({"script-src": [f"'sha256-{text}'" for text in hashes]} if hashes else {}),
    }
    if allowed != wanted:
        raise ValueError(f"another policy: {allowed}")
