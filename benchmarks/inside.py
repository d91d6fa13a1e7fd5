"""Where a quarter spends its time, read inside it: `python -m benchmarks.inside [FIRMS]`.

The source of the compiled driver, and of `decide` within it, is compiled once more with a reading of the processor's
cycle counter around every stage and every rule, so that what is timed is the quarter as it runs: by blocks, with all
that the caches hold. What the readings cost themselves is a cycle or two a firm.
"""

import argparse
import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

import simulation.quarter.phase_b_firms as phase_b
from benchmarks.cases import Case
from simulation import driver
from simulation.driver import QUARTER
from simulation.population.sample import number_of_firms
from simulation.problems import InputProblem
from simulation.vocabulary import QUARTERS

ROUNDS = 5
_OUTER = (*(stage.name for stage in QUARTER), "fetch_ahead")


def _cycles(typing_context: Any) -> Any:
    """The processor's cycle counter."""
    kind = ir.FunctionType(ir.IntType(64), ())

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.call(builder.module.declare_intrinsic("llvm.readcyclecounter", (), kind), ())

    return types.int64(), generate


cycles: Any = intrinsic(_cycles)


class _Timed(ast.NodeTransformer):
    """Readings around the calls named; `rows` collects their names, a number each."""

    def __init__(self, names: tuple[str, ...], rows: list[str], inner: tuple[str, ...] = ()) -> None:
        self.names, self.rows, self.inner = names, rows, inner

    def visit_Expr(self, node: ast.Expr) -> Any:
        """A call that stands by itself."""
        called = node.value
        if not (isinstance(called, ast.Call) and isinstance(called.func, ast.Name) and called.func.id in self.names):
            return node
        if called.func.id in self.inner:
            called.args.append(ast.Name("_spent", ast.Load()))
        if called.func.id not in self.rows:
            self.rows.append(called.func.id)
        row = self.rows.index(called.func.id)
        return [*ast.parse("_began = cycles()").body, node, *ast.parse(f"_spent[{row}] += cycles() - _began").body]


def _with_readings(function: Any, timed: _Timed) -> Any:
    """The source of a compiled function, with readings and one argument more: (rows,) int64 for what they add up to."""
    tree: Any = timed.visit(ast.parse(textwrap.dedent(inspect.getsource(function.py_func))))
    defined = tree.body[0]
    defined.decorator_list, defined.returns = [], None
    defined.args.args.append(ast.arg("_spent"))
    return ast.fix_missing_locations(tree)


def _compiled(tree: Any, house: Any, **more: Any) -> Callable[..., Any]:
    name = tree.body[0].name
    names = vars(house) | {"cycles": cycles} | more
    exec(compile(tree, name, "exec"), names)
    return njit(error_model="numpy", nogil=True)(names[name])


def sources() -> tuple[Any, Any, list[str], int]:
    """`decide` and `advance` with readings; the names of the rows, and how many of them are rules of `decide`."""
    rows: list[str] = []
    decide = _with_readings(phase_b.decide, _Timed(_rules(), rows))
    count = len(rows)
    return decide, _with_readings(driver.advance, _Timed(_OUTER, rows, ("decide",))), rows, count


def _rules() -> tuple[str, ...]:
    """The rules that `decide` calls, in order."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(phase_b.decide.py_func)))  # type: ignore[attr-defined]
    calls = [n.value.func for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
    return tuple(called.id for called in calls if isinstance(called, ast.Name))


def inside(firms: Any = 5_000) -> list[dict[str, Any]]:
    """Cycles a firm-quarter of each stage and of each rule of `decide` (`of` names the stage): the fastest run."""
    of_decide, of_advance, rows, count = sources()
    advance = _compiled(of_advance, driver, decide=_compiled(of_decide, phase_b))
    case, best = Case(firms), None
    for _ in range(ROUNDS + 1):
        run, spent = case.start(), np.zeros(len(rows), np.int64)
        advance(
            run.world,
            run.traits,
            case.policy,
            run.parameters,
            run.seed,
            run.replication,
            run.firms,
            0,
            QUARTERS,
            run.record,
            run.accounts,
            spent,
        )
        if best is None or spent[count:].sum() < best[count:].sum():
            best = spent
    assert best is not None
    total = best[count:].sum()
    return [
        {
            "stage": name,
            "of": "decide" if row < count else None,
            "share": float(best[row] / total),
            "cycles": float(best[row] / (case.firms * QUARTERS)),
        }
        for row, name in enumerate(rows)
    ]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("firms", nargs="?", type=int, default=5_000, help="firms of the run")
    asked = parser.parse_args()
    try:
        number_of_firms(asked.firms)
    except InputProblem as problem:
        parser.error(str(problem))
    for row in inside(asked.firms):
        print(f"{'  ' if row['of'] else ''}{row['stage']:22}{row['share']:8.1%}{row['cycles']:8.1f} cycles")


if __name__ == "__main__":
    main()
