"""The verbs of the command line: a module each, light to import; what is heavy is imported when a verb runs."""

from collections.abc import Callable

from smartmix.command import Verb
from smartmix.marks import _
from smartmix.verbs.calibrate import calibrate
from smartmix.verbs.check import check
from smartmix.verbs.compare import compare
from smartmix.verbs.discover import discover
from smartmix.verbs.explain import explain
from smartmix.verbs.information import VERB as INFORMATION
from smartmix.verbs.mixes import mixes
from smartmix.verbs.optimise import VERB as OPTIMISE
from smartmix.verbs.pathways import VERB as PATHWAYS
from smartmix.verbs.report import report
from smartmix.verbs.robustness import robustness
from smartmix.verbs.run import run
from smartmix.verbs.schema import schema
from smartmix.verbs.scope import scope
from smartmix.verbs.sensitivity import sensitivity
from smartmix.verbs.serve import serve
from smartmix.verbs.sweep import sweep
from smartmix.verbs.synergy import VERB as SYNERGY
from smartmix.verbs.validate import validate
from smartmix.verbs.verify import verify

#: Each verb by name, in the order in which help shows them.
VERBS: dict[str, Verb | tuple[Callable[..., int], str]] = {
    "compare": (compare, _("compare mixes with the baseline, on the same draws")),
    "run": (run, _("run one draw of one mix; on request every firm in every quarter")),
    "explain": (explain, _("tell the life of one firm, quarter by quarter")),
    "mixes": (mixes, _("list the shipped mixes, or say in what two mixes differ")),
    "scope": (scope, _("count the firms under a law or a threshold")),
    "check": (check, _("check a file of your own: a mix, a law or a future")),
    "calibrate": (calibrate, _("work out from the evidence what the parameters may be")),
    "validate": (validate, _("hold the calibrated model against what was measured")),
    "sweep": (sweep, _("run a plan of many runs; go on where it stopped, on this machine or on a cluster")),
    "sensitivity": (sensitivity, _("say which inputs the spread of a result comes from, and how much is luck")),
    "synergy": SYNERGY,
    "pathways": PATHWAYS,
    "information": INFORMATION,
    "optimise": OPTIMISE,
    "robustness": (robustness, _("tell what holds in many worlds: regret, goals, chances, Pareto front")),
    "discover": (discover, _("tell under which conditions a mix fails its goal")),
    "report": (report, _("write the report of a comparison: HTML, Word, Excel, PDF")),
    "verify": (verify, _("check a run folder and compute a part of it again")),
    "serve": (serve, _("open the web page: compare, build a mix, ask")),
    "schema": (schema, _("write JSON schemas, for editors that check while you type")),
}
