"""Observation models: what of the model is compared with what was measured.

Each function takes what was seen in the worlds (`Sight`) and gives one number in the unit of its fact.
Measurement error comes on top (`calibration.evidence.draw_measured`). No fact observes practice
independently of what firms report or say, so the paper gap stays assumed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.observed_worlds import ObservedWorld, Seen
from simulation.vocabulary import SECTORS, Size

_FINANCE, _OTHER = SECTORS.index("finance"), SECTORS.index("other")
#: Rows of the six steps that the German elements and the basic steps ask (S-015, P-C1, S-198).
_BASIC = [0, 1, 2, 4]
#: Whom the survey calls small: 10 to 249 working persons; it says nothing of firms of a few people (S-028).
_SMALLER = (Size.SMALL, Size.MEDIUM)


@dataclass(frozen=True)
class Sight:
    """All that observation models may look at for one candidate.

    worlds: the firms; seen[world][moment]: their columns; parameters: the candidate's, (1,) PARAMETERS;
    chosen: the observation parameters drawn for it, by name.
    """

    worlds: dict[str, ObservedWorld]
    seen: dict[str, dict[str, Seen]]
    parameters: Any
    chosen: dict[str, float]

    def at_home(self, moment: str) -> Seen:
        """The Netherlands at a moment."""
        return self.seen["netherlands"][moment]

    @property
    def goal(self) -> Any:
        """(N,) firms of the 90% goal at home."""
        return self.worlds["netherlands"].population.goal90 > 0

    def asked(self, observer: str) -> float:
        """Content that this observer asks: what observers ask on average, and its own deviation (hierarchical)."""
        chosen = self.chosen
        return max(0.0, chosen["asked_level"] + chosen["asked_spread"] * chosen[observer])

    def asked_in_part(self, observer: str) -> float:
        """Content that this observer asks where it is known to ask less: a share of what observers ask on average."""
        return self.chosen["asked_level"] * self.chosen[observer]

    def parameter(self, name: str) -> float:
        """One parameter of the candidate."""
        return float(self.parameters[name][0])


def _share(condition: Any) -> float:
    """Share of firms for which a condition holds."""
    return float(np.mean(condition))


def _endorsing(sight: Sight, moment: str, firms: Any) -> float:
    return _share(sight.at_home(moment).endorses[firms])


def endorsement_2017(sight: Sight) -> float:
    """Share of the goal's firms that endorse, reporting year 2017 (S-021)."""
    return _endorsing(sight, "first_measurement", sight.goal)


def endorsement_2019(sight: Sight) -> float:
    """Share of the goal's firms that endorse, reporting year 2019 (S-022)."""
    return _endorsing(sight, "second_measurement", sight.goal)


def endorsement_finance_2019(sight: Sight) -> float:
    """The same among banks, insurers and other finance (S-025)."""
    sector = sight.worlds["netherlands"].population.sector
    return _endorsing(sight, "second_measurement", sight.goal & (sector == _FINANCE))


def endorsement_high_risk_2019(sight: Sight) -> float:
    """The same, pooled over the other high-risk sectors (S-025)."""
    sector = sight.worlds["netherlands"].population.sector
    return _endorsing(sight, "second_measurement", sight.goal & (sector != _FINANCE) & (sector != _OTHER))


def all_six_2019(sight: Sight) -> float:
    """Number of the goal's firms that apply all six steps, in practice or as reported: a switch (S-026)."""
    seen = sight.at_home("second_measurement")
    steps = seen.reported if sight.chosen["six_steps_reported"] > 0.5 else seen.practice
    return float(np.sum(steps.min(axis=0)[sight.goal] >= sight.parameter("all_steps_level")))


def _survey(sight: Sight, sizes: tuple[Size, ...]) -> float:
    """Share of respondents of these sizes that say they apply the guidelines (S-028).

    A respondent declares the more of what its statement says and what it does, plus a bias: a firm without a statement
    was asked as well. Firms with more to declare answer more readily (`survey_selection`).
    """
    population = sight.worlds["netherlands"].population
    inside = np.isin(population.size, sizes)
    seen = sight.at_home("second_measurement")
    declared = np.maximum(seen.reported_mean, seen.practice_mean)[inside]
    answering = population.weight[inside] * (1.0 + sight.chosen["survey_selection"] * declared)
    says_so = declared + sight.chosen["survey_bias"] >= sight.chosen["survey_threshold"]
    return float(np.sum(answering * says_so) / np.sum(answering))


