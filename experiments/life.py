"""The life of one firm in one draw of one mix, quarter by quarter, as it was in a comparison.

The driver runs the whole world a quarter at a time and the firm's columns are read after each
one, so a life equals the firm's part of a comparison with the same seed, draw and number of firms, bit for
bit. Euro amounts are of the quarter; shares and motives are as the firm had them at its end. What was
granted or found in a quarter (help, money, a seat, a visit) acts in the next one.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from experiments.life_events import Event, Moment, events_between
from experiments.prepare import Experiment, prepare
from experiments.result_parts import Named
from experiments.runner import start_run
from experiments.settings import CompareSettings
from experiments.study import named
from experiments.told import told
from scenarios.compile import compile_schedule
from simulation.dials import LAW, PER_LAW, LawDial
from simulation.problems import InputProblem
from simulation.state import BLOCK
from simulation.vocabulary import FIRST_YEAR, SECTORS, STEPS, Size, Stage, Theme, quarter_index

#: What reached the firm: columns of `simulation.state.FIRMS`.
REACHED = (
    "information",
    "condition_contact",
    "assessed",
    "monitored",
    "endorsement_required",
    "strictness",
    "contracts",
    "announced",
    "in_force",
    "report_duty",
    "expected",
    "civil",
    "asked",
    "help",
    "subsidised",
    "member",
    "visited",
    "sanctioned",
)
#: What it perceived.
PERCEIVED = ("awareness", "perceived", "severity", "deterrence", "deterred", "peers", "uncovered")
#: What moved it, as the rules weigh it, and the commitment that its motives support together.
MOVED = (
    "oblige_motive",
    "condition_motive",
    "entice_motive",
    "cost_motive",
    "rival_motive",
    "calculative",
    "normative",
    "social",
    "supported",
)
#: What it did: scalars; practice, reported and coverage come by step and theme. statement: 1 while one is public;
#: complies: 1 where it meets the duties of law; real: 1 where it does so in practice, 0 on paper; mended as in FIRMS.
DID = (
    "commitment",
    "endorses",
    "practice_mean",
    "reported_mean",
    "statement",
    "complies",
    "real",
    "mended",
    "mended_report",
    "learning",
    "skill",
    "ability",
)
#: What it cost, in euro in the quarter.
COST = ("cost_one_off", "cost_yearly", "cost_indirect")


@dataclass(frozen=True)
class QuarterOfLife:
    """One quarter. `pulls`: what each motive adds to the supported commitment (in log-odds, weights included)."""

    year: int
    quarter: int
    stage: str
    reached: dict[str, float]
    laws: dict[str, dict[str, float]]
    perceived: dict[str, float]
    moved: dict[str, float]
    pulls: dict[str, float]
    did: dict[str, Any]
    cost: dict[str, float]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class LifeOfFirm:
    """A firm's fixed traits and its quarters, with all that is needed to find it again.

    mix_name, future_name: in both languages, as they were when it was made; parameters: "posterior" or "prior", what
    they were drawn from; model: name and hash of the file of the user's
    own rules, if any; figure: where it was drawn, if it was.
    """

    mix: str
    draw: int
    seed: int
    firms: int
    future: str
    parameters: str
    firm_id: int
    traits: dict[str, Any]
    quarters: tuple[QuarterOfLife, ...]
    mix_name: Named
    future_name: Named
    model: dict[str, str] | None = None
    figure: Path | None = None

    def __repr__(self) -> str:
        """A few lines, without its quarters."""
        made = {"draw": self.draw, "firms": self.firms, "future": self.future, "seed": self.seed}
        return told(self, [self.mix], None, firm=self.firm_id, quarters=len(self.quarters), **made)


def one_draw(settings: CompareSettings, draw: int) -> CompareSettings:
    """The same settings for draws up to this one. Raises InputProblem for a negative draw."""
    if draw < 0:
        raise InputProblem("--draw: found {found}; allowed: 0 or more", found=draw)
    return replace(settings, draws=draw + 1)


def life_of_firm(settings: CompareSettings, mix: str, draw: int, firm_id: int) -> LifeOfFirm:
    """The firm's quarters from `settings.first_year` to `settings.last_year`; `mix` is an id or a file.

    Raises InputProblem for an unknown mix, a negative draw, or a firm that is not in the sample.
    """
    experiment = check_life(settings, mix, draw, firm_id)
    name, row = next(iter(experiment.mixes)), row_of_firm(experiment, firm_id)
    run, policy = start_run(experiment, name, draw), experiment.policy(name, draw)
    run.look_back()
    dates = experiment.dates[name][draw]
    laws = compile_schedule(experiment.mixes[name], experiment.future, dates).laws.identifiers
    parameters = experiment.parameters[draw][0]
    first = quarter_index(settings.first_year, 1)
    before = _moment(experiment, run.world, laws, row)
    quarters: list[QuarterOfLife] = []
    for quarter in range(experiment.until):
        run.advance(policy, quarter + 1)
        now = _moment(experiment, run.world, laws, row)
        if quarter >= first:
            quarters.append(_told(now, events_between(before, now), quarter, parameters))
        before = now
    return LifeOfFirm(
        name,
        draw,
        settings.seed,
        experiment.firms,
        experiment.future.id,
        settings.drawn_from,
        firm_id,
        _traits(experiment, row),
        tuple(quarters),
        named(experiment.mixes[name].name),
        named(experiment.future.name),
        settings.own_rules.get("model"),
    )


def check_life(settings: CompareSettings, mix: str, draw: int, firm_id: int) -> Experiment:
    """What `life_of_firm` runs, made ready. Raises InputProblem for what it refuses; nothing is simulated."""
    experiment = prepare(replace(one_draw(settings, draw), mixes=(mix,), baseline=mix), [draw])
    row_of_firm(experiment, firm_id)
    return experiment


def row_of_firm(experiment: Experiment, firm_id: int) -> int:
    """The firm's row in the sample. Raises InputProblem, with the nearest id, when it is not there."""
    known = experiment.population.firm_id
    row = int(np.searchsorted(known, min(firm_id, int(known[-1]))))
    if row < len(known) and int(known[row]) == firm_id:
        return row
    near = int(known[np.abs(known - min(max(firm_id, 0), int(known[-1]))).argmin()])
    raise InputProblem(
        "--firm: firm {found} is not in this sample of {firms} firms; the nearest id is {nearest} (ids run from {low} "
        "to {high}; 'smartmix run MIX --trajectory' lists them, '--firms full' holds them all)",
        found=firm_id,
        firms=len(known),
        nearest=near,
        low=int(known[0]),
        high=int(known[-1]),
    )


