"""SmartMix for other tools: problems for SALib, models for the EMA Workbench, objectives for Optuna and pyABC, IAMC.

Each gives a plain dict or frame, or a function that can be called again and again and sent to other processes; only
`ema_model` imports another tool (extra `studies`). `inputs` are the same everywhere: names of
parameters (over their prior), or a dict from parameters and levers to `(low, high)`, or to None for the prior.

    from smartmix import adapters
    problem = adapters.salib_problem({"start_practice": None, "support-office.advisers": (6, 24)})
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from simulation.given import as_list, number
from simulation.problems import InputProblem
from smartmix.evaluating import model_for

if TYPE_CHECKING:
    import pandas as pd

type Inputs = str | Iterable[str] | Mapping[str, Any]


@dataclass(frozen=True)
class Input:
    """One input: its name, its ends, and whether it is even on a logarithmic scale or a whole number."""

    name: str
    low: float
    high: float
    is_log: bool = False
    is_whole: bool = False


def inputs_of(inputs: Inputs) -> list[Input]:
    """Parameters and levers with their ends. Raises InputProblem for an unknown name, or ends that are none."""
    from simulation.parameters import refuse_unknown, registry  # noqa: PLC0415

    given = dict(cast("Mapping[str, Any]", inputs)) if isinstance(inputs, Mapping) else dict.fromkeys(as_list(inputs))
    found: list[Input] = []
    for name, ends in given.items():
        if "." not in name and name != "replication":
            refuse_unknown({name: 0})
        known = registry().get(name)
        if ends is None and known is not None and known.is_uncertain:
            found.append(Input(name, known.low, known.high, known.kind == "loguniform"))
            continue
        low, high = [number(name, end) for end in as_list(ends)] if len(as_list(ends)) == 2 else (math.nan, math.nan)
        if not low < high:
            raise InputProblem(
                "{name}: found {found}; allowed: two numbers, the lower first (None: the prior, where there is one)",
                name=name,
                found=ends,
            )
        is_log = known is not None and known.kind == "loguniform" and low > 0
        is_whole = known is None and isinstance(low, int) and isinstance(high, int)
        found.append(Input(name, low, high, is_log, is_whole))
    return found


@dataclass(frozen=True)
class MixObjective:
    """One mix as a function of a dict: a number per indicator (see `objective`)."""

    model: Any
    indicators: tuple[str, ...]
    replications: tuple[int, ...]

    def __call__(self, point: Mapping[str, Any]) -> dict[str, float]:
        """By indicator its mean over the replications. Raises ArithmeticError where a run fails."""
        table = [{"replication": replication, **point} for replication in self.replications]
        frame = self.model(table, 1)
        if frame["failure"].notna().any():
            raise ArithmeticError(str(frame["failure"].dropna().iloc[0]))
        return {name: float(frame[name].mean()) for name in self.indicators}


def objective(
    mix: str,
    indicators: str | Iterable[str],
    *,
    year: int = 2030,
    group: str = "goal90",
    replications: Any = 0,
    **more: Any,
) -> MixObjective:
    """A function from a dict of parameters, levers and replication to a dict of indicators, for pyABC and the like.

    replications: one or several; of several the mean is given. more: further arguments of `smartmix.evaluate`, such as
    firms and future. Raises InputProblem for what is wrong.
    """
    ready = model_for(mix, indicators, groups=group, years=year, **more)
    return MixObjective(ready, ready.wanted.indicators, tuple(as_list(replications)))


def pyabc_prior(inputs: Inputs) -> dict[str, tuple[str, float, float]]:
    """By input what `pyabc.RV` takes: `pyabc.Distribution(**{name: pyabc.RV(*of) for name, of in prior.items()})`."""
    return {
        each.name: ("loguniform", each.low, each.high) if each.is_log else ("uniform", each.low, each.high - each.low)
        for each in inputs_of(inputs)
    }


def optuna_objective(inputs: Inputs, *words: Any, **more: Any) -> Callable[[Any], Any]:
    """An objective for `study.optimize`: one number, or a tuple where several indicators are named.

    words, more: arguments of `objective`. The trial suggests each input between its ends.
    """
    chosen, call = inputs_of(inputs), objective(*words, **more)

    def suggest(trial: Any, each: Input) -> Any:
        if each.is_whole:
            return trial.suggest_int(each.name, int(each.low), int(each.high))
        return trial.suggest_float(each.name, each.low, each.high, log=each.is_log)

    def run(trial: Any) -> Any:
        found = tuple(call({each.name: suggest(trial, each) for each in chosen}).values())
        return found[0] if len(found) == 1 else found

    return run


def salib_problem(inputs: Inputs) -> dict[str, Any]:
    """A problem for SALib: names, bounds and distributions (`unif`, `logunif`) of the inputs."""
    chosen = inputs_of(inputs)
    return {
        "num_vars": len(chosen),
        "names": [each.name for each in chosen],
        "bounds": [[each.low, each.high] for each in chosen],
        "dists": ["logunif" if each.is_log else "unif" for each in chosen],
    }


def salib_function(
    inputs: Inputs,
    mix: str,
    indicator: str,
    *,
    year: int = 2030,
    group: str = "goal90",
    workers: int | None = None,
    **more: Any,
) -> Callable[[Any], Any]:
    """From SALib's sample (points, inputs) to its output (points,): for `ProblemSpec.evaluate` or by hand.

    Levers between whole numbers are rounded to whole numbers. more: further arguments of `smartmix.evaluate`.
    """
    chosen, ready = inputs_of(inputs), model_for(mix, indicator, groups=group, years=year, **more)

    def run(sample: Any) -> Any:
        columns = {each.name: sample[:, n].round() if each.is_whole else sample[:, n] for n, each in enumerate(chosen)}
        return ready(columns, workers)[indicator].to_numpy()

    return run


@dataclass(frozen=True)
class EmaFunction:
    """What the EMA Workbench calls: keywords in, a dict of indicators out; it can be sent to other processes."""

    model: Any
    indicators: tuple[str, ...]

    def __call__(self, **point: Any) -> dict[str, float]:
        """The indicators of one experiment. Raises ArithmeticError where the run fails."""
        frame = self.model([point], 1)
        if frame["failure"].notna().any():
            raise ArithmeticError(str(frame["failure"].iloc[0]))
        return {name: float(frame[name].iloc[0]) for name in self.indicators}


def ema_model(
    uncertainties: Inputs,
    mixes: str | Iterable[str],
    indicators: str | Iterable[str],
    *,
    levers: Inputs = (),
    replications: int = 1,
    year: int = 2030,
    group: str = "goal90",
    name: str = "SmartMix",
    **more: Any,
) -> Any:
    """An `ema_workbench.Model`: uncertainties, levers, an outcome per indicator.

    Several mixes are a lever `mix`; of more than one replication, `replication` is an uncertainty, so that all policies
    meet the same luck in a scenario. more: further arguments of `smartmix.evaluate`.
    """
    from experiments.extras import require  # noqa: PLC0415

    require("ema_workbench")
    import ema_workbench as ema  # noqa: PLC0415 - takes seconds
    from scipy import stats  # noqa: PLC0415

    def parameter(each: Input) -> Any:
        if each.is_whole:
            return ema.IntegerParameter(each.name, int(each.low), int(each.high))
        if each.is_log:
            return ema.RealParameter.from_dist(each.name, stats.loguniform(each.low, each.high))
        return ema.RealParameter(each.name, each.low, each.high)

    chosen = as_list(mixes)
    ready = model_for(chosen, indicators, groups=group, years=year, **more)
    made: Any = ema.Model(name, function=EmaFunction(ready, ready.wanted.indicators))
    made.uncertainties = [parameter(each) for each in inputs_of(uncertainties)]
    if replications > 1:
        made.uncertainties = [*made.uncertainties, ema.IntegerParameter("replication", 0, replications - 1)]
    made.levers = [parameter(each) for each in inputs_of(levers)]
    if len(chosen) > 1:
        made.levers = [*made.levers, ema.CategoricalParameter("mix", [mix.id for mix in ready.mixes])]
    made.outcomes = [ema.ScalarOutcome(indicator) for indicator in ready.wanted.indicators]
    return made


#: Units that pint reads, by that of the row; the number itself is in these.
_IAMC_UNITS = {"share": "1", "per_turnover": "1", "million_eur": "EUR/yr", "thousand": "firms", "number": "1"}


def iamc(
    frame: "pd.DataFrame",
    indicators: str | Iterable[str] | None = None,
    *,
    model: str = "SmartMix",
    region: str = "Netherlands",
) -> "pd.DataFrame":
    """A frame of `evaluate`, of a sweep or a comparison in the long form of IAMC, which `pyam.IamDataFrame` reads.

    Columns model, scenario, region, variable, unit, year, value. A scenario is a mix, with its point, replication or
    draw where there are several; a variable is `Indicator|group` with the English name of the indicator. Undefined
    values have no row. Raises InputProblem for an indicator that the frame does not have.
    """
    import pandas as pd  # noqa: PLC0415

    from simulation.indicator_rows import ROWS  # noqa: PLC0415
    from simulation.problems import nearest  # noqa: PLC0415

    known = [name for name in frame.columns if name in ROWS]
    chosen = known if indicators is None else as_list(indicators)
    for name in chosen:
        if name not in known:
            raise InputProblem(
                "unknown indicator or group '{found}'; did you mean '{nearest}'?",
                found=name,
                nearest=nearest(name, known),
            )
    scenario = frame["mix"].astype(str)
    for key in ("future", "point", "replication", "draw"):
        if key in frame.columns and frame[key].nunique() > 1:
            scenario = scenario + f" {key} " + frame[key].astype(str)
    parts: list[Any] = []
    for name in chosen:
        row = ROWS[name]
        parts.append(
            pd.DataFrame(
                {
                    "model": model,
                    "scenario": scenario,
                    "region": region,
                    "variable": row.name["en"].capitalize() + "|" + frame["group"].astype(str),
                    "unit": "firms" if name == "firms" else _IAMC_UNITS[row.unit],
                    "year": frame["year"].astype(int),
                    "value": frame[name],
                }
            )
        )
    return pd.concat(parts, ignore_index=True).dropna(subset=["value"]).drop_duplicates(ignore_index=True)
