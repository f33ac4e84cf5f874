"""A mistake that MathJax found in TeX → what a teacher reads about it."""

import re
from collections.abc import Sequence
from typing import Final

from quizgen.markup.formula.model import FormulaError

TOO_COMPLEX: Final = FormulaError(
    "the formula is too complex to be drawn",
    "Make it shorter, or less deeply nested; a \\newcommand or \\def must not use itself.",
)
UNREADABLE: Final = FormulaError(
    "the formula cannot be read", "Check that every command has its arguments in braces."
)
TOO_LARGE: Final = FormulaError(
    "the formula is larger than a page", "Check its lengths, or split it into several formulas."
)
NOT_STARTED: Final = FormulaError(
    "formulas cannot be drawn now: the program that draws them does not start",
    "Try again when the computer has less to do and more memory; else install quizgen anew.",
)
EMPTY: Final = FormulaError("the formula is empty", "Write TeX between the dollar signs.")

_BRACES: Final = "Every { needs its }; a brace to be printed is written \\{ or \\}."
_PAIRS: Final = "\\left and \\right come in pairs; a missing side is written \\left. or \\right."
_GROUP: Final = "Group with braces, as in {x^a}^b or x^{a^b}."
_RECURSION: Final = "A \\newcommand or \\def must not use itself."
_LENGTH: Final = "Write a length with its unit, such as 2em or 5mm."
_COLOUR: Final = (
    "Use a colour's name or #rrggbb, or three numbers in the model rgb (0 to 1) or RGB (0 to 255)."
)

_MISTAKES: Final[dict[str, tuple[str, str]]] = {
    "UndefinedControlSequence": (
        "unknown command {0}",
        "Check its spelling; words in a formula are written \\text{…}.",
    ),
    "UnknownEnv": ("unknown environment “{0}”", "Check the spelling of \\begin{{0}}."),
    "MissingCloseBrace": ("a closing brace } is missing", _BRACES),
    "ExtraOpenMissingClose": ("a closing brace } is missing", _BRACES),
    "ExtraCloseMissingOpen": ("a closing brace } has no opening {", _BRACES),
    "ExtraCloseLooking": ("a closing brace } comes too early, before {0}", _BRACES),
    "MissingCloseBracket": (
        "the ] that ends the option of {0} is missing",
        "Close the [ with a ].",
    ),
    "MissingArgFor": ("{0} lacks its argument", "Write the argument in braces: {0}{…}."),
    "RunawayArgument": ("the argument of {0} does not end", _BRACES),
    "MathNotTerminated": ("a $ inside \\text has no partner", "Write \\text{if $x>0$}."),
    "DoubleExponent": ("two exponents follow each other", _GROUP),
    "DoubleExponentPrime": ("a prime follows an exponent", "Write the prime first: f'^2."),
    "DoubleSubscripts": ("two indices follow each other", _GROUP),
    "MissingLeftExtraRight": ("\\right has no \\left before it", _PAIRS),
    "ExtraLeftMissingRight": ("\\left has no \\right after it", _PAIRS),
    "MissingOrUnrecognizedDelim": (
        "{0} is not followed by a bracket or another delimiter",
        "Write a bracket such as ( [ \\{ | or a dot for none.",
    ),
    "NoClosingDelim": ("the end of {0} is missing", "Close it with the same character."),
    "EnvBadEnd": (
        "\\begin{{0}} is ended by \\end{{1}}",
        "Both must have the same name.",
    ),
    "EnvMissingEnd": ("\\begin{{0}} has no \\end{{0}}", "Write \\end{{0}} after it."),
    "Misplaced": (
        "{0} stands in a wrong place",
        "In a formula & and \\\\ belong into a table or an alignment.",
    ),
    "CantUseHash1": ("# stands alone", "Write \\# for the sign itself."),
    "AmbiguousUseOf": ("two {0} follow each other without braces", "Group with braces."),
    "MissingDimOrUnits": ("{0} lacks a length", _LENGTH),
    "BracketMustBeDimension": ("the option of {0} is not a length", _LENGTH),
    "IllegalMacroParam": (
        "# is not followed by the number of a parameter",
        "Write \\# for the sign.",
    ),
    "MaxMacroSub1": ("a definition uses itself without end", _RECURSION),
    "MaxMacroSub2": ("an environment uses itself without end", _RECURSION),
    "MaxBufferSize": ("a definition grows without end", _RECURSION),
    "UndefinedColorModel": ("unknown colour model “{0}”", _COLOUR),
    "ModelArg1": ("a colour in the model {0} needs three numbers", _COLOUR),
    "ModelArg2": ("a colour's numbers in the model {0} go from {1} to {2}", _COLOUR),
    "MisplacedLimits": (
        "{0} follows no operator",
        "Write it right after \\sum, \\lim or the like.",
    ),
    "NumberingUnsupported": (
        "equations cannot be numbered: {0} is not supported",
        "Write the number yourself, such as \\qquad (1), and refer to it in words.",
    ),
    "MultlineRowsOneCol": ("a row of {0} has a &", "Use align instead."),
    "NotMathMLToken": ("{0} is not known here", "Write it in TeX."),
}


def explain(mistake: str, text: str, values: Sequence[object]) -> FormulaError:
    """MathJax's name of a mistake, its English sentence with %1 …, and the parts → our words."""
    parts = ["" if value is None else str(value) for value in values]
    known = _MISTAKES.get(mistake)
    if known is None:
        return FormulaError(
            f"the formula has a mistake: {_sentence(text, parts)}", "Check its TeX."
        )
    parts += [""] * 3
    message, hint = known
    return FormulaError(_fill(message, parts), _fill(hint, parts))


def unprintable(characters: Sequence[str]) -> FormulaError:
    """The characters that no font of a formula has."""
    listed = ", ".join(_name(character) for character in dict.fromkeys(characters))
    return FormulaError(
        f"a formula cannot hold {listed}", "Write it in the text before or after the formula."
    )


def bad_colour(value: str) -> FormulaError:
    """A colour that no printer knows, or none at all if it could not even be read."""
    if not value:
        return FormulaError("a colour or a border is not well written", _COLOUR)
    return FormulaError(f"unknown colour “{value}”", _COLOUR)


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"“{character}” ({code})" if character.isprintable() else code


def _fill(template: str, parts: Sequence[str]) -> str:
    return re.sub(r"\{([0-2])\}", lambda place: parts[int(place[1])], template)


def _sentence(text: str, parts: Sequence[str]) -> str:
    for number, part in enumerate(parts, start=1):
        text = text.replace(f"%{number}", part)
    return text[:1].lower() + text[1:]
