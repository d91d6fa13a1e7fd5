"""What verbs take: each option once, for the command line, for Python and for docs/cli.md.

A verb is a Python function whose parameters carry an `Option` in their type (`draws: Draws = 200`). `smartmix.command`
makes the command from it. Values arrive there as text and are read here, so that every refusal is one line of ours.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args

from experiments import bounds
from simulation.number_text import UnclearNumber, read_number
from simulation.problems import InputProblem
from smartmix.marks import _

#: From the option's name and the text that was given to its value. Raises InputProblem.
type Reader = Callable[[str, str], Any]
#: A file or folder.
type Place = str | os.PathLike[str]


def once(option: str, given: Iterable[str]) -> str | None:
    """The one value of an option, which may be said again; None without any. Raises InputProblem for two that differ.

    What takes several words comes as one text.
    """
    first, *others = dict.fromkeys(given) or (None,)
    if others:
        raise InputProblem(
            "{option} is there twice, with '{first}' and with '{second}'; one value is needed",
            option=option,
            first=first,
            second=others[0],
        )
    return first


def as_given(option: str, text: str) -> str:
    """The text itself; what it names is checked where it is used."""
    return text


@dataclass(frozen=True)
class Option:
    """An option of the command line and the argument of Python that it stands for.

    name: `--draws`, or `[MIX]...` for words without an option; metavar: what follows it, empty for a switch (which
    turns the default of Python round); help: meaning, allowed values and default, one line through the catalogue;
    more: what docs/cli.md and `help()` say beyond that (English), a sentence or what follows a `:` or `;`; read: how
    text becomes a value, where the type of the parameter does not tell (`reader_of`); many: it may be repeated, and
    Python takes several; words: how many words follow it, of which Python takes a tuple where they are more than one;
    most: of a number, from `experiments.bounds`; least: what is said with it (its own check may ask for more).
    """

    name: str
    metavar: str
    help: str
    more: str = ""
    read: Reader = as_given
    many: bool = False
    words: int = 1
    most: float | None = None
    least: int = 1

    @property
    def is_switch(self) -> bool:
        """Whether it stands alone."""
        return not self.metavar and self.name.startswith("-")

    @property
    def meaning(self) -> str:
        """All that is said of it, in English."""
        most = "" if self.most is None else f"; at most {self.most:,.0f}"
        return f"{self.help}{most}{'' if self.more[:1] in ('', ';', ':') else '. '}{self.more}"

    def bounded(self, value: Any) -> Any:
        """The value. Raises InputProblem for a number above the most that may be asked."""
        if self.most is not None and isinstance(value, int | float) and value > self.most:
            raise InputProblem(
                "{option}: found {found}; allowed: {low} to {high}",
                option=self.name,
                found=f"{value:.15g}" if isinstance(value, float) else value,
                low=self.least,
                high=f"{self.most:.0f}",
            )
        return value

    def taken(self, text: str) -> Any:
        """The value that a text on the command line stands for. Raises InputProblem."""
        return self.bounded(self.read(self.name, text))


def whole_number(option: str, text: str) -> int:
    """A whole number. Raises InputProblem for anything else, also for one with two readings."""
    value = number(option, text)
    if value is None or value != int(value):
        raise InputProblem("{option}: found '{found}'; a whole number is needed", option=option, found=text)
    return int(value)


def amount(option: str, text: str) -> float:
    """A number of zero or more such as 450e6. Raises InputProblem for anything else, also for one with two readings."""
    value = number(option, text)
    if value is None or not 0 <= value < float("inf"):
        raise InputProblem(
            "{option}: found '{found}'; a number of 0 or more is needed, such as 250 or 450e6",
            option=option,
            found=text,
        )
    return float(value)


def level(option: str, text: str) -> float:
    """A number such as 0.45, -0.02 or 45%. Raises InputProblem."""
    value = number(option, text.removesuffix("%"))
    if value is None or not abs(value) < float("inf"):
        raise InputProblem(
            "{option}: found '{found}'; a number is needed, such as 0.45 or 45%", option=option, found=text
        )
    return value / 100.0 if text.endswith("%") else float(value)


def number(option: str, text: str, *, is_amount: bool = True) -> int | float | None:
    """Any number, None for what is none. Raises InputProblem for one with two readings (`read_number`)."""
    try:
        return read_number(text, is_amount=is_amount)
    except UnclearNumber as problem:
        raise problem.problem(option) from None


def number_or_word(option: str, text: str) -> int | str:
    """A number of firms or a word; the population refuses what it cannot make."""
    value = number(option, text)
    return text if value is None or value != int(value) else int(value)


def forms(_option: str, text: str) -> tuple[str, ...]:
    """Names of forms with commas between them; whether they are any is asked where the forms are known."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def names(option: str, text: str) -> tuple[str, ...]:
    """Names with commas between them. Raises InputProblem where there is none: nothing is not everything."""
    found = forms(option, text)
    if not found:
        raise InputProblem("{option}: found '{found}'; allowed: names with commas between", option=option, found=text)
    return found


