"""SmartMix from Python: the verbs of the command line, giving back data instead of printing it.

    import smartmix as sm
    comparison = sm.compare("mix-1", "mix-2", draws=50)
    comparison.summary.levels

Every verb is explained by `help(sm.compare)` and in docs/cli.md.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from smartmix import early

early.listen()

from smartmix import houses, siblings  # noqa: E402

siblings.check()
houses.give_both_names()
if "IPython" in sys.modules:  # in a notebook, results show as HTML
    import_module("smartmix.notebooks").activate()

if TYPE_CHECKING:
    __version__: str
    from simulation.problems import InputProblem as InputProblem
    from smartmix.catalogue import indicators, levers, parameters
    from smartmix.evaluating import evaluate
    from smartmix.problems import Interrupted as Interrupted
    from smartmix.verbs.calibrate import calibrate
    from smartmix.verbs.check import check
    from smartmix.verbs.compare import compare
    from smartmix.verbs.discover import discover
    from smartmix.verbs.expect import expect
    from smartmix.verbs.explain import explain
    from smartmix.verbs.information import information
    from smartmix.verbs.memo import memo
    from smartmix.verbs.mixes import diff, mixes
    from smartmix.verbs.optimise import optimise
    from smartmix.verbs.pathways import pathways
    from smartmix.verbs.report import report
    from smartmix.verbs.robustness import robustness
    from smartmix.verbs.run import run
    from smartmix.verbs.schema import schema
    from smartmix.verbs.scope import scope
    from smartmix.verbs.sensitivity import sensitivity
    from smartmix.verbs.serve import serve
    from smartmix.verbs.show import load, show
    from smartmix.verbs.site import site
    from smartmix.verbs.slide import slide
    from smartmix.verbs.sweep import sweep
    from smartmix.verbs.synergy import synergy
    from smartmix.verbs.validate import validate
    from smartmix.verbs.verify import verify

__all__ = [
    "calibrate",
    "check",
    "compare",
    "diff",
    "discover",
    "evaluate",
    "expect",
    "explain",
    "indicators",
    "information",
    "levers",
    "load",
    "memo",
    "mixes",
    "optimise",
    "parameters",
    "pathways",
    "report",
    "robustness",
    "run",
    "schema",
    "scope",
    "sensitivity",
    "serve",
    "show",
    "site",
    "slide",
    "sweep",
    "synergy",
    "validate",
    "verify",
]

#: Where a verb stands that has no module of its name in smartmix.verbs.
_ELSEWHERE = {
    "diff": "verbs.mixes",
    "evaluate": "evaluating",
    "indicators": "catalogue",
    "levers": "catalogue",
    "load": "verbs.show",
    "parameters": "catalogue",
}

#: Exceptions, and where they stand.
_PROBLEMS = {"InputProblem": "simulation.problems", "Interrupted": "smartmix.problems"}


def __getattr__(name: str) -> Any:
    """Import a verb at first use, so that `import smartmix` and `smartmix --help` are quick."""
    if name == "__version__":
        return import_module("importlib.metadata").version("smartmix")
    if name not in (*__all__, *_PROBLEMS):
        raise AttributeError(f"module 'smartmix' has no attribute '{name}'")
    where = (
        f"smartmix.{_ELSEWHERE.get(name, f'verbs.{name}')}" if name in __all__ else houses.full_name(_PROBLEMS[name])
    )
    found = getattr(import_module(where), name)
    if name in __all__:
        found = import_module("smartmix.at_home").at_home(found, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The verbs and exceptions."""
    return sorted([*__all__, *_PROBLEMS, "__version__"])
