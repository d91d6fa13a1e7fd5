"""Half the inspectors: the mixes of a comparison with half the inspections, and what their run says.

The shock of that name (experiments/robustness/shocks.yaml) does the halving, so that both say the same.
"""

from dataclasses import dataclass, replace

from experiments.compare import Comparison, mix_of
from experiments.robustness.worlds import changed_mix, load_shocks
from results.queries import Part, baseline, others
from results.questions.model import GivenStudies
from results.questions.traced_draws import How, draws_of, quantile_of
from scenarios.library import fingerprint, vary_mix
from scenarios.mix_format import Mix
from simulation.problems import InputProblem

SHOCK = "half-inspectors"
#: What must be equal in two runs for their draws to be compared one by one.
_SETTINGS = ("draws", "seed", "firms", "first_year", "last_year", "variants", "parameters", "prior", "posterior")


def half_name(mix: str) -> str:
    """The id of a mix with half the inspectors; ids have at most 64 characters."""
    return f"{mix[: 63 - len(SHOCK)]}-{SHOCK}"


def half_inspectors(comparison: Comparison) -> list[Mix]:
    """The mixes of a comparison with half the inspections of their laws, under ids of their own.

    Mixes that halving leaves as they are (no law of their own with inspections) are left out, so the list may be
    empty. Run them with the settings and the baseline of the comparison, so that draws can be compared one by one.
    """
    found: list[Mix] = []
    for name in others(comparison) or [baseline(comparison)]:
        try:
            mix = mix_of(comparison, name)
        except InputProblem:  # the user's own, and its file is gone
            continue
        halved = changed_mix(mix, load_shocks()[SHOCK])
        if halved is not mix:
            found.append(vary_mix(halved, {}, half_name(mix.id)))
    return found


def halved_in(comparison: Comparison, study: Comparison | None) -> list[str]:
    """The mixes of a comparison of which a run with half the inspectors is at hand that fits draw by draw."""
    if study is None:
        return []
    mine, other = comparison.manifest, study.manifest
    same = all(mine["settings"][key] == other["settings"][key] for key in _SETTINGS)
    drawn = ("behaviour", "drawn_parameters", "population", "future")
    if not same or any(mine["fingerprints"][key] != other["fingerprints"][key] for key in drawn):
        return []
    ran = other["fingerprints"]["mixes"]
    halves = {mix.id: fingerprint(mix) for mix in half_inspectors(comparison)}
    names = others(comparison) or [baseline(comparison)]
    return [mix for mix in names if half_name(mix) in halves and ran.get(half_name(mix)) == halves[half_name(mix)]]


@dataclass(frozen=True, slots=True)
class WithHalf:
    """A sum of indicators with half the inspectors less the same with all, draw by draw; `part` of its range.

    Ask it of mixes in `halved_in`, for the two runs must fit. Groups by starting stage may differ between them; ask
    of other groups.
    """

    mix: str
    indicators: tuple[str, ...]
    group: str
    year: int
    how: How
    part: Part = "p50"

    def __str__(self) -> str:
        """As it is printed beside a number."""
        words = ("half the inspectors", self.mix, "+".join(self.indicators), self.how, self.group, str(self.year))
        return " / ".join((*words, self.part))

    def ask(self, comparison: Comparison, studies: GivenStudies) -> float | None:
        """The answer; None without a run with half the inspectors."""
        study = studies.half_inspectors
        if study is None or half_name(self.mix) not in study.mixes:
            return None
        study = replace(study, kept=comparison.kept)  # the same draws, so the same worlds
        half = draws_of(study, half_name(self.mix), self.indicators, self.group, self.year, self.how)
        full = draws_of(comparison, self.mix, self.indicators, self.group, self.year, self.how)
        return quantile_of(None if half is None or full is None else half - full, self.part)