def years(option: str, text: str) -> tuple[int, ...]:
    """Years from `2024,2030` or `2020-2030`. Raises InputProblem for anything else."""
    found: list[int] = []
    for part in text.split(","):
        span = re.fullmatch(r"\s*([0-9]{4})(?:-([0-9]{4}))?\s*", part)
        within = range(int(span[1]), int(span[2] or span[1]) + 1) if span else ()
        if not within:  # 2030-2020 is no year, beside others too
            raise InputProblem("--years: found '{found}'; allowed: years such as 2024,2030 or 2020-2030", found=text)
        found += within
    return tuple(found)


def path(given: Place | None) -> Path | None:
    """A file or folder that may not be given."""
    return None if given is None else Path(given)


def place(option: str, text: str) -> Path:
    """A file or folder."""
    return Path(text)


#: How text is read that stands for a parameter of such a type, None aside.
_READERS: dict[frozenset[Any], Reader] = {
    frozenset({int}): whole_number,
    frozenset({int, str}): number_or_word,
    frozenset({float}): level,
    frozenset({Place}): place,
}


def reader_of(kind: Any) -> Reader:
    """How the text of an option is read whose parameter has this type: as it is given, where the type does not tell."""
    return _READERS.get(frozenset(get_args(kind) or (kind,)) - {NoneType}, as_given)


