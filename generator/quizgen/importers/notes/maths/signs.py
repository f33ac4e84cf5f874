"""The signs of formulas as people type them → TeX."""

from __future__ import annotations

import unicodedata
from typing import Final

GREEK: Final = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon", "ϵ": r"\epsilon",
    "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "ϑ": r"\vartheta", "ι": r"\iota", "κ": r"\kappa",
    "λ": r"\lambda", "μ": r"\mu", "µ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho",
    "σ": r"\sigma", "τ": r"\tau", "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi", "ψ": r"\psi", "ω": r"\omega",
    "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta", "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi",
    "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi", "Ω": r"\Omega", "ℓ": r"\ell", "∞": r"\infty", "∇": r"\nabla",
}  # fmt: skip
LARGE: Final = {"Σ": r"\sum", "∑": r"\sum", "∏": r"\prod", "∫": r"\int"}
RELATIONS: Final = {
    "=": "=", "≠": r"\neq", "≈": r"\approx", "≤": r"\leq", "≥": r"\geq", "<": "<", ">": ">",
    "∝": r"\propto", "∈": r"\in", "∼": r"\sim", "≡": r"\equiv",
}  # fmt: skip
SUMS: Final = {"+": "+", "-": "-", "−": "-", "±": r"\pm"}
PRODUCTS: Final = {
    "·": r"\cdot", "⋅": r"\cdot", "×": r"\times", "⊙": r"\odot", "⊗": r"\otimes", "/": "/", "∘": r"\circ",
}  # fmt: skip
NAMES: Final = {
    "log": r"\log", "ln": r"\ln", "exp": r"\exp", "sin": r"\sin", "cos": r"\cos", "tan": r"\tan",
    "min": r"\min", "max": r"\max", "argmin": r"\arg\min", "argmax": r"\arg\max", "lim": r"\lim",
    "det": r"\det", "sup": r"\sup", "inf": r"\inf", "tanh": r"\tanh",
}  # fmt: skip
"""Names of operators that stand upright."""

_RAISED = "⁰0 ¹1 ²2 ³3 ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁺+ ⁻- ⁿn ⁱi"
_LOWERED = "₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ₊+ ₋- ₐa ₑe ₒo ₓx ₕh ₖk ₗl ₘm ₙn ₚp ₛs ₜt ᵢi ⱼj ᵣr ᵤu ᵥv"
RAISED: Final = {pair[0]: pair[1] for pair in _RAISED.split()} | {"ᵀ": r"\top "}
LOWERED: Final = {pair[0]: pair[1] for pair in _LOWERED.split()}
ACCENTS: Final = {
    "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar", "\u0305": r"\bar", "\u0307": r"\dot",
}  # fmt: skip
OPERATORS: Final = frozenset([*RELATIONS, *SUMS, *PRODUCTS, "|", ":="])


def letter(text: str) -> str:
    """The TeX of a Latin letter, which may have an accent; "" where it is none."""
    base, *marks = list(unicodedata.normalize("NFD", text))
    if not (base.isascii() and base.isalpha()) or len(marks) > 1:
        return ""
    if not marks:
        return base
    return f"{ACCENTS[marks[0]]}{{{base}}}" if marks[0] in ACCENTS else ""
