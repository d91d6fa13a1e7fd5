"""SmartMix from Python: the verbs of the command line, giving back data instead of printing it.

    import smartmix as sm
    comparison = sm.compare("mix-1", "mix-2", draws=50)
    comparison.summary.levels

Every verb is explained by `help(sm.compare)` and in docs/cli.md.
"""

from typing import TYPE_CHECKING, Any

from smartmix import siblings

siblings.check()

if TYPE_CHECKING:
    from smartmix.face import (
        calibrate,
        check,
        compare,
        diff,
        discover,
        explain,
        information,
        load,
        mixes,
        optimise,
        pathways,
        report,
        robustness,
        run,
        schema,
        scope,
        sensitivity,
        serve,
        sweep,
        synergy,
        validate,
        verify,
    )

__all__ = [
    "calibrate",
    "check",
    "compare",
    "diff",
    "discover",
    "explain",
    "information",
    "load",
    "mixes",
    "optimise",
    "pathways",
    "report",
    "robustness",
    "run",
    "schema",
    "scope",
    "sensitivity",
    "serve",
    "sweep",
    "synergy",
    "validate",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import the verbs at first use, so that `import smartmix` and `smartmix --help` are quick."""
    if name in __all__:
        from smartmix import face  # noqa: PLC0415 - that is the point

        return getattr(face, name)
    raise AttributeError(f"module 'smartmix' has no attribute '{name}'")


def __dir__() -> list[str]:
    """The verbs."""
    return sorted(__all__)