def _moment(experiment: Experiment, world: Any, identifiers: tuple[str, ...], row: int) -> Moment:
    block, lane = row // BLOCK, row % BLOCK
    kept = (world.blocks, world.works)
    firm = {name: part[name][block][..., lane].copy() for part in kept for name in part.dtype.names}
    scopes = int(experiment.traits["scope_bits"][block, lane])
    dial, laws = world.quarter["dial"][0], dict[int, dict[str, Any]]()
    for slot, law in enumerate(identifiers):
        announced, in_force, scope, inspections, _ = (float(dial[LAW + PER_LAW * slot + which]) for which in LawDial)
        inside = scope >= 0 and bool(scopes >> int(scope) & 1)
        laws[slot] = {
            "law": law,
            "announced": announced if inside else 0.0,
            "in_force": in_force if inside else 0.0,
            "inspections_per_100": inspections if inside else 0.0,
            "rung": int(firm["ladder"][slot]),
        }
    return Moment(firm, laws)


def _told(now: Moment, events: tuple[Event, ...], quarter: int, parameters: Any) -> QuarterOfLife:
    firm = now.firm

    def pick(names: tuple[str, ...]) -> dict[str, float]:
        return {name: float(firm[name]) for name in names}

    def vector(name: str, keys: tuple[str, ...]) -> dict[str, float]:
        return {key: float(value) for key, value in zip(keys, firm[name], strict=True)}

    themes = tuple(theme.name.lower() for theme in Theme)
    did: dict[str, Any] = pick(DID) | {
        "using_instruments": int(firm["using"]),
        "waiting_for_help": int(firm["waiting_help"]),
        "practice": vector("practice", STEPS),
        "reported": vector("reported", STEPS),
        "coverage": vector("coverage", themes),
    }
    acting = [law for law in now.laws.values() if law["announced"] > 0 or law["in_force"] > 0]
    return QuarterOfLife(
        FIRST_YEAR + quarter // 4,
        quarter % 4 + 1,
        Stage(int(firm["stage"])).name.lower(),
        pick(REACHED),
        {law["law"]: {key: value for key, value in law.items() if key != "law"} for law in acting},
        pick(PERCEIVED),
        pick(MOVED),
        _pulls(firm, parameters),
        did,
        pick(COST),
        events,
    )


def _pulls(firm: dict[str, Any], parameters: Any) -> dict[str, float]:
    gain = float(parameters["calculative_weight"])
    return {
        "oblige": gain * float(firm["oblige_motive"]),
        "condition": gain * float(firm["condition_motive"]),
        "entice": gain * float(firm["entice_motive"]),
        "cost": -gain * float(firm["cost_motive"]),
        "rivals": -gain * float(firm["rival_motive"]),
        "normative": float(parameters["normative_weight"]) * float(firm["normative"]),
        "social": float(parameters["social_weight"]) * float(firm["social"]),
        "start": float(parameters["motive_intercept"]),
    }


def _traits(experiment: Experiment, row: int) -> dict[str, Any]:
    people = experiment.population
    return {
        "sector": SECTORS[int(people.sector[row])],
        "size": Size(int(people.size[row])).name.lower(),
        "employees": float(people.employees[row]),
        "turnover_eur": float(people.turnover_eur[row]),
        "assets_eur": float(people.assets_eur[row]),
        "stands_for_firms": float(people.weight[row]),
        "goal90": bool(people.goal90[row]),
        "listed": bool(people.listed[row]),
        "public_interest": bool(people.public_interest[row]),
        "visibility": float(people.visibility[row]),
        "import_share": float(people.import_share[row]),
        "sales_to_government": float(people.sales_central[row] + people.sales_other_government[row]),
    }