Mixes = Annotated[str, Option("[MIX]...", "", _("ids or files (default mix-0 mix-1 mix-2 mix-3)"))]
Draws = Annotated[
    int, Option("--draws", "N", _("draws over the uncertain parameters (default 200)"), most=bounds.DRAWS)
]
Draw = Annotated[
    int,
    Option(
        "--draw",
        "N",
        _("which draw, counted from 0 (default 0)"),
        "It is the same draw as in a comparison with the same seed",
        most=bounds.DRAW,
        least=0,
    ),
]
Firms = Annotated[
    int | str,
    Option(
        "--firms",
        "N",
        _("firms in the sample, 100 or more, or 'full' (default 5000)"),
        "`full`: every firm that trades abroad. A smaller sample holds fewer firms, never other ones",
    ),
]
SmallerSample = Annotated[
    int | str, Option("--firms", "N", _("firms in the sample, 100 or more, or 'full' (default 1400)"))
]
From = Annotated[int, Option("--from", "YEAR", _("first year shown (default 2017)"), "Every run starts in 2012")]
Until = Annotated[int, Option("--until", "YEAR", _("last year (default 2030)"), "; 2035 at most")]
Seed = Annotated[
    int,
    Option("--seed", "N", _("key of all luck (default 1)"), "The same seed gives the same results on every machine"),
]
ObjectivesYear = Annotated[
    int, Option("--year", "YEAR", _("year of the objectives (default 2030)"), "; of those that name none")
]
Objectives = Annotated[
    Place | None, Option("--objectives", "FILE", _("objectives of your own"), "; default `experiments/objectives.yaml`")
]
Baseline = Annotated[
    str, Option("--baseline", "MIX", _("mix that the others are compared with (default reference-2020)"))
]
Future = Annotated[
    str,
    Option(
        "--future", "FUTURE", _("what happens to EU law: ex-ante-2020 (default), as-happened, no-eu-law, or a file")
    ),
]
RunOrMixes = Annotated[
    Place,
    Option("RUN/MIX...", "", _("folder of a finished comparison, or mixes to compare first (ids or files, 1 to 4)")),
]
FutureOfMixes = Annotated[
    str,
    Option(
        "--future",
        "FUTURE",
        _("what happens to EU law: ex-ante-2020, as-happened, no-eu-law, or a file (default: as the mixes ask)"),
        "Mixes that build on policy as it happened are compared in `as-happened`, others in `ex-ante-2020`; the "
        "result says which and why",
    ),
]
WorldsOfDates = Annotated[
    str,
    Option(
        "--worlds",
        "EVENT",
        _("give results by this event: eu_law, child_labour_act; or none (default: a rule decides)"),
        "The rule stands in `experiments/worlds/rule.yaml`; `none` gives all draws together",
    ),
]
Matters = Annotated[
    str | Path | Mapping[str, float] | None,
    Option(
        "--matters",
        "A=1,B=2",
        _("sizes that matter in place of the shipped ones, by objective, or a file (default: as shipped)"),
        "In the unit of the indicator: `practice=0.03` is 3 percentage points, `government_cost=1e7` €10 million. "
        "Shipped ones stand in `experiments/objectives.yaml`",
    ),
]
WHOLE = Option("--all", "", _("also print all rows, chances between mixes, and all draws together"))
Prior = Annotated[
    bool, Option("--prior", "", _("draw from the uncalibrated ranges (prior) instead of the calibrated ones"))
]
Posterior = Annotated[
    Place | None,
    Option(
        "--posterior",
        "FOLDER",
        _("draw from the posterior in this folder (default: the one that ships)"),
        "A posterior that does not fit this version is refused",
    ),
]
Model = Annotated[
    Place | None,
    Option(
        "--model",
        "FILE",
        _("rules of your own, a Python file (slow; its code is run as it stands)"),
        "[own_rules.md](own_rules.md) says how to write them",
    ),
]
Workers = Annotated[
    int | None,
    Option(
        "--workers",
        "N",
        _("threads (default: one per processor)"),
        "The number does not change results",
        most=bounds.WORKERS,
    ),
]
Cluster = Annotated[
    str | None,
    Option(
        "--cluster",
        "ADDRESS",
        _("run on the Dask cluster at tcp://host:port"),
        more="The data are those of this machine; [cluster.md](cluster.md)",
    ),
]
Out = Annotated[
    Place | None,
    Option(
        "--out",
        "FOLDER",
        _("folder to write to, new or empty (default runs/<time>-<hash>)"),
        "A folder that is not empty is refused, unless it holds an unfinished run with the same settings: then "
        "that run goes on; or a run of fewer draws, evaluations or years of the same: then that run grows",
    ),
]
Year = Annotated[int | None, Option("--year", "YEAR", _("year that is looked at (default 2030)"))]
Worlds = Annotated[
    Iterable[str] | None,
    Option(
        "--worlds",
        "A,B",
        _("what may differ: futures, variants, shocks; or none"),
        "Default of `robustness` all three, of `discover` futures and variants",
        read=names,
    ),
]
Shocks = Annotated[
    Place | None,
    Option(
        "--shocks",
        "FILE",
        _("shocks of your own (default: those that ship)"),
        "; as `experiments/robustness/shocks.yaml`",
    ),
]
Lang = Annotated[str | None, Option("--lang", "nl|en", _("language (default SMARTMIX_LANG, then that of the system)"))]
Figures = Annotated[bool, Option("--no-figures", "", _("write no figures"))]
Mix = Annotated[str, Option("MIX", "", _("id or file"))]
#: Python only: the command line shows a bar unless --quiet is given.
Progress = bool