def survey_applies_large(sight: Sight) -> float:
    """Large firms in the survey of 2019 that say they apply the guidelines (S-028)."""
    return _survey(sight, (Size.LARGE,))


def survey_applies_small(sight: Sight) -> float:
    """Small firms in the survey of 2019 that say they apply the guidelines (S-028)."""
    return _survey(sight, _SMALLER)


def survey_applies_all(sight: Sight) -> float:
    """All firms in the survey of 2019; the share of large ones among respondents is not known (S-028)."""
    large = sight.chosen["survey_share_large"]
    return large * survey_applies_large(sight) + (1.0 - large) * _survey(sight, _SMALLER)


def _benchmark(sight: Sight, moment: str) -> tuple[float, float]:
    """Shares of leaders and laggards among the goal's firms, by the model's own levels applied to reports.

    The benchmark ranks what firms publish, not what they do: leaders report a policy and steps 2 to 4,
    laggards no policy and little else, or nothing at all (the firms without a score).
    """
    seen = sight.at_home(moment)
    published = seen.statement[sight.goal] > 0
    reported = seen.reported[:, sight.goal] + sight.chosen["benchmark_breadth"]
    policy = published & (reported[0] >= sight.parameter("policy_level"))
    leads = policy & (reported[1:4].min(axis=0) >= sight.parameter("leader_level"))
    lags = ~published | (~policy & (reported.mean(axis=0) < sight.parameter("laggard_level")))
    return _share(leads), _share(lags)


def benchmark_leaders_2017(sight: Sight) -> float:
    """Leaders and followers in the reporting benchmark of 2017."""
    return _benchmark(sight, "first_measurement")[0]


def benchmark_laggards_2017(sight: Sight) -> float:
    """Laggards and firms without a score in the reporting benchmark of 2017."""
    return _benchmark(sight, "first_measurement")[1]


def benchmark_growth_2014_2017(sight: Sight) -> float:
    """How much the share that is no laggard in reports grew from 2014 to 2017."""
    return _benchmark(sight, "benchmark_before")[1] - _benchmark(sight, "first_measurement")[1]


def german_elements_2020(sight: Sight) -> float:
    """Share of large German firms whose reports meet all five elements of the action plan (P-C1)."""
    reported = sight.seen["germany"]["monitoring"].reported
    applied = (reported[2] + reported[3]) / 2.0  # measures and whether they work are one element
    elements = np.minimum(np.minimum(reported[0], reported[1]), np.minimum(applied, reported[4]))
    return _share(np.minimum(elements, reported[5]) >= sight.parameter("five_elements_level"))


def _plans(sight: Sight, moment: str) -> float:
    seen = sight.seen["france"][moment]
    is_plan = seen.reported[_BASIC].mean(axis=0) >= sight.asked("french_plan_threshold")
    return _share((seen.statement > 0) & is_plan)


def french_plans_2020(sight: Sight) -> float:
    """Share of firms under the French duty that publish a plan, in its third year (P-C6)."""
    return _plans(sight, "third_year")


def french_plans_growth(sight: Sight) -> float:
    """Growth of that share from the third to the fourth year (P-C6)."""
    return _plans(sight, "fourth_year") - _plans(sight, "third_year")


def _maturity(sight: Sight, moment: str) -> float:
    """Mean content of statements, among the firms that had one before the duty and one in its first year (P-C7)."""
    seen = sight.seen["france"]
    both = (seen["before_plans"].statement > 0) & (seen["first_plans"].statement > 0)
    told = float(np.mean(seen[moment].reported_mean[both])) if both.any() else 0.0
    return min(1.0, max(0.0, told + sight.chosen["maturity_breadth"]))


def french_maturity_before(sight: Sight) -> float:
    """Maturity of what French firms disclosed before plans were due, as a share of the scale (P-C7)."""
    return _maturity(sight, "before_plans")


def french_maturity_growth(sight: Sight) -> float:
    """Its growth in the first year of plans, among the same firms (P-C7)."""
    return _maturity(sight, "first_plans") - _maturity(sight, "before_plans")


def belgian_statements_2018(sight: Sight) -> float:
    """Share of listed Belgian firms that publish a non-financial statement in the first year of the duty (P-C16)."""
    return _share(sight.seen["belgium"]["first_year"].statement > 0)


def _full_statements(sight: Sight, world: str, moment: str, asked: float) -> Any:
    seen = sight.seen[world][moment]
    return (seen.statement > 0) & (seen.reported_mean >= asked)


