"""The named numbers of the policy chapters: what stands for `{name}` in their texts, each through a query."""

from collections.abc import Callable
from string import Formatter

from results.compare.worlds import by_world
from results.language import translator
from results.number_format import decimal
from results.queries import GOAL_SHARE, GOAL_YEAR, HEADLINE, Query, baseline, last_year, others
from results.report.shipped import shipped_number
from results.traced import Numbers, Subject, level, share
from results.words import baseline_words, future_words, in_running_text, listed_name, short_names

type Maker = Callable[[Numbers], str]


def field_values(text: str, numbers: Numbers) -> dict[str, str]:
    """The value of every field that the text names; their queries are noted in `numbers`."""
    names = {name for _text, name, _form, _conversion in Formatter().parse(text) if name}
    return {name: FIELDS[name](numbers) for name in sorted(names)}


def shipped_query(address: str) -> Query:
    """The query of a shipped number; `address` is a path such as `validation/joint/p`."""
    return Query("shipped", indicator=address)


def shipped_text(numbers: Numbers, address: str, digits: int = 0) -> str:
    """A shipped number as it is written, with its query noted."""
    value = shipped_number(address)
    text = translator(numbers.lang)("n/a") if value is None else decimal(value, numbers.lang, digits)
    return numbers.note(shipped_query(address), text)


def goal_year(numbers: Numbers) -> int:
    """The year of the public goal where the run has it, else the last year."""
    return GOAL_YEAR if GOAL_YEAR in numbers.comparison.summary.years else last_year(numbers.comparison)


def _by_world(make: Maker) -> Maker:
    """What a maker says of each world, with its chance."""
    return lambda n: by_world(Subject(n.comparison, n.lang, []), n, lambda _inside, numbers: make(numbers))


def _of_baseline(indicator: str, group: str = HEADLINE) -> Maker:
    return _by_world(lambda n: level(n, baseline(n.comparison), indicator, group, last_year(n.comparison)))


def _endorsement(n: Numbers) -> str:
    """In the goal's year, which lies before the year that worlds are told by, over all draws."""
    if goal_year(n) == last_year(n.comparison):
        return _of_baseline("endorsement")(n)
    return level(n, baseline(n.comparison), "endorsement", HEADLINE, goal_year(n))


def _firms(n: Numbers) -> str:
    whole = not isinstance(n.comparison.manifest["settings"]["firms"], int)
    return translator(n.lang)("all") if whole else n.number(Query("settings", indicator="firms"))


def _listed(n: Numbers) -> str:
    names = short_names(n.comparison, n.lang)
    return ", ".join(
        listed_name(in_running_text(mix, names, n.lang), n.lang) for mix in others(n.comparison)
    ) or translator(n.lang)("nothing")


def _graded(grade: str) -> Maker:
    return lambda n: n.number(Query("parameters", group=grade))


def _ships(address: str, digits: int = 0) -> Maker:
    return lambda n: shipped_text(n, address, digits)


#: Numbers and names that a text may use.
FIELDS: dict[str, Maker] = {
    "goal": lambda n: n.constant(GOAL_SHARE),
    "goal_year": lambda n: str(goal_year(n)),
    "last": lambda n: str(last_year(n.comparison)),
    "first": lambda n: str(n.comparison.summary.years[0]),
    "baseline": lambda n: baseline_words(n.comparison, n.lang),
    "mixes": _listed,
    "future": lambda n: future_words(n.comparison, n.lang).name,
    "knowledge": lambda n: future_words(n.comparison, n.lang).meaning,
    "endorsement": _endorsement,
    "reached": _by_world(lambda n: share(n, Query("reached", baseline(n.comparison)))),
    "practice": _of_baseline("practice"),
    "reported": _of_baseline("reported"),
    "paper_gap": _of_baseline("paper_gap"),
    "laggards": _of_baseline("stage_laggard"),
    "all_steps": _of_baseline("all_six_steps"),
    "draws": lambda n: n.number(Query("settings", indicator="draws")),
    "seed": lambda n: n.number(Query("settings", indicator="seed")),
    "firms": _firms,
    "uncertain": _graded("all"),
    "measured": _graded("measured"),
    "estimated": _graded("estimated"),
    "assumed": _graded("assumed"),
    "calibrated": _ships("posterior/parameters"),
    "kept": _ships("posterior/draws"),
    "screening": _ships("posterior/simulations/screening"),
    "bank": _ships("posterior/simulations/bank"),
    "sequential": _ships("posterior/simulations/sequential"),
    "facts": _ships("validation/facts"),
    "held_out": _ships("validation/held_out"),
    "joint": _ships("validation/joint/p", 2),
    "joint_held_out": _ships("validation/joint_held_out/p", 3),
    "level": _ships("validation/level", 2),
    "score_before": _ships("validation/log_scores/prior", 1),
    "score_after": _ships("validation/log_scores/posterior", 1),
    "left_out": _ships("validation/left_out"),
    "left_inside": _ships("validation/left_inside"),
    "results": _ships("validation/results"),
    "untold": _ships("validation/untold"),
    "signs": _ships("validation/signs"),
    "empirical": _ships("validation/empirical"),
    "earned": _ships("validation/earned"),
    "missed": _ships("validation/missed"),
    "failed": _ships("validation/failed"),
    "sign_draws": _ships("validation/sign_draws"),
}
