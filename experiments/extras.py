"""Packages that only some verbs need: extras of the installation, so that everyone else need not fetch them."""

from importlib.util import find_spec

from simulation.problems import InputProblem

#: Which extra of pyproject.toml brings a module.
EXTRAS = {"distributed": "cluster", "ema_workbench": "studies", "optuna": "studies", "typst": "pdf", "xarray": "xarray"}


def has(module: str) -> bool:
    """Whether the module of an extra is installed; nothing is imported."""
    try:
        return find_spec(module) is not None
    except ValueError:  # hidden: its place among the modules is None
        return False


def require(module: str) -> None:
    """Raises InputProblem, which says how to install it, when the module of an extra is not there."""
    if not has(module):
        extra = EXTRAS[module]
        raise InputProblem(
            "this needs {package}, which is not installed; start with python3 -m uv run --extra {extra} smartmix, or: "
            "pip install 'smartmix[{extra}]'",
            package=module.replace("_", "-"),
            extra=extra,
        )
