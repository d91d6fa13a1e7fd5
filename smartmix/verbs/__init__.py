"""The verbs of the command line: a module each, light to import; what is heavy is imported when a verb runs."""

from collections.abc import Callable

from smartmix.command import Verb
from smartmix.marks import _
from smartmix.verbs import (
    calibrate,
    check,
    compare,
    explain,
    information,
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
    show,
    sweep,
    synergy,
    validate,
    verify,
)
from smartmix.verbs.discover import discover

#: Each verb by name, in the order in which help shows them.
VERBS: dict[str, Verb | tuple[Callable[..., int], str]] = {
    "compare": compare.VERB,
    "run": run.VERB,
    "explain": explain.VERB,
    "mixes": mixes.VERB,
    "scope": scope.VERB,
    "check": check.VERB,
    "calibrate": calibrate.VERB,
    "validate": validate.VERB,
    "sweep": sweep.VERB,
    "sensitivity": sensitivity.VERB,
    "synergy": synergy.VERB,
    "pathways": pathways.VERB,
    "information": information.VERB,
    "optimise": optimise.VERB,
    "robustness": robustness.VERB,
    "discover": (discover, _("tell under which conditions a mix fails its goal")),
    "show": show.VERB,
    "report": report.VERB,
    "verify": verify.VERB,
    "serve": serve.VERB,
    "schema": schema.VERB,
}
