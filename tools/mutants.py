"""A module → the small changes to it that tests should notice, as cosmic-ray makes them.

Left out is what could only blur the score:

- Of the replacements of one operator those in `TWINS` are kept. Most others mix up types and fail at
  once (`a | b` of sets as `a / b`), which would flatter the score by hundreds.
- What is the same program (`skeleton`): type hints, which are never evaluated, what is imported for
  them alone, and text that is no code, such as the docstrings.
- `@dataclass(…)` and `strict=` of `zip`: they tell programmers what they may not do. mypy sees to the one,
  and no input reaches the other.
- What is no valid Python: `**` before a dict is taken for a power.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB

TWINS = frozenset(
    "Add_Sub Sub_Add Mul_Div Div_Mul FloorDiv_Mul Mod_Mul Pow_Mul BitOr_BitAnd BitAnd_BitOr "
    "Eq_NotEq NotEq_Eq Is_IsNot IsNot_Is "
    "Lt_LtE Lt_GtE LtE_Lt LtE_Gt Gt_GtE Gt_LtE GtE_Gt GtE_Lt".split()
)
_OPERATORS = ("core/ReplaceBinaryOperator_", "core/ReplaceComparisonOperator_")


@dataclass(frozen=True)
class Mutant:
    """A module with one change, which is in that line."""

    line: int
    operator: str
    code: str


def mutants(module: Path) -> Iterator[Mutant]:
    """The changes worth trying, from the top of the module to its end."""
    source = module.read_text(encoding="utf-8")
    seen = {skeleton(source)}
    for line, name, occurrence in sorted(_places(module)):
        code = _changed(source, name, occurrence) if _kept(name) else source
        shape = skeleton(code)
        if shape is not None and shape not in seen:
            seen.add(shape)
            yield Mutant(line, name.removeprefix("core/"), code)


def _changed(source: str, name: str, occurrence: int) -> str:
    try:
        return mutate_code(source, get_operator(name)(), occurrence) or source
    except AttributeError:
        return source  # cosmic-ray stumbles over "except module.Error"


def _places(module: Path) -> Iterator[tuple[int, str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        database = WorkDB(Path(folder) / "session.sqlite", WorkDB.Mode.create)
        init([module], database, {})
        for item in database.work_items:
            for change in item.mutations:
                yield change.start_pos[0], change.operator_name, change.occurrence
        database.close()


def _kept(name: str) -> bool:
    prefix = next((each for each in _OPERATORS if name.startswith(each)), None)
    return prefix is None or name.removeprefix(prefix) in TWINS


def skeleton(source: str) -> str | None:
    """What of a program tests can notice; None if it is no program."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    return ast.dump(_Skeleton().visit(tree))


class _Skeleton(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(value="")
        return self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if "TYPE_CHECKING" in ast.unparse(node.test) else self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.decorator_list = [
            each for each in node.decorator_list if "dataclass" not in ast.unparse(each)
        ]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "zip":
            node.keywords = []
        return self.generic_visit(node)