def australian_criteria_2022(sight: Sight) -> float:
    """Share of Australian statements in sectors at risk that meet all mandatory criteria after three rounds (N-B7)."""
    written = sight.seen["australia"]["third_round"].statement > 0
    full = _full_statements(sight, "australia", "third_round", sight.asked("australian_threshold"))
    return _share(full[written]) if written.any() else 0.0


def californian_disclosure_2016(sight: Sight) -> float:
    """Share of firms under the Californian act that disclose as it asks (N-B10)."""
    return _share(_full_statements(sight, "california", "measured", sight.asked_in_part("californian_threshold")))


def world_benchmark_2024(sight: Sight) -> float:
    """Share of the largest firms whose statement describes how they find risks: a first point (N-B16)."""
    seen = sight.seen["largest"]["benchmark"]
    return _share((seen.statement > 0) & (seen.reported[1] >= sight.asked("benchmark_threshold")))


def dutch_voluntary_2025(sight: Sight) -> float:
    """Share of large Dutch public-interest firms that report over 2024 on a duty announced, not in force (N-A21)."""
    return _share(sight.seen["public_interest"]["voluntary"].statement > 0)


def british_statements_2019(sight: Sight) -> float:
    """Share of British statements that meet the minimum requirements (P-C9)."""
    written = sight.seen["united_kingdom"]["registry"].statement > 0
    full = _full_statements(sight, "united_kingdom", "registry", sight.asked("british_threshold"))
    return _share(full[written]) if written.any() else 0.0


def _listed(sight: Sight) -> Any:
    return sight.worlds["netherlands"].population.listed > 0


def listed_committed_2016(sight: Sight) -> float:
    """Share of listed firms that endorse in 2016 (P-B3); held out."""
    return _endorsing(sight, "listed", _listed(sight))


def listed_aware_2016(sight: Sight) -> float:
    """Share of listed firms that know the guidelines in 2016 (P-B3); held out."""
    return _share(sight.at_home("listed").awareness[_listed(sight)] >= sight.chosen["aware_threshold"])


def german_ready_2023(sight: Sight) -> float:
    """Share of firms under the German act that can show the basic steps in its first year (P-C3); held out."""
    inside = sight.worlds["germany"].population.employees >= sight.chosen["german_scope"]
    practised = sight.seen["germany"]["first_report"].practice[:, inside]
    return _share(practised[_BASIC].mean(axis=0) >= sight.asked_in_part("ready_threshold"))


def _timber(sight: Sight, moment: str) -> float:
    """Share of timber importers in which an inspector would find no violation at a first visit.

    As inspectors in the model judge, who read the importer's file: whether it meets the duty in whatever way. Firms
    that were visited before and mended what was found do not count again (N-B1).
    """
    seen = sight.seen["timber"][moment]
    first = seen.mended <= 0
    return _share(seen.complies[first] > 0) if first.any() else 1.0


def timber_compliance_2016(sight: Sight) -> float:
    """Timber importers in order at the first visits to March 2016 (N-B1)."""
    return _timber(sight, "first_count")


def timber_compliance_2017(sight: Sight) -> float:
    """Importers of timber and furniture in order at the first visits to February 2017 (N-B1)."""
    return _timber(sight, "second_count")


_AT_HOME = (
    endorsement_2017,
    endorsement_2019,
    endorsement_finance_2019,
    endorsement_high_risk_2019,
    all_six_2019,
    survey_applies_all,
    survey_applies_large,
    survey_applies_small,
    benchmark_leaders_2017,
    benchmark_laggards_2017,
    benchmark_growth_2014_2017,
    listed_committed_2016,
    listed_aware_2016,
)
#: The observation models by the world that each looks at; facts of different worlds share no luck.
_BY_WORLD: dict[str, tuple[Callable[[Sight], float], ...]] = {
    "netherlands": _AT_HOME,
    "germany": (german_elements_2020, german_ready_2023),
    "france": (french_plans_2020, french_plans_growth, french_maturity_before, french_maturity_growth),
    "united_kingdom": (british_statements_2019,),
    "timber": (timber_compliance_2016, timber_compliance_2017),
    "belgium": (belgian_statements_2018,),
    "australia": (australian_criteria_2022,),
    "california": (californian_disclosure_2016,),
    "public_interest": (dutch_voluntary_2025,),
    "largest": (world_benchmark_2024,),
}
#: Every observation model by the name that facts use, and the world it looks at.
OBSERVATION_MODELS: dict[str, Callable[[Sight], float]] = {
    model.__name__: model for models in _BY_WORLD.values() for model in models
}
WORLD_OF: dict[str, str] = {model.__name__: world for world, models in _BY_WORLD.items() for model in models}
