"""Frozen dataclasses ↔ plain JSON values, by their type hints.

| type | JSON |
|---|---|
| str, bool, int | itself |
| Decimal | text, digit for digit |
| bytes | text in Base64 |
| None | null |
| tuple | list |
| frozenset | sorted list |
| dataclass | object of the fields that take part in comparisons (so no places) |
| Question | the same, with its `kind` |
| Node | text for a run of plain text, else an object without what is empty |
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from quizgen.model import KINDS, Node, Question

T = TypeVar("T")
Json = dict[str, Any] | list[Any] | str | int | bool | None

_KINDS: Mapping[str, type[Question]] = {kind.kind: kind for kind in KINDS}


class CodecError(ValueError):
    """A JSON value that is not of the expected form; says where, such as `forms.0.label`."""


def encode(value: object) -> Json:
    """The value as JSON. Raises TypeError for a type that is not in the table."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    return _encode_node(value) if isinstance(value, Node) else _encode_dataclass(value)


def _encode_node(node: Node) -> Json:
    parts = {
        "text": node.text,
        "children": encode(node.children),
        "attributes": dict(node.attributes),
    }
    if node.kind == "text" and not (parts["children"] or parts["attributes"]):
        return node.text
    return {"kind": node.kind, **{name: part for name, part in parts.items() if part}}


def _encode_dataclass(value: object) -> Json:
    kind = {"kind": value.kind} if isinstance(value, Question) else {}
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return {**kind, **{name: encode(getattr(value, name)) for name in _hints(type(value))}}


def decode(hint: type[T], value: object, where: str) -> T:
    """The value of that type which JSON stands for; `where` names it in errors (CodecError)."""
    return cast(T, _decode(hint, value, where))


def _decode(hint: Any, value: object, where: str) -> object:
    if get_origin(hint) is UnionType:
        return None if value is None else _decode(_without_none(hint), value, where)
    if get_origin(hint) is tuple:
        return _decode_tuple(get_args(hint), value, where)
    if get_origin(hint) is frozenset:
        return frozenset(_decode_tuple((*get_args(hint), ...), value, where))
    if hint in (str, int, bool):
        return expect(hint, value, where)
    if hint is Decimal:
        return _decode_decimal(value, where)
    if hint is bytes:
        return _decode_bytes(value, where)
    if hint is Node:
        return _decode_node(value, where)
    return (
        _decode_question(value, where) if hint is Question else _decode_fields(hint, value, where)
    )


def expect(hint: type[T], value: object, where: str) -> T:
    """The value if it is of just that JSON type, for True is no number; else CodecError."""
    if type(value) is not hint:
        words = {str: "text", int: "a whole number", bool: "true or false", list: "a list"}
        raise CodecError(f"{where}: expected {words.get(hint, 'an object')}")
    return value


def _without_none(hint: Any) -> Any:
    return next(part for part in get_args(hint) if part is not NoneType)


def _decode_tuple(hints: tuple[Any, ...], value: object, where: str) -> tuple[object, ...]:
    parts = expect(list, value, where)
    if hints[-1] is ...:
        hints = hints[:1] * len(parts)
    if len(parts) != len(hints):
        raise CodecError(f"{where}: expected {len(hints)} parts")
    pairs = zip(hints, parts, strict=True)
    return tuple(_decode(hint, part, f"{where}.{i}") for i, (hint, part) in enumerate(pairs))


def _decode_decimal(value: object, where: str) -> Decimal:
    try:
        number = Decimal(expect(str, value, where))
    except InvalidOperation:
        raise CodecError(f"{where}: expected a number as text") from None
    if not number.is_finite():
        raise CodecError(f"{where}: expected a finite number")
    return number


def _decode_bytes(value: object, where: str) -> bytes:
    try:
        return base64.b64decode(expect(str, value, where), validate=True)
    except (binascii.Error, ValueError):
        raise CodecError(f"{where}: expected Base64") from None


def _decode_node(value: object, where: str) -> Node:
    if isinstance(value, str):
        return Node("text", value)
    node = {"text": "", "children": [], "attributes": {}, **expect(dict, value, where)}
    exactly(node, {"kind", "text", "children", "attributes"}, where)
    attributes = expect(dict, node["attributes"], f"{where}.attributes")
    return Node(
        kind=expect(str, node["kind"], f"{where}.kind"),
        text=expect(str, node["text"], f"{where}.text"),
        children=decode(tuple[Node, ...], node["children"], f"{where}.children"),
        attributes=tuple((k, expect(str, v, f"{where}.{k}")) for k, v in attributes.items()),
    )


def _decode_question(value: object, where: str) -> Question:
    parts = dict(expect(dict, value, where))
    kind = _KINDS.get(expect(str, parts.pop("kind", ""), f"{where}.kind"))
    if kind is None:
        raise CodecError(f"{where}.kind: expected one of {', '.join(_KINDS)}")
    return decode(kind, parts, where)


def _decode_fields(hint: Any, value: object, where: str) -> object:
    parts, hints = expect(dict, value, where), _hints(hint)
    exactly(parts, hints.keys(), where)
    return hint(**{name: _decode(hints[name], parts[name], f"{where}.{name}") for name in hints})


def exactly(parts: Mapping[str, object], names: Any, where: str) -> None:
    """Raises CodecError unless the object has just those names."""
    if odd := sorted(set(parts) ^ set(names)):
        raise CodecError(f"{where}: {odd[0]} is {'unknown' if odd[0] in parts else 'missing'}")


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    hints = get_type_hints(cls)
    return MappingProxyType({f.name: hints[f.name] for f in fields(cls) if f.compare})
