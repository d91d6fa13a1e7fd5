"""The verbs of the command line: a module each, light to import; what is heavy is imported when a verb runs."""

from collections.abc import Callable

from smartmix.marks import _
from smartmix.verbs.check import check
from smartmix.verbs.compare import compare
from smartmix.verbs.explain import explain
from smartmix.verbs.mixes import mixes
from smartmix.verbs.run import run
from smartmix.verbs.schema import schema
from smartmix.verbs.scope import scope
from smartmix.verbs.verify import verify

#: Name, function and help of each verb, in the order in which help shows them.
VERBS: dict[str, tuple[Callable[..., int], str]] = {
    "compare": (compare, _("compare mixes with the baseline, on the same draws")),
    "run": (run, _("run one draw of one mix; on request every firm in every quarter")),
    "explain": (explain, _("tell the life of one firm, quarter by quarter")),
    "mixes": (mixes, _("list the shipped mixes, or say in what two mixes differ")),
    "scope": (scope, _("count the firms under a law or a threshold")),
    "check": (check, _("check a file of your own: a mix, a law or a future")),
    "verify": (verify, _("check a run folder and compute a part of it again")),
    "schema": (schema, _("write JSON schemas, for editors that check while you type")),
}
